"""Controls whose value browsers accept: Django would write a Chinese date into `<input type="date">` and lose it."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A day."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """A day and time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class ClockInput(forms.TimeInput):
    """A time of day."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class FileInput(forms.FileInput):
    """A file; what was chosen is listed with its size, and `max_bytes` is checked before anything is sent.

    `accept` is the HTML word: ".docx,.pdf". The server checks both again.
    """

    def __init__(self, max_bytes: int = 0, accept: str = "", attrs: dict[str, Any] | None = None) -> None:
        given: dict[str, Any] = {"data-files": ""}
        if max_bytes:
            given["data-max-bytes"] = max_bytes
        if accept:
            given["accept"] = accept
        super().__init__(given | (attrs or {}))


class PhoneInput(forms.TextInput):
    """A telephone number: phones show the digit keyboard."""

    input_type = "tel"
