"""The gallery, sign-in and error pages in Chromium: no axe violation, no policy breach, and the behaviours work."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.unit.ui.urls"),
    pytest.mark.django_db(transaction=True),
]
PAGES = (
    "/ui/gallery/",
    "/ui/gallery/?errors=1&messages=1",
    "/ui/gallery/public/",
    "/ui/gallery/public/?theme=portal",
    "/ui/gallery/plain/",
    "/ui/gallery/error/403/",
    "/ui/gallery/error/404/",
    "/ui/gallery/error/500/",
    "/accounts/login/",
    "/accounts/password/reset/",
)


def violations(page: Page) -> list[tuple[str, list[str]]]:
    found = Axe().run(page).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(page: Page, live_server: Any, path: str) -> None:
    page.goto(live_server.url + path)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_targets_are_large_enough_on_a_phone(page: Page, live_server: Any) -> None:
    if page.viewport_size != {"width": 375, "height": 740}:
        return
    page.goto(live_server.url + "/ui/gallery/")
    small = page.evaluate(
        """() => [...document.querySelectorAll(`.button, .copy-button, .nav-toggle, .tabs a, .pagination a,
        .field input:not([type=checkbox], [type=radio]), .field select, summary`)]
        .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 44)
        .map((each) => each.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_the_first_press_of_tab_leads_past_the_menu(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/ui/gallery/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_confirm_asks_first_and_gives_the_focus_back(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/ui/gallery/")
    opener = page.get_by_role("button", name="退回", exact=True)
    opener.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("退回后对方将收到通知，确定退回吗？")
    expect(dialog.get_by_role("button", name="取消")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()


def test_what_was_typed_is_offered_back_until_it_is_acknowledged(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/ui/gallery/")
    page.get_by_label("标题").fill("未提交的标题")
    page.get_by_label("进社区").check()
    drafts = "() => Object.keys(localStorage).filter((name) => name.startsWith('ipweek:draft:'))"
    while not page.evaluate(drafts):
        page.wait_for_timeout(50)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(live_server.url + "/ui/gallery/")
    expect(page.get_by_label("标题")).to_have_value("")
    page.get_by_role("button", name="恢复").click()
    expect(page.get_by_label("标题")).to_have_value("未提交的标题")
    expect(page.get_by_label("进社区")).to_be_checked()
    page.goto(live_server.url + "/ui/gallery/?messages=1")
    expect(page.get_by_role("button", name="恢复")).to_have_count(0)
    assert page.evaluate(drafts) == []


def test_leaving_with_unsaved_changes_asks(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/ui/gallery/")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("标题").fill("x")
    page.goto(live_server.url + "/ui/gallery/plain/")
    assert asked == ["beforeunload"]


def test_errors_take_the_focus_and_lead_to_their_field(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/ui/gallery/?errors=1")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.get_by_role("link", name="请填写“正文”。").click()
    expect(page.get_by_label("正文")).to_be_focused()
    page.get_by_role("link", name="请选择“报送方式”。").click()
    expect(page.get_by_label("网上")).to_be_focused()


def test_the_filter_leaves_matching_rows(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/ui/gallery/")
    page.get_by_label("按单位查找").fill("示例县 小结")
    visible = page.locator("#due-table tbody tr:visible th")
    expect(visible).to_have_text(["示例县一", "示例县二"])
    expect(page.locator("[data-announcer]")).to_have_text("找到 2 行")


def test_text_size_is_remembered(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/ui/gallery/public/")
    page.get_by_role("button", name="特大").click()
    page.goto(live_server.url + "/ui/gallery/public/?theme=portal")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "22px"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_paper_has_no_menu_and_keeps_tables(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/ui/gallery/")
    page.emulate_media(media="print")
    expect(page.locator(".desk-head")).to_be_hidden()
    expect(page.locator(".desk-nav")).to_be_hidden()
    assert (
        page.locator("#due-table tbody tr").first.evaluate("row => getComputedStyle(row).display")
        == "table-row"
    )
