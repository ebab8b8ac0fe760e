"""How figures are worded: 余 only for a number rounded down, 近 below, 约 around, and the metric's measure word."""

from decimal import Decimal

from ipweek.campaign.domain import metrics
from ipweek.campaign.enums import Bound


def number(value: Decimal) -> str:
    """A plain number without trailing zeros: 1200, 23.5."""
    return f"{value.normalize():f}"


def amount(value: Decimal, unit: str, bound: str) -> str:
    """A number with its measure word and exactness: 1200余人次, 约300人次, 近百… ."""
    plain = number(value)
    if bound == Bound.MORE:
        return f"{plain}余{unit}"
    if bound == Bound.APPROX:
        return f"约{plain}{unit}"
    if bound == Bound.LESS:
        return f"近{plain}{unit}"
    return f"{plain}{unit}"


def phrase(metric: str, value: Decimal, bound: str) -> str:
    """A figure as summaries say it: 发放资料3000份."""
    found = metrics.get(metric)
    return f"{found.name}{amount(value, found.unit, bound)}"
