"""Reading the audit rows of the installation, and their acts in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet

from ipweek.base import clock
from ipweek.base.models import AuditEntry
from ipweek.engines.gatherings.domain.lifecycle import SESSION
from ipweek.reporting.domain.lifecycle import RETURN

# Events of acts outside a lifecycle; those of lifecycles are named in their tables. An unknown one shows its code.
_NAMES = {
    "account.invited": "邀请账号",
    "account.opened": "开通账号",
    "account.password_changed": "修改密码",
    "account.password_reset": "重设密码",
    "account.recovery_codes": "生成恢复码",
    "account.second_step_off": "关闭两步验证",
    "account.second_step_on": "开启两步验证",
    "account.uninvited": "撤回邀请",
    "account.unlocked": "解除登录锁定",
    "calendar.imported": "导入节假日安排",
    "campaign.launched": "启动活动周",
    "campaign.units_included": "纳入新增单位",
    "contact.set": "更新联络员",
    "deliverable.added": "增加应报事项",
    "deliverable.removed": "删除应报事项",
    "deliverable.revised": "修改应报事项",
    "fact.recorded": "登记数据",
    "fact.withdrawn": "数据作废",
    "notice.stored": "上传通知",
    "page.opened": "开通公开页面",
    "return.attached": "添加报送附件",
    "return.detached": "删除报送附件",
    "return.started": "开始填写报送",
    "role.ended": "停用角色",
    "role.granted": "授予角色",
    "session.changed": "修改场次",
    "session.photo": "添加场次照片",
    "session.planned": "登记场次",
    "summary.built": "生成总结",
    "summary.template": "更换总结模板",
    "summary.template_reset": "恢复总结模板",
    "unit.changed": "修改单位",
    "unit.created": "添加单位",
    "units.imported": "导入单位名单",
}


def _of_lifecycles() -> Iterator[tuple[str, str]]:
    for lifecycle in (RETURN, SESSION):
        for move in reversed(lifecycle.transitions):
            yield move.event, f"{lifecycle.name}：{move.label}"


NAMES = {**_NAMES, **dict(_of_lifecycles())}


@dataclass(frozen=True, kw_only=True)
class RecordFilter:
    """What the list is narrowed to; empty values do not narrow."""

    act: str = ""
    person: str = ""
    day: date | None = None


def name(act: str) -> str:
    """An act in words."""
    return NAMES.get(act, act)


def acts() -> list[tuple[str, str]]:
    """The acts that have happened, for the filter, in the order of their words. One query."""
    codes = AuditEntry.objects.order_by().values_list("act", flat=True).distinct()
    return sorted(((code, name(code)) for code in codes), key=lambda pair: pair[1])


def records(narrowed: RecordFilter) -> QuerySet[AuditEntry]:
    """The audit rows, the newest first."""
    found = AuditEntry.objects.all()
    if narrowed.act:
        found = found.filter(act=narrowed.act)
    if narrowed.person:
        found = found.filter(actor_label__icontains=narrowed.person)
    if narrowed.day:
        start = datetime.combine(narrowed.day, time.min, clock.SHANGHAI)
        found = found.filter(at__gte=start, at__lt=clock.end_of_day(narrowed.day))
    return found
