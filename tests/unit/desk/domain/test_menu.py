"""The menu of the desk."""

import pytest
from django.urls import resolve
from tests.factories.campaign import CampaignFactory
from tests.factories.people import UnitFactory, UserFactory

from ipweek.desk.domain import menu
from ipweek.people.enums import Role
from ipweek.ui import navigation

pytestmark = pytest.mark.django_db

WEEK = ["概览", "活动", "应报事项", "报送", "完成情况", "数据台账", "总结", "公开页面"]
OFFICE = ["我的任务", *WEEK, "通知", "单位", "账号", "编辑公开页面", "工作日历", "操作记录"]


@pytest.fixture
def request_of(rf):
    def make(user, path="/desk/"):
        request = rf.get(path)
        request.user = user
        request.resolver_match = resolve(path)
        return request

    return make


def labels(request):
    return [link.label for link in navigation.links(request, "desk")]


def test_the_office_finds_everything(request_of):
    CampaignFactory()

    assert labels(request_of(UserFactory(role=Role.OFFICE))) == OFFICE


def test_before_a_campaign_its_pages_are_not_in_the_menu(request_of):
    assert labels(request_of(UserFactory(role=Role.OFFICE))) == [
        label for label in OFFICE if label not in WEEK
    ]


@pytest.mark.parametrize(
    ("role", "lacks"),
    [
        (Role.CONTACT, {"通知", "账号", "编辑公开页面", "操作记录"}),
        (Role.CHECKER, {"总结", "通知", "账号", "编辑公开页面", "操作记录"}),
        (Role.LEADER, {"通知", "账号", "编辑公开页面"}),
        (Role.EDITOR, {"总结", "通知", "账号", "操作记录"}),
    ],
)
def test_others_see_what_they_may_use(request_of, role, lacks):
    CampaignFactory()
    unit = {"role__unit": UnitFactory()} if role == Role.CONTACT else {}

    assert labels(request_of(UserFactory(role=role, **unit))) == [
        label for label in OFFICE if label not in lacks
    ]


def test_without_a_role_only_the_tasks_are_left(request_of):
    CampaignFactory()

    assert labels(request_of(UserFactory())) == ["我的任务"]


def test_the_menu_leads_to_the_campaign_of_the_page(request_of):
    CampaignFactory(slug="old", start="2021-04-20", end="2021-04-26")
    CampaignFactory(slug="new")
    office = UserFactory(role=Role.OFFICE)

    def overview(path):
        return next(
            link.url for link in navigation.links(request_of(office, path), "desk") if link.code == "overview"
        )

    assert overview("/desk/") == "/desk/c/new/"
    assert overview("/desk/c/old/") == "/desk/c/old/"


def test_the_switch_shows_only_when_there_is_a_choice(request_of):
    CampaignFactory(slug="new", name="2022年宣传周")
    office = UserFactory(role=Role.OFFICE)
    assert menu.switch(request_of(office)) is None

    CampaignFactory(slug="old", name="2021年宣传周", start="2021-04-20", end="2021-04-26")
    assert menu.switch(request_of(office, "/desk/c/old/")) == navigation.Switch(
        "2021年宣传周", (("2022年宣传周", "/desk/c/new/"), ("2021年宣传周", "/desk/c/old/"))
    )


def test_the_header_names_person_unit_and_role(request_of):
    person = UserFactory(name="示例甲", role=Role.CONTACT, role__unit=UnitFactory(name="示例县局"))

    assert menu.identity(request_of(person)) == navigation.Identity("示例甲", "示例县局 · 联络员")
    assert menu.identity(request_of(UserFactory(name="示例乙"))).line == "尚未分配角色"


def test_the_menu_costs_two_queries_however_many_campaigns(request_of, django_assert_num_queries):
    office = UserFactory(role=Role.OFFICE)
    for count in (1, 29):
        CampaignFactory.create_batch(count)
        fresh = type(office).objects.get(pk=office.pk)
        with django_assert_num_queries(2):
            request = request_of(fresh)
            navigation.links(request, "desk")
            menu.switch(request)
            menu.identity(request)
