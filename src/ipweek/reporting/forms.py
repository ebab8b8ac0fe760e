"""The form of a return, put together from the fields of its deliverable, and the checker's decision."""

from typing import Any

from django import forms

from ipweek.base.text import cn_date
from ipweek.campaign.domain import metrics
from ipweek.campaign.enums import Bound, DeliverableCode
from ipweek.campaign.models import Obligation, Occurrence
from ipweek.people.models import Unit
from ipweek.reporting.domain import content
from ipweek.reporting.models import Return

HINTS = {
    "title": "一句话说清做了什么",
    "text": "时间、地点、做法、成效；不要写群众的姓名和电话",
    "person": "专门负责宣传周的同志",
    "phone": "带区号或手机号",
    "activity": "这条信息属于通知中的哪一项",
    "occurrence": "本单位已结项的场次；选中后数据不会与结项数重复计算",
    "partners": "联合开展的单位；各单位都记入，合计只算一次",
    "outlet": "例如：示例日报",
    "link": "以 https:// 开头",
}
ROWS = {DeliverableCode.BRIEF: 6}
BOUND_WORDS = ((Bound.EXACT, "准确"), (Bound.MORE, "余"), (Bound.APPROX, "约"))


class ReturnForm(forms.Form):
    """The working copy of a return. Nothing is required here: a draft may be incomplete, submission checks."""

    def __init__(self, obligation: Obligation, kept: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(kept), **kwargs)
        self.code = obligation.deliverable.code
        campaign = obligation.deliverable.campaign
        for name in content.FIELDS[self.code]:
            if name == "figures":
                self._add_figures()
                continue
            self.fields[name] = self._field(name, obligation)
            self.fields[name].label = content.LABELS[name]
            self.fields[name].required = False
            self.fields[name].help_text = HINTS.get(name, "")
        if "activity" in self.fields:
            self.fields["activity"].queryset = campaign.activities.all()

    def _field(self, name: str, obligation: Obligation) -> forms.Field:
        campaign = obligation.deliverable.campaign
        if name == "text":
            return forms.CharField(widget=forms.Textarea(attrs={"rows": ROWS.get(self.code, 12)}))
        if name == "day":
            return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
        if name == "activity":
            return forms.ModelChoiceField(queryset=campaign.activities.none(), empty_label="不属于某一项")
        if name == "occurrence":
            own = Occurrence.objects.filter(campaign=campaign, units=obligation.unit, key__startswith="session:")
            return OccurrenceField(queryset=own, empty_label="没有登记过场次")
        if name == "partners":
            members = Unit.objects.filter(memberships__campaign=campaign, active=True).exclude(pk=obligation.unit_id)
            return forms.ModelMultipleChoiceField(queryset=members, widget=forms.SelectMultiple(attrs={"size": 6}))
        if name == "link":
            return forms.URLField(assume_scheme="https")
        return forms.CharField(max_length=200)

    def _add_figures(self) -> None:
        for code in content.BRIEF_METRICS:
            metric = metrics.get(code)
            self.fields[f"n_{code}"] = forms.DecimalField(
                label=f"{metric.name}（{metric.unit}）",
                required=False,
                min_value=0,
                max_value=10_000_000,
                decimal_places=metric.places,
                help_text=metric.definition,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
            self.fields[f"b_{code}"] = forms.ChoiceField(
                label=f"{metric.name}是否准确", required=False, choices=BOUND_WORDS
            )

    def figure_pairs(self) -> list[tuple[Any, Any]]:
        """Number and exactness fields side by side, for the template."""
        if "figures" not in content.FIELDS[self.code]:
            return []
        return [(self[f"n_{code}"], self[f"b_{code}"]) for code in content.BRIEF_METRICS]

    def plain_fields(self) -> list[Any]:
        """The fields that are not figures, in order."""
        return [field for field in self if not field.name.startswith(("n_", "b_"))]

    def content(self) -> dict[str, Any]:
        """What was typed as return content; call after is_valid()."""
        given = self.cleaned_data
        found: dict[str, Any] = {}
        for name in content.FIELDS[self.code]:
            if name == "figures":
                found["figures"] = {
                    code: {"value": str(given[f"n_{code}"]), "bound": given.get(f"b_{code}") or Bound.EXACT.value}
                    for code in content.BRIEF_METRICS
                    if given.get(f"n_{code}") is not None
                }
            elif name == "partners":
                found[name] = [unit.pk for unit in given.get(name) or ()]
            elif name in {"activity", "occurrence"}:
                found[name] = given[name].pk if given.get(name) else None
            elif name == "day":
                found[name] = given[name].isoformat() if given.get(name) else ""
            else:
                found[name] = given.get(name) or ""
        return found


class OccurrenceField(forms.ModelChoiceField):
    """A recorded session by title and day."""

    def label_from_instance(self, obj: Occurrence) -> str:
        """"企业培训（2022年4月21日）"."""
        return f"{obj.title}（{cn_date(obj.day)}）"


class OnBehalfForm(forms.Form):
    """Why the office hands in for a unit (代报)."""

    on_behalf_note = forms.CharField(label="代报原因", max_length=200, help_text="例如：该单位电话口述，办公室代为填报")


class DecisionForm(forms.Form):
    """The checker's opinion; required only for sending back."""

    reason = forms.CharField(
        label="审核意见", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="退回时必填，单位按它修改"
    )


class FileForm(forms.Form):
    """One attachment."""

    file = forms.FileField(
        label="照片或附件",
        help_text="JPG、PNG、PDF、Word、Excel，单个不超过 50 MB",
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.pdf,.docx,.xlsx"}),
    )


class ReturnFilter(forms.Form):
    """What the list of returns can be narrowed to."""

    state = forms.ChoiceField(label="状态", required=False)
    deliverable = forms.ModelChoiceField(label="事项", queryset=None, required=False, empty_label="全部")
    unit = forms.ModelChoiceField(label="单位", queryset=None, required=False, empty_label="全部")

    def __init__(self, *args: Any, campaign: Any, units: Any, states: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", "全部"), *states]
        self.fields["deliverable"].queryset = campaign.deliverables.all()
        self.fields["unit"].queryset = units


class SummaryForm(forms.Form):
    """Building a summary: for whom, and the day under the paper if it is known."""

    unit = forms.ModelChoiceField(label="总结单位", queryset=Unit.objects.none())
    signed_on = forms.DateField(
        label="成文日期",
        required=False,
        help_text="不填则留空，可在 Word 中补写",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].initial = units.first()


class TemplateForm(forms.Form):
    """An own Word template."""

    template = forms.FileField(label="Word 模板（.docx）", widget=forms.FileInput(attrs={"accept": ".docx"}))


def _initial(kept: dict[str, Any]) -> dict[str, Any]:
    initial = {name: value for name, value in kept.items() if name != "figures"}
    for code, entry in (kept.get("figures") or {}).items():
        initial[f"n_{code}"], initial[f"b_{code}"] = entry["value"], entry["bound"]
    return initial


def return_form(found: Return, data: Any = None) -> ReturnForm:
    """The form of a return's working copy."""
    return ReturnForm(found.obligation, found.content, data)
