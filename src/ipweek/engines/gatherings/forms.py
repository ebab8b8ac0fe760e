"""Forms of a session: planning it, closing it, moving it, adding photos."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.forms import BoundField

from ipweek.engines.gatherings.domain.queries import opening_words
from ipweek.engines.gatherings.domain.sessions import Closing
from ipweek.engines.gatherings.enums import CountMethod
from ipweek.engines.gatherings.models import Session
from ipweek.people.forms import UnitField
from ipweek.people.models import District, Unit

MOMENT = "%Y-%m-%dT%H:%M"
MORE = ("partners", "district", "safety_note")
WRONG_NUMBER = {"min_value": "不能是负数，请修改。", "invalid": "请填写整数，例如 120。"}
Upload = UploadedFile[bytes]


class MomentField(forms.DateTimeField):
    """A day and time as browsers' own pickers give it, local time."""

    widget = forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"})
    input_formats = (MOMENT, f"{MOMENT}:%S", "%Y-%m-%d %H:%M")
    default_error_messages = {"invalid": "请填写日期和时间，例如 2022-04-20 09:00。"}


class SessionForm(forms.ModelForm[Session]):
    """Planning a session. `units` limits who may lead, `members` who may join."""

    starts_at = MomentField(label="开始时间")
    ends_at = MomentField(label="结束时间")

    class Meta:
        model = Session
        fields = ["title", "place", "starts_at", "ends_at", "audience", "expected", "district", "safety_note"]
        help_texts = {
            "title": "例如：广场集中咨询、企业专利实务培训",
            "audience": "例如：社会公众、规上企业",
            "safety_note": "人员密集的活动请写明安全负责人和应急措施",
        }
        widgets = {"safety_note": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"expected": WRONG_NUMBER}

    def __init__(self, *args: Any, units: QuerySet[Unit], members: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leading = list(units[:2]) if not self.instance.pk else []
        if leading:
            only = leading[0] if len(leading) == 1 else None
            unit = UnitField(
                units,
                label="牵头单位",
                initial=only,
                empty_label="请选择单位",
                widget=forms.HiddenInput if only else forms.Select,
            )
            self.fields = {"unit": unit} | self.fields
            if only is not None:
                self.initial.setdefault("district", only.district_id)
        self.fields["partners"] = forms.ModelMultipleChoiceField(
            members,
            label="联合单位",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="各单位都记入，合计只算一次",
        )
        self.fields["district"] = forms.ModelChoiceField(
            District.objects.all(), label="所在县区", required=False, empty_label="不选择"
        )
        if self.instance.pk:
            self.initial["partners"] = self.instance.partners.all()

    def main(self) -> list[BoundField]:
        """The fields everybody fills in."""
        return [field for field in self if field.name not in MORE]

    def more(self) -> list[BoundField]:
        """The fields of some sessions, folded away."""
        return [self[name] for name in MORE]

    def more_is_open(self) -> bool:
        """Whether the folded fields hold something or are wrong."""
        return any(self[name].errors or self[name].value() for name in ("partners", "safety_note"))

    def values(self) -> dict[str, Any]:
        """What the act takes: every field but the units."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"unit", "partners"}}


class ClosingForm(forms.ModelForm[Session]):
    """Closing a session: one short form, numbers in whole 人次 and 份.

    The first sentence of the report stands there already; numbers are never guessed.
    """

    attendances = forms.IntegerField(label="参加人次", min_value=0, error_messages=WRONG_NUMBER)
    count_method = forms.ChoiceField(
        label="人次怎么得来",
        choices=CountMethod.choices,
        widget=forms.RadioSelect,
        help_text="估计的人次在总结里写作“约”",
    )
    copies = forms.IntegerField(
        label="发放资料（份）",
        min_value=0,
        required=False,
        help_text="没有发放的不填",
        error_messages=WRONG_NUMBER,
    )
    consultations = forms.IntegerField(
        label="接受咨询（人次）",
        min_value=0,
        required=False,
        help_text="没有咨询的不填",
        error_messages=WRONG_NUMBER,
    )

    class Meta:
        model = Session
        fields = ["attendances", "count_method", "copies", "consultations", "outcome"]
        help_texts = {"outcome": "接着写一两句：做了什么、有什么效果"}
        widgets = {"outcome": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.outcome:
            self.initial["outcome"] = opening_words(self.instance)
        if self.instance.expected:
            self.fields[
                "attendances"
            ].help_text = f"登记时预计 {self.instance.expected} 人，请按实际到场填写；同一人来两次算两次"
        else:
            self.fields["attendances"].help_text = "按实际到场填写，同一人来两次算两次"

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


class PhotosInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """One or more files; a list of them comes out."""

    widget = PhotosInput(
        attrs={"accept": "image/jpeg,image/png,image/webp", "data-files": "", "multiple": True}
    )

    def clean(self, data: Sequence[Upload] | Upload | None, initial: Any = None) -> list[Upload]:
        """Check every file on its own."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(PhotosField, self).clean(one, initial) for one in given or [None]]


class PhotoForm(forms.Form):
    """Photos, taken with the phone's camera or chosen from the album."""

    photos = PhotosField(
        label="添加照片",
        help_text="JPG、PNG，可一次选多张；位置信息自动去除",
        error_messages={"empty": "选择的照片是空文件，请重新选择。"},
    )
    caption = forms.CharField(label="照片说明", max_length=120, required=False)
