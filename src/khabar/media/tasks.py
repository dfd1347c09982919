"""Background work on pictures."""

import logging

from django.db import transaction

from khabar.media import renditions
from khabar.media.models import Picture
from khabar.media.signals import picture_changed

logger = logging.getLogger(__name__)


def prepare(picture_id: int) -> int:
    """Make the renditions that a picture lacks, then tell those who show it. Returns how many were made."""
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None:
        return 0
    try:
        made = renditions.make(picture)
    except OSError as error:
        logger.warning("picture %s: its file cannot be read: %s", picture_id, error)
        return 0
    if made:
        with transaction.atomic():
            picture_changed.send(sender=Picture, picture_id=picture_id)
    return made
