"""Suggestions for a query that is being typed: names first, then headlines, every one of them through the gate."""

from collections.abc import Iterator
from dataclasses import dataclass

from khabar.articles.models import Article
from khabar.articles.outlets import search_engine
from khabar.finding.gate import Offered, shown
from khabar.finding.keys import query_key
from khabar.finding.register import AUTHOR, NAME, SECTION, TOPIC, register
from khabar.search.engine import IndexUnavailable
from khabar.search.spelling import begun_otherwise
from khabar.search.typed import ARTICLE, Typed, read

HEADLINES = 5
NAMES = 5
_OF_A_KIND = {SECTION: 2, TOPIC: 3}
_LOOKED_AT = 12
"""Names that are taken before the gate, and headlines: some of them may be closed."""


@dataclass(frozen=True)
class Suggestions:
    """What a query being typed may lead to."""

    names: tuple[Offered, ...] = ()
    stories: tuple[Article, ...] = ()

    def __len__(self) -> int:
        return len(self.names) + len(self.stories)


def suggestions(text: str) -> Suggestions:
    """What can be offered for `text`, by the first reading of it that leads to something.

    Without an index there are names only.
    """
    return next(filter(None, map(_of, _readings(text))), Suggestions())


def _readings(text: str) -> Iterator[Typed]:
    """The readings of the index, then what a mistyped word may have been among the names."""
    readings = read(text)
    try:
        yield from search_engine().readings(text)
    except IndexUnavailable:
        yield from readings
    if readings and not readings[0].spelled:
        *before, last = readings[0].words
        yield from (Typed((*before, other)) for other in begun_otherwise(last, register().begins))


def _of(typed: Typed) -> Suggestions:
    try:
        ids = search_engine().complete(typed, _LOOKED_AT)
    except IndexUnavailable:
        ids = ()
    return Suggestions(tuple(names_of(typed)), tuple(_stories(ids)))


def names_of(typed: Typed) -> list[Offered]:
    """Sections, topics, people and agencies with words that begin as those of `typed`, few of each kind."""
    known = register()
    if typed.spelled:
        found = known.sounding(typed.text, _LOOKED_AT)
    else:
        *before, _ = typed.words
        found = [one for last in typed.beginnings for one in known.starting(" ".join((*before, last)), _LOOKED_AT)]
    offered = [one for one in shown(found) if not typed.spelled or _sounds(typed, one)] if found else []
    return _few(offered)


def _sounds(typed: Typed, offered: Offered) -> bool:
    return any(typed.sounds_like(word.removeprefix(ARTICLE)) for word in query_key(offered.title).split())


def _few(offered: list[Offered]) -> list[Offered]:
    kept: list[Offered] = []
    for kind in dict.fromkeys((SECTION, TOPIC, AUTHOR, NAME, *(one.kind for one in offered))):
        kept += [one for one in offered if one.kind == kind][: _OF_A_KIND.get(kind, 3)]
    return kept[:NAMES]


def _stories(ids: tuple[int, ...]) -> list[Article]:
    """The public ones of the stories, in their order and with one headline once."""
    if not ids:
        return []
    columns = ("headline", "slug", "language", "section__slug", "section__name", "first_published_at")
    public = Article.objects.public().filter(pk__in=ids).select_related("section").only(*columns)
    rows = public.in_bulk()
    found = {rows[pk].headline: rows[pk] for pk in reversed(ids) if pk in rows}
    return list(reversed(found.values()))[:HEADLINES]
