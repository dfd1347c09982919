"""Head and foot of the site as a results page shows them, rendered again only when the change log has moved on."""

import threading
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from khabar.articles.models import Section
from khabar.finding.choices import generation
from khabar.front.head import Head
from khabar.front.pages import footer_pages


@dataclass(frozen=True)
class Chrome:
    """What stands around every page; `sections` are slug and name in the order of the portal's bar."""

    at: int
    sections: tuple[tuple[str, str], ...]
    masthead: SafeString
    foot: SafeString


_lock = threading.Lock()
_kept: list[Chrome] = []


def chrome() -> Chrome:
    """The head and foot of this moment; `at` is the end of the change log."""
    at = generation()
    with _lock:
        if not _kept or _kept[0].at != at:
            _kept[:] = [_rendered(at)]
        return _kept[0]


def forget() -> None:
    """Have them rendered anew."""
    _kept.clear()


def _rendered(at: int) -> Chrome:
    sections = list(Section.objects.all())
    # No section is marked as the current one: the page belongs to none.
    context = {"sections": sections, "standing_pages": list(footer_pages()), "head": Head(title="", path="")}
    return Chrome(
        at,
        tuple((section.slug, section.name) for section in sections),
        render_to_string("front/parts/masthead.html", context),
        render_to_string("front/parts/foot.html", context),
    )
