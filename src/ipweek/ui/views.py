"""The gallery: every piece in every variant, on the shells they are made for. Outside production only."""

from datetime import timedelta
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ipweek.base import clock
from ipweek.base.errors import Refusal
from ipweek.ui import charts, errors, widgets
from ipweek.ui.icons import ICONS
from ipweek.ui.templatetags.ui_pieces import FileItem, Tab, TimelineItem
from ipweek.ui.templatetags.ui_small import TONES

UNITS = ("示例市甲局", "示例市乙局", "示例县一", "示例县二", "示例经济开发区管理委员会")


class GalleryForm(forms.Form):
    """One field of every sort."""

    title = forms.CharField(label="标题", help_text="不超过 40 个字", max_length=40)
    kind = forms.ChoiceField(label="类别", choices=[("", "请选择"), ("a", "信息"), ("b", "经验做法")])
    day = forms.DateField(label="举办日期", widget=widgets.DayInput, initial=clock.today)
    people = forms.IntegerField(label="参加人次", min_value=0, required=False)
    body = forms.CharField(label="正文", widget=forms.Textarea, help_text="写明时间、地点、做法和成效")
    way = forms.ChoiceField(
        label="报送方式", widget=forms.RadioSelect, choices=[("w", "网上"), ("p", "书面")]
    )
    places = forms.MultipleChoiceField(
        label="“五进”场所",
        widget=forms.CheckboxSelectMultiple,
        choices=[("s", "进学校"), ("c", "进社区"), ("v", "进乡村")],
        required=False,
    )
    file = forms.FileField(
        label="附件",
        required=False,
        widget=widgets.FileInput(max_bytes=50 * 1024 * 1024, accept=".docx,.pdf,.jpg"),
    )
    sure = forms.BooleanField(label="以上内容已经本单位负责人审核")


def _charts() -> dict[str, charts.Chart]:
    days = tuple(f"4月{number}日" for number in range(20, 27))
    return {
        "bar": charts.Chart(
            "bar", "各单位已报送篇数", UNITS, (charts.Series("已报送", (12, 9, 7, None, 3)),), "篇"
        ),
        "stacked": charts.Chart(
            "stacked",
            "各单位报送情况",
            UNITS,
            (
                charts.Series("已采纳", (8, 5, 4, 0, 1)),
                charts.Series("待审核", (3, 4, 2, 1, 1)),
                charts.Series("已退回", (1, 0, 1, 0, 1)),
            ),
            "件",
        ),
        "line": charts.Chart(
            "line",
            "宣传周每日参加人次",
            days,
            (
                charts.Series("线下", (320, 510, 480, 260, 150, 640, 1210)),
                charts.Series("线上", (900, 1200, 1100, None, 800, 1500, 2300)),
            ),
            "人次",
            source="数据台账",
        ),
        "heat": charts.Chart(
            "heat",
            "单位与日期",
            days,
            tuple(
                charts.Series(name, tuple((at * 3 + row) % 7 for at in range(7)))
                for row, name in enumerate(UNITS)
            ),
            "场次",
        ),
    }


def gallery(request: HttpRequest) -> HttpResponse:
    """Every piece on the desk shell; `?errors=1` shows the form refused."""
    today, now = clock.today(), clock.now()
    form = GalleryForm({"title": "", "body": ""} if "errors" in request.GET else None)
    if "messages" in request.GET:
        messages.success(request, "已保存。", extra_tags="saved:gallery")
        messages.warning(request, "距截止还有 1 天。")
        messages.error(request, "没有保存：正文不能为空，请补充后重新提交。")
    given = {
        "form": form,
        "dues": [now - timedelta(hours=1)] + [today + timedelta(days=days) for days in (-2, 0, 1, 3, 10)],
        "tones": TONES,
        "icons": sorted(ICONS),
        "today": today,
        "now": now,
        "week_end": today + timedelta(days=6),
        "money": Decimal("1234567.5"),
        "table_rows": [(unit, 12 - at, today + timedelta(days=at - 1)) for at, unit in enumerate(UNITS)],
        "units": UNITS,
        "pairs": [
            ("活动名称", "示例宣传周活动"),
            ("活动时间", "2022年4月20日—26日"),
            ("主题", ""),
            ("联系电话", "0393-0000123"),
        ],
        "tabs": [
            Tab("all", "全部", "?tab=all", 30),
            Tab("wait", "待审核", "?tab=wait", 4),
            Tab("done", "已采纳", "?tab=done", 0),
        ],
        "files": [
            FileItem("活动方案.docx", "#", 48_200),
            FileItem("现场照片.jpg", "#", 2_400_000, "第 1 张"),
        ],
        "trail": [
            TimelineItem(now, "退回修改", "示例市甲局　甲一", "请补充参加人次和现场照片。", "warning"),
            TimelineItem(now, "提交第 1 版", "示例县一　乙二", tone="progress", url="#"),
            TimelineItem(now, "建立草稿", "示例县一　乙二"),
        ],
        "letter": "示例县一：\n活动小结应于2022年5月3日（周二）前报送，目前尚未收到，请尽快报送。",
        "page_obj": Paginator(range(230), 20).get_page(request.GET.get("page", 4)),
        "charts": _charts(),
        "long": "示例市知识产权战略实施工作联席会议办公室关于报送宣传周活动信息及经验做法的提示",
    }
    return render(request, "ui/gallery.html", given)


def gallery_public(request: HttpRequest) -> HttpResponse:
    """The public shell with the red and, by `?theme=portal`, the blue head."""
    theme = "portal" if request.GET.get("theme") == "portal" else "campaign"
    return render(request, "ui/gallery_public.html", {"shown_theme": theme, "units": UNITS})


def gallery_plain(request: HttpRequest) -> HttpResponse:
    """The plain shell."""
    return render(request, "ui/gallery_plain.html", {"form": GalleryForm()})


def gallery_error(request: HttpRequest, code: int) -> HttpResponse:
    """The error pages as they are served."""
    pages = {
        400: lambda: errors.bad_request(request),
        403: lambda: errors.permission_denied(request, PermissionDenied()),
        404: lambda: errors.page_not_found(request),
        419: lambda: errors.csrf_failure(request),
        422: lambda: errors.refused(request, Refusal("附件不能超过 50 MB，请压缩后重新上传。")),
        500: lambda: errors.server_error(request),
    }
    if code not in pages:
        raise Http404
    return pages[code]()
