"""What the officer types and confirms is kept as typed; nothing else exists before launch."""

import pytest
from tests.factories.campaign import CampaignFactory, LaunchPlanFactory
from tests.factories.people import UserFactory

from ipweek.base.errors import NotAllowed, Refusal
from ipweek.campaign.domain import drafts
from ipweek.campaign.models import Campaign, LaunchPlan
from ipweek.people.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(role=Role.OFFICE)


@pytest.fixture
def row():
    return LaunchPlanFactory()


def stored(row):
    return LaunchPlan.objects.get(pk=row.pk)


def test_only_changed_values_become_corrections(row, officer):
    typed = {"/title": "改过的标题", "/start": "2022-04-20"}
    drafts.save(row, typed, shown={"/title": "旧标题", "/start": "2022-04-20"}, by=officer)
    assert stored(row).corrections == {"/title": "改过的标题"}


def test_typing_the_old_value_again_is_no_correction_any_more(row, officer):
    drafts.save(row, {"/title": "改过的标题"}, by=officer)
    drafts.save(row, {"/title": row.document.reading["title"]}, by=officer)
    assert stored(row).corrections == {}


def test_an_unusable_value_is_kept_and_blocks(row, officer):
    drafts.save(row, {"/end": "四月底"}, by=officer)
    plan = drafts.plan_of(stored(row))
    assert stored(row).corrections == {"/end": "四月底"}
    assert [problem.pointer for problem in plan.blocking] == ["/end"]


def test_line_ends_of_browsers_are_no_change(row, officer):
    drafts.save(row, {"/themes": "甲\r\n乙"}, shown={"/themes": "甲\n乙"}, by=officer)
    assert stored(row).corrections == {}


def test_a_pointer_that_is_no_field_is_refused_and_nothing_kept(row, officer):
    with pytest.raises(Refusal):
        drafts.save(row, {"/title": "新标题", "/text": "x"}, by=officer)
    assert stored(row).corrections == {}


def test_confirmations_come_and_go(row, officer):
    drafts.save(row, {}, confirmed={"/a": "甲", "/b": "乙"}, by=officer)
    drafts.save(row, {}, confirmed={"/a": None}, by=officer)
    assert stored(row).confirmed == {"/b": "乙"}


def test_confirm_all_leaves_nothing_open_and_creates_nothing(row):
    drafts.confirm_all(row, by=None)
    assert drafts.plan_of(stored(row)).open_questions == ()
    assert Campaign.objects.count() == 0


def test_items_are_added_removed_put_back_and_moved(row, officer):
    pointer = drafts.add(row, "activities", by=officer)
    drafts.save(row, {f"{pointer}/title": "启动仪式"}, by=officer)
    drafts.move(row, pointer, drafts.UP, by=officer)
    drafts.remove(row, "/activities/0", by=officer)
    assert [each.title for each in drafts.plan_of(stored(row)).activities] == ["启动仪式", "开展“五进”活动"]
    drafts.remove(row, "/activities/0", by=officer, back=True)
    titles = [each.title for each in drafts.plan_of(stored(row)).activities]
    assert titles == ["发布典型案例", "启动仪式", "开展“五进”活动"]


@pytest.mark.parametrize("pointer", ["/activities/9", "/activities/x", "/spans/0", "activities", ""])
def test_items_that_are_not_there_are_refused(row, officer, pointer):
    with pytest.raises(Refusal):
        drafts.remove(row, pointer, by=officer)


def test_a_launched_plan_is_closed(row, officer):
    row.campaign = CampaignFactory(document=row.document)
    row.save()
    with pytest.raises(Refusal) as caught:
        drafts.save(row, {"/title": "新标题"}, by=officer)
    assert caught.value.sentence == "这份通知已经启动活动周，请在活动周里修改。"


def test_contacts_may_not_prepare_a_launch(row):
    with pytest.raises(NotAllowed):
        drafts.save(row, {"/title": "新标题"}, by=UserFactory(role=Role.CONTACT))
    assert stored(row).corrections == {}


def test_member_lines_take_part_in_the_plan(row, officer):
    drafts.set_members(row, [{"name": "示例市司法局", "unit_class": "member"}], by=officer)
    owed = drafts.plan_of(stored(row)).obligations
    assert [each.unit.name for each in owed] == ["示例市司法局"] * 3
