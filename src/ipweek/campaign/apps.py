"""Start-up of the campaign app."""

from django.apps import AppConfig


class CampaignConfig(AppConfig):
    """The campaign app."""

    name = "ipweek.campaign"
    label = "campaign"
    verbose_name = "活动周"
