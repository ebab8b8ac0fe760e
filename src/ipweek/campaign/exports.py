"""A plan in plain text, for the command line."""

from collections.abc import Iterator, Mapping

from ipweek.base.text import cn_date, date_range
from ipweek.campaign.domain.plan import Due, Plan, PlannedActivity, fields
from ipweek.campaign.enums import DueRule


def plan_text(plan: Plan, kinds: Mapping[str, str]) -> str:
    """What a launch would create and what stands in its way, as lines to read.

    Args:
        plan: the plan.
        kinds: codes and names of kinds.
    """
    return "\n".join(_lines(plan, kinds))


def _lines(plan: Plan, kinds: Mapping[str, str]) -> Iterator[str]:
    head = plan.head
    yield f"活动周：{head.name or '（未读到）'}"
    yield f"通知：{head.title or '（无标题）'}" + (f"　{head.number}" if head.number else "")
    yield f"主办：{head.office or '（未读到）'}"
    yield f"时间：{date_range(head.start, head.end) if head.start and head.end else '（未读到）'}"
    yield f"主题：{'；'.join(head.themes) or '（未读到）'}"
    yield ""
    yield f"活动 {len(plan.activities)} 项"
    for number, activity in enumerate(plan.activities, 1):
        yield f"  {number}. {_clause(activity.clause)}{_activity(activity, kinds)}"
    yield ""
    yield f"应报事项 {len(plan.deliverables)} 项，涉及单位 {len(plan.units)} 家，应报任务 {len(plan.obligations)} 项"
    owed: dict[str, int] = {}
    for obligation in plan.obligations:
        owed[obligation.deliverable] = owed.get(obligation.deliverable, 0) + 1
    for number, each in enumerate(plan.deliverables, 1):
        who = "、".join([*(fields.OWING.get(code, code) for code in each.classes), *each.words])
        line = f"{_clause(each.clause)}{each.title}：{who}，{due_words(each.due)}"
        yield f"  {number}. {line}，{owed.get(each.pointer, 0)} 家"
    if plan.open_questions:
        yield ""
        yield f"推定的内容 {len(plan.open_questions)} 处，启动前需要确认"
        for question in plan.open_questions:
            yield f"  - {question.label}：{question.shown or '（空）'}（{question.reason}）"
    notes = [problem for problem in plan.problems if not problem.blocks]
    if notes:
        yield ""
        yield f"提示 {len(notes)} 条"
        for problem in notes:
            yield f"  - {problem.words}"
    if plan.blocking:
        yield ""
        yield f"需要更正 {len(plan.blocking)} 处，更正前不能启动"
        for problem in plan.blocking:
            yield f"  - {problem.words}"


def due_words(due: Due) -> str:
    """A due rule with its days: 活动结束后一周内，字面期限2022年5月3日，实际期限2022年5月5日."""
    words = due.text or str(DueRule(due.rule).label)
    if due.literal is None:
        return words
    literal = cn_date(due.literal)
    if due.effective is None:
        return f"{words}，{literal}（尚无{due.missing_year}年节假日安排）"
    if due.effective == due.literal:
        return literal if due.rule == DueRule.DATE and not due.text else f"{words}，{literal}"
    return f"{words}，字面期限{literal}，实际期限{cn_date(due.effective)}"


def _clause(clause: str) -> str:
    return f"{clause} " if clause else ""


def _activity(activity: PlannedActivity, kinds: Mapping[str, str]) -> str:
    parts = [kinds.get(activity.kind, activity.kind)]
    if activity.start:
        parts.append(date_range(activity.start, activity.end or activity.start))
    parts += [fields.quantity_words(target) for target in activity.targets]
    return f"{activity.title}（{'，'.join(parts)}）"
