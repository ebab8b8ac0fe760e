"""The menu of the desk, the campaign switch and the line that says who is signed in."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from ipweek.campaign.domain.queries import campaigns_for
from ipweek.campaign.models import Campaign
from ipweek.people.domain import permissions
from ipweek.ui.navigation import Entry, Identity, Switch, register, register_identity, register_switch

WEEK, ADMIN = "活动周", "管理"


def campaigns(request: HttpRequest) -> list[Campaign]:
    """The campaigns a person may see, the newest first; asked once per request."""
    found: list[Campaign] | None = getattr(request, "_desk_campaigns", None)
    if found is None:
        found = list(campaigns_for(request.user).only("slug", "name", "start", "office", "office__name"))
        request._desk_campaigns = found  # type: ignore[attr-defined]
    return found


def current(request: HttpRequest) -> Campaign | None:
    """The campaign a page belongs to by its address, else the newest one."""
    found = campaigns(request)
    match = request.resolver_match
    slug = match.kwargs.get("slug") if match else None
    return next((campaign for campaign in found if campaign.slug == slug), next(iter(found), None))


def switch(request: HttpRequest) -> Switch | None:
    """The switch between campaigns, when there is more than one."""
    chosen = current(request)
    if chosen is None or len(campaigns(request)) < 2:
        return None
    options = tuple(
        (campaign.name, reverse("desk:campaign", kwargs={"slug": campaign.slug}))
        for campaign in campaigns(request)
    )
    return Switch(chosen.name, options)


def identity(request: HttpRequest) -> Identity:
    """Name, unit and role of the person signed in."""
    lines = [f"{grant.unit.name} · {grant.get_role_display()}" for grant in permissions.grants(request.user)]
    return Identity(str(request.user), "；".join(lines) or "尚未分配角色")


def _slug(request: HttpRequest) -> dict[str, Any] | None:
    campaign = current(request)
    return {"slug": campaign.slug} if campaign else None


def _may(act: str) -> Callable[[HttpRequest], bool]:
    return lambda request: permissions.may(request.user, act)


def register_all() -> None:
    """Put every page of the workplace into the menu; called once at start-up."""
    register(Entry("tasks", "我的任务", "desk:home", icon="task", order=10))
    for place, (code, label, url_name, icon, act) in enumerate(
        (
            ("overview", "概览", "desk:campaign", "campaign", "campaign.view"),
            ("activities", "活动", "campaign:activities", "activity", "campaign.view"),
            ("deliverables", "应报事项", "campaign:deliverables", "clock", "campaign.view"),
            ("returns", "报送", "reporting:returns", "return", "fact.view"),
            ("matrix", "完成情况", "reporting:matrix", "matrix", "fact.view"),
            ("facts", "数据台账", "campaign:facts", "facts", "fact.view"),
            ("summary", "总结", "reporting:summary", "summary", "summary.build"),
            ("public", "公开页面", "portal:campaign", "link", "campaign.view"),
        )
    ):
        entry = Entry(
            code,
            label,
            url_name,
            icon=icon,
            order=20 + place,
            group=WEEK,
            permission=_may(act),
            arguments=_slug,
        )
        register(entry)
    for place, (code, label, url_name, icon, act) in enumerate(
        (
            ("notices", "通知", "campaign:upload", "upload", "campaign.launch"),
            ("units", "单位", "people:units", "unit", "unit.view"),
            ("accounts", "账号", "people:accounts", "people", "account.invite"),
            ("editing", "编辑公开页面", "wagtailadmin_home", "edit", "page.edit"),
            ("calendar", "工作日历", "desk:calendar", "calendar", "campaign.view"),
            ("audit", "操作记录", "desk:audit", "info", "audit.view"),
        )
    ):
        register(Entry(code, label, url_name, icon=icon, order=50 + place, group=ADMIN, permission=_may(act)))
    register_switch(switch)
    register_identity(identity)
