"""The Django application of `khabar.ops`."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    """Registers the app under the label `ops`."""

    name = "khabar.ops"
    label = "ops"
    verbose_name = "التشغيل"
