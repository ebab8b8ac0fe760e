"""Pages of a session: a thin layer over domain.sessions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ipweek.base.errors import Refusal
from ipweek.campaign.domain.kinds import get as kind_of
from ipweek.campaign.domain.queries import campaign_for
from ipweek.campaign.models import Activity, Campaign
from ipweek.engines.gatherings import forms
from ipweek.engines.gatherings.domain import lifecycle, queries
from ipweek.engines.gatherings.domain import sessions as acts
from ipweek.engines.gatherings.models import Session
from ipweek.people.domain import permissions
from ipweek.people.models import Unit, User
from ipweek.ui import formats

MOVES = {"cancel": acts.cancel, "postpone": acts.postpone, "reopen": acts.reopen}


def _session(request: HttpRequest, slug: str, pk: int) -> Session:
    """A session of a unit the person may see; 404 for any other."""
    campaign = campaign_for(request.user, slug)
    scope = permissions.units_for(request.user, "fact.view")
    return get_object_or_404(queries.sessions(campaign, scope), pk=pk)


def _facts(session: Session) -> list[tuple[str, str]]:
    return [
        ("时间", f"{formats.moment(session.starts_at)}至{formats.moment(session.ends_at)}"),
        ("地点", session.place),
        ("所在县区", str(session.district or "")),
        ("牵头单位", session.unit.name),
        ("联合单位", "、".join(unit.name for unit in session.partners.all())),
        ("对象", session.audience),
        ("预计人数", "" if session.expected is None else str(session.expected)),
        ("安全措施", session.safety_note),
    ]


def _members(campaign: Campaign) -> QuerySet[Unit]:
    return Unit.objects.filter(memberships__campaign=campaign, active=True)


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


@login_required
def new(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Plan a session of an activity."""
    campaign = campaign_for(request.user, slug)
    activity = get_object_or_404(Activity, campaign=campaign, pk=pk)
    permissions.require(request.user, "session.edit")
    members = _members(campaign)
    units = permissions.units_for(request.user, "session.edit") & members
    form = forms.SessionForm(request.POST or None, units=units.distinct(), members=members)
    if request.method == "POST" and form.is_valid():
        try:
            session = acts.plan(
                activity=activity,
                unit=form.cleaned_data["unit"],
                by=_person(request),
                fields=form.values(),
                partners=form.cleaned_data["partners"],
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, "场次已保存。活动结束后请回来填写结项情况。")
            return redirect("gatherings:session", slug=slug, pk=session.pk)
    context = {"campaign": campaign, "activity": activity, "form": form, "session": None}
    return render(request, "gatherings/edit.html", context, status=422 if form.errors else 200)


@login_required
def session(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One session with its numbers, photos and what may be done next."""
    found = _session(request, slug, pk)
    may_edit = permissions.may(request.user, "session.edit", found.unit)
    moves = lifecycle.SESSION.possible(found.state) if may_edit else []
    context = {
        "campaign": found.activity.campaign,
        "session": found,
        "activity_url": kind_of(found.activity.kind).desk_url(found.activity),
        "photos": found.photos.all(),
        "may_edit": may_edit,
        "acts": {move.act for move in moves},
        "other_moves": [
            (
                move.act,
                move.verb,
                reverse("gatherings:move", kwargs={"slug": slug, "pk": pk, "act": move.act}),
            )
            for move in moves
            if move.act in MOVES
        ],
        "tone": found.tone,
        "facts": _facts(found),
        "numbers": [
            ("参加人次", f"{found.attendances or 0} 人次（{found.get_count_method_display()}）"),
            ("发放资料", f"{found.copies or 0} 份"),
            ("接受咨询", f"{found.consultations or 0} 人次"),
        ],
        "photo_form": forms.PhotoForm(),
        "reason_form": forms.ReasonForm(),
    }
    return render(request, "gatherings/session.html", context)


@login_required
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a session that is still open."""
    found = _session(request, slug, pk)
    permissions.require(request.user, "session.edit", found.unit)
    campaign = found.activity.campaign
    members = _members(campaign)
    form = forms.SessionForm(request.POST or None, instance=found, units=members, members=members)
    if request.method == "POST" and form.is_valid():
        try:
            acts.change(
                found, by=_person(request), fields=form.values(), partners=form.cleaned_data["partners"]
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, "场次已更新。")
            return redirect("gatherings:session", slug=slug, pk=pk)
    context = {"campaign": campaign, "activity": found.activity, "form": form, "session": found}
    return render(request, "gatherings/edit.html", context, status=422 if form.errors else 200)


@login_required
def close(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The closing form (结项)."""
    found = _session(request, slug, pk)
    permissions.require(request.user, "session.edit", found.unit)
    form = forms.ClosingForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            acts.close(found, form.closing(), by=_person(request))
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, "已结项，数据已记入台账。")
            return redirect("gatherings:session", slug=slug, pk=pk)
    context = {"campaign": found.activity.campaign, "session": found, "form": form}
    return render(request, "gatherings/close.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def move(request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
    """Cancel, postpone or reopen a session, with a reason."""
    found = _session(request, slug, pk)
    if act not in MOVES:
        raise Http404
    form = forms.ReasonForm(request.POST)
    try:
        MOVES[act](
            found, by=_person(request), reason=request.POST.get("reason", "") if form.is_valid() else ""
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "已办理，相关单位可以看到原因。")
    return redirect("gatherings:session", slug=slug, pk=pk)


@login_required
@require_POST
def add_photo(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Add one photo to a session."""
    found = _session(request, slug, pk)
    form = forms.PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, "请先选择一张照片（JPG 或 PNG），再点“上传照片”。")
        return redirect("gatherings:session", slug=slug, pk=pk)
    upload = form.cleaned_data["photo"]
    try:
        acts.add_photo(
            found,
            data=upload.read(),
            name=upload.name,
            caption=form.cleaned_data["caption"],
            by=_person(request),
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "照片已保存。")
    return redirect("gatherings:session", slug=slug, pk=pk)


@login_required
def photo(request: HttpRequest, slug: str, pk: int, photo: int) -> FileResponse:
    """A photo's file, for those who may see its session."""
    found = get_object_or_404(_session(request, slug, pk).photos, pk=photo)
    return FileResponse(found.file.open("rb"), content_type="image/jpeg")
