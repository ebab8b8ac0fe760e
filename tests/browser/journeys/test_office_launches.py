"""The office turns a notice into a running week: upload, compare, correct, confirm, launch; with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.keyboard import Keyboard
from tests.browser.pictures import take

from ipweek.campaign.models import Activity, Campaign, LaunchPlan, Obligation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUESTIONS = 5
# Measured: 231 presses, of which 40 are letters of the sign-in and of the corrected name. At one press a second that
# is four minutes; what makes the way longer than five should be seen.
MOST_PRESSES = 300


def sign_in(keys: Keyboard, username: str, password: str) -> None:
    """Sign in from the page on the screen."""
    page = keys.page
    keys.tab_to(page.get_by_label("用户名或邮箱"))
    keys.write(username)
    keys.press("Tab")
    keys.write(password)
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1, name="我的任务")).to_be_visible()


def confirm_next(keys: Keyboard, left: int) -> None:
    """Go on to the next inferred value and confirm it."""
    page = keys.page
    asked = page.locator(".ask input[type=checkbox]:not(:checked)").first
    key = asked.get_attribute("id")
    keys.tab_to(asked)
    keys.press("Space")
    expect(page.locator(f"#{key}")).to_be_checked()
    words = f"还有 {left} 处推定的内容需要确认。" if left else "可以启动"
    expect(page.locator("#launch-bar")).to_contain_text(words)


def test_the_office_launches_with_the_keyboard_alone(open_page, office, examples) -> None:
    page: Page = open_page().page
    keys = Keyboard(page)
    page.goto("/desk/")
    take(page, "sign-in")
    sign_in(keys, office.username, office.password)

    keys.open(page.get_by_role("link", name="上传通知"))
    keys.tab_to(page.get_by_label("通知文件"))
    with page.expect_file_chooser() as chooser:
        keys.press("Space")
    chooser.value.set_files(examples / "notice.txt")
    expect(page.get_by_text("notice.txt")).to_be_visible()
    take(page, "upload")
    keys.open(page.get_by_role("button", name="读取通知"))
    expect(page.get_by_role("heading", level=1, name="核对方案")).to_be_visible()
    assert not Campaign.objects.exists()
    take(page, "questions")

    name = page.get_by_label("活动周名称")
    keys.tab_to(name)
    keys.replace("2022年濮阳知识产权宣传周")
    keys.press("Tab")
    expect(page.locator(".said-info", has_text="已更正")).to_have_count(1)

    for left in reversed(range(QUESTIONS)):
        confirm_next(keys, left)

    keys.open(page.get_by_role("button", name="下一步：确认启动"))
    expect(page.get_by_role("heading", level=1, name="确认启动")).to_be_visible()
    assert not Activity.objects.exists()
    take(page, "confirm")
    keys.open(page.get_by_role("button", name="启动活动周"))
    expect(page.locator(".messages")).to_contain_text("“2022年濮阳知识产权宣传周”已启动。")

    campaign = Campaign.objects.get()
    assert campaign.name == "2022年濮阳知识产权宣传周"
    assert (campaign.activities.count(), campaign.deliverables.count()) == (10, 5)
    assert Obligation.objects.count() == 5 * 41
    keys.open(page.locator("#desk-nav").get_by_role("link", name="概览"))
    expect(page.get_by_role("heading", level=1, name=campaign.name)).to_be_visible()
    assert keys.presses <= MOST_PRESSES, keys.presses

    # The same file again leads to the campaign that is there.
    page.goto("/desk/notices/")
    page.get_by_label("通知文件").set_input_files(examples / "notice.txt")
    page.get_by_role("button", name="读取通知").click()
    expect(page).to_have_url(re.compile(f"/desk/c/{campaign.slug}/activities/$"))
    counted = (Campaign.objects.count(), Activity.objects.count(), Obligation.objects.count())
    assert counted == (1, 10, 205)


def test_words_and_values_light_each_other(open_page, office, examples) -> None:
    page: Page = open_page().page
    page.goto("/desk/notices/")
    page.get_by_label("用户名或邮箱").fill(office.username)
    page.get_by_label("密码").fill(office.password)
    page.get_by_role("button", name="登录").click()
    page.get_by_label("通知文件").set_input_files(examples / "notice.txt")
    page.get_by_role("button", name="读取通知").click()
    lit_words, lit_field = page.locator("mark.is-lit"), page.locator("[data-plan-field].is-lit")

    # from the plan to the words: by the cursor, and by the pointer
    page.get_by_label("发文字号").focus()
    expect(lit_words).to_have_text(["濮知战联办〔2022〕1号"])
    page.get_by_label("主题", exact=True).hover()
    expect(lit_words).to_have_text(["全面开启知识产权强国建设新征程"])

    # from the words to the plan: by the pointer, by the arrow keys, by a click
    page.locator("mark", has_text="濮知战联办〔2022〕1号").hover()
    expect(lit_field.locator("label")).to_have_text(["发文字号"])
    page.get_by_role("region", name="通知原文").focus()
    page.keyboard.press("ArrowRight")
    first = page.locator("mark").first
    expect(first).to_be_focused()
    expect(first).to_have_class("is-lit")
    page.locator("mark", has_text="开展知识产权“五进”活动").click()
    expect(page.locator("input:focus")).to_have_value("开展知识产权“五进”活动")
    expect(lit_words.first).to_have_text("开展知识产权“五进”活动")
    take(page, "preview", height=900)

    # what is corrected is kept at once, and the reading can be had back
    page.get_by_label("主题", exact=True).fill("示例主题")
    page.get_by_label("主题", exact=True).blur()
    expect(page.locator(".said-info", has_text="已更正")).to_have_count(1)
    page.reload()
    expect(page.get_by_label("主题", exact=True)).to_have_value("示例主题")
    page.get_by_role("button", name=re.compile(r"恢复读取结果\s*（主题）")).click()
    expect(page.get_by_label("主题", exact=True)).to_have_value("全面开启知识产权强国建设新征程")
    assert LaunchPlan.objects.count() == 1
    assert not Campaign.objects.exists()
