"""What stands in the way of a launch, and what is worth a second look."""

from collections.abc import Iterator
from datetime import date, timedelta

from ipweek.campaign.domain.plan.shapes import Plan, PlannedActivity, PlannedDeliverable, Problem
from ipweek.campaign.domain.plan.values import Values
from ipweek.campaign.domain.plan.wording import units_that_owe
from ipweek.campaign.enums import DueRule
from ipweek.people.enums import UnitClass

LONGEST = timedelta(days=366)
NEAR = timedelta(days=45)
NO_CAMPAIGN = "这份文件不是开展宣传活动的通知，不能启动活动周；读取结果仍可查看。"
# The plan asks about these itself.
ASKED = {"plan-no-day"}
SEVERITIES = {"error", "warning", "note", "info"}


def problems(plan: Plan, values: Values) -> tuple[Problem, ...]:
    """Everything to see to in a plan, blocking or not, besides what was typed wrongly (`Values.problems`)."""
    if values.reading.get("campaign") is False:
        return (_stop("no-campaign", "", NO_CAMPAIGN, "请上传活动通知。"), *_diagnostics(values))
    return (
        *_head(plan, values),
        *(problem for activity in plan.activities for problem in _activity(activity, plan)),
        *(problem for deliverable in plan.deliverables for problem in _deliverable(deliverable, plan)),
        *_diagnostics(values),
    )


def _stop(code: str, pointer: str, sentence: str, remedy: str = "") -> Problem:
    return Problem(
        code=code, pointer=pointer, sentence=sentence, remedy=remedy, blocks=True, severity="error"
    )


def _warn(code: str, pointer: str, sentence: str, remedy: str = "") -> Problem:
    return Problem(code=code, pointer=pointer, sentence=sentence, remedy=remedy)


def _head(plan: Plan, values: Values) -> Iterator[Problem]:
    head = plan.head
    typed_wrongly = {problem.pointer for problem in values.problems}
    for pointer, value, sentence in (
        ("/name", head.name, "没有活动周名称，请填写。"),
        ("/start", head.start, "没有读到活动开始日期，请填写。"),
        ("/end", head.end, "没有读到活动结束日期，请填写。"),
        ("/year", head.year, "没有读到年度，请填写。"),
        ("/office", head.office, "没有读到主办单位，请填写主办办公室。"),
    ):
        if not value and pointer not in typed_wrongly:
            yield _stop("missing", pointer, sentence)
    if head.start and head.end:
        yield from _period("/end", head.start, head.end)
        if head.end - head.start > LONGEST:
            yield _stop("period", "/end", "活动时间超过一年，请核对开始和结束日期。")
    if head.year and head.start and head.end and not head.start.year <= head.year <= head.end.year:
        yield _warn("year", "/year", f"年度{head.year}与活动时间不是同一年，请核对。")
    if not any(unit.unit_class != UnitClass.OFFICE for unit in plan.units):
        yield _warn(
            "no-units",
            "/members",
            "系统中还没有成员单位，启动后不会产生应报任务。",
            "请上传成员名单，也可启动后再导入单位。",
        )
    if not plan.activities:
        yield _stop("no-activity", "/activities", "没有活动，请至少添加一项活动。")


def _period(pointer: str, start: date | None, end: date | None) -> Iterator[Problem]:
    if start and end and end < start:
        yield _stop("period", pointer, f"结束日期{end:%Y-%m-%d}早于开始日期{start:%Y-%m-%d}，请更正。")


def _activity(activity: PlannedActivity, plan: Plan) -> Iterator[Problem]:
    place = activity.pointer
    if not activity.title:
        yield _stop("missing", f"{place}/title", "这项活动没有名称，请填写或删除这一项。")
    yield from _period(f"{place}/end", activity.start, activity.end)
    start, end = plan.head.start, plan.head.end
    for name, day in (("start", activity.start), ("end", activity.end)):
        if day and start and end and not start - NEAR <= day <= end + NEAR:
            yield _warn(
                "outside",
                f"{place}/{name}",
                f"“{activity.title}”的日期{day:%Y-%m-%d}离活动时间一个半月以上，请核对。",
            )
            break
    same = [other for other in plan.activities if other.title == activity.title and activity.title]
    if len(same) > 1 and same[0] is not activity:
        yield _warn("double", f"{place}/title", f"“{activity.title}”出现两次，如属重复请删除一项。")


def _deliverable(deliverable: PlannedDeliverable, plan: Plan) -> Iterator[Problem]:
    place, found = deliverable.pointer, deliverable.due
    if not deliverable.title:
        yield _stop("missing", f"{place}/what", "这项应报事项没有名称，请填写或删除这一项。")
    if not deliverable.classes and not deliverable.words:
        yield _stop(
            "nobody", f"{place}/classes", f"“{deliverable.title}”没有报送单位，请选择单位类别或填写字词。"
        )
    elif plan.units and not units_that_owe(plan.units, deliverable.classes, deliverable.words):
        yield _warn(
            "nobody", f"{place}/classes", f"已有单位中没有单位需要报送“{deliverable.title}”，请核对类别。"
        )
    if found.rule == DueRule.DATE and not found.literal:
        yield _stop("no-day", f"{place}/due/date", f"“{deliverable.title}”按固定日期报送，请填写日期。")
    if found.rule == DueRule.AFTER_END and not found.literal and plan.head.end and not found.missing_year:
        yield _stop(
            "no-day", f"{place}/due/amount", f"“{deliverable.title}”在活动结束后报送，请填写期限的长度。"
        )
    if found.missing_year and not found.literal:
        yield _stop(
            "calendar",
            f"{place}/due/amount",
            f"尚未导入{found.missing_year}年的节假日安排，算不出“{deliverable.title}”的期限。",
            "请先导入节假日安排，或改为固定日期。",
        )
    if found.literal and found.effective and found.effective < found.literal:
        yield _warn(
            "early", f"{place}/due/effective", f"“{deliverable.title}”的实际期限早于字面期限，请核对。"
        )
    start, end = plan.head.start, plan.head.end
    if found.literal and start and end and not start - NEAR * 2 <= found.literal <= end + LONGEST:
        yield _warn(
            "outside",
            f"{place}/due/date",
            f"“{deliverable.title}”的期限{found.literal:%Y-%m-%d}离活动时间太远，请核对。",
        )


def _diagnostics(values: Values) -> Iterator[Problem]:
    """The reader's own diagnostics; they never stop a launch by themselves."""
    for each in values.reading.get("diagnostics") or []:
        pointer = str(each.get("pointer") or "")
        if values.corrected(pointer) or each.get("code") in ASKED:
            continue
        severity = str(each.get("severity") or "warning")
        yield Problem(
            code=str(each.get("code") or ""),
            pointer=pointer,
            sentence=str(each.get("message") or ""),
            remedy=str(each.get("remedy") or ""),
            severity=severity if severity in SEVERITIES else "warning",
        )
