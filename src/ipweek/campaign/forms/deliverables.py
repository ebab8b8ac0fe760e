"""What an officer may set of a deliverable after launch."""

import re
from typing import Any

from django import forms

from ipweek.base.errors import Refusal
from ipweek.campaign.domain.obligations import Terms, due_of
from ipweek.campaign.domain.plan.fields import DUE_UNITS, OWING
from ipweek.campaign.enums import DeliverableCode, DueRule, Modality
from ipweek.campaign.models import Deliverable


class DeliverableForm(forms.Form):
    """Title, code, who owes it, how strongly, and until when."""

    title = forms.CharField(label="名称", max_length=120)
    code = forms.ChoiceField(label="类别", choices=DeliverableCode.choices)
    classes = forms.MultipleChoiceField(
        label="由哪些单位报送",
        choices=list(OWING.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label="另按名称含有的字词",
        required=False,
        max_length=200,
        help_text="例如“市场监督管理”，名称含有这些字词的单位也要报送，多个用顿号隔开。",
    )
    modality = forms.ChoiceField(label="要求程度", choices=Modality.choices)
    rule = forms.ChoiceField(label="期限规则", choices=DueRule.choices)
    day = forms.DateField(
        label="字面期限",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="规则为“固定日期”时填写。",
    )
    amount = forms.IntegerField(
        label="期限长度", required=False, min_value=0, max_value=999, help_text="规则为“活动结束后”时填写。"
    )
    unit = forms.ChoiceField(label="期限单位", required=False, choices=[("", "请选择"), *DUE_UNITS.items()])
    effective = forms.DateField(
        label="实际期限",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="留空时，字面期限遇休息日自动顺延至下一个工作日。",
    )

    def terms(self) -> Terms:
        """The terms of a valid form."""
        given = self.cleaned_data
        return Terms(
            title=given["title"],
            code=given["code"],
            classes=tuple(code for code in OWING if code in given["classes"]),
            words=tuple(dict.fromkeys(filter(None, re.split(r"[、，,;；\s]+", given["words"])))),
            modality=given["modality"],
            rule=given["rule"],
            day=given["day"],
            amount=given["amount"],
            unit=given["unit"],
            effective=given["effective"],
        )


def initial(deliverable: Deliverable) -> dict[str, Any]:
    """What the form of a deliverable shows at first; a moved deadline is left to the rule."""
    fixed = deliverable.due_rule == DueRule.DATE
    terms = Terms(
        title=deliverable.title,
        code=deliverable.code,
        classes=(),
        modality=deliverable.modality,
        rule=deliverable.due_rule,
        day=deliverable.due_literal if fixed else None,
        amount=deliverable.due_amount,
        unit=deliverable.due_unit,
    )
    return {
        "title": deliverable.title,
        "code": deliverable.code,
        "classes": deliverable.classes,
        "words": "、".join(deliverable.words),
        "modality": deliverable.modality,
        "rule": deliverable.due_rule,
        "day": deliverable.due_literal if fixed else None,
        "amount": deliverable.due_amount,
        "unit": deliverable.due_unit,
        "effective": None if _by_rule(deliverable, terms) else deliverable.due_effective,
    }


def _by_rule(deliverable: Deliverable, terms: Terms) -> bool:
    """Whether the effective day is what the rule gives, not one somebody has set."""
    try:
        return due_of(deliverable.campaign, terms).effective == deliverable.due_effective
    except Refusal:
        return False
