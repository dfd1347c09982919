"""Picture files that come beside a text: in its folder, on its server, or attached to its letter."""

from datetime import datetime, timedelta
from pathlib import PurePosixPath
from urllib.parse import unquote

from khabar.core import clock
from khabar.ingest.models import Provider, WireFile, WirePicture
from khabar.ingest.states import PictureState

KEPT_FOR = timedelta(days=3)
"""How long such a file waits for a draft that wants it."""
_NAME = 300
_MOST = 20  # attachments of one letter
_BRANDS = (b"avif", b"avis")


def is_picture(data: bytes) -> bool:
    """Say from its first bytes whether a file is a picture of a kind that we take in, and so no text."""
    return (
        data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a"))
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or (data[4:8] == b"ftyp" and data[8:12] in _BRANDS)
    )


def file_name(href: str) -> str:
    """The name by which a relative address of a picture is looked up."""
    return PurePosixPath(unquote(href.partition("?")[0]).replace("\\", "/")).name[:_NAME]


def keep(provider: Provider, name: str, data: bytes) -> None:
    """Keep a file for the drafts that ask for it; those that wait for it already are looked at at once."""
    now = clock.now()
    WireFile.objects.update_or_create(provider=provider, name=name[:_NAME], defaults={"data": data, "received_at": now})
    waiting = WirePicture.objects.filter(item__provider=provider, name=name[:_NAME]).exclude(state=PictureState.KEPT)
    waiting.update(state=PictureState.WAITING, next_at=now, tries=0)


def keep_attached(provider: Provider, data: bytes, letter: str = "") -> None:
    """Keep the pictures attached to a letter.

    Args:
        letter: the identity of a letter that is the text itself: the names in it are its own, such as `image1.jpg`.
    """
    # With readers of mark-up, which web processes never need.
    from khabar.formats.wire.detect import detect
    from khabar.formats.wire.errors import MalformedWire
    from khabar.formats.wire.mail import attached_pictures, parse_mail

    if detect(data) != "mail":
        return
    try:
        found = list(attached_pictures(parse_mail(data)))
    except MalformedWire:
        return
    for href, picture in found[:_MOST]:
        if is_picture(picture):
            keep(provider, name_in(letter, href) if letter else file_name(href), picture)


def name_in(letter: str, href: str) -> str:
    """The name of an attachment, told apart from those of other letters."""
    return f"{letter[-200:]}/{href}"[:_NAME]


def wipe(now: datetime) -> int:
    """Forget files that nothing asked for in time. Returns how many there were."""
    deleted, _ = WireFile.objects.filter(received_at__lte=now - KEPT_FOR).delete()
    return deleted
