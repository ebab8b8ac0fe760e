"""Templates an office may bring: accepted, or refused with the reason."""

import io
import pickle
import zipfile
from collections.abc import Callable

import pytest

from ipweek.papers.docx import TemplateRefusal, default_template, lint_template
from ipweek.papers.docx.linting import FIELDS, names_used


def changed(name: str, change: Callable[[str], str]) -> bytes:
    """The default template with one part rewritten."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(default_template())) as source, zipfile.ZipFile(target, "w") as file:
        for member in source.namelist():
            content = source.read(member)
            file.writestr(member, change(content.decode()) if member == name else content)
    return target.getvalue()


def body(old: str, new: str) -> bytes:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return changed("word/document.xml", change)


def faults(data: bytes, fields: tuple[str, ...] = FIELDS) -> tuple[str, ...]:
    with pytest.raises(TemplateRefusal) as refused:
        lint_template(data, fields)
    assert refused.value.sentence == "".join(refused.value.faults)
    return refused.value.faults


def test_the_delivered_template_is_fit() -> None:
    assert lint_template(default_template()) is None
    assert names_used(default_template()) >= {"标题", "正文", "署名", "成文日期"}


def test_a_restyled_template_is_fit() -> None:
    assert lint_template(changed("word/styles.xml", lambda text: text.replace("仿宋_GB2312", "宋体"))) is None


@pytest.mark.parametrize(
    ("old", "field"),
    [
        ("{{ 发文字号 }}", "发文字号"),
        ("{{ 主送机关 }}", "主送机关"),
        ("{{ 成文日期 }}", "成文日期"),
        ("{{ 附注 }}", "附注"),
        ("{{ 抄送 }}", "抄送"),
        ("{{r 段.接文 }}", "正文"),
        ("{{ 格 }}", "表格"),
    ],
)
def test_a_lost_part_is_named(old: str, field: str) -> None:
    assert f"模板丢失了“{field}”的文字，请在模板中补上对应的位置。" in faults(body(old, "固定文字"))


def test_a_part_the_papers_do_not_carry_may_be_left_out() -> None:
    template = body("{{ 抄送 }}", "固定文字")
    assert lint_template(template, tuple(field for field in FIELDS if field != "抄送")) is None


def test_an_unknown_name_is_named() -> None:
    (fault,) = faults(body("{{ 主送机关 }}", "{{ 收文机关 }}"))
    assert "收文机关" in fault
    assert fault.startswith("模板中用到了未知的名称")


def test_a_broken_instruction_is_refused() -> None:
    (fault,) = faults(body("{%p if 主送机关 %}", "{%p if %}"))
    assert fault.startswith("模板中的指令有误")


def test_leftover_braces_are_seen() -> None:
    assert faults(body("{{ 附注 }}", "{{ 附注 }}{ { 附注 } }{{'{{'}}")) == (
        "模板中有未被识别的指令，输出的文件里会留下“{{”或“{%”，请检查大括号是否成对。",
    )


@pytest.mark.parametrize(
    "attack",
    [
        "{{ 标题.__class__.__mro__ }}",
        "{{ ().__class__.__bases__[0].__subclasses__() }}",
        "{% for 数 in range(10000000) %}{% endfor %}",
    ],
)
def test_instructions_run_in_a_sandbox(attack: str) -> None:
    assert len(faults(body("{{ 附注 }}", attack))) >= 1


def test_macros_are_refused() -> None:
    target = io.BytesIO(default_template())
    with zipfile.ZipFile(target, "a") as file:
        file.writestr("word/vbaProject.bin", b"macro")
    (fault,) = faults(target.getvalue())
    assert "宏" in fault


def test_templates_from_outside_are_refused() -> None:
    link = (
        '<Relationship Id="rId99" TargetMode="External" Target="https://example.com/t.dotx" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
    )
    (fault,) = faults(
        changed(
            "word/_rels/document.xml.rels",
            lambda text: text.replace("</Relationships>", link + "</Relationships>"),
        )
    )
    assert "外部" in fault


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04broken", default_template()[:2000]])
def test_other_files_are_refused(data: bytes) -> None:
    assert faults(data) == ("文件不是10兆字节以内的Word模板，请另存为docx文件后上传。",)


def test_the_refusal_survives_another_process() -> None:
    refusal = pickle.loads(pickle.dumps(TemplateRefusal(("甲。", "乙。"))))
    assert (refusal.faults, refusal.sentence) == (("甲。", "乙。"), "甲。乙。")
