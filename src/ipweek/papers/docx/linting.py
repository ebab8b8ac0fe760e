"""Whether an office's own template is fit for use: rendered with nasty words and compared with them."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator

from docxtpl import DocxTemplate
from jinja2 import TemplateError, UndefinedError
from lxml import etree

from ipweek.base import packages
from ipweek.base.errors import Refusal
from ipweek.base.text import cn_date
from ipweek.papers.document import (
    Annex,
    Document,
    Heading,
    Imprint,
    ListBlock,
    Mark,
    Paragraph,
    Run,
    Table,
)
from ipweek.papers.docx.rendering import render

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NASTY = "<甲县>&B“{{ 7*7 }}”"
_LONG = "为检验模板能否容纳长文字，本段重复书写同样的内容。" * 120
MAX_BYTES = 10 * 1024 * 1024
_DAY = dt.date(2022, 3, 28)

FIELDS = (
    "发文机关标志",
    "发文字号",
    "签发人",
    "标题",
    "主送机关",
    "正文",
    "表格",
    "附件说明",
    "署名",
    "成文日期",
    "附注",
    "附件",
    "抄送",
    "印发机关",
    "印发日期",
)
"""The parts of a paper a template is tried for."""


class TemplateRefusal(Refusal):
    """A template that would lose words or cannot be used.

    Attributes:
        faults: one sentence per fault; `sentence` is all of them.
    """

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("".join(faults))

    def __reduce__(self) -> tuple[type["TemplateRefusal"], tuple[tuple[str, ...]]]:  # type: ignore[override]
        return type(self), (self.faults,)


def lint_template(data: bytes, fields: tuple[str, ...] = FIELDS) -> None:
    """Accept a template or say why not.

    Args:
        data: the uploaded docx.
        fields: the parts the papers made with it will carry; words of these must not be lost.

    Raises:
        TemplateRefusal: with one sentence per fault: damaged, macros, outside links, mistakes in the
            instructions, parts whose words do not come out as they went in.
    """
    if len(data) > MAX_BYTES or packages.kind(data) != "docx":
        raise TemplateRefusal(("文件不是10兆字节以内的Word模板，请另存为docx文件后上传。",))
    try:
        packages.check(data)
    except Refusal as refusal:
        raise TemplateRefusal((refusal.sentence,)) from refusal
    sample = _sample()
    try:
        result = render(sample, data)
    except UndefinedError as error:
        raise TemplateRefusal((f"模板中用到了未知的名称：{error.message}。请对照默认模板改正。",)) from error
    except TemplateError as error:
        raise TemplateRefusal((f"模板中的指令有误：{error.message}。请对照默认模板改正。",)) from error
    except Refusal:
        raise
    except Exception as error:  # whatever a stranger's file makes the libraries say
        raise TemplateRefusal(
            ("模板无法使用，可能已损坏或表格中的指令不完整，请对照默认模板改正。",)
        ) from error
    text = _text(result)
    lost = [
        name
        for name, words in _expected(sample)
        if name in fields and any(word not in text for word in words)
    ]
    faults = [f"模板丢失了“{name}”的文字，请在模板中补上对应的位置。" for name in dict.fromkeys(lost)]
    if "{{" in text.replace(_NASTY, "") or "{%" in text:
        faults.append("模板中有未被识别的指令，输出的文件里会留下“{{”或“{%”，请检查大括号是否成对。")
    if faults:
        raise TemplateRefusal(tuple(faults))


def names_used(data: bytes) -> frozenset[str]:
    """The names a template asks for, for the page that explains a template."""
    found: set[str] = DocxTemplate(io.BytesIO(data)).get_undeclared_template_variables()
    return frozenset(found)


def _sample() -> Document:
    return Document(
        mark=Mark((f"{_NASTY}标志",)),
        number="甲办〔2022〕1号",
        signers=(f"{_NASTY}签发",),
        title=(f"{_NASTY}题",),
        addressees=f"{_NASTY}主送",
        body=(
            Heading(1, f"{_NASTY}一级"),
            Heading(2, f"{_NASTY}二级。", f"{_NASTY}接文"),
            Heading(3, f"{_NASTY}三级。", f"{_NASTY}三级接文"),
            Heading(4, f"{_NASTY}四级。", f"{_NASTY}四级接文"),
            Paragraph(f"{_NASTY}段落"),
            Paragraph(f"{_NASTY}顶格", indent=False),
            Paragraph((Run(f"{_NASTY}强调", strong=True), Run(f"{_NASTY}链接", link="https://example.com/"))),
            Paragraph(_LONG),
            ListBlock((f"{_NASTY}条目",)),
            Table(
                (f"{_NASTY}表头", "乙列"),
                ((f"{_NASTY}格\n第二行", "1"), (_LONG[:300], "2")),
                caption=f"{_NASTY}表题",
                note=f"{_NASTY}表注",
            ),
        ),
        signatures=(f"{_NASTY}署名",),
        date=_DAY,
        note=f"{_NASTY}附注",
        annexes=(Annex(f"{_NASTY}附件甲", (Paragraph(f"{_NASTY}附文"),)), Annex(f"{_NASTY}附件乙")),
        cc=(f"{_NASTY}抄送",),
        imprint=Imprint(f"{_NASTY}印发", dt.date(2022, 3, 29)),
    )


def _expected(sample: Document) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words each part must bring out, as they stand in the finished file."""
    kinds = (
        "一级",
        "二级。",
        "接文",
        "三级。",
        "三级接文",
        "四级。",
        "四级接文",
        "段落",
        "顶格",
        "强调",
        "链接",
        "条目",
    )
    yield "发文机关标志", (f"{_NASTY}标志文件",)
    yield "发文字号", (sample.number,)
    yield "签发人", (f"{_NASTY}签发",)
    yield "标题", (f"{_NASTY}题",)
    yield "主送机关", (f"{_NASTY}主送",)
    yield "正文", (*(f"{_NASTY}{kind}" for kind in kinds), _LONG)
    yield "表格", (f"{_NASTY}表头", f"{_NASTY}格\n第二行", f"{_NASTY}表题", f"{_NASTY}表注", _LONG[:300])
    yield "附件说明", (f"{_NASTY}附件乙",)
    yield "署名", (f"{_NASTY}署名",)
    yield "成文日期", (cn_date(_DAY),)
    yield "附注", (f"{_NASTY}附注",)
    yield "附件", (f"{_NASTY}附文",)
    yield "抄送", (f"{_NASTY}抄送",)
    yield "印发机关", (f"{_NASTY}印发",)
    yield "印发日期", ("2022年3月29日",)


def _text(data: bytes) -> str:
    """All words of a docx in order: paragraphs as lines, line breaks as line ends."""
    lines: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in sorted(archive.namelist()):
            if name.startswith("word/") and name.endswith(".xml") and "styles" not in name:
                lines.extend(_paragraphs(archive.read(name)))
    return "\n".join(lines)


def _paragraphs(content: bytes) -> Iterator[str]:
    for paragraph in etree.fromstring(content).iter(f"{_W}p"):
        yield "".join(
            (node.text or "") if node.tag == f"{_W}t" else "\n"
            for node in paragraph.iter(f"{_W}t", f"{_W}br")
        )
