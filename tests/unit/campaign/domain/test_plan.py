"""From a reading to a plan: what would be created, what has to be confirmed, what stands in the way."""

from datetime import date
from decimal import Decimal

import pytest
from tests.factories.campaign import reading

from ipweek.campaign.domain import plan as planning
from ipweek.campaign.domain.plan import Due, Head, PlannedObligation, PlannedUnit, Quantity
from ipweek.campaign.domain.plan.build import Surroundings

KINDS = {"typical-cases": "典型案例", "five-entries": "五进活动", "publicity": "宣传", "other": "其他活动"}
OFFICE = PlannedUnit(name="示例市知识产权联席会议办公室", unit_class="office", pk=1)
MEMBER = PlannedUnit(name="示例市市场监督管理局", unit_class="member", pk=2)
COUNTY = PlannedUnit(name="甲县", unit_class="county", pk=3)
ZONE = PlannedUnit(name="乙开发区", unit_class="zone")
UNITS = (OFFICE, MEMBER, COUNTY, ZONE)
AROUND = Surroundings(kinds=KINDS, units=UNITS)


def build(corrections=None, confirmed=None, around=AROUND, **changes):
    return planning.build(reading(**changes), corrections, confirmed, around=around)


def test_the_head_comes_from_the_notice():
    assert build().head == Head(
        name="2022年示例市知识产权宣传周",
        slug="2022-zscqxcz",
        title="关于开展2022年示例市知识产权宣传周活动的通知",
        number="示知联办〔2022〕1号",
        year=2022,
        themes=("创新有保障",),
        start=date(2022, 4, 20),
        end=date(2022, 4, 26),
        office="示例市知识产权联席会议办公室",
    )


def test_an_activity_carries_kind_clause_target_and_lead():
    first, second = build().activities
    assert (first.kind, first.kinds, first.clause) == (
        "typical-cases",
        ("typical-cases", "publicity"),
        "三（一）",
    )
    assert first.targets == (Quantity(n=Decimal(5), unit="个", what="典型案例"),)
    assert first.lead == ("市场监管部门",)
    assert (second.start, second.end, second.items) == (date(2022, 4, 21), None, ("进机关", "进企业"))


def test_the_summary_is_due_on_the_next_working_day_after_the_holiday():
    summary = build().deliverables[2]
    assert summary.due == Due(
        rule="after_end",
        amount=1,
        unit="week",
        text="活动结束后一周内",
        literal=date(2022, 5, 3),
        effective=date(2022, 5, 5),
    )


def test_a_later_end_moves_what_is_due_after_it():
    due = build({"/end": "2022-04-29"}).deliverables[2].due
    assert (due.literal, due.effective) == (date(2022, 5, 6), date(2022, 5, 6))


def test_the_effective_day_is_the_officers_choice():
    due = build({"/deliverables/2/due/effective": "2022-05-03"}).deliverables[2].due
    assert (due.literal, due.effective) == (date(2022, 5, 3), date(2022, 5, 3))


def test_a_plan_without_a_day_is_proposed_for_the_last_working_day_before_the_start():
    plan = build()
    assert (plan.deliverables[0].due.literal, plan.deliverables[0].due.rule) == (date(2022, 4, 19), "date")
    assert "/deliverables/0/due/date" in [question.pointer for question in plan.open_questions]


def test_setting_the_day_of_the_plan_answers_the_question():
    plan = build({"/deliverables/0/due/date": "2022-04-15"})
    assert plan.deliverables[0].due.literal == date(2022, 4, 15)
    assert "/deliverables/0/due/date" not in [question.pointer for question in plan.questions]


def test_all_inferences_are_asked_and_confirmation_makes_ready():
    plan = build()
    pointers = [question.pointer for question in plan.open_questions]
    assert pointers == ["/deliverables/0/what", "/deliverables/0/due/date", "/deliverables/1/classes"]
    assert not plan.ready
    assert build(confirmed={question.pointer: question.shown for question in plan.questions}).ready


def test_a_confirmed_value_that_changes_is_asked_again():
    confirmed = {"/deliverables/0/due/date": "2022-04-19"}
    questions = {
        question.pointer: question for question in build({"/start": "2022-04-21"}, confirmed).questions
    }
    moved = questions["/deliverables/0/due/date"]
    assert (moved.shown, moved.confirmed) == ("2022-04-20", False)


def test_the_same_interpretation_is_asked_once():
    again = reading()["deliverables"]
    again[2]["who"] = ["各相关部门"]
    pointers = [question.pointer for question in build(deliverables=again).questions]
    assert [pointer for pointer in pointers if pointer.endswith("/classes")] == ["/deliverables/1/classes"]
    after = build({"/deliverables/1/classes": ["county"]}, deliverables=again)
    pointers = [question.pointer for question in after.questions]
    assert [pointer for pointer in pointers if pointer.endswith("/classes")] == ["/deliverables/2/classes"]


def test_obligations_are_deliverable_times_unit_without_the_office():
    owed = build().obligations
    assert [(each.deliverable, each.unit.name) for each in owed] == [
        ("/deliverables/0", "示例市市场监督管理局"),
        ("/deliverables/0", "甲县"),
        ("/deliverables/0", "乙开发区"),
        ("/deliverables/1", "示例市市场监督管理局"),
        ("/deliverables/2", "示例市市场监督管理局"),
        ("/deliverables/2", "甲县"),
        ("/deliverables/2", "乙开发区"),
    ]
    assert owed[-1] == PlannedObligation(
        deliverable="/deliverables/2",
        unit=ZONE,
        modality="must",
        literal=date(2022, 5, 3),
        effective=date(2022, 5, 5),
    )


def test_corrections_add_remove_and_reorder_activities():
    plan = build(
        {
            "/activities/0/removed": True,
            "/activities/2": {},
            "/activities/2/title": "启动仪式",
            "/activities/2/kind": "other",
            "/activities/order": [2, 1],
        }
    )
    assert [(each.pointer, each.title) for each in plan.activities] == [
        ("/activities/2", "启动仪式"),
        ("/activities/1", "开展“五进”活动"),
    ]


@pytest.mark.parametrize(
    ("corrections", "pointer", "sentence"),
    [
        ({"/end": "2022-04-01"}, "/end", "结束日期2022-04-01早于开始日期2022-04-20，请更正。"),
        ({"/start": ""}, "/start", "请填写开始日期。"),
        ({"/start": "2022-02-30"}, "/start", "开始日期“2022-02-30”不是存在的日期，请核对。"),
        (
            {"/end": "0022-04-26"},
            "/end",
            "结束日期“0022-04-26”无法采用，请写成 2022-04-20 的形式，年份在1985至2100之间。",
        ),
        ({"/end": "2024-04-26"}, "/end", "活动时间超过一年，请核对开始和结束日期。"),
        (
            {"/activities/0/kind": "magic"},
            "/activities/0/kind",
            "类型没有“magic”这一项，请从列出的选项中选择。",
        ),
        ({"/activities/0/title": " "}, "/activities/0/title", "请填写活动名称。"),
        (
            {"/deliverables/2/classes": []},
            "/deliverables/2/classes",
            "“宣传周活动小结”没有报送单位，请选择单位类别或填写字词。",
        ),
        (
            {"/deliverables/2/due/amount": "9999"},
            "/deliverables/2/due/amount",
            "期限超过三年，请核对期限的长度和单位。",
        ),
    ],
)
def test_what_cannot_be_used_blocks_at_its_field(corrections, pointer, sentence):
    assert (pointer, sentence) in [
        (problem.pointer, problem.sentence) for problem in build(corrections).blocking
    ]


def test_a_notice_without_dates_says_so_once_per_date():
    assert [problem.sentence for problem in build(start=None, end=None).blocking] == [
        "没有读到活动开始日期，请填写。",
        "没有读到活动结束日期，请填写。",
    ]


def test_a_text_that_is_no_campaign_cannot_be_launched():
    (problem,) = build(campaign=False).blocking
    assert problem.code == "no-campaign"


def test_a_document_number_in_use_is_asked_about():
    around = Surroundings(kinds=KINDS, units=UNITS, taken={"示知联办〔2022〕1号": "2022年宣传周"})
    asked = {question.pointer: question.reason for question in build(around=around).open_questions}
    assert asked["/doc_number"] == "此发文字号已用于“2022年宣传周”，继续启动会另建一个活动周"
    assert "/doc_number" not in {question.pointer for question in build().open_questions}


def test_a_year_without_calendar_is_said_and_confirmed_not_guessed():
    typed = {"/start": "2027-04-20", "/end": "2027-04-26", "/deliverables/0/due/date": "2027-04-15"}
    plan = build(typed)
    due = plan.deliverables[2].due
    assert (due.literal, due.effective, due.missing_year) == (date(2027, 5, 3), None, 2027)
    question = next(each for each in plan.open_questions if each.pointer == "/deliverables/2/due/effective")
    assert question.shown == "2027-05-03"
    confirmed = build(typed, {question.pointer: question.shown})
    assert confirmed.deliverables[2].due.effective == date(2027, 5, 3)


def test_the_office_of_the_installation_goes_before_the_issuer():
    around = Surroundings(kinds=KINDS, units=UNITS, office="本市办公室")
    assert build(around=around).head.office == "本市办公室"


def test_a_diagnostic_of_the_reader_is_shown_until_its_value_is_corrected():
    diagnostics = [
        {"code": "year", "severity": "warning", "pointer": "/start", "message": "缺年份", "remedy": "补年份"}
    ]
    assert [problem.sentence for problem in build(diagnostics=diagnostics).problems] == ["缺年份"]
    assert build({"/start": "2022-04-21"}, diagnostics=diagnostics).problems == ()


def test_an_inferred_date_of_the_reading_is_asked():
    (question, *_) = build(inferred={"/start": "年份取自落款"}).open_questions
    assert (question.pointer, question.label, question.shown, question.reason) == (
        "/start",
        "开始日期",
        "2022-04-20",
        "年份取自落款",
    )
