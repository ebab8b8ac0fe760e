"""Who may enter the editing area."""

import pytest
from django.contrib.auth.models import Group
from tests.factories.people import UnitFactory, UserFactory
from wagtail.models import GroupPagePermission

from ipweek.base import clock
from ipweek.people.domain import permissions
from ipweek.people.enums import Role
from ipweek.people.models import User
from ipweek.portal.domain import editors, pages

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.OFFICE, True),
        (Role.EDITOR, True),
        (Role.CHECKER, False),
        (Role.LEADER, False),
        (Role.CONTACT, False),
        (None, False),
    ],
)
def test_the_roles_of_the_permission_table_decide(role, allowed):
    unit = {"role__unit": UnitFactory()} if role == Role.CONTACT else {}
    user = UserFactory(role=role, **unit)

    assert editors.admit(user) is allowed
    assert User.objects.get(pk=user.pk).has_perm("wagtailadmin.access_admin") is allowed


def test_a_superuser_without_a_role_stays_outside():
    assert editors.admit(UserFactory(is_superuser=True)) is False


def test_the_end_of_a_role_closes_the_door():
    user = UserFactory(role=Role.EDITOR)
    editors.admit(user)
    user.grants.update(ended_at=clock.now())
    permissions.forget(user)

    assert editors.admit(user) is False
    assert list(user.groups.all()) == []


def test_an_editor_changes_and_publishes_pages_and_nothing_else():
    found = editors.group()

    assert editors.group() == found
    assert Group.objects.filter(name=editors.GROUP).count() == 1
    on_pages = GroupPagePermission.objects.filter(group=found).values_list("page", "permission__codename")
    front = pages.front_page().pk
    assert sorted(on_pages) == [(front, "change_page"), (front, "publish_page")]
    assert sorted(found.permissions.values_list("codename", flat=True)) == [
        "access_admin",
        "change_publicsite",
    ]


def test_a_known_editor_costs_two_queries(django_assert_num_queries):
    user = UserFactory(role=Role.EDITOR)
    editors.admit(user)

    with django_assert_num_queries(2):
        editors.admit(User(pk=user.pk))
