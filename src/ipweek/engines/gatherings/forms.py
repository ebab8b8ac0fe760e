"""Forms of a session: planning it, closing it, moving it, adding a photo."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from ipweek.engines.gatherings.domain.sessions import Closing
from ipweek.engines.gatherings.enums import CountMethod
from ipweek.engines.gatherings.models import Session
from ipweek.people.models import District, Unit

MOMENT = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """A day and time as browsers' own pickers give it, local time."""

    widget = forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"})
    input_formats = (MOMENT, "%Y-%m-%d %H:%M")


class SessionForm(forms.ModelForm):
    """Planning a session. `units` limits who may lead, `members` who may join."""

    starts_at = MomentField(label="开始时间")
    ends_at = MomentField(label="结束时间")

    class Meta:
        model = Session
        fields = [
            "unit",
            "title",
            "place",
            "district",
            "starts_at",
            "ends_at",
            "audience",
            "expected",
            "partners",
            "safety_note",
        ]
        help_texts = {
            "title": "例如：广场集中咨询、企业专利实务培训",
            "partners": "联合举办的单位；各单位都记入，合计只算一次",
            "safety_note": "人员密集的活动请写明安全负责人和应急措施",
        }
        widgets = {"safety_note": forms.Textarea(attrs={"rows": 3}), "partners": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, units: QuerySet[Unit], members: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["partners"].queryset = members
        self.fields["district"].queryset = District.objects.all()
        self.fields["partners"].required = False
        if self.instance.pk:
            del self.fields["unit"]
        elif len(units) == 1:
            self.fields["unit"].initial = units[0].pk

    def values(self) -> dict[str, Any]:
        """What the act takes: every field but the units."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"unit", "partners"}}


class ClosingForm(forms.ModelForm):
    """Closing a session: one short form, numbers in whole 人次 and 份."""

    attendances = forms.IntegerField(label="参加人次", min_value=0)
    count_method = forms.ChoiceField(label="计数方式", choices=CountMethod.choices, widget=forms.RadioSelect)
    copies = forms.IntegerField(label="发放资料（份）", min_value=0, required=False)
    consultations = forms.IntegerField(label="接受咨询（人次）", min_value=0, required=False)

    class Meta:
        model = Session
        fields = ["attendances", "count_method", "copies", "consultations", "outcome"]
        help_texts = {"outcome": "两三句话：做了什么、谁参加、有什么效果"}
        widgets = {"outcome": forms.Textarea(attrs={"rows": 5})}

    def closing(self) -> Closing:
        """The cleaned form as the act's value."""
        data = self.cleaned_data
        return Closing(
            attendances=data["attendances"],
            count_method=data["count_method"],
            copies=data["copies"] or 0,
            consultations=data["consultations"] or 0,
            outcome=data["outcome"],
        )


class ReasonForm(forms.Form):
    """A reason for cancelling, postponing or taking a closing back."""

    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class PhotoForm(forms.Form):
    """One photo, taken with the phone's camera or chosen from the album."""

    photo = forms.FileField(label="照片", widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}))
    caption = forms.CharField(label="说明", max_length=120, required=False)
