import pytest

from ipweek.notice.reading import read
from ipweek.notice.reading.lines import page_of

from .texts import PLAIN, codes, notice, titles


@pytest.mark.parametrize(
    ("written", "read_as", "expected"),
    [
        ("望知发〔2024〕3号", "望知发〔2024〕3号", []),
        ("望知发[2024]03号", "望知发[2024]03号", ["number-brackets", "number-padding"]),
        ("望知发【2024】3号", "望知发【2024】3号", ["number-brackets"]),
        ("望知发（2024）3号", "望知发（2024）3号", ["number-brackets"]),
        ("望知发〔2024〕第3号", "望知发〔2024〕第3号", ["number-ordinal"]),
        ("望知发〔2024〕3 号", "望知发〔2024〕3号", ["number-space"]),
        ("望知发〔24〕3号", "望知发〔24〕3号", ["number-year"]),
    ],
)
def test_document_number(written: str, read_as: str, expected: list[str]) -> None:
    text = (
        f"望川市知识产权局文件\n\n{written}\n\n关于开展2024年知识产权宣传周活动的通知\n\n各单位：\n通知如下。\n"
        "望川市知识产权局\n2024年3月28日"
    )
    result = read(text)
    assert result["doc_number"] == read_as
    assert [code for code in codes(result) if code.startswith("number-")] == expected


def test_cited_number_is_not_its_own() -> None:
    result = read(notice("根据《关于做好宣传周工作的通知》（省知发〔2024〕8号）要求，开展活动。\n" + PLAIN))
    assert (result["doc_number"], [one["number"] for one in result["cites"]]) == (None, ["省知发〔2024〕8号"])


def test_title_over_lines_and_issuer_before_it() -> None:
    head = "望川市知识产权局\n关于开展2024年全市知识产权\n宣传周活动的\n通  知\n\n各单位：\n"
    result = read(notice(PLAIN, head))
    assert (result["title"], result["issuer"], result["addressees"]) == (
        "望川市知识产权局关于开展2024年全市知识产权宣传周活动的通知",
        "望川市知识产权局",
        ["各单位"],
    )


def test_joint_issuers() -> None:
    bodies = ["望川市知识产权局", "望川市市场监督管理局", "中共望川市委宣传部"]
    head = (
        "望川市知识产权局\n望川市市场监督管理局  文件\n中共望川市委宣传部\n望知发〔2024〕3号\n"
        "关于开展2024年知识产权宣传周活动的通知\n各单位：\n"
    )
    result = read(notice(PLAIN, head, "\n" + "  ".join(bodies) + "\n2024年3月28日\n"))
    assert (result["issuers"], result["signers"]) == (bodies, bodies)
    below = read(notice(PLAIN, head, "\n" + "\n".join(bodies) + "\n2024年3月28日\n"))
    assert (below["signers"], below["signed_on"]) == (bodies, "2024-03-28")


def test_wrapper_with_the_plan_as_annex() -> None:
    text = (
        "关于印发《2024年知识产权宣传周活动方案》的通知\n各单位：\n现将《2024年知识产权宣传周活动方案》印发给你们，请认真贯彻执行。\n"
        "望川市知识产权局\n2024年3月28日\n\n2024年知识产权宣传周\n活动方案\n\n一、活动时间\n4月20日至26日\n二、活动主题\n保护创新\n"
        "三、活动内容\n（一）举办讲座。\n（二）发布案例。\n四、工作要求\n（一）加强领导。\n（二）做好报送，于5月6日前报送总结。"
    )
    result = read(text)
    assert (titles(result), result["signed_on"], result["theme"]) == (
        ["举办讲座", "发布案例"],
        "2024-03-28",
        "保护创新",
    )
    assert [one["title"] for one in result["annexes"]] == ["2024年知识产权宣传周活动方案"]
    assert [(one["what"], one["date"]) for one in result["deadlines"]] == [("总结", "2024-05-06")]


def test_web_page_around_the_notice() -> None:
    before = (
        "当前位置：首页 > 政务公开 > 通知公告\n索 引 号：0060-1      发布日期：2024-04-01\n发文机关：望川市知识产权局\n"
        "发文字号：望知发〔2024〕3号\n【字体：大 中 小】\n"
    )
    result = read(before + notice(PLAIN) + "\n【打印本页】 【关闭窗口】\n扫一扫在手机打开\n")
    assert (result["doc_number"], result["published_on"], result["signed_on"]) == (
        "望知发〔2024〕3号",
        "2024-04-01",
        "2024-03-28",
    )
    assert result["title"] == "望川市知识产权局关于开展2024年知识产权宣传周活动的通知"
    assert "published-differs" in codes(result)


def test_sign_off_of_another_body() -> None:
    result = read(notice(PLAIN, tail="\n望川市宣传周组委会办公室\n（望川市知识产权局代章）\n2024年3月28日"))
    assert (result["issuer"], result["signed_by"]) == ("望川市知识产权局", "望川市宣传周组委会办公室")
    assert "signer-differs" in codes(result)


def test_copies_and_imprint() -> None:
    tail = (
        "\n望川市知识产权局\n2024年3月28日\n抄送：市委办公室，"
        "市政府办公室。\n望川市知识产权局办公室    2024年3月29日印发"
    )
    result = read(notice(PLAIN, tail=tail))
    assert (result["copies"], result["printed_by"], result["printed_on"]) == (
        ["市委办公室", "市政府办公室"],
        "望川市知识产权局办公室",
        "2024-03-29",
    )


def test_date_of_signing_in_other_forms() -> None:
    for written in ("二〇二四年三月二十八日", "2024.3.28", "2024年03月28日"):
        result = read(notice(PLAIN, tail=f"\n望川市知识产权局\n{written}"))
        assert (result["signed_on"], "date-padding" in codes(result)) == ("2024-03-28", True)


def test_traditional_script() -> None:
    text = (
        "望川市智慧財產局關於開展2024年智慧財產權宣傳週活動的通知\n\n各單位：\n一、活動時間\n2024年4月20日至26日\n二、活動主題\n保護創新\n"
        "三、活動內容\n（一）舉辦講座。\n（二）發佈典型案例。\n四、工作要求\n（一）加強領導。\n請於5月10日前將總結報送本局。\n"
        "聯絡人：陳乙 電話：0393-2000719\n望川市智慧財產局\n2024年3月28日"
    )
    result = read(text)
    assert (result["campaign"], titles(result), result["end"], result["theme"]) == (
        True,
        ["舉辦講座", "發佈典型案例"],
        "2024-04-26",
        "保護創新",
    )
    assert [(one["what"], one["date"]) for one in result["deadlines"]] == [("總結", "2024-05-10")]
    assert result["contacts"]["names"] == ["陳乙"]


def test_lines_of_a_title_and_a_single_last_sign() -> None:
    for title in (
        "望川市知识产权局\n关于开展2024年知识产权宣传周活动的\n\n通知",
        "望川市知识产权局关于开展2024年知识产权\n宣传周活动的通\n知",
        "望川市政府门户网站  无障碍浏览  长者模式\n望川市知识产权局关于开展2024年知识产权宣传周活动的通知",
        "标题\t望川市知识产权局关于开展2024年知识产权宣传周活动的通知\n发文机关\t望川市知识产权局",
    ):
        result = read(f"{title}\n\n各单位：\n\n现通知如下：\n{PLAIN}")
        assert result["title"].endswith("关于开展2024年知识产权宣传周活动的通知")
        assert (result["issuer"], result["addressees"]) == ("望川市知识产权局", ["各单位"])


@pytest.mark.parametrize(
    ("above", "issuers"),
    [
        (
            "望 川 市 知 识 产 权 局\n望 川 市 司 法 局\n望知〔2024〕3号\n",
            ["望川市知识产权局", "望川市司法局"],
        ),
        ("中共望川市委宣传部\n望川市知识产权局\n文件\n", ["中共望川市委宣传部", "望川市知识产权局"]),
        ("望川大学科研处主办\n", ["望川大学科研处"]),
        (
            "望川市知识产权局\n望川市司法局\n望川市总工会\n",
            ["望川市知识产权局", "望川市司法局", "望川市总工会"],
        ),
    ],
)
def test_issuers_over_several_lines(above: str, issuers: list[str]) -> None:
    text = f"{above}关于开展2024年知识产权宣传周活动的通知\n各单位：\n现通知如下：\n{PLAIN}"
    assert [name.replace(" ", "") for name in read(text)["issuers"]] == issuers


def test_a_place_in_the_title_is_the_body_that_signs() -> None:
    text = f"城南街道关于开展宣传月活动的通知\n各社区：\n现通知如下：\n{PLAIN}\n城南街道办事处\n2024年4月1日"
    assert (read(text)["issuer"], read(text)["signed_by"]) == ("城南街道办事处", "城南街道办事处")


def test_addressees_over_short_lines_and_after_a_label() -> None:
    head = "关于开展宣传月活动的通知\n"
    wrapped = read(f"{head}各县（区）市场监管局，\n市直有关单位，各\n有关企业：\n现通知如下：\n{PLAIN}")
    assert wrapped["addressees"] == ["各县（区）市场监管局", "市直有关单位", "各有关企业"]
    assert read(f"{head}主送：各科室、各直属单位\n现通知如下：\n{PLAIN}")["addressees"] == [
        "各科室",
        "各直属单位",
    ]


@pytest.mark.parametrize(
    ("tail", "signers", "day"),
    [
        ("望  川  市  知  识  产  权  局\n2024年3月28日", ["望川市知识产权局"], "2024-03-28"),
        ("望川市知识产权局\n二〇二四年三月廿八日", ["望川市知识产权局"], "2024-03-28"),
        ("望川市知识产权局\n2024-3-28", ["望川市知识产权局"], "2024-03-28"),
        ("望川市知识产权局\n2024年3月", ["望川市知识产权局"], None),
        ("联系人：王甲，电话：2000719\n\n二〇二四年三月二十八日", [], "2024-03-28"),
    ],
)
def test_sign_off_in_other_forms(tail: str, signers: list[str], day: str | None) -> None:
    result = read(notice(PLAIN, tail="\n\n" + tail))
    assert ([name.replace(" ", "") for name in result["signers"]], result["signed_on"]) == (signers, day)


def test_the_word_printed_on_a_line_of_its_own() -> None:
    result = read(notice(PLAIN) + "抄送：市政府。\n望川市知识产权局办公室    2024年3月29日\n印发\n")
    assert (result["printed_by"], result["printed_on"]) == ("望川市知识产权局办公室", "2024-03-29")
    assert result["signed_on"] == "2024-03-28"


def test_words_of_web_pages_stay_in_tables() -> None:
    text = (
        notice(PLAIN) + "附件\n传播统计表\n序号\t平台\t阅读量\n搜索引擎\n1\t微信\t100\n来源：甲站 阅读量：3\n"
    )
    lines = [line.text for line in page_of(text).lines]
    assert lines[-4:] == ["传播统计表", "序号\t平台\t阅读量", "搜索引擎", "1\t微信\t100"]
