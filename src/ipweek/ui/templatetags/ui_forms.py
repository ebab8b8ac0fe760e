"""Fields and error summary; `{{ form }}` comes here too, by `ui.renderers.FormRenderer`."""

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet

register = template.Library()


@register.inclusion_tag("ui/forms/group.html")
def field_group(field: BoundField, hint: str = "", label: str = "") -> dict[str, Any]:
    """One field: label with 必填, hint, error sentence, control, tied together for those who listen."""
    widget = field.field.widget
    single_check = isinstance(widget, forms.CheckboxInput)
    help_text = hint or field.help_text
    has_own_help = bool(field.help_text)
    attributes = {} if has_own_help or not hint else {"aria-describedby": f"{field.auto_id}_helptext"}
    return {
        "kind": "is-check" if single_check else f"is-{type(widget).__name__.lower()}",
        "label": label or field.label,
        "field_id": field.id_for_label,
        "anchor": f"{field.auto_id}_field",
        "required": field.field.required and not single_check,
        "hint": help_text,
        "hint_id": f"{field.auto_id}_helptext",
        "errors": list(field.errors),
        "error_id": f"{field.auto_id}_error",
        "fieldset": field.use_fieldset,
        "described_by": field.aria_describedby if field.use_fieldset else "",
        "widget": field.as_widget(attrs=attributes),
    }


def _lines(form: BaseForm) -> Iterable[dict[str, str]]:
    for sentence in form.non_field_errors():
        yield {"text": sentence, "anchor": "", "label": ""}
    for name, errors in form.errors.items():
        if name in form.fields:
            bound = form[name]
            anchor = bound.id_for_label or f"{bound.auto_id}_field"
            for sentence in errors:
                yield {"text": sentence, "anchor": anchor, "label": bound.label}


@register.inclusion_tag("ui/forms/error_summary.html")
def error_summary(form: "BaseForm | BaseFormSet[Any]") -> dict[str, Any]:
    """What must be corrected, on top of the page, each line a link to its field. Empty without errors.

    `{{ form }}` draws it by itself; call it only where fields are laid out one by one, or for a formset.
    """
    if isinstance(form, BaseFormSet):
        lines = [{"text": sentence, "anchor": "", "label": ""} for sentence in form.non_form_errors()]
        lines += [line for each in form.forms for line in _lines(each)]
    else:
        lines = list(_lines(form)) if form.is_bound else []
    return {"lines": lines}
