"""Forms for units, contacts, member lists and accounts."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet

from ipweek.people.enums import Role, UnitClass
from ipweek.people.models import Contact, Unit

LARGEST_LIST = 5 * 1024 * 1024
CLASSES = [(one.value, one.label) for one in UnitClass if one != UnitClass.OFFICE]


class UnitField(forms.ModelChoiceField[Unit]):
    """A choice of units by their full names."""

    def label_from_instance(self, obj: Unit) -> str:
        """The full name: short ones are alike."""
        return obj.name


class UnitForm(forms.ModelForm[Unit]):
    """A unit; the office keeps its class and has no parent. `parents` are the units that may stand above."""

    class Meta:
        model = Unit
        fields = [
            "name",
            "short_name",
            "unit_class",
            "parent",
            "district",
            "credit_code",
            "position",
            "active",
        ]
        help_texts = {
            "name": "与公章一致的全称",
            "credit_code": "十八位，可以先不填",
            "position": "数字小的排在前面",
            "active": "停用后不再报送和登记，已有的数据保留",
        }
        error_messages = {"name": {"unique": "这个名称的单位已经存在，请在单位列表中查找。"}}

    def __init__(self, *args: Any, parents: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.parent_id is None:
            for name in ("parent", "unit_class", "active"):
                del self.fields[name]
            return
        above = parents.filter(active=True)
        if self.instance.pk:
            above = above.exclude(path__startswith=self.instance.path)
        else:
            del self.fields["active"]
        self.fields["parent"] = UnitField(above, label="上级单位", empty_label=None, initial=above.first())
        self.fields["unit_class"] = forms.ChoiceField(label="类别", choices=CLASSES)


class ContactForm(forms.ModelForm[Contact]):
    """The contact of a unit; another name is a handover."""

    class Meta:
        model = Contact
        fields = ["name", "job", "phone", "mobile", "email"]
        help_texts = {"phone": "带区号，例如 0393-0000001"}


class InvitationForm(forms.Form):
    """Whom to invite to which role where."""

    role = forms.ChoiceField(label="角色", choices=Role.choices, initial=Role.CONTACT)
    name = forms.CharField(label="姓名", max_length=40)
    email = forms.EmailField(label="邮箱", required=False, help_text="填写后系统把邀请链接发到这个邮箱")
    mobile = forms.CharField(label="手机", max_length=20, required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "unit": UnitField(label="单位", queryset=units, empty_label="请选择单位")
        } | self.fields


class AcceptForm(forms.Form):
    """Account name and password of an invited person."""

    username = forms.CharField(
        label="账号名",
        max_length=40,
        help_text="登录时使用，可以用姓名拼音",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label="密码",
        help_text="至少八位，不要全是数字",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再输一次密码", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        """Both passwords must agree."""
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", "两次输入的密码不一致，请重新输入。")
        return data


class MembersForm(forms.Form):
    """A member list as a spreadsheet."""

    file = forms.FileField(
        label="填好的名单（.xlsx）",
        help_text="先检查、后写入：上传后会列出将要新增和更新的单位，确认后才保存",
        widget=forms.FileInput(attrs={"accept": ".xlsx", "data-files": "", "data-max-bytes": LARGEST_LIST}),
        error_messages={"empty": "选择的文件是空的，请重新选择。"},
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """A list of a thousand units has 100 KB; a much larger file is something else."""
        given: UploadedFile[bytes] = self.cleaned_data["file"]
        if (given.size or 0) > LARGEST_LIST:
            raise forms.ValidationError(
                f"文件超过 {LARGEST_LIST // 1024 // 1024} MB，不像是单位名单；请删去图片和多余内容后重新上传。"
            )
        return given


class UnitFilter(forms.Form):
    """What the unit list can be narrowed to."""

    word = forms.CharField(label="名称", max_length=60, required=False)
    unit_class = forms.ChoiceField(label="类别", choices=[("", "全部"), *UnitClass.choices], required=False)
    state = forms.ChoiceField(
        label="状态", choices=[("", "在用"), ("retired", "停用"), ("all", "全部")], required=False
    )

    def narrowed(self, units: QuerySet[Unit]) -> QuerySet[Unit]:
        """The units that fit; a choice that makes no sense narrows nothing."""
        chosen = self.cleaned_data if self.is_valid() else {}
        if chosen.get("unit_class"):
            units = units.filter(unit_class=chosen["unit_class"])
        if chosen.get("state", "") != "all":
            units = units.filter(active=chosen.get("state") != "retired")
        word = chosen.get("word", "").strip()
        return units.filter(Q(name__icontains=word) | Q(short_name__icontains=word)) if word else units
