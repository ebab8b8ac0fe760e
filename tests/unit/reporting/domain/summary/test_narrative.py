"""The words of a summary: natural, complete, and only what the data say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipweek.papers.document import Heading, Paragraph, plain
from ipweek.reporting.domain.summary import narrative


def figure(text, bound="exact"):
    return {
        "metric": "copies",
        "name": "发放资料",
        "unit": "份",
        "value": "12",
        "bound": bound,
        "text": text,
        "facts": [],
    }


def activity(**changes):
    whole = {
        "id": 1, "clause": "三（一）", "title": "开展“五进”活动",
        "figures": [figure("开展活动12场次"), figure("300人次参加")],
        "units": ["示例县甲"], "joint": 0, "largest": None, "sentences": [], "targets": [], "annexes": [],
    }  # fmt: skip
    return whole | changes


def row(**changes):
    whole = {
        "id": 1, "code": "summary", "title": "小结", "clause": "四（二）", "modality": "must",
        "many": False, "due": None,
        "owing": 3, "accepted": 2, "pieces": 2, "most": [], "late": [], "missing": ["示例市丙局"],
    }  # fmt: skip
    return whole | changes


def summary(**changes):
    whole = {
        "campaign": {
            "name": "2022年示例市知识产权宣传周",
            "title": "关于开展2022年示例市知识产权宣传周活动的 通 知",
            "document_number": "示知联办〔2022〕1号",
            "themes": ["创新有保障"],
            "start": "2022-04-20",
            "end": "2022-04-26",
        },
        "unit": "示例市联席会议办公室", "office": "示例市联席会议办公室", "whole": True, "signed_on": None, "units": 3,
        "classes": [{"name": "成员单位", "number": 1}, {"name": "县区", "number": 2}],
        "totals": [figure("开展活动12场次")], "joint": 0, "activities": [activity()], "unassigned": [], "by_unit": [],
        "requirements": [], "returns": [], "practices": [], "gaps": [],
    }  # fmt: skip
    return whole | changes


def lines(data):
    """The body as text, headings with what follows them."""
    found = []
    for block in narrative.document(data).body:
        if isinstance(block, Heading):
            found.append(f"{block.text}{plain(block.follow)}")
        elif isinstance(block, Paragraph):
            found.append(plain(block.text))
    return found


def test_the_opening_names_basis_time_theme_scale_and_results():
    assert lines(summary(joint=3))[0] == (
        "按照《关于开展2022年示例市知识产权宣传周活动的通知》（示知联办〔2022〕1号）要求，2022年4月20日至26日，"
        "示例市联席会议办公室以“创新有保障”为主题，组织3家单位（成员单位1家、县区2家）开展了"
        "2022年示例市知识产权宣传周活动。据统计，共开展活动12场次。其中两家以上单位联合开展的3场次，合计中只计一次。"
        "现将有关情况总结如下。"
    )


def test_what_is_not_known_is_left_out_of_the_opening():
    campaign = summary()["campaign"] | {"title": "", "document_number": "", "themes": []}
    bare = summary(campaign=campaign, totals=[], classes=[{"name": "县区", "number": 2}], units=2)
    assert lines(bare)[0] == (
        "2022年4月20日至26日，示例市联席会议办公室组织2家单位开展了2022年示例市知识产权宣传周活动。现将有关情况总结如下。"
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "示例县甲开展活动12场次，300人次参加。"),
        ({"units": ["示例县甲", "示例县乙"]}, "示例县甲、示例县乙共开展活动12场次，300人次参加。"),
        ({"units": list("甲乙丙丁戊")}, "甲、乙、丙等5家单位共开展活动12场次，300人次参加。"),
        ({"joint": 2}, "示例县甲开展活动12场次，300人次参加。由两家以上单位联合开展的有2场次。"),
        (
            {"joint": 2, "sentences": ["4月21日，在示例广场联合举办。"]},
            "示例县甲开展活动12场次，300人次参加。4月21日，在示例广场联合举办。",
        ),
        (
            {"largest": {"unit": "示例县乙", "day": "2022-04-21", "title": "广场咨询", "text": "约300人次"}},
            "示例县甲开展活动12场次，300人次参加。规模最大的是示例县乙4月21日开展的“广场咨询”，约300人次参加。",
        ),
        (
            {"targets": [{"text": "典型案例5个", "met": True}, {"text": "手册1册", "met": False}]},
            "示例县甲开展活动12场次，300人次参加。通知提出的典型案例5个的任务已经完成。",
        ),
        ({"figures": [], "units": []}, "尚无登记数据。"),
    ],
)
def test_an_activity_is_told(changes, expected):
    assert lines(summary(activities=[activity(**changes)]))[2] == f"开展“五进”活动。{expected}"


def test_a_unit_speaks_of_its_own_activities_only():
    silent = activity(title="发布典型案例", figures=[], units=[])
    own = summary(whole=False, unit="示例县甲", activities=[activity(), silent], gaps=[])
    opening = (
        "按照《关于开展2022年示例市知识产权宣传周活动的通知》（示知联办〔2022〕1号）要求，2022年4月20日至26日，"
        "示例县甲以“创新有保障”为主题，认真组织开展了2022年示例市知识产权宣传周活动。据统计，共开展活动12场次。"
        "现将有关情况总结如下。"
    )
    assert lines(own) == [
        opening,
        "活动开展情况",
        "开展“五进”活动。共开展活动12场次，300人次参加。",
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "应报送小结的3家单位中，2家已报送并通过审核。"),
        ({"late": ["示例县乙"]}, "应报送小结的3家单位中，2家已报送并通过审核，其中逾期报送1家。"),
        ({"accepted": 3, "missing": []}, "应报送小结的3家单位均已报送并通过审核。"),
        ({"accepted": 0}, "应报送小结的3家单位尚无一家通过审核。"),
        ({"modality": "may", "accepted": 2}, "2家单位结合实际报送小结。"),
        ({"modality": "encouraged", "accepted": 0}, "尚无单位报送小结。"),
        (
            {
                "many": True,
                "code": "brief",
                "title": "信息",
                "pieces": 7,
                "most": [{"unit": "示例县甲", "pieces": 5}],
            },
            "2家单位报送信息7篇并通过审核，其中示例县甲5篇。",
        ),
        ({"many": True, "code": "brief", "title": "信息", "pieces": 0}, "尚无审核通过的信息。"),
    ],
)
def test_a_deliverable_is_told(changes, expected):
    assert narrative.return_sentence(row(**changes), whole=True) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"accepted": 1}, "小结已按时报送并通过审核。"),
        ({"accepted": 1, "late": ["示例县甲"]}, "小结已逾期报送并通过审核。"),
        ({"accepted": 0}, "小结尚未通过审核。"),
        ({"many": True, "pieces": 2}, "报送小结2份并通过审核。"),
    ],
)
def test_a_unit_tells_its_own_deliverables(changes, expected):
    assert narrative.return_sentence(row(**changes), whole=False) == expected


def test_requirements_come_in_the_notices_order_with_their_deliverables():
    data = summary(
        requirements=[
            {"clause": "四（一）", "title": "加强领导", "returns": []},
            {"clause": "四（二）", "title": "报送信息", "returns": [row()]},
        ],
        returns=[row(), row(id=2, title="名单", clause="")],
    )
    assert lines(data)[3:] == [
        "工作要求落实情况",
        "报送信息。应报送小结的3家单位中，2家已报送并通过审核。",
        "材料报送情况。应报送名单的3家单位中，2家已报送并通过审核。",
    ]


def test_practices_and_gaps_close_the_paper():
    data = summary(
        practices=[{"return": 1, "title": "流动咨询台", "unit": "示例县甲", "text": "把咨询台设在集市。"}],
        gaps=["小结尚缺1家：示例市丙局。", "合计中含有估计数。"],
    )
    assert lines(data)[3:] == [
        "经验做法",
        "流动咨询台。示例县甲：把咨询台设在集市。",
        "需要说明的情况",
        "1.小结尚缺1家：示例市丙局。",
        "2.合计中含有估计数。",
    ]


def test_signature_and_day_come_together_or_not_at_all():
    unsigned = narrative.document(summary())
    assert (unsigned.title, unsigned.signatures, unsigned.date) == (
        ("示例市联席会议办公室", "2022年示例市知识产权宣传周活动总结"),
        (),
        None,
    )
    signed = narrative.document(summary(signed_on="2022-05-05"))
    assert (signed.title, signed.signatures, str(signed.date)) == (
        ("2022年示例市知识产权宣传周活动总结",),
        ("示例市联席会议办公室",),
        "2022-05-05",
    )


@given(st.text(alphabet="甲乙丙，。；", max_size=600))
def test_an_excerpt_is_a_beginning_and_short(text):
    found = narrative.excerpt(text)
    assert text.startswith(found.removesuffix("……"))
    assert len(found) <= narrative.EXCERPT + 2


def test_an_excerpt_ends_with_a_sentence():
    text = "第一句话说明做法。" * 40
    assert narrative.excerpt(text).endswith("做法。")
