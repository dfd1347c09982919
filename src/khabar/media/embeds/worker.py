"""The background's work on what other sites say: asked once, again where there was no answer, and looked at later."""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import DatabaseError, close_old_connections, transaction
from wagtail.models import ReferenceIndex

from khabar.core import clock
from khabar.core.errors import KhabarError
from khabar.media.actions import add_picture
from khabar.media.embeds.answer import Told
from khabar.media.embeds.asking import Never, NotNow, ask, picture
from khabar.media.embeds.models import Embed, EmbedState
from khabar.media.embeds.providers import Provider, known
from khabar.media.errors import PictureRefused
from khabar.media.intake import hash_of
from khabar.media.models import Picture, Rendition
from khabar.media.signals import embed_changed

if TYPE_CHECKING:
    from khabar.core.outgoing import Client

PAUSE = 2.0
"""Seconds between two looks for work."""
WAITS = (30, 300, 1_800, 7_200, 28_800, 86_400)
"""Seconds until the next try after each failure that may pass."""
CLAIM = timedelta(minutes=5)
"""How long whoever took a row may need for it."""
QUIET = timedelta(minutes=1)
"""How long others of a site are left alone that did not answer."""
AGAIN = {EmbedState.KEPT: timedelta(days=30), EmbedState.LINK: timedelta(days=7)}
"""After how long a site is asked anew of what it told, and of what it did not."""
FORGOTTEN = timedelta(days=60)
"""How long a row is kept that no story shows; a draft may."""
SWEPT_EVERY = 3_600.0
_TOLD = ("kind", "title", "author", "provider", "text", "language", "frame", "width", "height", "seconds",
         "uploaded_at", "thumbnail")  # fmt: skip
_NOTHING: dict[str, Any] = {name: getattr(Told(""), name) for name in _TOLD}


class _Thumbnail(NamedTuple):
    """The picture of an embed, and whether it came for embeds alone."""

    picture: Picture | None
    brought: bool


_NO_THUMBNAIL = _Thumbnail(None, False)

logger = logging.getLogger(__name__)


def run(wait: Callable[[float], bool]) -> None:
    """Work until `wait`, which pauses for some seconds, says no."""
    from khabar.core.outgoing import Client  # an HTTP client, which only the background needs

    client, swept_at = Client(), 0.0
    while wait(PAUSE):
        try:
            close_old_connections()
            if time.monotonic() >= swept_at:
                sweep()
                swept_at = time.monotonic() + SWEPT_EVERY
            while work_once(client) and wait(0):
                pass
        except (DatabaseError, OSError):
            logger.exception("work on embeds failed and will be tried again")


def work_once(client: "Client", providers: Iterable[Provider] | None = None) -> bool:
    """Ask about the next address there is to ask about. False where there is none."""
    row = Embed.objects.due().first()
    if row is None:
        return False
    taken = Embed.objects.filter(pk=row.pk, next_at=row.next_at).update(next_at=clock.now() + CLAIM)
    if taken:
        _work_on(row, client, known() if providers is None else providers)
    return True


def sweep() -> int:
    """Forget what no story shows any more, with the thumbnails that came for it. Returns how many rows went."""
    old = Embed.objects.filter(showings__isnull=True, asked_at__lt=clock.now() - FORGOTTEN)
    rows = list(old[:500])
    Embed.objects.filter(pk__in=[row.pk for row in rows], showings__isnull=True).delete()
    _drop(row.picture_id for row in rows if row.brought)
    return len(rows)


def _drop(picture_ids: Iterable[int | None]) -> None:
    """Delete thumbnails that came for embeds and that nothing else uses."""
    for found in Picture.objects.filter(pk__in=[pk for pk in picture_ids if pk], embeds__isnull=True):
        others = [one for one in Picture._meta.related_objects if one.related_model not in (Rendition, Embed)]
        used = any(one.related_model._default_manager.filter(**{one.field.name: found}).exists() for one in others)
        if not used and not ReferenceIndex.get_references_to(found).exists():
            found.delete()


def _work_on(row: Embed, client: "Client", providers: Iterable[Provider]) -> None:
    try:
        told = ask(row.url, client, providers)
    except Never as error:
        _say_nothing(row, str(error))
    except KhabarError as error:
        _later(row, error)
    else:
        _keep(row, told, client)


def _keep(row: Embed, told: Told, client: "Client") -> None:
    """Keep what was said, and the thumbnail; where only that one fails, the rest stands and it is tried again."""
    shown, trouble, again, tries = _Thumbnail(row.picture, row.brought), "", AGAIN[EmbedState.KEPT], 0
    try:
        if not told.thumbnail:
            shown = _NO_THUMBNAIL
        elif row.picture is None or told.thumbnail != row.thumbnail:
            shown = _thumbnail(told, client)
    except (Never, PictureRefused) as error:
        shown, trouble = _NO_THUMBNAIL, f"بلا صورة مصغرة: {error}"
    except KhabarError as error:
        trouble, again, tries = f"بلا صورة مصغرة: {error}", _pause(row.tries), row.tries + 1
    now = clock.now()
    values = {name: getattr(told, name) for name in _TOLD} | shown._asdict()
    _set(row, values, state=EmbedState.KEPT, reason=trouble[:500], tries=tries, told_at=now, next_at=now + again)


def _thumbnail(told: Told, client: "Client") -> _Thumbnail:
    """Take a thumbnail in; a picture that the newsroom has already stays the newsroom's."""
    data = picture(told.thumbnail, client)
    had = Picture.objects.filter(input_hash=hash_of(data)).order_by("pk").first()
    title = f"صورة مصغرة: {told.title or told.author or told.provider}"
    credit = " – ".join(dict.fromkeys(filter(None, (told.author, told.provider))))
    made = add_picture(data=data, name="thumbnail", caption=title, credit=credit, source_url=told.thumbnail[:1000])
    return _Thumbnail(made, had is None or Embed.objects.filter(picture=had, brought=True).exists())


def _say_nothing(row: Embed, reason: str) -> None:
    """The site has nothing, or no more, to say: what it once said goes, also the thumbnail, and a link is left."""
    again = clock.now() + AGAIN[EmbedState.LINK]
    _set(row, _NOTHING | _NO_THUMBNAIL._asdict(), state=EmbedState.LINK, reason=reason[:500], tries=0, next_at=again)


def _later(row: Embed, error: KhabarError) -> None:
    """Try again after a while; what it said before stays shown. Others of the site wait a little too."""
    now, over = clock.now(), row.tries >= len(WAITS)
    pause = max(_pause(row.tries), timedelta(seconds=error.wait if isinstance(error, NotNow) else 0))
    state = EmbedState.LINK if over and row.state == EmbedState.WAITING else row.state
    tries = 0 if over else row.tries + 1
    Embed.objects.filter(pk=row.pk).update(state=state, reason=str(error)[:500], tries=tries, next_at=now + pause)
    Embed.objects.filter(host=row.host, next_at__lte=now).exclude(pk=row.pk).update(next_at=now + QUIET)
    logger.info("embed %s: %s", row.pk, error)


def _pause(tries: int) -> timedelta:
    return timedelta(seconds=WAITS[tries]) if tries < len(WAITS) else AGAIN[EmbedState.LINK]


def _set(row: Embed, values: dict[str, Any], **rest: Any) -> None:
    """Write the row, tell who shows it where readers see a difference, and drop a thumbnail that was replaced."""
    changed = row.state != rest["state"] or any(getattr(row, name) != value for name, value in values.items())
    with transaction.atomic():
        Embed.objects.filter(pk=row.pk).update(**values, **rest)
        if changed:
            embed_changed.send(sender=Embed, embed_id=row.pk)
        if row.brought and row.picture != values["picture"]:
            _drop([row.picture_id])
