"""Fields and error summary; `{{ form }}` comes here too, by `ui.renderers.FormRenderer`."""

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet

register = template.Library()


def sentences(field: BoundField) -> list[str]:
    """What is wrong with a field, in words; Django's "this field is required" becomes what to do."""
    found: list[str] = []
    for error in field.errors.as_data():
        if error.code == "required" and error.message == forms.Field.default_error_messages["required"]:
            found.append(f"{_verb(field.field.widget)}“{field.label}”。")
        else:
            found.extend(error.messages)
    return found


def _verb(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "请勾选"
    chosen = isinstance(
        widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple | forms.FileInput
    )
    return "请选择" if chosen else "请填写"


@register.inclusion_tag("ui/forms/group.html")
def field_group(
    field: BoundField, label: str = "", hint: str | None = None, placeholder: str | None = None
) -> dict[str, Any]:
    """One field: label with 必填, hint, error sentence, control, tied together for those who listen.

    `label`, `hint` and `placeholder` replace the field's own; an empty hint or placeholder removes it.
    """
    widget = field.field.widget
    single_check = isinstance(widget, forms.CheckboxInput)
    if hint is not None:
        field.help_text = hint  # the control's aria-describedby follows it
    return {
        "kind": "is-check" if single_check else f"is-{type(widget).__name__.lower()}",
        "label": label or field.label,
        "field_id": field.id_for_label,
        "anchor": f"{field.auto_id}_field",
        "required": field.field.required and not single_check,
        "hint": field.help_text,
        "hint_id": f"{field.auto_id}_helptext",
        "errors": sentences(field),
        "error_id": f"{field.auto_id}_error",
        "fieldset": field.use_fieldset,
        "described_by": field.aria_describedby if field.use_fieldset else "",
        "widget": field.as_widget(attrs=None if placeholder is None else {"placeholder": placeholder}),
    }


def _lines(form: BaseForm) -> Iterable[dict[str, str]]:
    for sentence in form.non_field_errors():
        yield {"text": str(sentence), "anchor": "", "label": ""}
    for name in form.errors:
        if name in form.fields:
            bound = form[name]
            anchor = bound.id_for_label or f"{bound.auto_id}_field"
            label = str(bound.label)
            for sentence in sentences(bound):
                yield {"text": sentence, "anchor": anchor, "label": "" if label in sentence else label}


@register.inclusion_tag("ui/forms/error_summary.html")
def error_summary(form: "BaseForm | BaseFormSet[Any]") -> dict[str, Any]:
    """What must be corrected, on top of the page, each line a link to its field. Empty without errors.

    `{{ form }}` draws it by itself; call it only where fields are laid out one by one, or for a formset.
    """
    if isinstance(form, BaseFormSet):
        lines = [{"text": str(sentence), "anchor": "", "label": ""} for sentence in form.non_form_errors()]
        lines += [line for each in form.forms for line in _lines(each)]
    else:
        lines = list(_lines(form)) if form.is_bound else []
    return {"lines": lines}
