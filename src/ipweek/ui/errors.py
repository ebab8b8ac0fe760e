"""Error pages: named as handlers in the root URLs and as CSRF_FAILURE_VIEW."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import get_script_prefix

from ipweek.base import logs
from ipweek.base.errors import NotAllowed, Refusal
from ipweek.ui.context import PRODUCT_NAME


def _page(
    request: HttpRequest, code: int, heading: str, sentence: str, advice: tuple[str, ...] = ()
) -> HttpResponse:
    given = {"heading": heading, "sentence": sentence, "advice": advice}
    return render(request, "ui/error.html", given, status=code)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400."""
    advice = ("请返回上一页，检查后重新提交。", "如果是从聊天窗口里点开的链接，请复制完整网址到浏览器打开。")
    return _page(request, 400, "请求无法识别", "提交的内容或网址不完整，系统没有作任何改动。", advice)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403; a sentence given to PermissionDenied is shown."""
    said = str(exception) if isinstance(exception, PermissionDenied | NotAllowed) else ""
    advice = ("请核对登录的账号是否正确。", "确需办理的，请联系联席会议办公室调整权限。")
    return _page(request, 403, "没有访问权限", said or "您的账号不能查看或办理此页内容。", advice)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404."""
    advice = ("请检查网址是否完整。", "内容可能已经移走，可从首页的菜单查找。")
    return _page(request, 404, "没有找到此页", "网址有误，或者内容不在您的查看范围内。", advice)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal that no view caught: its own sentence, 403 for NotAllowed and 422 otherwise."""
    if isinstance(refusal, NotAllowed):
        return permission_denied(request, refusal)
    return _page(
        request, 422, "暂不能办理", str(refusal), ("请按提示处理后返回上一页重试，系统没有作任何改动。",)
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403 for a form whose page has grown old or whose cookies are off."""
    advice = (
        "请返回上一页，刷新后重新提交；已填写的内容会保留在本机。",
        "仍不能提交的，请检查浏览器是否禁用了 Cookie。",
    )
    return _page(request, 403, "页面已过期", "为保护您的账号，此次提交未被接受。", advice)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """500: drawn without session, database or context processors, since any of them may be what failed."""
    given = {
        "heading": "系统出现故障",
        "sentence": "刚才的操作没有完成，故障已经记录。",
        "advice": ("请稍后重试；已填写的内容会保留在本机。", "多次出现的，请把下面的编号告诉办公室。"),
        "request_id": logs.request_id(),
        "home_url": get_script_prefix(),
        "product_name": PRODUCT_NAME,
    }
    return HttpResponse(render_to_string("ui/500.html", given), status=500)
