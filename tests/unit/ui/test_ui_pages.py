"""Shells, error pages and account pages as they are served."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from ipweek.base import clock, logs
from ipweek.base.errors import NotAllowed, Refusal
from ipweek.ui import errors
from ipweek.ui.context import page
from ipweek.ui.middleware import RefusalMiddleware

pytestmark = [pytest.mark.urls("tests.unit.ui.urls"), pytest.mark.django_db]


def heading(html: str) -> str:
    return html.partition("<h1>")[2].partition("</h1>")[0]


@pytest.mark.parametrize(
    ("code", "status", "words"),
    [
        (400, 400, "请求无法识别"),
        (403, 403, "没有访问权限"),
        (404, 404, "没有找到此页"),
        (419, 403, "页面已过期"),
        (422, 422, "暂不能办理"),
        (500, 500, "系统出现故障"),
    ],
)
def test_error_pages_say_what_to_do_and_carry_the_number(
    client: Client, code: int, status: int, words: str
) -> None:
    answer = client.get(f"/ui/gallery/error/{code}/", headers={"X-Request-Id": "abcd-1234-abcd"})
    html = answer.content.decode()
    assert (answer.status_code, heading(html)) == (status, words)
    assert html.count("abcd-1234-abcd") == 1


def test_a_missing_page_is_answered_by_the_handler(client: Client) -> None:
    answer = client.get("/no/such/page/")
    assert (answer.status_code, heading(answer.content.decode())) == (404, "没有找到此页")


def test_a_form_without_token_is_answered_by_the_csrf_page() -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x", "password": "y"})
    assert (answer.status_code, heading(answer.content.decode())) == (403, "页面已过期")


def test_the_500_page_asks_the_database_nothing(django_assert_num_queries: object) -> None:
    request = RequestFactory().get("/")
    with logs.bound("abcd-1234-abcd"), django_assert_num_queries(0):  # type: ignore[operator]
        html = errors.server_error(request).content.decode()
    assert '<strong class="code">abcd-1234-abcd</strong>' in html


@pytest.mark.parametrize(
    ("exception", "status", "sentence"),
    [
        (Refusal("附件过大，请压缩。"), 422, "附件过大，请压缩。"),
        (NotAllowed("请联系办公室。"), 403, "请联系办公室。"),
    ],
)
def test_a_refusal_becomes_a_page_with_its_sentence(exception: Refusal, status: int, sentence: str) -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    answer = RefusalMiddleware(lambda _: errors.bad_request(request)).process_exception(request, exception)
    assert answer is not None
    assert answer.status_code == status
    assert f'<p class="lead">{sentence}</p>' in answer.content.decode()


def test_other_exceptions_pass_through() -> None:
    middleware = RefusalMiddleware(errors.bad_request)
    assert middleware.process_exception(RequestFactory().get("/"), ValueError("x")) is None


def test_a_sentence_given_to_permission_denied_is_shown() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    html = errors.permission_denied(request, PermissionDenied("此件属于其他单位。")).content.decode()
    assert '<p class="lead">此件属于其他单位。</p>' in html


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/accounts/login/", "登录"),
        ("/accounts/password/reset/", "找回密码"),
        ("/accounts/password/reset/done/", "链接已发送"),
        ("/accounts/password/reset/key/1-abc/", "链接已失效"),
        ("/accounts/password/reset/key/done/", "密码已重设"),
        ("/accounts/inactive/", "账号已停用"),
        ("/accounts/signup/", "账号由邀请开通"),
    ],
)
def test_account_pages_are_ours_and_offer_no_sign_up(client: Client, path: str, words: str) -> None:
    html = client.get(path, headers={"Accept-Language": "zh-CN"}).content.decode()
    assert heading(html) == words
    assert "/accounts/signup/" not in html


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/accounts/logout/", "退出登录"),
        ("/accounts/password/change/", "修改密码"),
        ("/accounts/reauthenticate/", "确认身份"),
    ],
)
def test_account_pages_of_signed_in_people(
    client: Client, django_user_model: type, settings: Any, path: str, words: str
) -> None:
    settings.LOGIN_REDIRECT_URL = "/ui/gallery/"
    user = django_user_model.objects.create_user("jia", password="x-Long-Word-1")  # type: ignore[attr-defined]
    client.force_login(user)
    assert heading(client.get(path).content.decode()) == words


def test_lock_out_says_how_long(client: Client, settings: Any) -> None:
    answers = [
        client.post("/accounts/login/", {"login": "jia", "password": "wrong"})
        for _ in range(settings.AXES_FAILURE_LIMIT)
    ]
    html = answers[-1].content.decode()
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert heading(html) == "登录已暂停"
    assert "连续 5 次密码不正确，此账号在本机上暂停登录 30 分钟。" in html


def test_the_demo_banner_shows_only_under_the_demo_clock(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "demo-banner" not in client.get("/ui/gallery/plain/").content.decode()
    monkeypatch.setattr(clock, "demo_stage", lambda: "宣传周第 3 天")
    html = client.get("/ui/gallery/plain/").content.decode()
    assert "阶段：宣传周第 3 天；演示时钟 2022-04-01 09:00，非真实时间" in html


def test_the_variable_ui_asks_the_database_nothing_for_strangers(django_assert_num_queries: object) -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with django_assert_num_queries(0):  # type: ignore[operator]
        ui = page(request)["ui"]
        assert (ui.signed_in, ui.home_url, ui.draft_owner) == (False, "/", "anonymous")


def test_messages_acknowledge_drafts(client: Client) -> None:
    html = client.get("/ui/gallery/?messages=1").content.decode()
    assert html.count('data-autosave-done="gallery"') == 1


def test_every_gallery_page_holds_under_strict_templates(client: Client) -> None:
    pages = [
        "/ui/gallery/",
        "/ui/gallery/?errors=1&messages=1&page=2",
        "/ui/gallery/public/",
        "/ui/gallery/plain/",
    ]
    headings = [heading(client.get(path).content.decode()) for path in pages]
    assert headings == ["界面样例", "界面样例", "活动安排", "接受邀请"]
