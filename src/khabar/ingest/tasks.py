"""Background work on feeds, called by django-q2."""

from khabar.ingest import pictures
from khabar.ingest.poll import poll


def look(feed_id: int) -> str:
    """Look at a feed; what it brought, for the list of tasks. Delivered twice, the second finds nothing due."""
    seen = poll(feed_id)
    if seen.busy:
        return "غير مستحق"
    taken = seen.taken
    return seen.error or f"جديد {taken.new}، تغيّر {taken.changed}، سُحب {taken.killed}، احتُجز {taken.held}"


def bring_picture(picture_id: int) -> str:
    """Fetch a picture that came with an item; what is wrong, if something is, for the list of tasks."""
    return pictures.bring(picture_id)
