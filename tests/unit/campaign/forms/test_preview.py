"""The plan as a form: controls, what is said about them, and what a browser sends back."""

import json

import pytest
from django.http import QueryDict
from tests.factories.campaign import reading

from ipweek.base.errors import Refusal
from ipweek.campaign.domain.plan.build import Surroundings, build_with_values
from ipweek.campaign.forms.preview import Note, build_form, page_id, posted

KINDS = {"typical-cases": "典型案例", "five-entries": "“五进”活动", "other": "其他活动"}
AROUND = Surroundings(kinds=KINDS)


def form(corrections=None, confirmed=None, **changes):
    return build_form(
        *build_with_values(reading(**changes), corrections or {}, confirmed or {}, around=AROUND)
    )


def control(found, pointer):
    return next(each for each in found.controls() if each.pointer == pointer)


def test_every_part_of_the_plan_has_its_controls():
    found = form()
    assert [item.title for item in found.activities] == ["发布典型案例", "开展“五进”活动"]
    assert [item.about for item in found.activities] == [
        ("三（一）", "典型案例", "5个 典型案例"),
        ("三（二）", "“五进”活动"),
    ]
    assert [item.title for item in found.deliverables] == ["宣传周活动方案", "信息", "宣传周活动小结"]
    assert (found.activities[0].first, found.activities[0].last) == (True, False)
    assert control(found, "/activities/1/start").value == "2022-04-21"
    assert control(found, "/activities/0/quotas").value == "5个 典型案例"


def test_a_moved_deadline_is_explained_beside_it():
    day = control(form(), "/deliverables/2/due/effective")
    assert (day.value, day.notes) == (
        "2022-05-05",
        (Note(tone="info", text="字面期限2022年5月3日（周二）是休息日，顺延至下一个工作日。"),),
    )


def test_what_is_wrong_stands_at_its_control_with_the_typed_words():
    found = form({"/end": "四月底"})
    wrong = control(found, "/end")
    assert (wrong.value, wrong.wrong, wrong.corrected, wrong.plain_day) == ("四月底", True, True, False)
    assert [line.anchor for line in found.errors] == ["f-end"]


def test_open_questions_are_listed_with_the_item_they_belong_to():
    assert [(line.anchor, line.text) for line in form().questions] == [
        ("f-deliverables-0-what", "应报事项：宣传周活动方案"),
        ("f-deliverables-0-due-date", "宣传周活动方案，字面期限：2022-04-19"),
        ("f-deliverables-1-classes", "信息，由哪些单位报送：成员单位"),
    ]


def test_removed_items_can_be_put_back():
    found = form({"/activities/0/removed": True})
    assert (found.removed, [item.number for item in found.activities]) == (
        (("/activities/0", "发布典型案例"),),
        [1],
    )


def sent(found, **changes):
    data = QueryDict(mutable=True)
    data["state"] = found.state()
    for each in found.controls():
        if isinstance(each.value, list):
            data.setlist(each.pointer, each.value)
        else:
            data[each.pointer] = each.value
        if each.question:
            data[f"asked:{each.pointer}"] = each.question.shown
    for pointer, value in changes.items():
        data[pointer] = value
    return data


def test_an_untouched_form_sends_what_it_showed():
    found = form()
    back = posted(sent(found), KINDS)
    assert back.typed == back.shown == {each.pointer: each.value for each in found.controls()}
    assert set(back.confirmed.values()) == {None}


def test_a_ticked_box_confirms_the_value_that_was_shown():
    back = posted(sent(form(), **{"ok:/deliverables/0/due/date": "1"}), KINDS)
    assert back.confirmed["/deliverables/0/due/date"] == "2022-04-19"


def test_no_box_ticked_means_no_class():
    data = sent(form())
    del data["/deliverables/2/classes"]
    assert posted(data, KINDS).typed["/deliverables/2/classes"] == []


def test_values_the_page_had_not_shown_are_not_looked_at():
    assert "/activities/9/title" not in posted(sent(form(), **{"/activities/9/title": "x"}), KINDS).typed


@pytest.mark.parametrize(
    "state", ["", "{", "[]", json.dumps({"shown": []}), json.dumps({"shown": [], "said": {}})]
)
def test_a_broken_page_is_refused(state):
    data = QueryDict(mutable=True)
    data["state"] = state
    with pytest.raises(Refusal):
        posted(data, KINDS)


def test_identifiers_of_the_page():
    assert [page_id(pointer) for pointer in ("/activities/0/title", "/start", "")] == [
        "activities-0-title",
        "start",
        "plan",
    ]
