"""Forms for units, contacts, member lists and accounts."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from ipweek.people.enums import Role, UnitClass
from ipweek.people.models import Contact, Unit


class UnitForm(forms.ModelForm):
    """A unit; the parent is offered only for a new one."""

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
        }

    def __init__(self, *args: Any, parents: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["parent"]
        else:
            self.fields["parent"].queryset = parents
            self.fields["parent"].required = True
            self.fields["parent"].initial = parents.first()
            del self.fields["active"]


class ContactForm(forms.ModelForm):
    """The contact of a unit; another name is a handover."""

    class Meta:
        model = Contact
        fields = ["name", "job", "phone", "mobile", "email"]
        help_texts = {"phone": "带区号，例如 0393-0000001"}


class InvitationForm(forms.Form):
    """Whom to invite to which role where."""

    unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.none())
    role = forms.ChoiceField(label="角色", choices=Role.choices, initial=Role.CONTACT)
    name = forms.CharField(label="姓名", max_length=40)
    email = forms.EmailField(label="邮箱", required=False, help_text="填写后系统把邀请链接发到这个邮箱")
    mobile = forms.CharField(label="手机", max_length=20, required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class AcceptForm(forms.Form):
    """Account name and password of an invited person."""

    username = forms.CharField(
        label="账号名",
        max_length=150,
        help_text="登录时使用，可以用姓名拼音或手机号",
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
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

    file = forms.FileField(label="成员单位名单（.xlsx）", widget=forms.FileInput(attrs={"accept": ".xlsx"}))


class UnitFilter(forms.Form):
    """What the unit list can be narrowed to."""

    unit_class = forms.ChoiceField(label="类别", choices=[("", "全部"), *UnitClass.choices], required=False)
    word = forms.CharField(label="名称", required=False)
