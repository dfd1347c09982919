"""What another site's server said (oEmbed 1.0): read, cut to size, and nothing of it taken as HTML. Pure code."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from khabar.core.clean import clean_text, safe_url
from khabar.core.errors import KhabarError
from khabar.media.embeds.frames import read_frame

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?")
_LARGEST = 10_000
_LONGEST_HTML = 100_000
_DAY = 86_400


class Unreadable(KhabarError):
    """The answer is not what oEmbed says it is."""


@dataclass(frozen=True)
class Told:
    """What a site says of one of its things; what it does not say is empty."""

    kind: str  # "video", "photo", "rich" or "link"
    title: str = ""
    author: str = ""
    provider: str = ""
    text: str = ""  # the words of a post
    language: str = ""  # of those words
    frame: str = ""  # the address of a frame that shows it
    width: int = 0
    height: int = 0
    thumbnail: str = ""
    uploaded_at: datetime | None = None
    seconds: int = 0


def read(body: bytes, asked: str) -> Told:
    """Read an answer.

    Args:
        body: the answer as it came.
        asked: the address it came from, which relative ones in it start from.

    Raises:
        Unreadable: it is no oEmbed answer in JSON.
    """
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("ردّ الموقع ليس JSON صالحًا") from error
    if not isinstance(found, dict) or found.get("type") not in ("video", "photo", "rich", "link"):
        raise Unreadable("ردّ الموقع ليس وصفًا بصيغة oEmbed")
    kind = found["type"]
    frame, text, language = _markup(found.get("html"))
    picture = found.get("thumbnail_url") or (found.get("url") if kind == "photo" else "")
    return Told(
        kind=kind,
        title=_words(found.get("title"), 300),
        author=_words(found.get("author_name"), 200),
        provider=_words(found.get("provider_name"), 100),
        text=text,
        language=language,
        frame=frame,
        width=_number(found.get("width"), _LARGEST),
        height=_number(found.get("height"), _LARGEST),
        thumbnail=_address(picture, asked),
        uploaded_at=_moment(found.get("upload_date")),
        seconds=_number(found.get("duration"), _DAY) if kind == "video" else 0,
    )


def _markup(given: Any) -> tuple[str, str, str]:
    """The address of the frame in a piece of HTML, or the words it quotes with their language; the rest is dropped."""
    from lxml import etree, html

    if not isinstance(given, str) or not given.strip() or len(given) > _LONGEST_HTML:
        return "", "", ""
    try:
        root = html.fragment_fromstring(clean_text(given), create_parent="div")
    except (etree.ParserError, ValueError):
        return "", "", ""
    for element in root.iter("iframe"):
        frame = read_frame((element.get("src") or "").strip())
        return (frame.address if frame else ""), "", ""
    paragraph = next(root.iterfind(".//blockquote//p"), None)
    if paragraph is None:
        return "", "", ""
    for line in paragraph.iter("br"):
        line.tail = f" {line.tail or ''}"
    language = (paragraph.get("lang") or "").strip()
    return "", _words(paragraph.text_content(), 1000), language if _LANGUAGE.fullmatch(language) else ""


def _words(given: Any, limit: int) -> str:
    """Plain text in one line, cut at a word."""
    text = " ".join(clean_text(given).split()) if isinstance(given, str) else ""
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"


def _number(given: Any, most: int) -> int:
    """A whole number of things, which some send as text; 0 for anything else."""
    if isinstance(given, str) and given.strip().isascii() and given.strip().isdecimal():
        given = int(given.strip()[:8])
    if isinstance(given, bool) or not isinstance(given, (int, float)) or not 0 < given <= most:
        return 0
    return int(given)


def _address(given: Any, asked: str) -> str:
    if not isinstance(given, str) or not given.strip():
        return ""
    try:
        found = safe_url(urljoin(asked, given.strip()))
        return found if urlsplit(found).hostname and len(found) <= 2000 else ""
    except ValueError:
        return ""


def _moment(given: Any) -> datetime | None:
    """A moment of ISO 8601 as Vimeo writes it; without a zone it is taken as UTC."""
    if not isinstance(given, str):
        return None
    try:
        found = datetime.fromisoformat(given.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
