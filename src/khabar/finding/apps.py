"""The Django application of `khabar.finding`."""

from django.apps import AppConfig


class FindingConfig(AppConfig):
    """Registers the app under the label `finding`."""

    name = "khabar.finding"
    label = "finding"
    verbose_name = "البحث"
