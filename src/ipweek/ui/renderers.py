"""How Django forms look everywhere: set as FORM_RENDERER."""

from django.forms.renderers import DjangoTemplates


class FormRenderer(DjangoTemplates):
    """Renders `{{ form }}` and `{{ field.as_field_group }}` by the templates under ui/forms."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
