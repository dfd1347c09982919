"""The Django application of `khabar.media`."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, pre_delete

from khabar.media.signals import picture_changed, video_changed


class MediaConfig(AppConfig):
    """Registers the app, and tells of what is deleted, whether alone or with many others."""

    name = "khabar.media"
    label = "media"
    verbose_name = "الصور والفيديو"

    def ready(self) -> None:
        from khabar.media import gate
        from khabar.media.models import Captions, Picture, Video
        from khabar.media.videos.gate import poster_shown_until
        from khabar.media.videos.models import forget_files

        gate.register(poster_shown_until)
        gate.limit(gate.rights_last_until)
        pre_delete.connect(_tell_before_delete, sender=Picture, dispatch_uid="media.picture_deleted")
        pre_delete.connect(_tell_of_video, sender=Video, dispatch_uid="media.video_deleted")
        post_delete.connect(forget_files, sender=Video, dispatch_uid="media.video_files")
        post_delete.connect(_tell_of_captions, sender=Captions, dispatch_uid="media.captions_deleted")


def _tell_before_delete(sender: Any, instance: Any, **kwargs: Any) -> None:
    picture_changed.send(sender=sender, picture_id=instance.pk)


def _tell_of_video(sender: Any, instance: Any, **kwargs: Any) -> None:
    video_changed.send(sender=sender, video_id=instance.pk)


def _tell_of_captions(sender: Any, instance: Any, **kwargs: Any) -> None:
    video_changed.send(sender=type(instance.video), video_id=instance.video_id)
