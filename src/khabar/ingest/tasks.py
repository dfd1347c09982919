"""Background work for the wire desk, called by django-q2."""

from khabar.ingest import pictures


def bring_picture(picture_id: int) -> str:
    """Fetch a picture that came with an item; what is wrong, if something is, for the list of tasks."""
    return pictures.bring(picture_id)
