"""The printed page measured out of the PDF: GB/T 9704-2012, chapters 5 to 7."""

import io
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache

import pdfplumber
import pytest
from pdfplumber.page import Page
from tests.unit.papers.samples import LONG, PAPER, SENTENCE

from ipweek.papers.document import Document, Heading, Mark, Paragraph, Table
from ipweek.papers.pdf import render

pytestmark = pytest.mark.usefixtures("chinese_fonts")

MM = 72 / 25.4
TOP, LEFT, RIGHT, BOTTOM = 37.0, 28.0, 184.0, 262.0
PITCH = 225 / 22
CELL = 156 / 28


class Line:
    """The characters on one baseline of a page; measures in millimetres from the top left corner."""

    def __init__(self, baseline: float, chars: list[dict[str, float | str]]) -> None:
        chars = sorted(chars, key=lambda char: char["x0"])
        self.baseline = baseline
        self.text = "".join(str(char["text"]) for char in chars)
        self.left = float(chars[0]["x0"]) / MM
        self.right = float(chars[-1]["x1"]) / MM
        self.fonts = {str(char["fontname"]).split("+")[-1] for char in chars}
        self.size = round(float(chars[0]["size"]), 1)


def lines(page: Page) -> list[Line]:
    """The lines of a page, page number included, from top to bottom."""
    found: dict[float, list[dict[str, float | str]]] = defaultdict(list)
    for char in page.chars:
        found[round((float(page.height) - char["matrix"][5]) / MM, 1)].append(char)
    return [Line(baseline, chars) for baseline, chars in sorted(found.items())]


def body(page: Page) -> list[Line]:
    """The lines inside the type area."""
    return [line for line in lines(page) if line.baseline < BOTTOM]


@lru_cache(maxsize=16)
def pages(document: Document) -> tuple[Page, ...]:
    return tuple(pdfplumber.open(io.BytesIO(render(document))).pages)


PROSE = Document(("关于示例的报告",), tuple(Paragraph(LONG) for _ in range(6)))


def test_paper_is_a4() -> None:
    for page in pages(PAPER):
        assert (round(page.width / MM, 1), round(page.height / MM, 1)) == (210.0, 297.0)


def test_a_full_page_has_22_lines_from_the_top_to_the_foot_of_the_type_area() -> None:
    for page in pages(PROSE)[1:-1]:
        baselines = [line.baseline for line in body(page)]
        assert len(baselines) == 22
        assert baselines[0] == pytest.approx(41.97, abs=0.1)
        assert baselines[-1] == pytest.approx(256.74, abs=0.1)


def test_the_grid_holds_across_typefaces_and_headings() -> None:
    blocks = []
    for number in range(1, 13):
        blocks += [Heading(1, f"标题{number}"), Heading(2, "小标题。", LONG), Paragraph(SENTENCE)]
    for page in pages(Document(("关于示例的报告",), tuple(blocks)))[:-1]:
        steps = {round((line.baseline - 41.97) / PITCH, 1) % 1 for line in body(page)}
        assert steps == {0.0}
    assert len(body(pages(Document(("关于示例的报告",), tuple(blocks)))[1])) == 22


def test_lines_begin_at_28_mm_and_end_at_184_mm() -> None:
    full = [line for page in pages(PROSE)[1:-1] for line in body(page)]
    assert min(line.left for line in full) == pytest.approx(LEFT, abs=0.05)
    assert max(line.right for line in full) <= RIGHT + 0.05
    whole = [line for line in full if line.left < LEFT + 0.1 and len(line.text) >= 27]
    assert whole
    assert all(line.right > RIGHT - CELL * 0.6 for line in whole)


def test_a_line_has_at_most_28_characters() -> None:
    counts = [len(line.text) for page in pages(PROSE) for line in body(page)]
    assert max(counts) == 28


def test_a_paragraph_begins_two_characters_in() -> None:
    first = next(line for line in body(pages(PAPER)[0]) if line.text.startswith("各单位应当"))
    assert first.left == pytest.approx(LEFT + 2 * CELL, abs=0.1)


def test_page_numbers_stand_outside_below_the_type_area() -> None:
    for number, page in enumerate(pages(PROSE), 1):
        line = lines(page)[-1]
        assert line.text == f"— {number} —"
        assert line.size == 14
        assert line.baseline == pytest.approx(270.8, abs=0.4)
        if number % 2:
            assert line.right == pytest.approx(RIGHT - 14 / MM, abs=0.3)
        else:
            assert line.left == pytest.approx(LEFT + 14 / MM, abs=0.3)


def test_the_dash_of_the_page_number_lies_7_mm_below_the_type_area() -> None:
    page = pages(PROSE)[0]
    picture = page.to_image(resolution=300).original.convert("L")
    scale = 300 / 25.4
    column = round((RIGHT - 14 / MM - 2) * scale)
    dark = [
        row for row in range(round(264 * scale), round(276 * scale)) if picture.getpixel((column, row)) < 128
    ]
    assert sum(dark) / len(dark) / scale == pytest.approx(269, abs=0.7)


def test_the_red_head() -> None:
    page = pages(PAPER)[0]
    found = body(page)
    mark, number, title = found[0], found[1], found[2]
    assert mark.text == "示例市宣传周工作办公室文件"
    picture = page.to_image(resolution=300).original
    scale = 300 / 25.4
    red = [
        row
        for row in range(round(60 * scale), round(90 * scale))
        if any(
            picture.getpixel((column, row))[0] > 150 and picture.getpixel((column, row))[1] < 90
            for column in range(round(30 * scale), round(180 * scale), 3)
        )
    ]
    # The upper edge of the strokes lies a little below the character box that begins at 72 mm.
    assert 72 <= red[0] / scale <= 73.5
    assert number.text == "示宣办〔2022〕1号"
    assert (number.left + number.right) / 2 == pytest.approx(106, abs=0.3)
    rule = page.lines[0]
    foot = number.baseline + 0.12 * 16 / MM
    assert rule["top"] / MM == pytest.approx(foot + 4, abs=0.1)
    assert (rule["x0"] / MM, rule["x1"] / MM) == (
        pytest.approx(LEFT, abs=0.05),
        pytest.approx(RIGHT, abs=0.05),
    )
    red_part, green_part, _ = rule["stroking_color"]
    assert red_part > 0.8
    assert green_part < 0.2
    assert title.size == 22
    assert (title.left + title.right) / 2 == pytest.approx(106, abs=0.3)
    # Two empty lines between the rule and the title.
    assert title.baseline - rule["top"] / MM == pytest.approx(2 * PITCH + 22 / MM * 0.88, abs=4)


def test_the_mark_of_a_long_name_fills_the_line_and_no_more() -> None:
    name = "示例市知识产权战略实施工作联席会议办公室"
    mark = body(pages(Document(("题",), PAPER.body[:1], mark=Mark((name,)), number="甲办〔2022〕1号"))[0])[0]
    assert mark.text == name + "文件"
    assert mark.left >= LEFT - 0.05
    assert mark.right <= RIGHT + 0.05


def test_joint_issuers_stand_above_each_other_with_the_word_beside_them(
    paper: Callable[..., Document],
) -> None:
    document = paper(mark=Mark(("示例市甲局", "示例市乙委员会")))
    found = [line for line in body(pages(document)[0]) if line.size > 22]
    assert sorted(line.text for line in found) == ["文件", "示例市乙委员会", "示例市甲局"]
    upper, word, lower = (line.baseline for line in sorted(found, key=lambda line: line.baseline))
    assert word == pytest.approx((upper + lower) / 2, abs=0.5)


def test_a_paper_to_a_higher_authority_names_its_signer(paper: Callable[..., Document]) -> None:
    line = next(line for line in body(pages(paper(signers=("甲一",)))[0]) if "号" in line.text)
    assert line.text == "示宣办〔2022〕1号签发人：甲一"
    assert line.left == pytest.approx(LEFT + CELL, abs=0.1)
    assert line.right == pytest.approx(RIGHT - CELL, abs=0.3)


def test_levels_have_their_typefaces(paper: Callable[..., Document]) -> None:
    found = {line.text[:4]: line for page in pages(PAPER) for line in body(page)}
    assert any("Sans" in font or "Hei" in font for font in found["一、活动"].fonts)
    assert any("WenKai" in font or "Kai" in font for font in found["（一）开"].fonts)
    assert found["1.进社"].left == pytest.approx(LEFT + 2 * CELL, abs=0.3)
    assert "（1）备" in found


def test_a_sealed_date_stands_four_characters_in_and_the_name_centred_over_it() -> None:
    found = [line for page in pages(PAPER) for line in body(page)]
    day = next(line for line in found if line.text == "2022年3月28日")
    name = next(line for line in found if line.text == "示例市宣传周工作办公室")
    assert day.right == pytest.approx(RIGHT - 4 * CELL, abs=0.3)
    assert (name.left + name.right) / 2 == pytest.approx((day.left + day.right) / 2, abs=0.3)
    assert day.baseline - name.baseline == pytest.approx(PITCH, abs=0.1)


def test_an_unsealed_name_stands_two_characters_in(paper: Callable[..., Document]) -> None:
    found = [line for page in pages(paper(sealed=False)) for line in body(page)]
    day = next(line for line in found if line.text == "2022年3月28日")
    name = next(line for line in found if line.text == "示例市宣传周工作办公室")
    assert name.right == pytest.approx(RIGHT - 2 * CELL, abs=0.3)
    assert day.left - name.left == pytest.approx(2 * CELL, abs=0.3)


def test_annexes_begin_a_page_and_carry_the_names_of_the_list() -> None:
    texts = [[line.text for line in body(page)] for page in pages(PAPER)]
    listed = next(found for found in texts if "附件：1.活动安排表" in found)
    assert "2.填写说明" in listed
    page = next(found for found in texts if found[0] == "附件1")
    assert page[1] == "活动安排表"


def test_an_annex_title_stands_on_the_third_line() -> None:
    page = next(page for page in pages(PAPER) if body(page)[0].text == "附件1")
    label, title = body(page)[:2]
    assert label.left == pytest.approx(LEFT, abs=0.3)
    assert title.baseline - label.baseline == pytest.approx(2 * PITCH, abs=0.1)


def test_the_imprint_closes_the_last_even_page() -> None:
    found = pages(PAPER)
    assert len(found) % 2 == 0
    rules = sorted(found[-1].lines, key=lambda line: line["top"])
    assert [round(line["linewidth"] / MM, 2) for line in rules] == [0.35, 0.25, 0.35]
    assert rules[-1]["top"] / MM == pytest.approx(BOTTOM, abs=0.1)
    assert all(line["x0"] / MM == pytest.approx(LEFT, abs=0.05) for line in rules)
    assert all(line["x1"] / MM == pytest.approx(RIGHT, abs=0.05) for line in rules)
    copy, issued = [line for line in body(found[-1]) if line.baseline > 240]
    assert copy.text == "抄送：示例市甲局，示例市乙局。"
    assert copy.left == pytest.approx(LEFT + 14 / MM, abs=0.1)
    assert issued.text == "示例市宣传周工作办公室2022年3月29日印发"
    assert issued.right == pytest.approx(RIGHT - 14 / MM, abs=0.2)
    assert copy.size == issued.size == 14


def test_the_imprint_shares_the_last_page_and_its_number() -> None:
    last = [line.text for line in lines(pages(PAPER)[-1])]
    assert (last[0], last[-1]) == ("附件1", "— 6 —")


def test_a_page_with_nothing_but_the_imprint_has_no_number(paper: Callable[..., Document]) -> None:
    # The text ends on page 5, so the imprint goes to its back.
    found = pages(paper(annexes=()))
    assert lines(found[-2])[-1].text == "— 5 —"
    assert [line.text for line in lines(found[-1])] == [
        "抄送：示例市甲局，示例市乙局。",
        "示例市宣传周工作办公室2022年3月29日印发",
    ]


def test_text_returns_to_the_grid_after_tables_and_pictures(paper: Callable[..., Document]) -> None:
    blocks = (PAPER.body[6], Paragraph(SENTENCE), PAPER.body[7], Paragraph(SENTENCE))
    found = body(pages(paper(body=blocks, mark=None, number=""))[0])
    for line in found:
        if line.text == SENTENCE[: len(line.text)]:
            assert round((line.baseline - 41.97) / PITCH, 1) % 1 == 0.0


@pytest.mark.parametrize("count", range(12, 36))
def test_the_end_of_a_paper_settles_wherever_the_text_ends(
    count: int, paper: Callable[..., Document]
) -> None:
    document = paper(body=tuple(Paragraph("一行文字。") for _ in range(count)), annexes=())
    found = pages(document)
    assert len(found) % 2 == 0
    assert max(line["top"] for line in found[-1].lines) / MM == pytest.approx(BOTTOM, abs=0.1)
    ends = [[line.text for line in body(page)] for page in found]
    signed = next(texts for texts in ends if "示例市宣传周工作办公室" in texts)
    # The name and the date are never parted.
    assert signed[signed.index("示例市宣传周工作办公室") + 1] == "2022年3月28日"


def test_tables_that_push_each_other_over_page_ends_still_settle(paper: Callable[..., Document]) -> None:
    # Each table's return to the grid moves the next one over a page end and back; found by random trial.
    heights = ((5, 5, 0, 5, 5, 0, 0, 5, 30, 30, 30), (1, 0, 0, 0, 0, 0, 5, 30), (0, 0, 1), (0,))
    tables = tuple(
        Table(
            ("甲", "乙"), tuple((str(row), SENTENCE * times) for row, times in enumerate(rows)), caption="表1"
        )
        for rows in heights
    )
    found = pages(paper(body=tables, annexes=()))
    assert len(found) % 2 == 0
    assert max(line["top"] for line in found[-1].lines) / MM == pytest.approx(BOTTOM, abs=0.1)
    said = "".join("".join(line.text for line in body(page)) for page in found)
    assert said.count("应当结合本地") == sum(map(sum, heights))
