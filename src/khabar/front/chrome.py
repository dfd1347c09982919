"""What stands around a results page, rendered again only when the change log has moved on."""

import re
import threading
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape

from khabar.articles.models import Section
from khabar.core.paths import path_to
from khabar.finding.choices import generation
from khabar.front.head import Head, absolute
from khabar.front.pages import footer_pages

# Noncharacters, which no text that is cleaned has in it.
_FULL_TITLE, _TITLE, _PATH, _CONTENT, _SAID = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
_PLACES = re.compile("([\ufdd0-\ufdd4])")


class _Blank(Head):
    """A head with places where those of the results pages differ."""

    @property
    def full_title(self) -> str:
        return _FULL_TITLE

    @property
    def light_path(self) -> str:
        return ""


@dataclass(frozen=True)
class Chrome:
    """A page without title, address and content; `sections` are slug and name in the order of the portal's bar."""

    at: int
    sections: tuple[tuple[str, str], ...]
    pieces: tuple[str, ...]
    pieces_unkept: tuple[str, ...]  # of a page that engines are not to keep

    def around(self, content: str, head: Head) -> str:
        """The page with this content; of its head title, path, description and `index` are its own."""
        own = {
            _FULL_TITLE: escape(head.full_title),
            _TITLE: escape(head.title),
            _PATH: escape(head.path),
            _SAID: escape(head.description),
            _CONTENT: content,
        }
        return "".join([own.get(piece, piece) for piece in (self.pieces if head.index else self.pieces_unkept)])


_lock = threading.Lock()
_kept: list[Chrome] = []


def chrome() -> Chrome:
    """The page of this moment; `at` is the end of the change log."""
    at = generation()
    with _lock:
        if not _kept or _kept[0].at != at:
            _kept[:] = [_rendered(at)]
        return _kept[0]


def forget() -> None:
    """Have it rendered anew."""
    _kept.clear()


def _rendered(at: int) -> Chrome:
    sections = list(Section.objects.all())
    # No section is marked as the current one: the page belongs to none.
    context = {"sections": sections, "standing_pages": list(footer_pages()), "content": _CONTENT}
    pieces, unkept = (_pieces(context, index) for index in (True, False))
    return Chrome(at, tuple((section.slug, section.name) for section in sections), pieces, unkept)


def _pieces(context: dict[str, Any], index: bool) -> tuple[str, ...]:
    """The page cut where results differ. Its original is the empty search page: engines keep that one alone."""
    head = _Blank(_TITLE, _PATH, description=_SAID, index=index, original=absolute(path_to("front:search")))
    return tuple(_PLACES.split(render_to_string("front/search.html", context | {"head": head})))
