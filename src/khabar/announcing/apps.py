"""The Django application of `khabar.announcing`."""

from django.apps import AppConfig


class AnnouncingConfig(AppConfig):
    """Registers the app under the label `announcing`."""

    name = "khabar.announcing"
    label = "announcing"
    verbose_name = "الإبلاغ"
