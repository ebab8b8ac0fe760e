import pytest

from ipweek.notice.reading import read

from .texts import PLAIN, codes, notice


@pytest.mark.parametrize(
    ("written", "names", "phones", "emails"),
    [
        (
            "（联系人：甲一；联系电话：0393-0000719；邮箱：a@example.com）",
            ["甲一"],
            ["0393-0000719"],
            ["a@example.com"],
        ),
        (
            "联系人：王  甲  李小乙\n电话：0393-0000719 传真：0393-0000720",
            ["王甲", "李小乙"],
            ["0393-0000719"],
            [],
        ),
        ("联系人：王甲，联系电话：0393-2000719、2000720", ["王甲"], ["0393-2000719", "0393-2000720"], []),
        ("联系人及电话：王甲 13800000000", ["王甲"], ["13800000000"], []),
        ("联 系 人：赵  乙\n联系方式：（0393）2000719", ["赵乙"], ["（0393）2000719"], []),
        (
            "联系人：王甲（办公室），赵乙（法规科）；电话：0393-2000719/2000720",
            ["王甲", "赵乙"],
            ["0393-2000719", "0393-2000720"],
            [],
        ),
        ("电话/传真：0393-2000719", [], ["0393-2000719"], []),
        ("联系人：市局办公室 王甲 电话2000719", ["王甲"], ["2000719"], []),
        ("联系人：王甲，电话：0393-2000719，举报电话：12345678", ["王甲"], ["0393-2000719"], []),
    ],
)
def test_contacts(written: str, names: list[str], phones: list[str], emails: list[str]) -> None:
    assert read(notice(PLAIN) + "\n" + written)["contacts"] == {
        "names": names,
        "phones": phones,
        "emails": emails,
    }


def test_area_code_and_missing_contacts() -> None:
    assert "area-code-missing" in codes(read(notice(PLAIN) + "\n联系人：王甲 电话：2000719"))
    assert "contacts-missing" in codes(read(notice(PLAIN)))


def test_the_form_of_the_note_with_contacts() -> None:
    assert "contacts-form" in codes(read(notice(PLAIN) + "\n联系人：王甲 电话：0393-2000719"))
    assert "contacts-form" not in codes(read(notice(PLAIN) + "\n（联系人：王甲，电话：0393-2000719）"))


def test_titles_side_by_side() -> None:
    assert codes(read(notice("贯彻《甲纲要》、《乙规划》。\n" + PLAIN))).count("titles-pause") == 1


@pytest.mark.parametrize(
    ("written", "names", "phones"),
    [
        (
            "单位\t联系人\t电话\n市司法局\t王  甲\t0393-2000719\n市教育局\t赵乙\t0393-2000720",
            ["王甲", "赵乙"],
            ["0393-2000719", "0393-2000720"],
        ),
        ("市科技厅引进处    王  甲    0393-2000719", ["王甲"], ["0393-2000719"]),
        ("联系人：王甲（综合），2000719；赵乙（统计），2000720", ["王甲", "赵乙"], ["2000719", "2000720"]),
        (
            "业务咨询：王  甲，0393-2000719；技术支持：0393-2000720",
            ["王甲"],
            ["0393-2000719", "0393-2000720"],
        ),
        ("科普部：王甲、赵小乙，0393-2000719、2000720（传真）", ["王甲", "赵小乙"], ["0393-2000719"]),
        (
            "联系电话：0393-2000719（王甲）、0393-2000720（办公室）",
            ["王甲"],
            ["0393-2000719", "0393-2000720"],
        ),
        (
            "联系人：王甲（13800000000）、欧阳丙（13900000000）",
            ["王甲", "欧阳丙"],
            ["13800000000", "13900000000"],
        ),
        ("市科技局王小甲同志，电话：0393-2000719", ["王小甲"], ["0393-2000719"]),
        ("市教育局\t赵 乙\t主任科员\t0393-2000719", ["赵乙"], ["0393-2000719"]),
        ("电话：0393-2000719，军线：2000720，传真电话：0393-2000721", [], ["0393-2000719"]),
        ("党办 2000719  宣传科 2000720", [], []),
    ],
)
def test_people_stand_beside_their_telephones(written: str, names: list[str], phones: list[str]) -> None:
    found = read(notice(PLAIN) + "\n" + written)["contacts"]
    assert (found["names"], found["phones"]) == (names, phones)
