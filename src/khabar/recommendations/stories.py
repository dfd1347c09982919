"""Stories to read after one: candidates from the index, the topics and the section, chosen by `choice`.

Worked out when a page is rendered and kept nowhere else: the page carries the keys of the stories it shows, so that
one that is taken down goes with it, and a publish has nothing to do for the pages of others.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from khabar.articles import queries
from khabar.articles.models import Article
from khabar.articles.outlets import search_engine
from khabar.recommendations.about import candidate_of, candidates, text_of
from khabar.recommendations.choice import choose, fill
from khabar.recommendations.finding import wishes
from khabar.search.engine import SearchError

_IN_SECTION = 10


@dataclass(frozen=True)
class Next:
    """A story to read next; `background`: it is older than useful and stands because it explains."""

    article: Article
    background: bool = False


def to_read_after(article: Article, size: int = 4, without: Collection[int] = ()) -> list[Next]:
    """At most `size` stories, the most related first, then the newest of the section.

    Args:
        without: ids of stories that the page shows elsewhere.
    """
    found, rarity = _alike(article)
    section = _newest_of_section(article)
    seed = candidate_of(article)
    pool = candidates(pk for pk in (*found, *_on_its_topics(article), *section) if pk not in without)
    chosen = choose(seed, pool, size, rarity)
    by_key = {one.key: one for one in pool}
    rest = [by_key[pk] for pk in section if pk in by_key]
    more = fill(seed, [by_key[one.key] for one in chosen], rest, size - len(chosen))
    cards = queries.cards().in_bulk([*(one.key for one in chosen), *more])
    background = {one.key for one in chosen if one.background}
    order = (*(one.key for one in chosen), *more)
    return [Next(cards[pk], pk in background) for pk in order if pk in cards]


def _alike(article: Article) -> tuple[list[int], Mapping[str, float] | None]:
    """Ids of stories like this one, and how rare its words are; nothing while there is no index."""
    try:
        asked = wishes(article.headline, text_of(article), article.first_published_at)
        recent, older = map(search_engine().alike, asked)
    except SearchError:
        return [], None
    return [*recent.ids, *older.ids], recent.rarity


def _on_its_topics(article: Article) -> list[int]:
    return queries.filed_last(row.topic_id for row in article.filings.all())


def _newest_of_section(article: Article) -> list[int]:
    rows = Article.objects.public().newest().filter(section_id=article.section_id)
    return list(rows.values_list("pk", flat=True)[:_IN_SECTION])
