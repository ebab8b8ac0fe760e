"""What units of the demonstration city do for each kind; all of it fictional."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Item:
    """A sort of session.

    Attributes:
        title, place, audience, outcome: what its row says.
        people: usual 人次; copies and consultations: per head.
        who: the class of units that hold it; units: how many; fit: words of the names of units that would.
        partners: words of the names of members that join; rest_days: whether it may fall on a day off.
    """

    title: str
    place: str
    audience: str
    people: int
    who: str = "counties"
    units: int = 3
    copies: float = 1.0
    consultations: float = 0.1
    fit: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    rest_days: bool = False
    outcome: str = ""


PROGRAMME: dict[str, tuple[Item, ...]] = {
    "publicity": (
        Item(
            title="主题宣传展板巡展",
            rest_days=True,
            place="文化广场",
            audience="社会公众",
            people=260,
            units=4,
            copies=1.2,
            outcome="摆放展板，发放折页，现场讲解商标和专利常识。",
        ),
        Item(
            title="媒体集中采访",
            fit=("宣传部", "市场监督管理局"),
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
            fit=("市场监督管理局", "工业和信息化局", "科学技术局"),
            place="高新技术产业园",
            audience="专精特新企业",
            people=24,
            who="members",
            units=3,
            copies=2,
            consultations=0.8,
            partners=("工商业联合会", "税务局"),
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
            partners=("金融工作局", "人民银行"),
            outcome="银行介绍产品，企业现场咨询，登记融资意向。",
        ),
    ),
    "gi-expo": (
        Item(
            title="地理标志产品线上展示直播",
            rest_days=True,
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
            fit=("市场监督管理局",),
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
            fit=("市场监督管理局",),
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
            fit=("市场监督管理局",),
            place="新闻发布厅",
            audience="媒体记者",
            people=40,
            who="members",
            units=1,
            copies=1,
            consultations=0.1,
            partners=("中级人民法院", "公安局"),
            outcome="发布知识产权保护典型案例，回答记者提问。",
        ),
    ),
    "handbook": (
        Item(
            title="维权保护手册集中发放",
            rest_days=True,
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
            fit=("市场监督管理局",),
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
            fit=("市场监督管理局",),
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
            rest_days=True,
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
            rest_days=True,
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
            fit=("司法局", "财政局", "统计局"),
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
    "quiz": (
        Item(
            title="知识竞赛现场决赛",
            place="会议中心",
            audience="机关和企业代表队",
            people=90,
            who="members",
            fit=("市场监督管理局",),
            units=1,
            consultations=0,
            partners=("总工会", "科学技术协会"),
            outcome="各代表队通过必答、抢答决出名次，现场观众参与互动答题。",
        ),
    ),
    "launch": (
        Item(
            title="宣传周启动仪式",
            place="人民广场",
            audience="成员单位、企业代表和市民",
            people=320,
            who="members",
            fit=("市场监督管理局",),
            units=1,
            copies=1.5,
            consultations=0.2,
            partners=("宣传部", "教育局"),
            outcome="宣布宣传周启动，成员单位设咨询台现场解答。",
        ),
    ),
    "enforcement": (
        Item(
            title="重点市场联合检查",
            place="商贸城",
            audience="市场经营户",
            people=40,
            units=3,
            copies=1,
            consultations=0.3,
            partners=("公安局", "市场监督管理局"),
            outcome="检查商标使用和专利标识，对经营户进行提醒。",
        ),
    ),
    "other": (
        Item(
            title="知识产权公益咨询",
            place="政务服务大厅",
            audience="办事群众",
            people=60,
            units=3,
            consultations=0.4,
            outcome="设咨询台，解答商标注册和专利申请问题。",
        ),
    ),
}
