"""The two panes: the notice with its marks, the plan as a form that keeps itself."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ipweek.base import files
from ipweek.base.errors import Refusal
from ipweek.campaign.domain import drafts, kind_names, marks, members
from ipweek.campaign.domain.launch import launch, refuse_unready
from ipweek.campaign.domain.plan.places import field_for
from ipweek.campaign.forms.about import about, about_place
from ipweek.campaign.forms.preview import Posted, build_form, page_id, posted, signature
from ipweek.campaign.forms.upload import MembersForm
from ipweek.campaign.models import LaunchPlan
from ipweek.people.domain.permissions import require
from ipweek.people.models import User

Act = Callable[[LaunchPlan, str, User], str]


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the plan; a post keeps what was typed and does one act more (add, remove, move, launch)."""
    if not request.user.is_authenticated:
        # A script following the way to the sign-in page would take that page for "kept".
        scripted = request.headers.get("HX-Request")
        return HttpResponse(status=401) if scripted else redirect_to_login(request.get_full_path())
    row = _row(request, pk)
    if row.campaign is not None:
        return redirect("campaign:activities", row.campaign.slug)
    if request.method == "GET":
        return _page(request, row)
    return _kept(request, row)


@login_required
@require_POST
def upload_members(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a member list; its lines wait in the plan until the launch."""
    row = _row(request, pk)
    form = MembersForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, row, members_form=form, status=422)
    try:
        file = form.cleaned_data["file"]
        files.inspect(file.read(), file.name, frozenset({"xlsx"}))
        file.seek(0)
        rows, errors = members.read(file.read())
        if not errors:
            drafts.set_members(row, rows, by=_user(request))
    except Refusal as refusal:
        form.add_error("file", refusal.sentence)
        return _page(request, row, members_form=form, status=422)
    if errors:
        for error in errors:
            form.add_error("file", error)
        return _page(request, row, members_form=form, status=422)
    messages.success(request, f"已读取成员名单，共{len(rows)}家单位，启动时一并导入。")
    return redirect(_address(row) + "#members")


@login_required
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say exactly what will be created; a post creates it."""
    row = _row(request, pk)
    if request.method == "POST":
        try:
            campaign = launch(row, by=_user(request))
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            return redirect("campaign:preview", row.pk)
        messages.success(request, f"“{campaign.name}”已启动。")
        return redirect("campaign:activities", campaign.slug)
    if row.campaign is not None:
        return redirect("campaign:activities", row.campaign.slug)
    plan = drafts.plan_of(row)
    try:
        refuse_unready(plan)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("campaign:preview", row.pk)
    owed: dict[str, int] = {}
    for obligation in plan.obligations:
        owed[obligation.deliverable] = owed.get(obligation.deliverable, 0) + 1
    names = kind_names.choices()
    context = {
        "row": row,
        "plan": plan,
        "activities": [(each, names.get(each.kind, names["other"])) for each in plan.activities],
        "deliverables": [(each, owed.get(each.pointer, 0)) for each in plan.deliverables],
        "joining": [unit for unit in plan.units if unit.pk is None],
        "staying": [unit for unit in plan.units if unit.pk is not None],
    }
    return render(request, "campaign/confirm.html", context)


@login_required
@require_GET
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice file as it came; always as an attachment."""
    row = _row(request, pk)
    with row.document.file.open() as file:
        answer = HttpResponse(file.read(), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = (
        content_disposition_header(True, row.document.name) or "attachment"
    )
    return answer


def _page(
    request: HttpRequest, row: LaunchPlan, members_form: MembersForm | None = None, status: int = 200
) -> HttpResponse:
    plan, values = drafts.plan_and_values(row)
    form = build_form(plan, values)
    reading = row.document.reading

    def target(pointer: str) -> str | None:
        place = field_for(pointer, form.present, values.kinds)
        return f"f-{page_id(place)}" if place else about_place(pointer)

    context = {
        "row": row,
        "plan": plan,
        "form": form,
        "pieces": marks.pieces(row.document.text, reading.get("spans") or {}, target),
        "about": about(reading),
        "members_form": members_form or MembersForm(),
        "member_count": len(row.members),
    }
    return render(request, "campaign/preview.html", context, status=status)


def _kept(request: HttpRequest, row: LaunchPlan) -> HttpResponse:
    user = _user(request)
    sent = posted(request.POST, kind_names.choices())
    drafts.save(row, sent.typed, shown=sent.shown, confirmed=sent.confirmed, by=user)
    row.refresh_from_db()
    if request.headers.get("HX-Request"):
        return _changed(request, row, sent)
    act, _, target = request.POST.get("act", "").partition(":")
    anchor = ACTS[act](row, target, user) if act in ACTS else ""
    if act == "launch":
        ready = drafts.plan_of(row).ready
        return redirect("campaign:confirm", row.pk) if ready else redirect(_address(row) + "#problems")
    return redirect(_address(row) + (f"#{page_id(anchor)}" if anchor else ""))


def _changed(request: HttpRequest, row: LaunchPlan, sent: Posted) -> HttpResponse:
    """What has changed on the page because of what was typed, and nothing else, so that the cursor stays."""
    plan, values = drafts.plan_and_values(row)
    form = build_form(plan, values)
    untouched = {pointer for pointer, value in sent.typed.items() if value == sent.shown.get(pointer)}
    redrawn, said = [], []
    for control in form.controls():
        if control.pointer in untouched and control.value != sent.shown.get(control.pointer):
            redrawn.append(control)
        elif signature(control) != sent.said.get(control.pointer, ""):
            said.append(control)
    context = {"row": row, "plan": plan, "form": form, "redrawn": redrawn, "said": said}
    return render(request, "campaign/preview_changes.html", context)


def _add(row: LaunchPlan, name: str, user: User) -> str:
    return drafts.add(row, name, by=user)


def _remove(row: LaunchPlan, pointer: str, user: User) -> str:
    drafts.remove(row, pointer, by=user)
    return pointer.rpartition("/")[0]


def _put_back(row: LaunchPlan, pointer: str, user: User) -> str:
    drafts.remove(row, pointer, by=user, back=True)
    return pointer


def _up(row: LaunchPlan, pointer: str, user: User) -> str:
    drafts.move(row, pointer, drafts.UP, by=user)
    return pointer


def _down(row: LaunchPlan, pointer: str, user: User) -> str:
    drafts.move(row, pointer, drafts.DOWN, by=user)
    return pointer


def _reset(row: LaunchPlan, pointer: str, user: User) -> str:
    drafts.reset(row, pointer, by=user)
    return f"/f{pointer}"


ACTS: dict[str, Act] = {
    "add": _add,
    "remove": _remove,
    "back": _put_back,
    "up": _up,
    "down": _down,
    "reset": _reset,
}


def _row(request: HttpRequest, pk: int) -> LaunchPlan:
    require(_user(request), "campaign.launch")
    return get_object_or_404(LaunchPlan.objects.select_related("document", "campaign"), pk=pk)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _address(row: LaunchPlan) -> str:
    return reverse("campaign:preview", args=[row.pk])
