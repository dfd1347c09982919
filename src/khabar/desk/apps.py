"""The Django application of `khabar.desk`."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Registers the app under the label `desk`."""

    name = "khabar.desk"
    label = "desk"
    verbose_name = "غرفة الأخبار"
