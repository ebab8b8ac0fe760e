"""Bringing a notice: a file or pasted text."""

from typing import Any

from django import forms

from ipweek.base.files import LARGEST


class UploadForm(forms.Form):
    """A file, or the text of the notice."""

    file = forms.FileField(
        label="通知文件",
        required=False,
        help_text="点击选择，或把文件拖到框里；支持 .docx、.pdf（带文字）、.odt、.html、.md、.txt，不超过50 MB。",
        widget=forms.FileInput(
            attrs={
                "accept": ".docx,.pdf,.odt,.html,.htm,.md,.txt",
                "data-files": "",
                "data-max-bytes": LARGEST,
            }
        ),
    )
    text = forms.CharField(
        label="或者粘贴通知全文",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="从网页或文件中全选复制后粘贴，不需要调整格式。",
    )

    def clean(self) -> dict[str, Any]:
        """One of the two is needed, and a file must not be too large to read at all."""
        found = super().clean() or {}
        file = found.get("file")
        if file and file.size > LARGEST:
            self.add_error("file", "文件超过50 MB，请删去图片另存为 .docx，或只粘贴文本。")
        if not self.errors and not file and not (found.get("text") or "").strip():
            self.add_error("file", "请选择通知文件，或在下面粘贴通知全文。")
        return found


class MembersForm(forms.Form):
    """A member list filled into the spreadsheet template."""

    file = forms.FileField(
        label="成员名单（Excel）",
        widget=forms.FileInput(attrs={"accept": ".xlsx", "data-files": "", "data-max-bytes": LARGEST}),
    )
