"""Web pages, PDF, OpenDocument and Markdown to lines."""

import io

import odfdo
from tests.unit.notice.reading.sources.makers import odt, pdf

from ipweek.notice.reading.sources import load, load_bytes

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>通知_某局网站</title>
<meta name="ArticleTitle" content="关于开展宣传周活动的通知">
<style>p{{color:red}}</style><script>var a="脚本";</script></head>
<body><div class="nav"><ul><li><a href="1">首页</a></li><li><a href="2">政务公开</a></li></ul></div>
<div class="main"><div id="content"><p>　　各单位：</p><p>一、时间&nbsp;4月20日<br/>二、地点&lt;广场&gt;</p>
<table><tr><th>项目</th><th>数量</th></tr><tr><td rowspan="2">讲座</td><td>3</td></tr><tr><td>4</td></tr></table>
<ol><li>印发方案</li><li>报送总结</li></ol>
<p>某某局</p></div><div class="share"><a href="#">打印</a> <a href="#">关闭</a></div></div>
<div class="footer">联系我们</div><div>主办：某局 版权所有 电话：12345</div></body></html>"""
TEXT = (
    "关于开展宣传周活动的通知\n各单位：\n一、时间 4月20日\n二、地点<广场>\n项目\t数量\n讲座\t3\n\t4\n"
    "1.印发方案\n2.报送总结\n某某局"
)


def test_web_page_without_its_chrome():
    source = load_bytes(PAGE.format(charset="utf-8").encode(), "通知.html")
    assert (source.kind, source.text) == ("html", TEXT)


def test_web_page_in_the_encoding_it_declares():
    data = PAGE.format(charset="gb2312").encode("gb18030")
    assert load_bytes(data, "通知.htm").text == TEXT


def test_web_page_that_lies_about_its_encoding():
    data = PAGE.format(charset="utf-8").encode("gb18030")
    assert load_bytes(data, "通知.html").text == TEXT


def test_web_page_under_the_name_of_a_word_file():
    source = load_bytes(PAGE.format(charset="utf-8").encode(), "通知.doc")
    assert (source.kind, source.text) == ("html", TEXT)
    assert source.notes == ["文件名是 .doc，内容实为 html，已按内容读取。"]


def test_layout_tables_are_blocks():
    page = f"<table><tr><td>侧栏</td><td><p>{'正文很长。' * 100}</p><p>第二段</p></td></tr></table>"
    assert load_bytes(page.encode(), "a.html").text == f"侧栏\n{'正文很长。' * 100}\n第二段"


def test_what_stands_beside_the_main_block_is_kept():
    body = "<p>各单位要认真组织实施。</p>" * 40
    page = f"<div>关于活动的通知</div><div>{body}</div><div>某某局</div><div>2022年4月2日</div>"
    lines = load_bytes(page.encode(), "a.html").text.split("\n")
    assert (lines[0], lines[1], lines[-2:]) == (
        "关于活动的通知",
        "各单位要认真组织实施。",
        ["某某局", "2022年4月2日"],
    )


def test_pdf_lines_page_numbers_and_tables():
    body = """关于开展活动的通知

各单位：请认真组织实施。

#table(columns: 3, [项目], [数量], [单位], [讲座], [3], [场])

#align(right)[某某局]
#pagebreak()
附件
#align(center)[— 2 —]
"""
    source = load_bytes(pdf(body), "通知.pdf")
    assert source.kind == "pdf"
    assert source.text == (
        "关于开展活动的通知\n各单位：请认真组织实施。\n项目\t数量\t单位\n讲座\t3\t场\n某某局\n附件\n— 2 —"
    )
    assert source.notes == []


def test_pdf_page_without_text_is_said():
    source = load_bytes(pdf("甲乙丙丁戊己庚辛\n#pagebreak()\n#rect(width: 5cm)\n#pagebreak()\n末页"), "a.pdf")
    assert source.text.split("\n")[0] == "甲乙丙丁戊己庚辛"
    assert source.notes == ["第2页没有文字，可能是扫描图像，未能读取。"]


def test_odt_lists_numbers_and_tables():
    style = odfdo.Element.from_tag(
        '<text:list-style style:name="L9"><text:list-level-style-number text:level="1" style:num-suffix="、"'
        ' style:num-format="一, 二, 三, ..."/><text:list-level-style-number text:level="2" style:num-prefix="（"'
        ' style:num-suffix="）" style:num-format="1"/></text:list-style>'
    )
    outer = odfdo.Element.from_tag(
        '<text:list text:style-name="L9"><text:list-item><text:p>时间</text:p></text:list-item><text:list-item>'
        "<text:p>内容</text:p><text:list><text:list-item><text:p>讲座</text:p></text:list-item><text:list-item>"
        "<text:p>展览</text:p></text:list-item></text:list></text:list-item></text:list>"
    )
    table = odfdo.Table("表", width=2, height=2)
    for place, value in {(0, 0): "项目", (1, 0): "数量", (0, 1): "讲座", (1, 1): "3"}.items():
        table.set_value(place, value)
    document = odfdo.Document("text")
    document.body.clear()
    document.insert_style(style, automatic=True)
    for part in (odfdo.Header(1, "通知"), outer, table, odfdo.Paragraph("某某局")):
        document.body.append(part)
    out = io.BytesIO()
    document.save(out)
    source = load_bytes(out.getvalue(), "通知.odt")
    assert source.kind == "odt"
    assert source.text == "通知\n一、时间\n二、内容\n（1）讲座\n（2）展览\n项目\t数量\n讲座\t3\n某某局"


def test_odt_notes_and_spaces():
    paragraph = odfdo.Element.from_tag(
        '<text:p>姓<text:s text:c="2"/>名<text:note text:id="n"><text:note-body><text:p>脚注</text:p></text:note-body>'
        "</text:note><text:line-break/>电话</text:p>"
    )
    assert load_bytes(odt(paragraph), "a.odt").text == "姓  名\n电话"


def test_markdown_marks_tables_and_lists():
    text = "# 通知\n\n**各单位**：\n\n1. 时间\n- 地点\n\n| 项目 | 数量 |\n|---|---:|\n| 讲座 | 3 |\n\n见[方案](http://example.com/a)。\n"
    source = load_bytes(text.encode(), "通知.md")
    assert (source.kind, source.text) == (
        "md",
        "通知\n\n各单位：\n\n1. 时间\n地点\n\n项目\t数量\n讲座\t3\n\n见方案。\n",
    )


def test_a_file_on_disk(tmp_path):
    path = tmp_path / "通知.txt"
    path.write_bytes("各单位：\r\n请办理。".encode("gb18030"))
    source = load(path)
    assert (source.text, source.name, source.kind) == ("各单位：\n请办理。", "通知.txt", "txt")
    assert [entry.name for entry in tmp_path.iterdir()] == ["通知.txt"]
