"""Background work on pictures."""

import logging

from django.db import transaction

from khabar.media import renditions
from khabar.media.models import Picture
from khabar.media.signals import picture_changed

logger = logging.getLogger(__name__)


def prepare(picture_id: int, *set_names: str) -> int:
    """Make the renditions that a picture lacks, then tell those who show it. Returns how many were made.

    Args:
        set_names: sets besides the ones every picture gets.
    """
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None:
        return 0
    try:
        made = renditions.make(picture, (*renditions.ALWAYS, *set_names))
    except OSError as error:
        logger.warning("picture %s: its file cannot be read: %s", picture_id, error)
        return 0
    if made:
        with transaction.atomic():
            picture_changed.send(sender=Picture, picture_id=picture_id)
    return made
