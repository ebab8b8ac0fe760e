"""What can be counted: every number shown has a definition and a unit here."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One metric of the ledger.

    Attributes:
        code: name in the database and in JSON.
        name: Chinese name shown before the number.
        unit: Chinese measure word.
        definition: how it is counted.
        summable: whether it may be added over occurrences; 人 may not (人次 may), since one person comes twice.
        places: digits after the decimal point.
    """

    code: str
    name: str
    unit: str
    definition: str
    summable: bool = True
    places: int = 0


_metrics: dict[str, Metric] = {}


def register(*metrics: Metric) -> None:
    """Add metrics at start-up; the same code with another definition is refused."""
    for metric in metrics:
        known = _metrics.setdefault(metric.code, metric)
        if known != metric:
            raise ValueError(f"metric {metric.code} is registered twice with different definitions")


def get(code: str) -> Metric:
    """The metric with this code; KeyError when unknown."""
    return _metrics[code]


def every() -> list[Metric]:
    """All metrics in order of registration."""
    return list(_metrics.values())


register(
    Metric(code="sessions", name="开展活动", unit="场次", definition="已结项的场次，联合举办只计一次"),
    Metric(
        code="attendances", name="参加", unit="人次", definition="各场次签到、清点或估计的人次之和，不是人数"
    ),
    Metric(code="copies", name="发放资料", unit="份", definition="实际发放的宣传资料、手册份数"),
    Metric(code="consultations", name="接受咨询", unit="人次", definition="现场或线上答复的咨询人次"),
    Metric(code="stories", name="媒体报道", unit="篇", definition="不同报道的篇（条）数，转载不重复计"),
    Metric(code="enterprise_visits", name="走访服务企业", unit="家次", definition="上门或现场服务企业的家次"),
    Metric(code="trainings", name="举办培训", unit="期", definition="已办培训班、讲座的期（场）数"),
    Metric(code="cases", name="典型案例", unit="个", definition="已向社会发布的典型案例数"),
    Metric(code="loans", name="质押融资", unit="笔", definition="已放款的知识产权质押贷款笔数"),
    Metric(
        code="loan_amount",
        name="质押融资金额",
        unit="万元",
        definition="已放款的知识产权质押贷款金额",
        places=2,
    ),
    Metric(code="inspections", name="检查经营主体", unit="户次", definition="执法检查经营主体的户次"),
    Metric(code="filed_cases", name="立案", unit="件", definition="立案查处的案件数"),
)
