"""What stands around a results page, rendered again only when the change log has moved on."""

import re
import threading
from dataclasses import dataclass
from html import escape
from itertools import chain

from django.template.loader import render_to_string

from khabar.articles.models import Section
from khabar.core.paths import path_to
from khabar.finding.choices import generation
from khabar.front.head import Head, absolute
from khabar.front.pages import footer_pages

_OWN = (
    "full_title", "title", "path", "description", "robots", "content",
    "text", "direction", "focus", "open", "sections", "said_by", "through", "since", "until", "by_date",
    "named", "topic",
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
    def robots(self) -> str:
        return _PLACES["robots"]

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
    places: tuple[str, ...]

    def around(self, head: Head, own: dict[str, str]) -> str:
        """The page with what is its own, as HTML; of its head it has title, path, description and `index`."""
        of_head = ("full_title", "title", "path", "description", "robots")
        own |= {name: escape(getattr(head, name)) for name in of_head}
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
    head = _Blank(_PLACES["title"], _PLACES["path"], _PLACES["description"], original=absolute(path_to("front:search")))
    # No section is marked as the current one: the page belongs to none. Its original is the empty search page, which
    # alone engines keep.
    context = {"sections": sections, "standing_pages": list(footer_pages()), "head": head, "own": _PLACES}
    page = render_to_string("front/search.html", context)
    names = {place: name for name, place in _PLACES.items()}
    return Chrome(
        at,
        tuple((section.slug, section.name) for section in sections),
        tuple(_ANY_PLACE.split(page)),
        tuple(names[place] for place in _ANY_PLACE.findall(page)),
    )
