"""The page of the audit rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.people import UserFactory
from tests.integration.desk.pages import Shown

from ipweek.base import audit, clock
from ipweek.people.enums import Role

pytestmark = pytest.mark.django_db
ROWS = '//table[@id="records"]/tbody/tr'


@pytest.fixture
def office(as_):
    return as_(UserFactory(role=Role.OFFICE))


def test_rows_are_told_in_words_the_newest_first(office):
    with clock.at("2022-04-20T09:05"):
        audit.record("campaign.launched", None, by=None, summary="启动示例宣传周，联系13800000001")
    audit.record("later.event", None, by=None)

    page = Shown.of(office.get("/desk/audit/"))

    assert page.texts(f"{ROWS}[1]/*") == ["2022年4月21日 10:00", "later.event", "系统", "—"]
    assert page.texts(f"{ROWS}[2]/*") == [
        "2022年4月20日 09:05",
        "启动活动周",
        "系统",
        "启动示例宣传周，联系138****0001",
    ]


def test_the_filter_narrows_and_keeps_what_was_chosen(office):
    with clock.at("2022-04-20T09:05"):
        audit.record("unit.created", None, by=None, summary="甲")
    audit.record("unit.changed", None, by=None, summary="乙")

    page = Shown.of(office.get("/desk/audit/?act=unit.created&person=系统&day=2022-04-20"))

    assert page.texts(f"{ROWS}/*[last()]") == ["甲"]
    assert page.root.xpath('//select[@name="act"]/option[@selected]/@value') == ["unit.created"]
    assert page.root.xpath('//input[@name="day"]/@value') == ["2022-04-20"]
    nothing = Shown.of(office.get("/desk/audit/?day=2022-01-01"))
    assert nothing.texts('//*[@class="empty-title"]') == ["没有符合条件的记录"]


def test_a_value_that_cannot_be_read_does_not_narrow(office):
    audit.record("unit.changed", None, by=None, summary="乙")

    assert Shown.of(office.get("/desk/audit/?day=xx&act=yy")).texts(f"{ROWS}/*[last()]") == ["乙"]


def test_many_rows_come_in_pages_at_a_constant_cost(office):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            page = Shown.of(office.get("/desk/audit/"))
        return len(queries), len(page.root.xpath(ROWS))

    audit.record("unit.changed", None, by=None)
    few = cost()
    for _ in range(59):
        audit.record("unit.changed", None, by=UserFactory())
    assert (few[0], 50) == cost()
    assert len(Shown.of(office.get("/desk/audit/?page=2")).root.xpath(ROWS)) == 10


@pytest.mark.parametrize(
    ("role", "answer"), [(Role.LEADER, 200), (Role.CHECKER, 403), (Role.EDITOR, 403), (None, 403)]
)
def test_only_those_who_answer_for_it_read_it(as_, role, answer):
    assert as_(UserFactory(role=role)).get("/desk/audit/").status_code == answer
