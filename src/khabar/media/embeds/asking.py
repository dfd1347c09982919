"""Asks another site's server about one of its addresses, under the rules of every request we make."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from khabar.core.errors import KhabarError
from khabar.core.outgoing_errors import BadAddress, RefusedAddress
from khabar.media.embeds.answer import Told, read
from khabar.media.embeds.frames import read_frame
from khabar.media.embeds.providers import Provider, announced, question_for, same_site

if TYPE_CHECKING:
    from khabar.core.outgoing import Client, Fetched

TIMEOUT = 10.0
MAX_ANSWER, MAX_PAGE, MAX_THUMBNAIL = 256 * 1024, 1024 * 1024, 5 * 2**20
"""Bytes."""
_NOT_NOW = frozenset({408, 425, 429})
_JSON = frozenset({"application/json", "text/json", "application/json+oembed", "text/javascript"})
_PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/avif", "image/gif"})


class NotNow(KhabarError):
    """No answer at this time; `wait` is how many seconds the server asked for."""

    def __init__(self, why: str, wait: int = 0) -> None:
        super().__init__(why)
        self.wait = wait


class Never(KhabarError):
    """There is nothing to be had: the thing is gone, or its site tells nobody of it."""


def ask(url: str, client: "Client", providers: Iterable[Provider]) -> Told:
    """What the site behind `url` says of it.

    Raises:
        Never: that is all there will be.
        OutgoingError, NotNow, Unreadable: to be asked again.
    """
    question = question_for(url, providers)
    if question:
        return _told(question, client)
    question = _announced(url, client)
    if not question:
        raise Never("لا يقدّم هذا الموقع وصفًا لمحتواه (oEmbed)")
    told = _told(question, client)
    # Whoever is not known may show what is its own, and nothing of others.
    frame = read_frame(told.frame)
    if frame is None or same_site(frame.origin, url):
        return told
    return Told(**{**vars(told), "frame": ""})


def picture(url: str, client: "Client") -> bytes:
    """The bytes of a thumbnail.

    Raises:
        Never: it is no picture, or not there.
        OutgoingError, NotNow: to be asked again.
    """
    answer = _fetched(url, client, MAX_THUMBNAIL, "image/webp,image/jpeg,image/png")
    if answer.content_type not in _PICTURES:
        raise Never(f"الصورة المصغرة ليست صورة ({answer.content_type[:40] or 'بلا نوع'})")
    return answer.body


def _announced(url: str, client: "Client") -> str:
    answer = _fetched(url, client, MAX_PAGE, "text/html,application/xhtml+xml")
    if answer.content_type not in ("text/html", "application/xhtml+xml"):
        return ""
    return announced(answer.body, answer.url)


def _told(question: str, client: "Client") -> Told:
    answer = _fetched(question, client, MAX_ANSWER, "application/json")
    if answer.content_type not in _JSON:
        raise Never(f"ردّ الموقع بنوع لا نقرؤه ({answer.content_type[:40] or 'بلا نوع'})")
    return read(answer.body, answer.url)


def _fetched(url: str, client: "Client", max_bytes: int, accept: str) -> "Fetched":
    try:
        answer = client.fetch(url, max_bytes=max_bytes, timeout=TIMEOUT, headers={"accept": accept})
    except (BadAddress, RefusedAddress) as error:
        raise Never(str(error)) from error
    if answer.ok:
        return answer
    if 400 <= answer.status < 500 and answer.status not in _NOT_NOW:
        said = {401: "لا يسمح صاحبه بعرضه", 403: "لا يسمح صاحبه بعرضه", 404: "لم يعد موجودًا", 410: "حُذف"}
        raise Never(f"{said.get(answer.status, 'رفض الموقع الطلب')} (ردّ الموقع بالرمز {answer.status})")
    asked = str(answer.headers.get("retry-after", "")).strip()
    wait = min(int(asked[:6]), 86_400) if asked.isascii() and asked.isdecimal() else 0
    raise NotNow(f"ردّ الموقع بالرمز {answer.status}", wait)
