"""The form of a return, put together from the fields of its deliverable; filters, decisions, summaries."""

import uuid
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from ipweek.base import clock
from ipweek.base.errors import Refusal
from ipweek.base.text import cn_date, parse_number, to_halfwidth
from ipweek.campaign.domain import metrics
from ipweek.campaign.enums import Bound, DeliverableCode
from ipweek.campaign.models import Campaign, Deliverable, Obligation, Occurrence
from ipweek.people.enums import UnitClass
from ipweek.people.models import Unit
from ipweek.reporting.domain import completeness, content, facts
from ipweek.reporting.domain.summary import wording
from ipweek.reporting.enums import ReturnState
from ipweek.reporting.models import Return

HINTS = {
    "title": "一句话说清做了什么",
    "text": "时间、地点、做法、成效；不要写群众的姓名和电话",
    "person": "专门负责宣传周的同志",
    "phone": "带区号，或填手机号",
    "activity": "这条信息属于通知中的哪一项",
    "occurrence": "同一件事已经登记或由联合单位报过的，请选中，数据不会重复计算",
    "partners": "联合开展的单位；各单位都记入，合计只算一次",
    "outlet": "例如：示例日报",
    "link": "以 https:// 开头；同一篇报道几家都报的，只计一次",
}
# A brief is written on a phone: what everybody fills in stands first, what places it second, the rest is folded.
FIRST = {DeliverableCode.BRIEF: ("title", "day", "text")}
SECOND = ("activity", "occurrence")
FIGURE, ROUGH = "n_", "rough"
BOUND_WORDS = (("余", Bound.MORE), ("多", Bound.MORE), ("约", Bound.APPROX), ("近", Bound.LESS))
PICKED = frozenset({"activity", "occurrence", "partners"})
KEPT = 200


class FilesInput(forms.FileInput):
    """A file picker for several files; phones offer the camera as well."""

    allow_multiple_selected = True


class FigureField(forms.CharField):
    """A number as people write it: 120, 1,200, 1.2万, 约300, 1200余. Cleans to (value, bound) or None."""

    def to_python(self, value: Any) -> tuple[Decimal, str] | None:  # type: ignore[override]
        """The number and its exactness.

        Raises:
            ValidationError: when it is no number.
        """
        text = to_halfwidth(str(value or "")).strip().replace(" ", "")
        if not text:
            return None
        bound = next((found for word, found in BOUND_WORDS if word in text), Bound.EXACT)
        for word, _ in BOUND_WORDS:
            text = text.replace(word, "")
        try:
            return parse_number(text), bound.value
        except Refusal:
            raise forms.ValidationError(f"“{self.label}”请填写数字，例如 120、约300、1200余。") from None


class ReturnForm(forms.Form):
    """The working copy of a return. Nothing is required here: a draft may be incomplete, submission checks."""

    def __init__(
        self, obligation: Obligation, found: Return | None, data: Any = None, *, note: bool = False
    ) -> None:
        self.code = obligation.deliverable.code
        kept = found.content if found else {}
        super().__init__(data, initial=_initial(kept, obligation) | {"token": uuid.uuid4()})
        self.fields["token"] = forms.UUIDField(required=False, widget=forms.HiddenInput)
        self.fields["seen"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.initial["seen"] = content.digest(kept)
        if note:
            self.fields["on_behalf_note"] = forms.CharField(
                label="代报原因",
                max_length=200,
                required=False,
                help_text="为其他单位填报时必填，例如：该单位电话口述，办公室代为填报",
            )
        for name in content.FIELDS[self.code]:
            if name == "figures":
                self._add_figures()
            elif name != "occurrence" or facts.occurrences(_campaign(obligation), obligation.unit).exists():
                self._add(name, obligation, found)
        self.fields["files"] = forms.FileField(
            label="照片和附件",
            required=False,
            help_text="可一次选多张，也可现场拍照；JPG、PNG、PDF、Word、Excel，单个不超过 50 MB",
            widget=FilesInput(
                attrs={"accept": "image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx", "data-files": True}
                | {"data-max-bytes": str(50 * 1024 * 1024)}
            ),
        )

    def _add(self, name: str, obligation: Obligation, found: Return | None) -> None:
        field = self._field(name, obligation, found)
        field.label = content.label(self.code, name)
        field.required = False
        if name in content.REQUIRED[self.code]:
            field.label_suffix = ""
            field.help_text = f"必填。{HINTS.get(name, '')}"
        else:
            field.help_text = HINTS.get(name, "")
        self.fields[name] = field

    def _field(self, name: str, obligation: Obligation, found: Return | None) -> forms.Field:
        if name in PICKED:
            return _choice(name, obligation, found)
        if name == "text":
            rows = 5 if self.code in {DeliverableCode.BRIEF, DeliverableCode.COVERAGE} else 12
            return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}))
        if name == "day":
            return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
        if name == "link":
            return forms.URLField(assume_scheme="https")
        keyboard = {"inputmode": "tel"} if name == "phone" else {}
        most = content.LONGEST_LINE.get(name, content.LINE)
        return forms.CharField(max_length=most, widget=forms.TextInput(attrs=keyboard))

    def _add_figures(self) -> None:
        for code in content.BRIEF_METRICS:
            metric = metrics.get(code)
            self.fields[FIGURE + code] = FigureField(
                label=f"{metric.name}（{metric.unit}）",
                required=False,
                max_length=20,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
        self.fields[ROUGH] = forms.BooleanField(label="以上数字是估计的约数", required=False)

    def first_fields(self) -> list[Any]:
        """The fields that stand on top, in order."""
        wanted = FIRST.get(DeliverableCode(self.code), content.FIELDS[self.code])
        return [self[name] for name in ("on_behalf_note", *wanted) if name in self.fields]

    def main_figures(self) -> list[Any]:
        """The numbers nearly every brief has."""
        return [self[FIGURE + code] for code in content.MAIN_METRICS if FIGURE + code in self.fields]

    def second_fields(self) -> list[Any]:
        """What says which activity and session a brief is about."""
        first = {field.name for field in self.first_fields()}
        return [self[name] for name in SECOND if name in self.fields and name not in first]

    def more_fields(self) -> list[Any]:
        """What is folded away: further fields and numbers."""
        open_fields = (*self.first_fields(), *self.main_figures(), *self.second_fields())
        shown = {field.name for field in open_fields}
        return [field for field in self.visible_fields() if field.name not in {*shown, ROUGH, "files"}]

    @property
    def more_used(self) -> bool:
        """Whether anything folded away is filled in or wrong, so that the fold stands open."""
        return any(field.value() or field.errors for field in self.more_fields())

    def content(self) -> dict[str, Any]:
        """What was typed as return content; values that could not be read are kept as typed."""
        self.is_valid()
        found: dict[str, Any] = {}
        for name in content.FIELDS[self.code]:
            if name == "figures":
                found["figures"] = self._figures()
            elif name in self.fields:
                found[name] = self._value(name)
        return found

    def _value(self, name: str) -> Any:
        if name not in self.cleaned_data:
            return None if name in PICKED else str(self.data.get(name, ""))[: content.LONGEST]
        value = self.cleaned_data[name]
        if name == "partners":
            return [unit.pk for unit in value or ()]
        if name in PICKED:
            return value.pk if value else None
        if name == "day":
            return value.isoformat() if value else ""
        return value or ""

    def _figures(self) -> dict[str, dict[str, str]]:
        rough = self.cleaned_data.get(ROUGH)
        found = {}
        for code in content.BRIEF_METRICS:
            name = FIGURE + code
            if name not in self.cleaned_data:
                found[code] = {"value": str(self.data.get(name, ""))[:KEPT], "bound": Bound.EXACT.value}
            elif self.cleaned_data[name] is not None:
                value, bound = self.cleaned_data[name]
                if rough and bound == Bound.EXACT:
                    bound = Bound.APPROX.value
                found[code] = {"value": f"{value:f}", "bound": bound}
        return found

    @property
    def seen(self) -> str:
        """Digest of the content the writer began from."""
        return str(self.data.get("seen", ""))

    def start_from(self, kept: dict[str, Any]) -> None:
        """Show the form again over what is stored now: the next press means it."""
        given = cast("QueryDict", self.data).copy()
        given["seen"] = content.digest(kept)
        self.data = given

    def refuse(self, field: str | None, sentence: str) -> None:
        """Show a refusal beside the field it concerns, or on top."""
        for name in (field, f"{FIGURE}{field}"):
            if name in self.fields:
                self.add_error(name, sentence)
                return
        self.add_error(None, sentence)


class OccurrenceField(forms.ModelChoiceField["Occurrence"]):
    """Something recorded, by title and day."""

    def label_from_instance(self, obj: Occurrence) -> str:
        """For example 企业培训（2022年4月21日）."""
        return f"{obj.title}（{cn_date(obj.day)}）"


class DecisionForm(forms.Form):
    """The checker's opinion; required only for sending back."""

    reason = forms.CharField(
        label="审核意见",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="退回时必填，单位按它修改",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ListFilter(forms.Form):
    """What returns and obligations are both narrowed to."""

    deliverable = forms.ModelChoiceField(
        label="事项", queryset=Deliverable.objects.none(), required=False, empty_label="全部"
    )
    unit = forms.ModelChoiceField(
        label="单位", queryset=Unit.objects.none(), required=False, empty_label="全部"
    )

    def __init__(self, data: Any, *, campaign: Campaign, units: QuerySet[Unit]) -> None:
        super().__init__(data)
        self.fields["deliverable"].queryset = campaign.deliverables.all()  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units.filter(memberships__campaign=campaign)  # type: ignore[attr-defined]
        self.fields["class"] = forms.ChoiceField(
            label="单位类别", required=False, choices=[("", "全部"), *UnitClass.choices]
        )
        if units.count() < 2:  # a contact of one unit has nothing to choose
            for name in ("unit", "class"):
                self.fields[name].widget = self.fields[name].hidden_widget()

    def given(self) -> dict[str, Any]:
        """The chosen values; one that cannot be used does not narrow and is shown as wrong."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


class ReturnFilter(ListFilter):
    """What the list of returns can be narrowed to."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *ReturnState.choices])
    field_order = ("state", "deliverable", "unit")


class ObligationFilter(ListFilter):
    """What the list of obligations can be narrowed to."""

    standing = forms.ChoiceField(
        label="完成情况",
        required=False,
        choices=[("", "全部"), *((code, words) for code, (words, _) in completeness.STANDINGS.items())],
    )
    field_order = ("standing", "deliverable", "unit")


class ClassFilter(forms.Form):
    """The unit class of the matrix. Its name in the address is a word of the language, hence the late field."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["class"] = forms.ChoiceField(
            label="单位类别", required=False, choices=[("", "全部"), *UnitClass.choices]
        )

    def chosen(self) -> str:
        """The class, or "" for all."""
        self.is_valid()
        return str(self.cleaned_data.get("class") or "")


class SummaryForm(forms.Form):
    """Building a summary: for whom, and the day under the paper if it is known."""

    unit = forms.ModelChoiceField(label="总结单位", queryset=Unit.objects.none())
    signed_on = forms.DateField(
        label="成文日期",
        required=False,
        help_text="签发后填写；不填则文末不署名和日期，单位名称写在标题下",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class TemplateForm(forms.Form):
    """An own Word template."""

    template = forms.FileField(label="Word 模板（.docx）", widget=forms.FileInput(attrs={"accept": ".docx"}))


def _choice(name: str, obligation: Obligation, found: Return | None) -> forms.Field:
    """A field that picks rows: the activity, what was recorded of it already, the partners."""
    campaign = _campaign(obligation)
    if name == "activity":
        return forms.ModelChoiceField(queryset=campaign.activities.all(), empty_label="不属于某一项")
    if name == "partners":
        members = Unit.objects.filter(memberships__campaign=campaign, active=True).exclude(
            pk=obligation.unit_id
        )
        return forms.ModelMultipleChoiceField(
            queryset=members, widget=forms.SelectMultiple(attrs={"size": 6})
        )
    own = facts.occurrences(campaign, obligation.unit)
    if found:
        own = own.exclude(key=facts.source_of(found))
    return OccurrenceField(queryset=own.order_by("-day", "-pk"), empty_label="没有登记过")


def _campaign(obligation: Obligation) -> Campaign:
    return obligation.deliverable.campaign


def _initial(kept: dict[str, Any], obligation: Obligation) -> dict[str, Any]:
    initial = {name: value for name, value in kept.items() if name != "figures"}
    numbers = kept.get("figures") or {}
    for code, entry in numbers.items():
        initial[FIGURE + code] = wording.typed(entry["value"], entry.get("bound", Bound.EXACT))
    campaign, today = _campaign(obligation), clock.today()
    if (
        not kept
        and obligation.deliverable.code == DeliverableCode.BRIEF
        and campaign.start <= today <= campaign.end
    ):
        initial["day"] = today.isoformat()
    return initial
