"""Pages of a session: a thin layer over domain.sessions and domain.photos."""

import mimetypes
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from ipweek.base import clock
from ipweek.base.errors import Refusal
from ipweek.campaign.domain.kinds import get as kind_of
from ipweek.campaign.domain.queries import campaign_for
from ipweek.campaign.models import Activity, Campaign
from ipweek.engines.gatherings import forms
from ipweek.engines.gatherings.domain import photos as photo_acts
from ipweek.engines.gatherings.domain import queries
from ipweek.engines.gatherings.domain import sessions as acts
from ipweek.engines.gatherings.domain.lifecycle import SESSION
from ipweek.engines.gatherings.enums import SessionState
from ipweek.engines.gatherings.models import Session
from ipweek.people.domain import permissions
from ipweek.people.models import Unit

MOVES = {"cancel": acts.cancel, "postpone": acts.postpone, "reopen": acts.reopen}
DONE = {
    "cancel": "场次已取消，相关单位可以看到原因。",
    "postpone": "场次已延期，定下时间后请在这里重新安排。",
    "reopen": "结项已撤销，数据已从台账收回；改好后请重新结项。",
}
CONFIRM = {
    "cancel": "取消后不能恢复，确定取消这个场次吗？",
    "postpone": "",
    "reopen": "撤销后本场次的数据从台账收回，重新结项后再计入。确定撤销吗？",
}


def _session(request: HttpRequest, slug: str, pk: int) -> Session:
    """A session of a unit the person may see; 404 for any other."""
    campaign = campaign_for(request.user, slug)
    scope = permissions.units_for(request.user, "fact.view")
    return get_object_or_404(queries.sessions(campaign, scope), pk=pk)


def _own_session(request: HttpRequest, slug: str, pk: int) -> Session:
    """A session the person may work on; NotAllowed for one only joined."""
    found = _session(request, slug, pk)
    permissions.require(request.user, "session.edit", found.unit)
    return found


def _members(campaign: Campaign) -> QuerySet[Unit]:
    return Unit.objects.filter(memberships__campaign=campaign, active=True)


def _refuse(form: Any, refusal: Refusal) -> None:
    """Show a refusal beside the field it concerns."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)


@login_required
def new(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Plan a session of an activity; one that is over already goes straight to its closing form."""
    campaign = campaign_for(request.user, slug)
    activity = get_object_or_404(Activity.objects.select_related("campaign"), campaign=campaign, pk=pk)
    permissions.require(request.user, "session.edit")
    members = _members(campaign)
    units = members.filter(pk__in=permissions.units_for(request.user, "session.edit"))
    if not units.exists():
        raise Refusal("您的单位不在本次活动周的单位名单中，不能登记场次；请联系联席会议办公室。")
    form = forms.SessionForm(
        request.POST or None, units=units, members=members, initial=queries.usual_time(activity)
    )
    if request.method == "POST" and form.is_valid():
        try:
            session = acts.plan(
                activity=activity,
                unit=form.cleaned_data["unit"],
                by=permissions.person(request.user),
                fields=form.values(),
                partners=form.cleaned_data["partners"],
            )
        except Refusal as refusal:
            _refuse(form, refusal)
        else:
            over = session.ends_at <= clock.now()
            saved = (
                "场次已保存，请接着填写结项情况。" if over else "场次已保存，活动结束后请回来填写结项情况。"
            )
            messages.success(request, saved, extra_tags=f"saved:session-{pk}-new")
            page = "gatherings:close" if over else "gatherings:session"
            return redirect(page, slug=slug, pk=session.pk)
    context = {
        "activity": activity,
        "form": form,
        "verb": "登记场次",
        "draft": f"session-{pk}-new",
    }
    return _edit_page(request, context)


@login_required
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a session that is still open; a postponed one gets its new time here."""
    found = _own_session(request, slug, pk)
    acts.require_open(found)
    verb = "重新安排" if found.state == SessionState.POSTPONED else "修改场次"
    members = _members(found.activity.campaign)
    form = forms.SessionForm(request.POST or None, instance=found, units=members, members=members)
    if request.method == "POST" and form.is_valid():
        try:
            acts.change(
                found,
                by=permissions.person(request.user),
                fields=form.values(),
                partners=form.cleaned_data["partners"],
            )
        except Refusal as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, "场次已更新。", extra_tags=f"saved:session-{pk}")
            return redirect("gatherings:session", slug=slug, pk=pk)
    context = {
        "activity": found.activity,
        "form": form,
        "verb": verb,
        "draft": f"session-{pk}",
    }
    return _edit_page(request, context)


def _edit_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    context["campaign"] = context["activity"].campaign
    context["activity_url"] = kind_of(context["activity"].kind).desk_url(context["activity"])
    return render(request, "gatherings/edit.html", context, status=422 if context["form"].errors else 200)


@login_required
def session(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One session with its numbers, photos and what may be done next."""
    return _session_page(request, _session(request, slug, pk))


def _session_page(
    request: HttpRequest,
    found: Session,
    *,
    photo_form: forms.PhotoForm | None = None,
    reason_form: forms.ReasonForm | None = None,
) -> HttpResponse:
    may_edit = permissions.may(request.user, "session.edit", found.unit)
    possible = {move.act: move.verb for move in SESSION.possible(found.state)} if may_edit else {}
    may_change = "close" in possible
    context = {
        "campaign": found.activity.campaign,
        "session": found,
        "activity_url": kind_of(found.activity.kind).desk_url(found.activity),
        "photos": found.photos.all(),
        "may_edit": may_edit,
        "may_close": may_change and found.starts_at <= clock.now(),
        "may_change": may_change,
        "may_reschedule": "reschedule" in possible,
        "moves": [(act, verb, CONFIRM[act]) for act, verb in possible.items() if act in MOVES],
        "moves_title": "撤销结项" if "reopen" in possible else "取消或延期" if may_change else "取消本场次",
        "moves_open": reason_form is not None,
        "held": found.state == SessionState.HELD,
        "arrangement": queries.arrangement(found),
        "numbers": queries.numbers(found),
        "photo_form": photo_form or forms.PhotoForm(),
        "reason_form": reason_form or forms.ReasonForm(),
    }
    wrong = any(form is not None and form.errors for form in (photo_form, reason_form))
    return render(request, "gatherings/session.html", context, status=422 if wrong else 200)


@login_required
def close(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The closing form (结项). Sent twice it closes once."""
    found = _own_session(request, slug, pk)
    if request.method != "POST":
        acts.require_closable(found)
    form = forms.ClosingForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            acts.close(found, form.closing(), by=permissions.person(request.user))
        except Refusal as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, "已结项，数据已记入台账。", extra_tags=f"saved:closing-{pk}")
            return redirect("gatherings:session", slug=slug, pk=pk)
    context = {"campaign": found.activity.campaign, "session": found, "form": form}
    return render(request, "gatherings/close.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Cancel, postpone or reopen a session, with a reason."""
    found = _own_session(request, slug, pk)
    act = request.POST.get("act", "")
    if act not in MOVES:
        raise Refusal("请点“取消”“延期”或“撤销结项”办理。")
    form = forms.ReasonForm(request.POST)
    if form.is_valid():
        try:
            MOVES[act](found, by=permissions.person(request.user), reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, DONE[act])
            return redirect("gatherings:session", slug=slug, pk=pk)
    return _session_page(request, found, reason_form=form)


@login_required
@require_POST
def add_photos(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Add photos to a session; good ones are kept even when another is refused."""
    found = _own_session(request, slug, pk)
    form = forms.PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _session_page(request, found, photo_form=form)
    kept, by = 0, permissions.person(request.user)
    for upload in form.cleaned_data["photos"]:
        try:
            photo_acts.add(
                found,
                data=upload.read(),
                name=upload.name or "",
                caption=form.cleaned_data["caption"],
                by=by,
            )
        except Refusal as refusal:
            form.add_error("photos", refusal.sentence)
        else:
            kept += 1
    if kept:
        messages.success(request, f"已保存 {kept} 张照片。")
    if form.errors:
        return _session_page(request, found, photo_form=form)
    return redirect("gatherings:session", slug=slug, pk=pk)


@login_required
@require_POST
def remove_photo(request: HttpRequest, slug: str, pk: int, photo: int) -> HttpResponse:
    """Take a photo away."""
    found = get_object_or_404(_own_session(request, slug, pk).photos, pk=photo)
    photo_acts.remove(found, by=permissions.person(request.user))
    messages.success(request, "照片已删除。")
    return redirect("gatherings:session", slug=slug, pk=pk)


@login_required
def photo(request: HttpRequest, slug: str, pk: int, photo: int) -> FileResponse:
    """A photo's file, for those who may see its session."""
    found = get_object_or_404(_session(request, slug, pk).photos, pk=photo)
    try:
        content = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    kind = mimetypes.guess_type(str(found.file.name))[0]
    return FileResponse(content, content_type=kind, headers={"Cache-Control": "private, max-age=3600"})
