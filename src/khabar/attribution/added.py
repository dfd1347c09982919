"""What attribution adds to an article's pages and its search document: its sources, and every spelling of its names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F

from khabar.articles.additions import Added
from khabar.articles.enums import ObjectType
from khabar.articles.models import Article, ArticleAgency, Change
from khabar.articles.queries import related_values
from khabar.articles.text import plain_text
from khabar.attribution.models import Reading, Spelling, Statement
from khabar.attribution.paragraphs import paragraphs, text_hash
from khabar.attribution.states import NameKind
from khabar.search.documents import agency_key, pair_key


class Sources:
    """An `Addition` of sources; statements that are not of the text readers see add nothing."""

    def lists(self, ids: Iterable[int]) -> Mapping[int, set[str]]:
        """The pages of the sources that speak in each article or pass words on, and those about the people it names."""
        wanted = list(ids)
        found: dict[int, set[str]] = defaultdict(set)
        for article_id, name_id in people_in(wanted):
            found[article_id].add(f"about:{name_id}")
        shown = Statement.objects.filter(article__in=wanted, shown_at__isnull=False)
        names = ("speaker_id", "speaker__agency_id", "chain__name_id", "chain__name__agency_id")
        for article_id, *of_names in shown.order_by().values_list("article_id", *names).distinct():
            keys = zip(("source", "heard", "through", "heard"), of_names, strict=True)
            found[article_id] |= {f"{key}:{pk}" for key, pk in keys if pk}
        return found

    def articles_of(self, change: Change) -> set[int]:
        """The public articles that name a record which was renamed, merged, split or spelled anew."""
        if change.object_type != ObjectType.SOURCE:
            return set()
        rows = Reading.objects.filter(live=True, names=change.object_id)
        ids = rows.values_list("article_id", flat=True)
        return set(Article.objects.public().filter(pk__in=ids).values_list("pk", flat=True))

    def of_documents(self, bodies: Mapping[int, list[Any]]) -> Mapping[int, Added]:
        """Spellings of each article's names that its text does not have, who speaks in it, and through whom."""
        hashes = dict(Reading.objects.filter(live=True, article__in=bodies).values_list("article_id", "text_hash"))
        current = [pk for pk, digest in hashes.items() if text_hash(paragraphs(bodies[pk])) == digest]
        spellings = _spellings(current)
        said_by, through = _spoken(current)
        credits = related_values(ArticleAgency, "agency__slug", list(said_by))
        for pk in said_by:  # the credited agency is the last link of every chain
            pairs = {pair_key(speaker, agency_key(slug)) for speaker in said_by[pk] for slug in credits[pk]}
            said_by[pk] |= pairs | _pairs_of(through[pk])
        return {
            pk: Added(
                names=_missing(spellings.get(pk, []), plain_text(bodies[pk])),
                said_by=tuple(sorted(said_by[pk])),
                through=tuple(sorted({link for _speaker, link in through[pk]})),
            )
            for pk in current
        }


def people_in(ids: list[int]) -> list[tuple[int, int]]:
    """Each article with each person of the authority file that its text names."""
    rows = Reading.objects.filter(live=True, article__in=ids, names__kind=NameKind.PERSON)
    return list(rows.values_list("article_id", "names"))


def _spellings(ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Spelling.objects.filter(name__readings__live=True, name__readings__article__in=ids)
    for article_id, text in rows.order_by("pk").values_list(F("name__readings__article_id"), "text"):
        found[article_id].append(text)
    return found


def _missing(spellings: list[str], text: str) -> tuple[str, ...]:
    return tuple(spelling for spelling in dict.fromkeys(spellings) if spelling not in text)


def _spoken(ids: list[int]) -> tuple[dict[int, set[str]], dict[int, set[tuple[str, str]]]]:
    """For each article who speaks in it, and who passes words on in it, with whose words they are (empty: of nobody
    on record)."""
    said_by: dict[int, set[str]] = defaultdict(set)
    through: dict[int, set[tuple[str, str]]] = defaultdict(set)
    rows = Statement.objects.filter(article__in=ids, shown_at__isnull=False).order_by()
    for article_id, speaker_id, link_id in rows.values_list("article_id", "speaker_id", "chain__name_id").distinct():
        if speaker_id:
            said_by[article_id].add(str(speaker_id))
        if link_id:
            through[article_id].add((str(speaker_id or ""), str(link_id)))
    return said_by, through


def _pairs_of(links: set[tuple[str, str]]) -> set[str]:
    return {pair_key(speaker, link) for speaker, link in links if speaker}


SOURCES = Sources()
