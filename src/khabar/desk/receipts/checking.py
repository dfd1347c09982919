"""Looks at every surface of a story that was taken from readers and says of each whether it is empty."""

import html
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.utils import timezone, translation

from khabar.announcing.reading import Answer, Reader
from khabar.articles.models import Article
from khabar.desk.receipts.surfaces import Expected, Spot, spots

_TAG = re.compile(r"<[^>]*>")
_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))
_HIDDEN = frozenset({301, 302, 308, 403, 404, 410})
_TOO_LITTLE = 12
"""Letters below which a headline may stand on a page by chance."""


@dataclass(frozen=True)
class Known:
    """What is known of a story: enough to look for it once its row is gone."""

    story: int
    headline: str
    section: str
    spots: tuple[Spot, ...]


def known_of(article: Article) -> Known:
    """What the database says of a story now."""
    with timezone.override(None):
        return Known(article.pk, article.headline, article.section.slug, tuple(spots(article)))


def look(known: Known) -> list[dict[str, Any]]:
    """What a reader finds now at every address; pages are asked for in the site's own language and time zone."""
    reader, traces = Reader(), _Traces(known)
    with translation.override(settings.LANGUAGE_CODE), timezone.override(None):
        seen: dict[str, dict[str, Any]] = {}
        for spot in known.spots:
            seen.setdefault(spot.address, _looked(spot, reader.ask(spot.address), traces))
    return list(seen.values())


class _Traces:
    """What tells that a page has the story: its address, and its headline where no other public story has the same."""

    def __init__(self, known: Known) -> None:
        self.path = f"/{known.section}/{known.story}/"
        shared = Article.objects.public().exclude(pk=known.story).filter(headline=known.headline).exists()
        words = _plain(known.headline)
        self.words = words if len(words) >= _TOO_LITTLE and not shared else ""

    def in_text(self, text: str, *, echoes: bool) -> str:
        """What of the story stands in the text, in Arabic; empty where nothing does."""
        if self.path in unquote(text):
            return "فيه رابط الخبر"
        if self.words and not echoes and self.words in _plain(text):
            return "فيه عنوان الخبر"
        return ""


def _looked(spot: Spot, answer: Answer, traces: _Traces) -> dict[str, Any]:
    found = _found(spot, answer, traces)
    said = found or {404: "لا شيء", 410: "سُحب"}.get(answer.status, "لا أثر للخبر")
    if found and answer.stored:
        said += "، من مخزن الصفحات"
    return {"surface": spot.surface, "address": spot.address, "empty": not found, "said": f"{said} ({answer.status})"}


def _found(spot: Spot, answer: Answer, traces: _Traces) -> str:
    """What is wrong with the answer; empty where it is as it should be."""
    if answer.status >= 500 or answer.status == 429:
        return "لم يمكن الفحص"
    if spot.expected is Expected.GONE and answer.status not in (404, 410):
        return "يُفتح"
    if spot.expected is Expected.NOTHING and answer.status not in _HIDDEN:
        return "يُفتح"
    return traces.in_text(answer.text, echoes=spot.echoes)


def _plain(text: str) -> str:
    """Words alone, as they are compared: without tags, marks of direction and differences of space."""
    return " ".join(html.unescape(_TAG.sub("", text)).translate(_ISOLATES).split())
