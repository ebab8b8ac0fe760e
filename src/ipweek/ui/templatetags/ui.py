"""Every tag and filter of the design system, in one library that settings name as a template builtin.

Nothing is loaded in a template: `{% button "保存" %}` simply works. Arguments are declared by the
functions in the modules gathered here, so a wrong one raises when the template is compiled.
"""

from django import template

from ipweek.ui.templatetags import ui_blocks, ui_filters, ui_forms, ui_pieces, ui_small

register = template.Library()
for part in (ui_small, ui_pieces, ui_blocks, ui_forms, ui_filters):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
