"""What a results page says around its hits, and what narrows them; written without a template, as its hits are."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from khabar.attribution.narrowing import Narrowed
from khabar.front.templatetags.front import bidi
from khabar.search.engine import Results

_PINNED = (
    '<section class="pinned" aria-labelledby="pinned"><h2 class="pinned__title" id="pinned">اختاره المحررون لهذا البحث'
    '</h2>\n  <ol class="stories found">{}</ol></section>'
)
_CONDITION = (
    '<li><a href="{}">{}: {} <span aria-hidden="true">×</span>'
    '<span class="visually-hidden">، أزل هذا الشرط</span></a></li>'
)
_RELAXED = " – لم يجتمع كل ما كتبت في خبر واحد، فهذا أقربه."
_CORRECTED = " – بحثنا عن إملاء قريب مما كتبت."


@dataclass(frozen=True)
class Around:
    """What stands around the hits: how many they are in words, links to topics as HTML, addresses (empty: none)."""

    count: str
    topics: SafeString
    suggestion: str
    unfiltered: str
    previous: str
    following: str


def conditions_html(removable: Iterable[tuple[str, str, str]]) -> SafeString:
    """The conditions by name, each a link to the results without it: label, value, address."""
    items = "".join(_CONDITION.format(escape(path), label, bidi(value)) for label, value, path in removable)
    return _html(f'<ul class="facets" aria-label="شروط البحث">{items}</ul>' if items else "")


def found_html(results: Results, meant: Narrowed, around: Around, pinned: str, hits: str) -> SafeString:
    """The page's own part where there are stories to show; `pinned` and `hits` are list items."""
    parts = [_names(meant, around.unfiltered)]
    parts += [f'<p class="notice">لا نعرف مصدرًا باسم «{bidi(name)}»، فبحثنا عن الكلمات.</p>' for name in meant.unknown]
    if pinned:
        parts.append(_PINNED.format(pinned))
    if hits:
        parts += [_count(results, around), around.topics, f'<ol class="stories found">{hits}</ol>']
    parts.append(_pages(around))
    return _html("\n  ".join(part for part in parts if part))


def _names(meant: Narrowed, unfiltered: str) -> str:
    said = f"<span>قالها: {bidi(meant.said_by)}</span>" if meant.said_by else ""
    through = f"<span>وصلت عبر: {bidi(meant.through)}</span>" if meant.through else ""
    without = f'<a href="{escape(unfiltered)}">بلا شروط</a>' if unfiltered else ""
    return f'<p class="named">{said}{through}{without}</p>' if said or through else ""


def _count(results: Results, around: Around) -> str:
    understood = results.understood
    told = (_RELAXED if understood.relaxed else "") + (_CORRECTED if understood.corrected else "")
    if around.suggestion:
        told += f'\n   هل تقصد: <a href="{escape(around.suggestion)}">{bidi(results.suggestion or "")}</a>؟'
    return f'<p class="count" role="status">{escape(around.count)}{told}</p>'


def _pages(around: Around) -> str:
    steps = (("prev", around.previous, "الصفحة السابقة"), ("next", around.following, "الصفحة التالية"))
    links = "".join(f'<a class="button" rel="{rel}" href="{escape(to)}">{name}</a>' for rel, to, name in steps if to)
    return f'<nav class="pages" aria-label="الصفحات">{links}</nav>' if links else ""


def _html(text: str) -> SafeString:
    return mark_safe(text)  # noqa: S308  every part is escaped where it is made
