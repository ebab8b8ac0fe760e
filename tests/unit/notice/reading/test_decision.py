import pytest

from ipweek.notice.reading import read

BODY = (
    "各单位：\n为做好有关工作，现将有关事项通知如下：\n一、{}时间\n2024年4月20日。\n二、{}内容\n（一）举办讲座。\n（二）发放资料。\n"
    "望川市知识产权局\n2024年3月28日"
)


@pytest.mark.parametrize(
    "title",
    [
        "关于2024年清明节放假安排的通知",
        "关于召开2024年知识产权宣传周活动动员会的通知",
        "关于甲乙等同志任职的通知",
        "关于成立2024年知识产权宣传周活动组委会的通知",
        "关于表彰2023年知识产权宣传周活动先进集体的决定",
        "关于开展打击侵权假冒专项整治行动的通知",
        "关于报送2024年知识产权宣传周活动总结的通知",
        "关于组织申报2024年专利导航项目的通知",
        "关于举办专利代理师考试的公告",
        "关于2023年知识产权宣传周活动情况的通报",
        "关于同意举办知识产权宣传周活动的批复",
        "关于举办专利检索培训班的通知",
        "关于调整2024年知识产权宣传周启动仪式时间的通知",
        "关于调整宣传周活动领导小组成员的通知",
    ],
)
def test_other_notices_are_no_campaigns_but_head_and_sign_off_are_read(title: str) -> None:
    result = read("望川市知识产权局\n" + title + "\n" + BODY.format("", ""))
    found = (
        result["campaign"],
        result["activities"],
        result["issuer"],
        result["signed_by"],
        result["signed_on"],
    )
    assert found == (False, [], "望川市知识产权局", "望川市知识产权局", "2024-03-28")
    assert result["diagnostics"][0]["code"] == "not-a-campaign"


@pytest.mark.parametrize(
    "title",
    [
        "关于开展2024年“安全生产月”活动的通知",
        "关于举办第十届科技活动周的通知",
        "2024年网络安全宣传周活动方案",
        "关于组织开展“3·15”国际消费者权益日宣传活动的通知",
        "关于做好2024年世界环境日宣传工作的通知",
        "关于开展全民国家安全教育日普法宣传活动的通知",
        "关于印发《2024年质量月活动方案》的通知",
        "关于开展2024年全国节能宣传周活动的通知",
        "关于举办2024年全国科普日活动的通知",
        "关于开展第三十二届“世界水日”“中国水周”宣传活动的通知",
        "关于开展2024年国家宪法日暨宪法宣传周活动的通知",
        "关于开展诚信兴商宣传月活动的通知",
        "4·26世界知识产权日活动策划书",
        "关于开展“六五”环境日系列活动的通知",
        "关于在全市组织开展2024年民族团结进步宣传月活动的实施方案",
    ],
)
def test_campaigns(title: str) -> None:
    result = read(title + "\n" + BODY.format("活动", "活动"))
    assert (result["campaign"], result["title"]) == (True, title)


def test_a_campaign_without_a_title() -> None:
    text = (
        "尊敬的高新区管委会：\n现将活动安排通知如下：\n一、活动主题\n守护平安\n二、活动时间\n2024年5月10日\n三、活动内容\n"
        "发放折页；播放短片。\n望川市减灾委员会办公室\n2024年5月4日"
    )
    result = read(text)
    assert (result["campaign"], result["title"], result["addressees"]) == (True, None, ["高新区管委会"])


@pytest.mark.parametrize("text", ["", "  \n", "通知", "\x00\x01", "知" * 50])
def test_next_to_nothing(text: str) -> None:
    result = read(text)
    assert (result["campaign"], result["activities"], result["deadlines"]) == (False, [], [])
