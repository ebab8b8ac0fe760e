"""Importing and exporting the member list. What was read waits in the session until it is confirmed."""

import base64
import secrets
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ipweek.base.errors import Refusal
from ipweek.people import exports, forms
from ipweek.people.domain import members, permissions, queries
from ipweek.people.enums import UnitClass

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WAITING = "members-waiting"


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
def upload(request: HttpRequest) -> HttpResponse:
    """Upload a list, see what it would do, confirm. Nothing is stored before the confirmation."""
    permissions.require(request.user, "unit.edit")
    context: dict[str, Any] = {"form": forms.MembersForm(), "step": 1, "errors": (), "rows": ()}
    if request.method != "POST":
        return render(request, "people/import.html", context)
    if "confirm" in request.POST:
        return _confirm(request)
    given = request.FILES.get("file")
    if given is None:
        messages.error(request, "请先选择填好的名单文件（.xlsx），再点“上传并检查”。")
        return render(request, "people/import.html", context, status=422)
    data = given.read()
    try:
        rows, errors = members.read(data)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return render(request, "people/import.html", context, status=422)
    key = secrets.token_hex(8)
    if errors:
        copy = base64.b64encode(members.marked(data, errors)).decode()
        request.session[WAITING] = {"key": key, "marked": copy}
        marked_url = reverse("people:import_marked", kwargs={"key": key})
        context |= {"step": 2, "errors": errors, "marked_url": marked_url}
        return render(request, "people/import.html", context, status=422)
    if not rows:
        messages.error(request, "名单里没有单位，请从第二行（示例行之后）开始填写。")
        return render(request, "people/import.html", context, status=422)
    request.session[WAITING] = {"key": key, "rows": rows}
    known = members.known_names(rows)
    shown = [
        row | {"class_name": UnitClass(row["unit_class"]).label, "known": row["name"] in known}
        for row in rows
    ]
    context |= {"step": 3, "rows": shown, "key": key, "known": len(known), "fresh": len(rows) - len(known)}
    return render(request, "people/import.html", context)


def _confirm(request: HttpRequest) -> HttpResponse:
    waiting = request.session.get(WAITING, {})
    if waiting.get("key") != request.POST["confirm"] or "rows" not in waiting:
        messages.error(request, "这份名单已经处理过或已过期，请重新上传。")
        return redirect("people:import")
    try:
        units = members.store(waiting["rows"], by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("people:import")
    del request.session[WAITING]
    messages.success(request, f"已导入 {len(units)} 家单位。")
    return redirect("people:units")


@login_required
def template(request: HttpRequest) -> HttpResponse:
    """The blank list."""
    permissions.require(request.user, "unit.edit")
    return _file(members.template(), "members.xlsx")


@login_required
def marked(request: HttpRequest, key: str) -> HttpResponse:
    """The person's own list with its errors marked."""
    permissions.require(request.user, "unit.edit")
    waiting = request.session.get(WAITING, {})
    if waiting.get("key") != key or "marked" not in waiting:
        raise Http404
    return _file(base64.b64decode(waiting["marked"]), "members-marked.xlsx")


@login_required
def export(request: HttpRequest) -> HttpResponse:
    """The units in the person's scope; only the office gets full phone numbers."""
    permissions.require(request.user, "unit.view")
    scope = permissions.units_for(request.user, "unit.view").select_related("parent", "district")
    full = permissions.may(request.user, "unit.edit")
    return _file(exports.units(queries.with_history(scope), full=full), "units.xlsx")
