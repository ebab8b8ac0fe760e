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
    return HttpResponse(
        data, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@login_required
def upload(request: HttpRequest) -> HttpResponse:
    """Upload a list, see what it would do, confirm. Nothing is stored before the confirmation."""
    permissions.require(request.user, "unit.edit")
    if "confirm" in request.POST:
        return _confirm(request)
    sent = request.method == "POST"
    form = forms.MembersForm(request.POST, request.FILES) if sent else forms.MembersForm()
    if sent and form.is_valid():
        try:
            return _checked(request, form.cleaned_data["file"].read())
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
    return _page(request, form=form, step=1)


def _checked(request: HttpRequest, data: bytes) -> HttpResponse:
    """What a readable list would do, or its errors; it waits in the session. Raises Refusal when it is no list."""
    rows, errors = members.read(data)
    key = secrets.token_hex(8)
    if errors:
        copy = base64.b64encode(members.marked(data, errors)).decode()
        request.session[WAITING] = {"key": key, "marked": copy}
        marked_url = reverse("people:import_marked", kwargs={"key": key})
        return _page(request, form=forms.MembersForm(), step=2, errors=errors, marked_url=marked_url)
    if not rows:
        raise Refusal("名单里没有单位，请从示例行之后开始，一行填写一家单位。")
    request.session[WAITING] = {"key": key, "rows": rows}
    known = members.known_names(rows)
    shown = [
        row | {"class_name": UnitClass(row["unit_class"]).label, "known": row["name"] in known}
        for row in rows
    ]
    return _page(
        request,
        form=forms.MembersForm(),
        step=3,
        rows=shown,
        key=key,
        known=len(known),
        fresh=len(rows) - len(known),
    )


def _page(request: HttpRequest, *, form: forms.MembersForm, **found: Any) -> HttpResponse:
    context = {"form": form, "errors": (), "rows": (), **found}
    return render(
        request, "people/import.html", context, status=422 if form.errors or context["errors"] else 200
    )


def _confirm(request: HttpRequest) -> HttpResponse:
    waiting = request.session.get(WAITING, {})
    if waiting.get("key") != request.POST["confirm"] or "rows" not in waiting:
        messages.error(request, "这份名单已经处理过或已过期，请重新上传。")
        return redirect("people:import")
    try:
        units = members.store(waiting["rows"], by=permissions.person(request.user))
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
    """The units the list shows, without the office; only who maintains units gets full phone numbers."""
    permissions.require(request.user, "unit.view")
    scope = permissions.units_for(request.user, "unit.view").exclude(parent=None)
    found = forms.UnitFilter(request.GET).narrowed(scope).select_related("parent", "district")
    full = permissions.may(request.user, "unit.edit")
    return _file(exports.units(queries.with_history(found), full=full), "units.xlsx")
