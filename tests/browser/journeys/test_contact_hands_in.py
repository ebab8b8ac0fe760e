"""A county's contact, on a phone: from the tasks to a brief handed in, and nothing typed is ever lost."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.journeys.signing_in import sign_in
from tests.browser.pictures import take
from tests.factories.gatherings import picture

from ipweek.reporting.enums import ReturnState
from ipweek.reporting.models import Return

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CONTACT = "unit36"
TITLE = "范县在集市开展商标咨询"
TEXT = "4月22日上午，在示例集市设点咨询，发放商标和地理标志资料，现场解答经营户关心的问题。"
DRAFTS = "() => Object.keys(localStorage).filter((name) => name.startsWith('ipweek:draft:')).length"


def menu(page: Page, name: str) -> None:
    """Open the menu and go to a page."""
    page.get_by_role("button", name="菜单").tap()
    take(page, "phone-menu")
    page.locator("#desk-nav").get_by_role("link", name=name).tap()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def test_a_contact_hands_in_a_brief_on_a_phone(open_page, city) -> None:
    watch = open_page("phone")
    page: Page = watch.page
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, CONTACT)
    take(page, "phone-tasks")
    assert watch.sticks_out() == 0

    menu(page, "报送")
    take(page, "phone-returns")
    page.get_by_role("link", name="宣传周活动信息").first.tap()
    expect(page.get_by_label("活动日期")).to_have_value("2022-04-22")
    page.get_by_label("标题").fill(TITLE)
    page.get_by_label("活动情况").fill(TEXT)
    page.get_by_label("参加（人次）").fill("约150")
    page.get_by_label("发放资料（份）").fill("-20")
    page.wait_for_function(DRAFTS)

    # the page is left and opened again: the browser offers what was typed
    page.goto(page.url)
    expect(page.get_by_label("标题")).to_have_value("")
    take(page, "phone-restore")
    page.get_by_role("button", name="恢复").tap()
    expect(page.get_by_label("标题")).to_have_value(TITLE)
    page.get_by_label("照片和附件").set_input_files(
        {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": picture(gps=True)}
    )

    # a number that cannot be is refused; everything typed stays, and the photo is kept
    with watch.refused():
        page.get_by_role("button", name="报送", exact=True).tap()
        expect(page.get_by_role("alert")).to_contain_text("发放资料")
    take(page, "phone-refused")
    assert watch.sticks_out() == 0
    assert watch.violations() == []
    expect(page.get_by_label("标题")).to_have_value(TITLE)
    expect(page.get_by_label("活动情况")).to_have_value(TEXT)
    expect(page.get_by_label("参加（人次）")).to_have_value("约150")
    expect(page.get_by_text("现场.jpg")).to_be_visible()

    page.get_by_label("发放资料（份）").fill("300")
    take(page, "phone-brief", top=page.get_by_label("标题"))
    page.get_by_role("button", name="报送", exact=True).tap()
    expect(page.locator(".messages")).to_contain_text("已报送，等待审核。")
    expect(page.get_by_role("main")).to_contain_text("待审核")
    take(page, "phone-handed-in")
    assert watch.violations() == []
    assert page.evaluate(DRAFTS) == 0

    found = Return.objects.get(obligation__unit__grants__user__username=CONTACT, content__title=TITLE)
    assert found.state == ReturnState.SUBMITTED
    assert {key: entry["value"] for key, entry in found.content["figures"].items()} == {
        "attendances": "150",
        "copies": "300",
    }
    assert found.content["text"] == TEXT
    assert [kept.name for kept in found.files.all()] == ["现场.jpg"]
