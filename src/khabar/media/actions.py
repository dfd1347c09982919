"""What is done with pictures outside the desk's forms."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import ContentFile

from khabar.media.embedded import clean
from khabar.media.fields import taken_file
from khabar.media.intake import hash_of
from khabar.media.models import Picture


def add_picture(
    *,
    data: bytes,
    name: str,
    caption: str = "",
    credit: str = "",
    alt: str = "",
    rights: str = "",
    source_url: str = "",
    user: AbstractBaseUser | None = None,
) -> Picture:
    """Take a picture in; the same bytes again give the picture that is there already.

    Args:
        data: the file as it arrived.
        name: its file name; decides nothing but the title of a picture without a caption, and whether the suffix
            is one of a picture.
        caption, credit, alt: texts for readers; where one is empty, what the file itself says is taken.
        rights: what may be done with it, for the newsroom.
        source_url: where it was fetched from.

    Raises:
        PictureRefused: the file is not a picture Khabar takes in; the text is the reason in Arabic.
    """
    known: Picture | None = Picture.objects.filter(input_hash=hash_of(data)).order_by("pk").first()
    if known is not None:
        return known
    file = taken_file(ContentFile(data), name)
    picture = Picture(
        title=clean(caption or name)[:255] or str(file.name),
        caption=clean(caption)[:500],
        credit=clean(credit)[:200],
        description=clean(alt)[:255],
        rights=clean(rights)[:500],
        source_url=source_url,
        uploaded_by_user=user,
        file=file,
    )
    picture.save()
    return picture
