"""How figures are worded: 余 only for a round number rounded down, 近 below, 约 around, with its measure word."""

from decimal import Decimal

from ipweek.campaign.domain import metrics
from ipweek.campaign.enums import Bound

# How a summary says a metric; one without a line here is said by its name and amount.
PHRASES = {
    "sessions": "开展活动{}",
    "attendances": "{}参加",
    "copies": "发放资料{}",
    "consultations": "接受咨询{}",
    "stories": "刊发媒体报道{}",
    "enterprise_visits": "走访服务企业{}",
    "trainings": "举办培训{}",
    "cases": "发布典型案例{}",
    "loans": "办理质押融资{}",
    "loan_amount": "质押融资金额{}",
    "inspections": "检查经营主体{}",
    "filed_cases": "立案查处{}",
}


def number(value: Decimal) -> str:
    """A plain number without trailing zeros: 1200, 23.5."""
    return f"{value.normalize():f}"


def amount(value: Decimal, unit: str, bound: str) -> str:
    """A number with its measure word and exactness: 1200余人次, 不少于1203人次, 约300人次, 近300人次.

    余 follows a round number only; any other lower bound is said by 不少于, any other upper bound by 不足. The number
    itself is never rounded here, so that it equals the list it leads to.
    """
    plain = number(value)
    if bound == Bound.MORE:
        return f"{plain}余{unit}" if _round(value) else f"不少于{plain}{unit}"
    if bound == Bound.APPROX:
        return f"约{plain}{unit}"
    if bound == Bound.LESS:
        return f"近{plain}{unit}" if _round(value) else f"不足{plain}{unit}"
    return f"{plain}{unit}"


def phrase(metric: str, value: Decimal, bound: str) -> str:
    """A figure as summaries say it: 发放资料3000份, 约8300人次参加."""
    found = metrics.get(metric)
    words = amount(value, found.unit, bound)
    return PHRASES[metric].format(words) if metric in PHRASES else f"{found.name}{words}"


def typed(value: str, bound: str) -> str:
    """A number as it stands in a form field: 300, 约300, 1200余, 近300."""
    if bound == Bound.MORE:
        return f"{value}余"
    return {Bound.APPROX.value: "约", Bound.LESS.value: "近"}.get(bound, "") + value


def _round(value: Decimal) -> bool:
    """Whether a number ends in zeros as rounded ones do: 20, 150, 1200."""
    return value > 0 and value == value.to_integral_value() and value % (100 if value >= 1000 else 10) == 0
