"""The overview of a campaign."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.campaign import ActivityFactory, CampaignFactory, FactFactory, OccurrenceFactory
from tests.factories.people import UserFactory
from tests.integration.desk.pages import Shown
from tests.unit.desk import rows

from ipweek.people.enums import Role
from ipweek.people.models import User
from ipweek.reporting.enums import ReturnState

pytestmark = pytest.mark.django_db


def test_head_figures_and_lists_in_the_scope_of_the_office(as_):
    campaign = CampaignFactory(slug="week", document_number="示知联办〔2022〕1号", themes=["创新有保障"])
    plan, brief, summary = rows.deliverables(campaign)
    unit, (plan_owed, brief_owed, _) = rows.member(campaign, plan, brief, summary)
    rows.returned(plan_owed, ReturnState.ACCEPTED)
    rows.returned(brief_owed, ReturnState.ACCEPTED, "集市宣传")
    rows.returned(brief_owed, ReturnState.SUBMITTED, "待审的")
    activity = ActivityFactory(campaign=campaign, title="开展“五进”活动", kind="five-entries")
    FactFactory(occurrence=OccurrenceFactory(campaign=campaign, unit=unit, activity=activity), value=86)
    rows.session(activity, unit, "2022-04-22T09:00", title="进社区")

    page = Shown.of(as_(UserFactory(role=Role.OFFICE)).get("/desk/c/week/"))

    assert page.texts("//h1") == [campaign.name]
    assert page.texts('//*[@class="page-title"]/p') == ["2022年4月20日—26日 第 2 天，共 7 天"]
    assert page.texts("//main//dl//dd") == [
        "创新有保障",
        "示知联办〔2022〕1号",
        campaign.office.name,
        "进行中",
    ]
    assert page.figures() == {
        "应报事项": ("3项", "/desk/c/week/matrix/"),
        "已通过": ("2项", "/desk/c/week/matrix/"),
        "待审核报送": ("1件", "/desk/c/week/returns/?state=submitted"),
        "逾期未报": ("0项", "/desk/c/week/matrix/"),
        "参加": ("86人次", "/desk/c/week/facts/?metric=attendances"),
    }
    assert page.root.xpath('//table[@id="activities"]/tbody//th/a/@href') == [
        f"/desk/c/week/activities/{activity.pk}/work/"
    ]
    assert page.texts('//*[@class="coming"]//a') == ["进社区"]
    assert page.texts('//*[@class="headline-list"]//a') == ["集市宣传"]
    assert len(page.root.xpath('//figure[contains(@class,"chart")]//*[local-name()="svg"]')) == 2


def test_each_number_equals_the_list_behind_it(as_):
    campaign = CampaignFactory()
    rows.busy(campaign, 4)
    browser = as_(UserFactory(role=Role.OFFICE))
    figures = Shown.of(browser.get(f"/desk/c/{campaign.slug}/")).figures()

    number, address = figures["待审核报送"]
    behind = browser.get(address).context["page"].paginator.count
    assert number == f"{behind}件"
    matrix = browser.get(figures["应报事项"][1]).context["matrix"]
    assert figures["应报事项"][0] == f"{sum(column.owing for column in matrix.columns)}项"
    assert figures["已通过"][0] == f"{sum(column.accepted for column in matrix.columns)}项"
    assert figures["逾期未报"][0] == f"{sum(column.overdue for column in matrix.columns)}项"


def test_the_ledger_s_figures_equal_the_totals_of_the_list(as_):
    campaign = CampaignFactory()
    for value in (10, 20):
        FactFactory(occurrence=OccurrenceFactory(campaign=campaign), value=value)
    browser = as_(UserFactory(role=Role.OFFICE))

    number, address = Shown.of(browser.get(f"/desk/c/{campaign.slug}/")).figures()["参加"]
    listed = browser.get(address).context["page_obj"].object_list

    assert (number, sum(fact.value for fact in listed)) == ("30人次", 30)


def test_a_unit_sees_its_own_share(as_):
    campaign = CampaignFactory()
    plan, brief, summary = rows.deliverables(campaign)
    unit, (_, brief_owed, _) = rows.member(campaign, plan, brief, summary)
    other, (_, foreign, _) = rows.member(campaign, plan, brief, summary)
    rows.returned(brief_owed, ReturnState.ACCEPTED, "自己的")
    rows.returned(foreign, ReturnState.ACCEPTED, "别家的")
    activity = ActivityFactory(campaign=campaign)
    rows.session(activity, other, "2022-04-22T09:00", title="别家的场次")
    for owner, value in ((unit, 5), (other, 700)):
        FactFactory(occurrence=OccurrenceFactory(campaign=campaign, unit=owner), value=value)

    response = as_(UserFactory(role=Role.CONTACT, role__unit=unit)).get(f"/desk/c/{campaign.slug}/")

    assert "别家的" not in response.content.decode()
    figures = Shown.of(response).figures()
    assert (figures["应报事项"][0], figures["已通过"][0], figures["参加"][0]) == ("3项", "1项", "5人次")


def test_without_a_role_there_is_no_campaign(as_):
    campaign = CampaignFactory()

    assert as_(UserFactory()).get(f"/desk/c/{campaign.slug}/").status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICE, Role.CONTACT])
def test_the_page_costs_the_same_for_one_and_thirty_units(as_, role):
    campaign = CampaignFactory()
    unit = rows.busy(campaign, 1)[0]
    FactFactory(occurrence=OccurrenceFactory(campaign=campaign, unit=unit))
    user = UserFactory(role=role, **({"role__unit": unit} if role == Role.CONTACT else {}))

    def cost():
        browser = as_(User.objects.get(pk=user.pk))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"/desk/c/{campaign.slug}/").status_code == 200
        return len(queries)

    few = cost()
    for other in rows.busy(campaign, 29):
        FactFactory(occurrence=OccurrenceFactory(campaign=campaign, unit=other))
    assert cost() == few
