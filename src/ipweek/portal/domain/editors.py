"""Who may enter the editing area: the roles of the one permission table decide, the group only mirrors them.

Wagtail reads page rights from a group. Membership follows the live roles at every request to /cms/, so a role that
has ended closes the door at once, and nobody keeps a list by hand.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission

from ipweek.people.domain import permissions
from ipweek.people.models import User
from ipweek.portal.domain import pages

GROUP = "编辑"
PAGE_RIGHTS = ("change_page", "publish_page")
OTHER_RIGHTS = (("wagtailadmin", "access_admin"), ("portal", "change_publicsite"))


def admit(user: User) -> bool:
    """Whether a person may enter, with the group brought in line. Two queries when nothing has changed."""
    allowed = permissions.may(user, "page.edit")
    member = user.groups.filter(name=GROUP).exists()
    if allowed and not member:
        user.groups.add(group())
    elif member and not allowed:
        user.groups.remove(group())
    return allowed


@transaction.atomic
def group() -> Group:
    """The group of the editors with its rights: change and publish the pages, keep the foot of the site."""
    found, created = Group.objects.get_or_create(name=GROUP)
    if created:
        for app_label, codename in OTHER_RIGHTS:
            found.permissions.add(
                Permission.objects.get(content_type__app_label=app_label, codename=codename)
            )
        for codename in PAGE_RIGHTS:
            right = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.create(group=found, page=pages.front_page(), permission=right)
    return found
