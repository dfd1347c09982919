"""The Django application of `khabar.media`."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Registers the app under the label `media`."""

    name = "khabar.media"
    label = "media"
    verbose_name = "الصور"
