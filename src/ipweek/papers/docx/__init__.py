"""Official papers as Word files, from a template the office can edit."""

from ipweek.papers.docx.linting import TemplateRefusal, lint_template
from ipweek.papers.docx.rendering import default_template, render

__all__ = ["TemplateRefusal", "default_template", "lint_template", "render"]
