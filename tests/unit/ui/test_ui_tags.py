"""The tags: what they draw, and that they refuse what they do not know."""

from datetime import date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.test.html import parse_html

from ipweek.base import clock
from ipweek.ui.templatetags.ui_pieces import FileItem, Tab, TimelineItem


def drawn(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def same(source: str, expected: str, **context: object) -> None:
    assert parse_html(drawn(source, **context)) == parse_html(expected)


def test_status_has_words_colour_and_shape() -> None:
    same(
        '{% status "已采纳" tone="done" %}',
        '<span class="status tone-done"><svg class="icon" aria-hidden="true" focusable="false">'
        '<use href="/static/ui/icons.svg#check"></use></svg><span>已采纳</span></span>',
    )


@pytest.mark.parametrize(
    ("due", "done", "expected"),
    [
        (date(2022, 4, 2), False, '<span class="days tone-warning">还剩 1 天</span>'),
        (date(2022, 3, 1), False, '<span class="days tone-danger">已逾期 31 天</span>'),
        (date(2022, 3, 1), True, ""),
        (None, False, ""),
    ],
)
def test_days_left(due: date | None, done: bool, expected: str) -> None:
    assert drawn("{% days_left due done=done %}", due=due, done=done) == expected


def test_what_people_typed_is_escaped() -> None:
    bad = '<b onclick=x>&"'
    for source in (
        "{% status bad %}",
        "{% button bad confirm=bad name=bad %}",
        "{% link_button bad bad %}",
        "{% matrix_cell bad url=bad label=bad %}",
        "{% card bad %}{{ bad }}{% endcard %}",
        "{% copyable bad %}",
        "{% empty_state bad bad %}",
        "{% breadcrumb bad bad bad %}",
        "{% data_table bad %}{% enddata_table %}",
    ):
        assert "<b " not in drawn(source, bad=bad)


def test_button() -> None:
    same(
        '{% button "退回" variant="danger" name="act" value="back" confirm="确定吗？" form="f" %}',
        '<button class="button button-danger" type="submit" name="act" value="back" form="f" '
        'data-confirm="确定吗？">退回</button>',
    )
    same(
        '{% button "采纳" reason="尚未提交。" %}',
        '<span class="button-with-reason"><button class="button button-primary" type="button" disabled>采纳</button>'
        '<span class="reason">尚未提交。</span></span>',
    )


@pytest.mark.parametrize(
    "source",
    [
        '{% status "x" tone="red" %}',
        '{% status "x" colour="red" %}',
        '{% button "x" variant="big" %}',
        '{% button "x" type="link" %}',
        '{% icon "unicorn" %}',
        '{% alert tone="loud" %}{% endalert %}',
        "{% card level=5 %}{% endcard %}",
        '{% data_table "x" search="y" %}{% enddata_table %}',
        '{% breadcrumb "首页" "/" %}',
        '{% steps "甲|乙" current=3 %}',
        "{% pairs rows columns=3 %}",
        "{% empty_state 'x' %}",
    ],
)
def test_a_wrong_argument_raises(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        drawn(source, rows=[])


def test_breadcrumb() -> None:
    same(
        '{% breadcrumb "首页" "/" "报送" "/r/" "小结" %}',
        '<nav class="breadcrumb" aria-label="当前位置"><span class="breadcrumb-label" aria-hidden="true">当前位置：'
        '</span><ol><li><a href="/">首页</a></li><li><a href="/r/">报送</a></li>'
        '<li aria-current="page">小结</li></ol></nav>',
    )


def test_pairs_say_when_nothing_was_filled_in() -> None:
    same(
        "{% pairs rows %}",
        '<dl class="pairs"><div><dt>主题</dt><dd><span class="quiet">未填写</span></dd></div>'
        "<div><dt>篇数</dt><dd>0</dd></div></dl>",
        rows=[("主题", ""), ("篇数", 0)],
    )


def test_figure_card_is_a_link_only_with_a_list_behind_it() -> None:
    same(
        '{% figure_card "参加人次" 12345 unit="人次" exact=False %}',
        '<div class="figure tone-neutral"><span class="figure-label">参加人次</span><span class="figure-number">'
        '<span class="figure-about">约</span>12,345<span class="figure-unit">人次</span></span></div>',
    )
    same(
        '{% figure_card "逾期" 4 url="/late/" tone="danger" note="2 家" %}',
        '<a class="figure tone-danger" href="/late/"><span class="figure-label">逾期</span>'
        '<span class="figure-number">4</span><span class="figure-note">2 家</span></a>',
    )


def test_progress_writes_its_figure() -> None:
    bar = '<span class="progress"><progress max="{}" value="{}" aria-label="已报"></progress>'
    same(
        '{% progress 12 30 "已报" unit="家" %}',
        bar.format(30, 12) + '<span class="progress-text">12 / 30 家（40%）</span></span>',
    )
    same(
        '{% progress 0 0 "已报" %}',
        bar.format(1, 0) + '<span class="progress-text">0 / 0（0%）</span></span>',
    )


def test_tabs_mark_the_present_one() -> None:
    same(
        '{% tabs "状态" items current="b" %}',
        '<nav class="tabs" aria-label="状态"><ul><li><a href="/a/">甲<span class="tab-count">0</span></a></li>'
        '<li><a href="/b/" aria-current="page">乙</a></li></ul></nav>',
        items=[Tab("a", "甲", "/a/", 0), Tab("b", "乙", "/b/")],
    )


def test_steps_tell_which_one_it_is() -> None:
    html = drawn('{% steps "上传|核对|启动" current=2 %}')
    assert html.count("aria-current") == 1
    assert [html.count(f"is-{state}") for state in ("done", "current", "todo")] == [1, 1, 1]


def test_files_and_timeline() -> None:
    when = datetime(2022, 4, 20, 9, 5, tzinfo=clock.SHANGHAI)
    html = drawn(
        "{% file_list files %}|{% file_list none %}|{% timeline trail %}",
        files=[FileItem("方案.docx", "/f/1", 2048)],
        none=[],
        trail=[TimelineItem(when, "退回", "甲一", "请补充。", "warning")],
    )
    files, none, trail = html.split("|")
    assert '<a href="/f/1">方案.docx</a><span class="quiet">2 KB</span>' in files
    assert none.strip() == '<p class="quiet">没有附件</p>'
    assert '<time datetime="2022-04-20T09:05:00+08:00">2022年4月20日 09:05</time>　甲一' in trail


def test_pagination_keeps_the_rest_of_the_query() -> None:
    request = RequestFactory().get("/list/?unit=3&page=2")
    context = RequestContext(request, {"page_obj": Paginator(range(100), 20).page(2)})
    html = Template("{% pagination page_obj %}").render(context)
    assert "共 100 条，第 2 / 5 页" in html
    assert 'rel="prev" href="?unit=3&amp;page=1"' in html
    assert 'rel="next" href="?unit=3&amp;page=3"' in html


def test_filters_write_a_dash_for_nothing() -> None:
    assert drawn("{{ none|number }} {{ none|date_full }} {{ empty|yuan }}", none=None, empty="") == "— — —"
    assert drawn("{{ a|until:b }}", a=date(2022, 4, 20), b=date(2022, 4, 26)) == "2022年4月20日—26日"
