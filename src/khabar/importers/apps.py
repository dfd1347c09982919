"""The Django application of `khabar.importers`."""

from django.apps import AppConfig


class ImportersConfig(AppConfig):
    """Registers the app under the label `importers`."""

    name = "khabar.importers"
    label = "importers"
    verbose_name = "الاستيراد"
