"""Coming in through the sign-in page, as a person does."""

from playwright.sync_api import Page, expect

from ipweek.config.demonstration.city import PASSWORD


def sign_in(page: Page, username: str) -> None:
    """Sign in and land on the tasks."""
    page.goto("/desk/")
    page.get_by_label("用户名或邮箱").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1, name="我的任务")).to_be_visible()
