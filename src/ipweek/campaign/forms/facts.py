"""Narrowing the ledger."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from ipweek.campaign.domain import metrics
from ipweek.campaign.domain.queries import FactFilter
from ipweek.campaign.models import Activity, Campaign
from ipweek.people.models import Unit


class FactFilterForm(forms.Form):
    """Metric, activity, unit and days; everything may stay empty."""

    metric = forms.ChoiceField(label="指标", required=False)
    activity = forms.ModelChoiceField(
        label="活动", required=False, queryset=Activity.objects.none(), empty_label="全部活动"
    )
    unassigned = forms.BooleanField(label="只看不属于通知活动的", required=False)
    unit = forms.ModelChoiceField(
        label="单位", required=False, queryset=Unit.objects.none(), empty_label="全部单位"
    )
    first = forms.DateField(label="从", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label="到", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, campaign: Campaign, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(metric.code, f"{metric.name}（{metric.unit}）") for metric in metrics.every()]
        self.fields["metric"].choices = [("", "全部指标"), *named]  # type: ignore[attr-defined]
        self.fields["activity"].queryset = campaign.activities.all()  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def narrowed(self) -> FactFilter:
        """The filter; a value that cannot be used does not narrow and is shown as wrong."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        activity, unit = given.get("activity"), given.get("unit")
        return FactFilter(
            metric=given.get("metric") or "",
            activity=activity.pk if activity else None,
            unassigned=bool(given.get("unassigned")),
            unit=unit.pk if unit else None,
            first=given.get("first"),
            last=given.get("last"),
        )
