"""Chinese names of the kinds the reader tells apart; registered kinds bring their own."""

from ipweek.campaign.domain import kinds

READER_KINDS = {
    "publicity": "宣传活动",
    "enterprise-outreach": "企业专项行动",
    "pledge-finance": "质押融资对接",
    "gi-expo": "地理标志展览",
    "project-call": "项目申报",
    "honours": "评选先进",
    "typical-cases": "典型案例",
    "handbook": "编印手册",
    "training": "培训讲座",
    "five-entries": "“五进”活动",
    "quiz": "知识竞赛",
    "launch": "启动仪式",
    "enforcement": "专项执法",
    "other": "其他活动",
}


def choices() -> dict[str, str]:
    """Code and Chinese name of every kind an activity may have."""
    return READER_KINDS | {kind.code: kind.name for kind in kinds.every()}


def name(code: str) -> str:
    """The Chinese name of a kind; an unknown code is an other activity."""
    names = choices()
    return names.get(code, names["other"])
