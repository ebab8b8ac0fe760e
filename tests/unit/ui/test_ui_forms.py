"""Forms as `{{ form }}` and field by field."""

from datetime import date, datetime, time

from django import forms
from django.template import Context, Template
from django.test.html import Element, parse_html

from ipweek.base import clock
from ipweek.ui import widgets
from ipweek.ui.templatetags.ui_forms import sentences


class Example(forms.Form):
    title = forms.CharField(label="标题", help_text="不超过 5 个字", max_length=5)
    way = forms.ChoiceField(label="方式", widget=forms.RadioSelect, choices=[("w", "网上")])
    sure = forms.BooleanField(label="已核对")
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        raise forms.ValidationError("整份有误。")


def find(element: Element | str, **wanted: str) -> list[Element]:
    if isinstance(element, str):
        return []
    here = [element] if all((name, value) in element.attributes for name, value in wanted.items()) else []
    return here + [hit for child in element.children for hit in find(child, **wanted)]


def rendered(form: forms.Form) -> Element:
    return parse_html(f"<div>{form}</div>")


def test_an_empty_field_says_what_to_do() -> None:
    form = Example({})
    assert [sentences(form[name]) for name in ("title", "way", "sure")] == [
        ["请填写“标题”。"],
        ["请选择“方式”。"],
        ["请勾选“已核对”。"],
    ]


def test_the_summary_leads_to_the_fields() -> None:
    (summary,) = find(rendered(Example({})), role="alert")
    links = (
        find(summary, href="#id_title") + find(summary, href="#id_way_field") + find(summary, href="#id_sure")
    )
    assert [link.children for link in links] == [["请填写“标题”。"], ["请选择“方式”。"], ["请勾选“已核对”。"]]
    assert "整份有误。" in str(summary)


def test_every_target_of_the_summary_and_every_description_exists() -> None:
    page = rendered(Example({"title": "一二三四五六"}))
    control = find(page, id="id_title")[0]
    attributes = dict(control.attributes)
    assert attributes["aria-invalid"] == "true"
    assert attributes["aria-describedby"] == "id_title_helptext id_title_error"
    for identity in ("id_title_helptext", "id_title_error", "id_way_field", "id_sure"):
        assert len(find(page, id=identity)) == 1
    assert "一二三四五六" in str(control)


def test_an_unbound_form_has_no_summary_and_keeps_hidden_fields() -> None:
    page = rendered(Example())
    assert find(page, role="alert") == []
    assert len(find(page, name="token")) == 1


def test_label_hint_and_placeholder_can_be_replaced() -> None:
    source = '{% field_group form.title label="名称" hint="" placeholder="请输入" %}'
    page = parse_html(Template(source).render(Context({"form": Example()})))
    assert dict(find(page, id="id_title")[0].attributes).get("placeholder") == "请输入"
    assert find(page, id="id_title_helptext") == []
    assert "aria-describedby" not in dict(find(page, id="id_title")[0].attributes)


def test_required_is_marked_in_words() -> None:
    html = str(Example())
    assert html.count('<span class="required">必填</span>') == 2


class Times(forms.Form):
    day = forms.DateField(widget=widgets.DayInput)
    moment = forms.DateTimeField(widget=widgets.MomentInput)
    hour = forms.TimeField(widget=widgets.ClockInput)


def test_days_and_times_are_written_as_browsers_read_them() -> None:
    moment = datetime(2022, 4, 20, 9, 5, tzinfo=clock.SHANGHAI)
    page = rendered(Times(initial={"day": date(2022, 4, 20), "moment": moment, "hour": time(9, 5)}))
    shown = [dict(find(page, name=name)[0].attributes) for name in ("day", "moment", "hour")]
    assert [(each["type"], each["value"]) for each in shown] == [
        ("date", "2022-04-20"),
        ("datetime-local", "2022-04-20T09:05"),
        ("time", "09:05"),
    ]
    sent = Times({"day": "2022-04-20", "moment": "2022-04-20T09:05", "hour": "09:05"})
    assert sent.is_valid()
    assert sent.cleaned_data == {"day": date(2022, 4, 20), "moment": moment, "hour": time(9, 5)}


def test_the_file_control_carries_its_limits() -> None:
    html = widgets.FileInput(max_bytes=1024, accept=".pdf").render("f", None)
    assert html == '<input type="file" name="f" data-files="" data-max-bytes="1024" accept=".pdf">'
