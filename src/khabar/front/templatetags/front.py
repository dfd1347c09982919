"""Tags and filters of the public site's templates: dates, pictures, isolates, structured data."""

import html
import json
import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from khabar.arabic.bidi import isolate_html, isolate_phrase, may_hold_runs
from khabar.arabic.plurals import OTHER_ARTICLE, counted
from khabar.articles.models import Article
from khabar.core.clean import clean_text
from khabar.front.cards import Look, Story, card_html
from khabar.front.dates import digits, machine, written
from khabar.front.flash import flash_until
from khabar.front.language import direction_of, is_foreign, language_of
from khabar.front.marks import Mark, marked
from khabar.media import renditions
from khabar.media.markup import picture_html
from khabar.media.models import Picture
from khabar.media.videos import lengths
from khabar.search.query import MAX_CHARS

register = template.Library()
_isolated = lru_cache(maxsize=1_000)(isolate_html)  # headlines come again on page after page

_OPENING, _CLOSING = tuple('«“"'), tuple('»”"')
_TAG = re.compile("(<[^>]*>)")

# The characters that could end a script element or open a comment inside it.
_JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
# For each place: the set of renditions made for it, and its width as the style sheet lays it out.
_PLACES = {
    "lead": ("lead", "(min-width: 80rem) 42rem, (min-width: 64rem) 55vw, 100vw"),
    "story": ("lead", "(min-width: 72rem) 62rem, 100vw"),
    "body": ("body", "(min-width: 48rem) 42rem, 100vw"),
    "slide": ("body", "(min-width: 64rem) 58rem, (min-width: 44rem) 42rem, 90vw"),
    "card": ("card", "(min-width: 64rem) 19rem, (min-width: 44rem) 50vw, 100vw"),
    "flex": ("card", "(min-width: 64rem) 19rem, (min-width: 44rem) 50vw, 7rem"),
    "row": ("card", "(min-width: 48rem) 14rem, 7rem"),
    "thumb": ("thumb", "6rem"),
}


@register.filter
def bidi(value: str) -> SafeString:
    """Text, escaped, with its Latin and numeric runs in isolates."""
    return SafeString(_isolated(str(value)))  # isolate_html escapes


@register.filter
def bidi_phrase(value: str) -> SafeString:
    """What a reader typed, escaped: as with `bidi`, and in one isolate where it has no Arabic letter."""
    return SafeString(isolate_phrase(str(value)))  # it escapes


@register.filter
def bidi_html(value: str) -> SafeString:
    """Cleaned HTML with the Latin and numeric runs of its text in isolates; its tags stay as they are."""
    if not may_hold_runs(value.replace("<mark>", "").replace("</mark>", "")):
        return SafeString(value)  # cleaned, as below
    parts = _TAG.split(value)
    # An entity has letters or digits in it: where nothing may be a run, there is none either.
    parts[::2] = [isolate_html(html.unescape(text)) if may_hold_runs(text) else text for text in parts[::2]]
    return SafeString("".join(parts))  # `khabar.front.body` or the search engine cleaned it


@register.filter
def said(value: SafeString, marks: Sequence[Mark]) -> SafeString:
    """A paragraph's printed HTML with its statements marked."""
    return mark_safe(marked(value, marks)) if marks else value  # noqa: S308 - `marked` escapes what it cuts


@register.simple_tag
def run(article: Article) -> SafeString:
    """The `lang` and `dir` of an element that holds a story's words; nothing for a story in the site's language."""
    language = language_of(article)
    if not is_foreign(language):
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', language, direction_of(language))


@register.filter
def quoted(words: str) -> str:
    """Words between «…», unless their writer has put marks around them."""
    words = words.strip()
    return words if words[:1] in _OPENING and words[-1:] in _CLOSING else f"«{words}»"


@register.filter
def is_flash(article: Article) -> bool:
    """Whether «عاجل» stands beside the headline."""
    return flash_until(article) is not None


@register.filter
def xml_text(value: str) -> str:
    """Text without what XML cannot carry."""
    return clean_text(value)


@register.filter
def machine_date(value: datetime) -> str:
    """ISO 8601 with the edition's offset."""
    return machine(value)


@register.filter
def written_date(value: datetime | date, style: str = "full") -> str:
    """A date in words; `style` as in `khabar.front.dates.written`."""
    return written(value, style)


@register.filter
def site_digits(value: Any) -> str:
    """A number in the site's digits."""
    return digits(str(value))


@register.filter
def stories_more(count: int, where: str) -> str:
    """How many stories a list leaves out: `3 أخبار أخرى في هذا اليوم`."""
    return digits(f"{counted(count, OTHER_ARTICLE)} {where}")


@register.simple_tag
def moment(value: datetime, style: str = "full", relative: bool = False) -> SafeString:
    """A `<time>`; with `relative`, the browser may say how long ago it was."""
    mark = SafeString(" data-relative") if relative else ""
    return format_html('<time datetime="{}"{}>{}</time>', machine(value), mark, written(value, style))


@register.simple_tag
def picture(image: Picture | None, place: str = "card", alt: str = "", priority: bool = False) -> SafeString:
    """A `<picture>` for one of the places in `_PLACES`; nothing where the file cannot be read."""
    set_name, sizes = _PLACES[place]
    return picture_html(image, set_name, sizes=sizes, alt=alt, priority=priority)


@register.simple_tag
def large_picture(image: Picture | None) -> str:
    """The address of the whole picture as large as readers get it; empty where there is none to show."""
    found = renditions.offer(image, "body")
    return (found.by_format["webp"] or [found.fallback])[-1].url if found else ""


@register.simple_tag
def card(
    article: Article,
    style: str,
    size: str,
    level: str,
    place: str,
    abstract: bool = False,
    show_section: bool = False,
    priority: bool = False,
    no_picture: bool = False,
) -> SafeString:
    """A story's card; what a template leaves out arrives as an empty string."""
    shown = None if no_picture else article.shown_picture
    image = picture(shown, place, "", bool(priority)) if shown else None
    published = moment(article.first_published_at, "short", relative=True)
    story = Story.of(article, published, run(article), abstract=bool(abstract), section=bool(show_section))
    return card_html(story, Look(style, size, level), image)


@register.filter
def clock_length(seconds: float) -> str:
    """The length of a film: `2:05`."""
    return digits(lengths.clock_length(seconds))


@register.simple_tag
def search_box() -> SafeString:
    """What every search box has in common: as much text as a query may have, and a keyboard made for searching."""
    return format_html(
        'maxlength="{}" autocomplete="off" autocapitalize="off" spellcheck="false" inputmode="search"'
        ' enterkeyhint="search"',
        MAX_CHARS,
    )


@register.simple_tag
def jsonld(node: dict[str, Any]) -> SafeString:
    """Structured data in its script element, which no value can close."""
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":")).translate(_JSON_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above


@register.simple_tag
def setting(name: str) -> Any:
    """One of the settings a page shows: SITE_NAME, SITE_MOTTO, SITE_URL, DIGITS, APP, PUSH, LETTERS_CONFIGURED."""
    if name not in ("SITE_NAME", "SITE_MOTTO", "SITE_URL", "DIGITS", "APP", "PUSH", "LETTERS_CONFIGURED"):
        raise template.TemplateSyntaxError(f"{name} is not a setting for pages")
    return getattr(settings, name)
