"""Accounts: who has which role, inviting, taking a role away, and the page an invitation opens."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ipweek.base.errors import Refusal
from ipweek.people import forms
from ipweek.people.domain import accounts as acts
from ipweek.people.domain import permissions, queries
from ipweek.people.models import Unit

BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """Live roles and open invitations in the person's scope."""
    permissions.require(request.user, "account.invite")
    scope = permissions.units_for(request.user, "account.invite")
    context = {"grants": queries.grants_of(scope), "invitations": queries.open_invitations(scope)}
    return render(request, "people/accounts.html", context)


@login_required
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody; the link is shown once, for handing on by WeChat or telephone."""
    permissions.require(request.user, "account.invite")
    scope = permissions.units_for(request.user, "account.invite")
    form = forms.InvitationForm(request.POST or None, units=scope, initial=_suggested(request, scope))
    if request.method == "POST" and form.is_valid():
        site = request.build_absolute_uri(reverse("people:units")).removesuffix("/desk/units/")
        try:
            invitation, token = acts.invite(
                by=permissions.person(request.user), site=site, **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            link = request.build_absolute_uri(reverse("people:invitation", kwargs={"token": token}))
            context = {"invitation": invitation, "link": link, "days": acts.VALID_FOR.days}
            response = render(request, "people/invited.html", context)
            response["Cache-Control"] = "no-store"
            return response
    return render(request, "people/invite.html", {"form": form}, status=422 if form.errors else 200)


def _suggested(request: HttpRequest, scope: QuerySet[Unit]) -> dict[str, object]:
    """The unit the page was opened for, and its present contact: the person most likely meant."""
    key = request.GET.get("unit", "")
    unit = scope.filter(pk=key).first() if key.isdecimal() else None
    if unit is None:
        return {}
    contact = unit.contacts.filter(until=None).first()
    if contact is None:
        return {"unit": unit}
    return {"unit": unit, "name": contact.name, "email": contact.email, "mobile": contact.mobile}


@login_required
@require_POST
def end_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role away."""
    scope = permissions.units_for(request.user, "account.invite")
    found = get_object_or_404(queries.grants_of(scope), pk=pk)
    try:
        acts.end_grant(found, by=permissions.person(request.user))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"已停用{found.user}的“{found.get_role_display()}”角色。")
    return redirect("people:accounts")


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an invitation."""
    scope = permissions.units_for(request.user, "account.invite")
    found = get_object_or_404(queries.open_invitations(scope), pk=pk)
    try:
        acts.revoke(found, by=permissions.person(request.user))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"已撤回给{found.name}的邀请。")
    return redirect("people:accounts")


def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The page an invitation opens: choose account name and password, then be signed in."""
    try:
        invitation = acts.find(token)
    except Refusal as refusal:
        return render(request, "people/invitation_closed.html", {"sentence": refusal.sentence}, status=410)
    form = forms.AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = acts.accept(
                token, username=form.cleaned_data["username"], password=form.cleaned_data["password"]
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            login(request, user, backend=BACKEND)
            messages.success(request, f"账号已开通，欢迎使用，{user}。")
            return redirect("desk:home")
    context = {"form": form, "invitation": invitation}
    return render(request, "people/invitation.html", context, status=422 if form.errors else 200)
