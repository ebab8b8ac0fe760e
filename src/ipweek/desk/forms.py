"""Forms of the desk: importing a holiday arrangement, and narrowing the audit rows."""

from typing import Any

from django import forms

from ipweek.desk.domain.records import RecordFilter


class NoticeTextForm(forms.Form):
    """The text of the State Council's notice; the year only when the text does not name it."""

    text = forms.CharField(
        label="放假通知正文",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="从中国政府网复制《国务院办公厅关于……年部分节假日安排的通知》全文，含标题和文号，粘贴到这里",
    )
    year = forms.IntegerField(
        label="年份", required=False, min_value=1950, max_value=2199, help_text="正文里写明年份的不用填"
    )


class ConfirmForm(NoticeTextForm):
    """The same text with its source, after the preview was looked at."""

    source = forms.CharField(label="来源", max_length=200, help_text="通知的标题和文号")
    checked = forms.BooleanField(
        label="已逐条核对原文，确认无误", required=False, help_text="上面列出的问题核对无误后勾选"
    )

    def __init__(self, *args: Any, problems: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("text", "year"):
            self.fields[name].widget = forms.HiddenInput()
        if problems:
            self.fields["checked"].required = True
            self.fields["checked"].error_messages["required"] = "请先按上面的提示核对原文，再勾选确认。"
        else:
            del self.fields["checked"]


class RecordFilterForm(forms.Form):
    """What the audit rows can be narrowed to."""

    person = forms.CharField(label="操作人", max_length=40, required=False)
    day = forms.DateField(label="日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, acts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "全部"), *acts]
        self.fields = {"act": forms.ChoiceField(label="操作", required=False, choices=choices), **self.fields}

    def narrowed(self) -> RecordFilter:
        """The filter; a field that cannot be read does not narrow."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        return RecordFilter(
            act=given.get("act") or "", person=(given.get("person") or "").strip(), day=given.get("day")
        )
