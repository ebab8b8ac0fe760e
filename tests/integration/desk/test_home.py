"""The page everybody begins with."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.campaign import ActivityFactory, CampaignFactory
from tests.factories.people import UserFactory
from tests.integration.desk.pages import Shown
from tests.unit.desk import rows

from ipweek.base import clock
from ipweek.people.enums import Role
from ipweek.people.models import User
from ipweek.reporting.enums import ReturnState

pytestmark = pytest.mark.django_db
TASKS = '//*[@class="task-title"]'


def test_nobody_comes_in_without_signing_in(client):
    response = client.get("/desk/")

    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/desk/")


def test_a_contact_sees_own_tasks_with_one_button_each(as_):
    campaign = CampaignFactory()
    plan, brief, summary = rows.deliverables(campaign)
    unit, (plan_owed, _, summary_owed) = rows.member(campaign, plan, brief, summary, name="示例县局")
    rows.member(campaign, plan, brief, summary)

    page = Shown.of(as_(UserFactory(role=Role.CONTACT, role__unit=unit)).get("/desk/"))

    assert page.texts(TASKS) == ["报送宣传周活动方案", "报送宣传周活动小结"]
    assert page.texts('//*[@class="task-days"]') == ["已逾期 2 天", "还剩 14 天"]
    assert page.texts('//*[@class="task-do"]/a') == [
        "去办理：报送宣传周活动方案，示例县局",
        "去办理：报送宣传周活动小结，示例县局",
    ]
    assert page.root.xpath('//*[@class="task-do"]/a/@href') == [
        f"/desk/c/{campaign.slug}/obligations/{owed.pk}/new/" for owed in (plan_owed, summary_owed)
    ]
    assert page.figures() == {}
    assert page.texts('//aside//*[@class="progress-text"]') == ["0 / 3 项（0%）"]


def test_the_office_sees_what_needs_it_today(as_):
    campaign = CampaignFactory()
    plan, brief, summary = rows.deliverables(campaign)
    unit, (_, brief_owed, _) = rows.member(campaign, plan, brief, summary)
    rows.returned(brief_owed, ReturnState.SUBMITTED, "走访企业")
    rows.session(ActivityFactory(campaign=campaign), unit, "2022-04-20T09:00", title="广场咨询")

    page = Shown.of(as_(UserFactory(role=Role.OFFICE)).get("/desk/"))

    address = f"/desk/c/{campaign.slug}"
    assert page.figures() == {
        "待审核报送": ("1件", f"{address}/returns/?state=submitted"),
        "逾期未报": ("1项", f"{address}/matrix/"),
        "待结项场次": ("1场", "/desk/?only=work"),
    }
    assert page.texts(TASKS) == ["填写结项：广场咨询", "审核：走访企业"]


def test_the_list_can_be_narrowed_to_one_origin(as_):
    campaign = CampaignFactory()
    plan, brief, summary = rows.deliverables(campaign)
    unit, _ = rows.member(campaign, plan, brief, summary)
    rows.session(ActivityFactory(campaign=campaign), unit, "2022-04-20T09:00", title="广场咨询")
    browser = as_(UserFactory(role=Role.CONTACT, role__unit=unit))

    assert Shown.of(browser.get("/desk/?only=work")).texts(TASKS) == ["填写结项：广场咨询"]
    returns = Shown.of(browser.get("/desk/?only=returns"))
    assert returns.texts(TASKS) == ["报送宣传周活动方案", "报送宣传周活动小结"]
    assert returns.texts('//*[@class="tab-count"]') == ["3", "2", "1"]
    assert Shown.of(browser.get("/desk/?only=nothing")).texts('//*[@class="empty-title"]') == [
        "这一类没有任务"
    ]


@pytest.mark.parametrize(
    ("role", "title", "action"),
    [
        (Role.OFFICE, "还没有正在进行的活动周", [("上传通知", "/desk/notices/")]),
        (Role.CHECKER, "还没有正在进行的活动周", []),
        (None, "您的账号还没有分配角色", []),
    ],
)
def test_an_empty_page_says_what_to_do(as_, role, title, action):
    page = Shown.of(as_(UserFactory(role=role)).get("/desk/"))

    assert page.texts('//*[@class="empty-title"]') == [title]
    assert [
        (" ".join(link.text_content().split()), link.get("href"))
        for link in page.root.xpath('//*[@class="empty"]//a')
    ] == action


def test_a_finished_desk_says_so(as_):
    campaign = CampaignFactory()
    unit, _ = rows.member(campaign)

    page = Shown.of(as_(UserFactory(role=Role.CONTACT, role__unit=unit)).get("/desk/"))

    assert page.texts('//*[@class="empty-title"]') == ["目前没有需要办理的事项"]


def test_the_office_is_told_that_next_year_is_missing(as_):
    office = UserFactory(role=Role.OFFICE)
    with clock.at("2026-11-23T09:00"):
        told = Shown.of(as_(office).get("/desk/")).texts('//*[@class="alert-body"]/p[last()]')
        contact = Shown.of(as_(UserFactory(role=Role.CHECKER)).get("/desk/")).texts(
            '//*[contains(@class,"alert")]'
        )

    assert told == ["还没有导入2027年的节假日安排，落在该年的期限无法推算。查看工作日历"]
    assert contact == []


@pytest.mark.parametrize("role", [Role.OFFICE, Role.CHECKER, Role.CONTACT])
def test_the_page_costs_the_same_for_one_and_thirty_units(as_, role):
    campaign = CampaignFactory()
    unit = rows.busy(campaign, 1)[0]
    user = UserFactory(role=role, **({"role__unit": unit} if role == Role.CONTACT else {}))

    def cost():
        browser = as_(User.objects.get(pk=user.pk))
        browser.get("/desk/")
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/desk/").status_code == 200
        return len(queries)

    few = cost()
    rows.busy(campaign, 29)
    assert cost() == few
