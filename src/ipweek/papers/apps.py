"""The Django app of official papers."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Official papers and spreadsheets; its modules can be imported without Django set-up."""

    name = "ipweek.papers"
    label = "papers"
    verbose_name = "公文与表格"
