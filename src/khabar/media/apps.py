"""The Django application of `khabar.media`."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import pre_delete

from khabar.media.signals import picture_changed


class MediaConfig(AppConfig):
    """Registers the app, and tells of a picture that is deleted, whether alone or with many others."""

    name = "khabar.media"
    label = "media"
    verbose_name = "الصور"

    def ready(self) -> None:
        from khabar.media.models import Picture

        pre_delete.connect(_tell_before_delete, sender=Picture, dispatch_uid="media.picture_deleted")


def _tell_before_delete(sender: Any, instance: Any, **kwargs: Any) -> None:
    picture_changed.send(sender=sender, picture_id=instance.pk)
