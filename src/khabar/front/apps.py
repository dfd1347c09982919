"""The Django application of `khabar.front`."""

from django.apps import AppConfig


class FrontConfig(AppConfig):
    """Registers the app under the label `front`."""

    name = "khabar.front"
    label = "front"
    verbose_name = "الموقع"
