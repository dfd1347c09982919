"""What stands around a results page, rendered again only when the change log has moved on."""

import re
import threading
from dataclasses import dataclass
from html import escape
from itertools import chain
from typing import Any

from django.template.loader import render_to_string

from khabar.articles.models import Section
from khabar.core.paths import path_to
from khabar.finding.choices import generation
from khabar.front.head import Head, absolute
from khabar.front.pages import footer_pages

# Noncharacters, which no text that is cleaned has in it.
_FULL_TITLE, _TITLE, _PATH, _CONTENT, _SAID = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
_PLACES = re.compile("([\ufdd0-\ufdd4])")
_OWN = (
    "full_title", "title", "path", "content",
    "text", "direction", "open", "sections", "said_by", "through", "since", "until", "by_date", "named", "topic",
)  # fmt: skip
"""What each page has of its own, by the names in `front/search.html`."""
# Noncharacters stand in the places of these: no text that was cleaned has one.
_PLACES = dict(zip(_OWN, map(chr, range(0xFDD0, 0xFDF0)), strict=False))
_ANY_PLACE = re.compile(f"[{''.join(_PLACES.values())}]")


class _Blank(Head):
    """The head with places for what differs between results pages."""

    @property
    def full_title(self) -> str:
        return _PLACES["full_title"]

    @property
    def light_path(self) -> str:
        return ""


@dataclass(frozen=True)
class Chrome:
    """A results page with nothing of its own.

    `at` is the end of the change log, `sections` are slug and name in the order of the portal's bar; between two of the
    `pieces` stands what the one of the `places` names.
    """

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

    places: tuple[str, ...]

    def around(self, head: Head, own: dict[str, str]) -> str:
        """The page with what is its own, as HTML; of its head it has title and path."""
        own |= {"full_title": escape(head.full_title), "title": escape(head.title), "path": escape(head.path)}
        return "".join(chain.from_iterable(zip(self.pieces, [*(own[name] for name in self.places), ""], strict=True)))


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
    context = {
        "sections": sections,
        "standing_pages": list(footer_pages()),
        "head": _Blank(title=_PLACES["title"], path=_PLACES["path"], index=False),
        "own": _PLACES,
    }
    page = render_to_string("front/search.html", context)
    names = {place: name for name, place in _PLACES.items()}
    return Chrome(
        at,
        tuple((section.slug, section.name) for section in sections),
        tuple(_ANY_PLACE.split(page)),
        tuple(names[place] for place in _ANY_PLACE.findall(page)),
    )
