"""Whose request it is and which return it may see; every view of this app asks here."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ipweek.campaign.domain.queries import campaign_for
from ipweek.people.domain import permissions
from ipweek.people.models import User
from ipweek.reporting.domain import queries
from ipweek.reporting.models import Return


def person(request: HttpRequest) -> User:
    """The signed-in person; views behind login_required only.

    Raises:
        TypeError: when nobody is signed in, which a view has let pass by mistake.
    """
    if isinstance(request.user, AnonymousUser):
        raise TypeError("this view asks for a signed-in person")
    return request.user


def scoped(request: HttpRequest, slug: str, pk: int) -> Return:
    """A return in the person's scope; 404 for any other."""
    campaign = campaign_for(request.user, slug)
    scope = permissions.units_for(request.user, "fact.view")
    found = get_object_or_404(queries.returns(campaign, scope), pk=pk)
    found.obligation.deliverable.campaign = campaign
    return found
