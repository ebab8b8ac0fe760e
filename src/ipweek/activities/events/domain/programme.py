"""What units of the demonstration city do for each kind; all of it fictional."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Item:
    """A sort of session: title, place, audience, usual 人次, how many units hold it, copies and questions a head."""

    title: str
    place: str
    audience: str
    people: int
    who: str = "counties"
    units: int = 3
    copies: float = 1.0
    consultations: float = 0.1
    joint: bool = False
    outcome: str = ""


PROGRAMME: dict[str, tuple[Item, ...]] = {
    "publicity": (
        Item(
            title="主题宣传展板巡展",
            place="文化广场",
            audience="社会公众",
            people=260,
            units=4,
            copies=1.2,
            outcome="摆放展板，发放折页，现场讲解商标和专利常识。",
        ),
        Item(
            title="媒体集中采访",
            place="会议室",
            audience="媒体记者",
            people=18,
            who="members",
            units=2,
            copies=0.5,
            consultations=0,
            outcome="向媒体介绍一年来的主要工作。",
        ),
    ),
    "enterprise-outreach": (
        Item(
            title="企业知识产权诊断服务",
            place="产业园区",
            audience="专精特新企业",
            people=24,
            who="members",
            units=3,
            copies=2,
            consultations=0.8,
            joint=True,
            outcome="逐户了解研发和专利布局，提出改进建议。",
        ),
    ),
    "pledge-finance": (
        Item(
            title="质押融资入园对接会",
            place="产业集聚区",
            audience="中小企业",
            people=46,
            who="zones",
            units=3,
            copies=1.5,
            consultations=0.5,
            joint=True,
            outcome="银行介绍产品，企业现场咨询，登记融资意向。",
        ),
    ),
    "gi-expo": (
        Item(
            title="地理标志产品线上展示直播",
            place="电商服务中心",
            audience="消费者",
            people=120,
            units=2,
            copies=0,
            consultations=0.2,
            outcome="介绍产品产地、品质和用标要求。",
        ),
    ),
    "project-call": (
        Item(
            title="项目申报辅导",
            place="政务服务中心",
            audience="申报企业",
            people=32,
            who="members",
            units=1,
            copies=1,
            consultations=0.6,
            outcome="讲解申报条件和材料要求。",
        ),
    ),
    "honours": (
        Item(
            title="推荐评选工作会",
            place="会议室",
            audience="各单位联络员",
            people=35,
            who="members",
            units=1,
            copies=1,
            consultations=0,
            outcome="说明推荐条件、名额和程序。",
        ),
    ),
    "typical-cases": (
        Item(
            title="典型案例新闻发布会",
            place="新闻发布厅",
            audience="媒体记者",
            people=40,
            who="members",
            units=1,
            copies=1,
            consultations=0.1,
            joint=True,
            outcome="发布知识产权保护典型案例，回答记者提问。",
        ),
    ),
    "handbook": (
        Item(
            title="维权保护手册集中发放",
            place="市民中心",
            audience="市场主体",
            people=150,
            units=4,
            copies=1.0,
            consultations=0.2,
            outcome="向市场主体发放手册，介绍维权渠道。",
        ),
    ),
    "training": (
        Item(
            title="知识产权专题讲座",
            place="报告厅",
            audience="机关干部",
            people=110,
            who="members",
            units=1,
            copies=1,
            consultations=0.05,
            outcome="邀请专家讲解知识产权与高质量发展。",
        ),
        Item(
            title="工作站人员业务培训班",
            place="培训中心",
            audience="工作站人员",
            people=60,
            who="members",
            units=1,
            copies=2,
            consultations=0.1,
            outcome="讲授商标受理、专利检索和维权援助。",
        ),
    ),
    "five-entries": (
        Item(
            title="知识产权进校园",
            place="第一中学",
            audience="师生",
            people=300,
            units=4,
            copies=1,
            consultations=0.02,
            outcome="讲解发明故事和版权常识。",
        ),
        Item(
            title="知识产权进社区",
            place="社区服务中心",
            audience="居民",
            people=80,
            units=4,
            copies=1.5,
            consultations=0.3,
            outcome="发放资料，解答识假辨假问题。",
        ),
        Item(
            title="知识产权进乡村",
            place="乡镇集市",
            audience="农户",
            people=90,
            units=3,
            copies=1.2,
            consultations=0.2,
            outcome="介绍地理标志和农产品商标。",
        ),
        Item(
            title="知识产权进企业",
            place="规上企业",
            audience="企业职工",
            people=50,
            who="zones",
            units=3,
            copies=1,
            consultations=0.4,
            outcome="宣讲专利保护和商业秘密管理。",
        ),
        Item(
            title="知识产权进机关",
            place="机关会议室",
            audience="机关干部",
            people=45,
            who="members",
            units=3,
            copies=1,
            consultations=0.1,
            outcome="宣讲强国建设纲要和保护运用规划。",
        ),
    ),
}
