"""Every diagnostic of the reader in one table: code, severity, message and remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ipweek.notice.reading.flow import Span


@dataclass(frozen=True)
class Rule:
    """A kind of diagnostic; ``{…}`` in message and remedy are filled in where it is raised."""

    code: str
    severity: str
    message: str
    remedy: str


_TABLE = (
    (
        "not-a-campaign",
        "note",
        "本文不是宣传活动类通知，只读出文头和落款",
        "如确为活动通知，请在预览页改为“活动通知”后逐项填写",
    ),
    ("empty-text", "error", "没有可读的文字", "请检查文件内容；扫描件须先转成文字"),
    ("year-missing", "warning", "日期缺少年份：{text}", "请补全年份后再发起"),
    ("year-borrowed", "note", "日期没有写年份，按{source}定为 {year} 年", "请核对年份"),
    ("year-masked", "warning", "年份被遮盖：{text}", "请填写真实年份"),
    ("period-missing", "warning", "没有找到活动的起止日期", "请填写活动开始和结束日期"),
    ("period-loose", "warning", "活动时间不是确切日期：{text}", "请与发文单位确认后填写起止日期"),
    ("period-computed", "note", "活动结束日期{text}", "请核对结束日期"),
    ("period-backwards", "error", "活动结束日期早于开始日期：{text}", "请改正起止日期"),
    ("theme-missing", "warning", "没有找到活动主题", "请填写主题"),
    ("theme-differs", "warning", "文中主题前后不一：“{one}”与“{other}”", "请以主题条款为准，核对后统一"),
    ("title-missing", "warning", "没有找到标题", "请填写标题"),
    ("addressees-missing", "note", "没有找到主送机关", "请填写主送机关"),
    ("issuer-inferred", "note", "文中没有发文机关标志和落款机关，按“{text}”推得", "请核对发文机关"),
    ("issuer-missing", "warning", "没有找到发文机关", "请填写发文机关"),
    ("signature-missing", "warning", "没有找到落款机关", "请核对原文是否缺少署名"),
    ("signed-date-missing", "warning", "没有找到成文日期", "请填写成文日期"),
    (
        "signer-differs",
        "warning",
        "落款“{signer}”与发文机关“{issuer}”不一致",
        "请确认由谁发文；联合发文或代章的不必改",
    ),
    ("published-differs", "note", "网页发布日期 {published} 与成文日期 {signed} 不同", "以成文日期为准"),
    ("number-brackets", "warning", "发文字号的年份应当用六角括号〔〕：{text}", "建议写作 {better}"),
    ("number-padding", "warning", "发文字号的序号不编虚位（不加 0）：{text}", "建议写作 {better}"),
    ("number-ordinal", "warning", "发文字号的序号不加“第”字：{text}", "建议写作 {better}"),
    ("number-space", "warning", "发文字号中间不应有空格：{text}", "建议写作 {better}"),
    ("number-year", "warning", "发文字号的年份应当写全四位：{text}", "请补全年份"),
    ("date-padding", "note", "成文日期不编虚位，应当用阿拉伯数字写全：{text}", "建议写作 {better}"),
    ("copy-stop", "note", "抄送机关之后应当有句号", "请在末尾加句号"),
    ("activities-missing", "warning", "没有找到活动内容", "请在预览页逐项添加活动"),
    ("count-differs", "warning", "文中称“{text}”，实际读到 {found} 项", "请核对是否有漏读或原文有误"),
    ("numbering-gap", "warning", "条款编号不连续：{before} 之后是 {after}", "请核对原文是否漏项"),
    ("promptly-no-date", "warning", "“{text}”没有写期限", "请为该事项定一个日期，或按每项活动结束后报送"),
    ("plan-no-day", "warning", "要求“{text}”，但没有写何时报、是否要报", "请确认是否要求上报，并定期限"),
    ("deadline-undated", "warning", "期限无法确定日期：{text}", "请填写确切日期"),
    ("deadline-loose", "warning", "期限不是确切日期：{text}，按 {day} 计", "请核对期限"),
    ("digits-missing", "warning", "日期的数字缺失：{text}", "网页可能丢失了数字，请对照原件补全"),
    ("deadline-rest-day", "warning", "期限 {day} 是休息日", "次一工作日为 {next}；请确认是否顺延"),
    ("calendar-missing", "warning", "没有 {year} 年的工作日历，无法推算：{text}", "请先导入该年的放假安排"),
    ("deadline-before-issue", "warning", "期限 {day} 早于成文日期 {signed}", "请核对年份和日期"),
    (
        "date-outside",
        "note",
        "活动“{title}”的日期 {day} 不在活动期间 {start} 至 {end} 内",
        "请核对日期，或确认是提前、延后的活动",
    ),
    ("date-impossible", "error", "日历上没有这一天：{text}", "请改正日期"),
    ("area-code-missing", "warning", "电话没有区号：{text}", "请补上区号"),
    ("contacts-missing", "warning", "没有找到联系人和电话", "请填写联系方式"),
    ("contacts-form", "note", "联系方式没有写成附注", "请在成文日期下一行空二字、加圆括号写明联系人和电话"),
    ("titles-pause", "note", "并列的书名号之间不用顿号：{text}", "请去掉顿号"),
    ("phone-completed", "note", "电话 {text} 按前一号码补全为 {full}", "请核对号码"),
)
RULES = {code: Rule(code, severity, message, remedy) for code, severity, message, remedy in _TABLE}
SEVERITY = {"error": "错误", "warning": "警告", "note": "提示"}


def diagnostic(
    code: str, *, pointer: str = "", spans: list[Span] | None = None, **words: Any
) -> dict[str, Any]:
    """One diagnostic for the result.

    Args:
        code: A code of the table.
        pointer: JSON Pointer of the value concerned, empty for the whole document.
        spans: Where in the text; the first is shown.
        **words: What the message and the remedy name.

    Raises:
        KeyError: The code is not in the table.
    """
    rule = RULES[code]
    return {
        "code": code,
        "severity": rule.severity,
        "pointer": pointer,
        "span": list(spans[0]) if spans else None,
        "message": rule.message.format(**words),
        "remedy": rule.remedy.format(**words),
    }
