"""Reads of fronts: the arrangement in force at a moment, the page it makes, the breaking bar; all pass the gate."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from khabar.articles import videos
from khabar.articles.models import Article, ArticleAuthor, Author, Section
from khabar.articles.queries import cards
from khabar.articles.videos import Shown
from khabar.core import clock
from khabar.curation.models import HOME, Arrangement, Bar, key_of, sizes_of
from khabar.curation.rules import Candidate, Filled, Film, Pool, fill, next_end
from khabar.curation.zones import OPINION, VIDEO, Arranged, Sizes

_RECENT = 200
_FILMS = 12
_COLUMNS = ("pk", "urgency", "first_published_at", "section_id", "lead_picture_id")
_LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


@dataclass(frozen=True)
class Standing:
    """What stands on a front: its arrangement, and when the next one that is scheduled begins."""

    arrangement: Arrangement | None
    until: datetime | None

    @property
    def arranged(self) -> Arranged:
        """What it says; nothing where nobody has arranged the front yet."""
        return self.arrangement.arranged if self.arrangement else Arranged()


@dataclass(frozen=True)
class Edition:
    """A front with its stories. `until` is when it changes by itself; `named` are all the stories it speaks of, also
    those that readers may not see now. Opinion pieces come with their authors."""

    lead: Article | None
    secondary: list[Article]
    opinion: list[tuple[Article, list[Author]]]
    films: list[Shown]
    latest: list[Article]
    rivers: list[tuple[Section, list[Article]]]
    until: datetime | None
    named: frozenset[int]

    @property
    def stories(self) -> list[Article]:
        """Every story on it, in its order."""
        top = [self.lead] if self.lead else []
        rivers = [article for _section, articles in self.rivers for article in articles]
        return [*top, *self.secondary, *(article for article, _ in self.opinion), *self.latest, *rivers]


def arrangements(key: int) -> QuerySet[Arrangement]:
    """Those of a front that were not cancelled, the one that begins last first."""
    return Arrangement.objects.filter(front__key=key, canceled_at=None).order_by("-starts_at", "-pk")


def standing(section: Section | None = None) -> Standing:
    """The arrangement in force now, whoever was there to put it in force: nothing has to run for it to begin."""
    at = clock.now()
    rows = arrangements(key_of(section))
    begun = rows.filter(front=OuterRef("front"), starts_at__lte=at).values("starts_at")[:1]
    since = Coalesce(Subquery(begun), Value(_LONG_AGO, output_field=DateTimeField()))
    found = list(rows.filter(starts_at__gte=since))  # the one in force, those that began with it, all that are to come
    in_force = next((one for one in found if one.starts_at <= at), None)
    return Standing(in_force, min((one.starts_at for one in found if one.starts_at > at), default=None))


def bar() -> Bar | None:
    """The bar that stands now. One that speaks of a story goes with it."""
    rows = Bar.objects.filter(lowered_at=None, until__gt=clock.now()).select_related("article__section")
    return rows.defer("article__body").order_by("-pk").first()


def front_page(arranged: Arranged) -> Edition:
    """The front page as `arranged`, filled with what is new."""
    sections = {section.pk: section for section in Section.objects.all()}
    rows = Article.objects.public().newest().values_list(*_COLUMNS)[:_RECENT]
    newest = [Candidate(*row) for row in rows]
    page = _Page(arranged, sizes_of(HOME), newest, _films(arranged, None), sections)
    return page.edition(whole_archive=len(newest) < _RECENT)


def section_front(section: Section, arranged: Arranged, listed: Sequence[Article]) -> Edition:
    """The front of a section as `arranged`, filled from the first page of its list."""
    newest = [Candidate(*(getattr(article, name) for name in _COLUMNS)) for article in listed]
    page = _Page(arranged, sizes_of(section.pk), newest, _films(arranged, section), {})
    return page.edition(known={article.pk: article for article in listed})


class _Page:
    """A front on its way from an arrangement to its stories."""

    def __init__(
        self,
        arranged: Arranged,
        sizes: Sizes,
        newest: list[Candidate],
        films: dict[int, Shown],
        sections: dict[int, Section],
    ) -> None:
        self._arranged, self._sizes, self._films, self._sections = arranged, sizes, films, sections
        self._at = clock.now()
        of_section: dict[int, list[Candidate]] = {}
        for story in newest:
            of_section.setdefault(story.section_id, []).append(story)
        self._pool = Pool(
            newest=newest,
            placed=_those(one.pk for one in arranged.shown()),
            of_section=of_section,
            films=[Film(pk, one.article.pk) for pk, one in films.items()],
            placed_films={
                one.pk: Film(one.pk, films[one.pk].article.pk) for one in arranged.of(VIDEO) if one.pk in films
            },
        )

    def edition(self, *, whole_archive: bool = False, known: dict[int, Article] | None = None) -> Edition:
        """The page.

        Args:
            whole_archive: the newest stories are all there are.
            known: stories that have been fetched already.
        """
        filled = self._filled()
        if not whole_archive and (short := self._short(filled)):
            more = {pk: [*self._pool.of_section.get(pk, ()), *rows] for pk, rows in self._first_of(short).items()}
            self._pool = replace(self._pool, of_section={**self._pool.of_section, **more})
            filled = self._filled()
        found = dict(known or {})
        found |= cards().in_bulk([pk for pk in filled.stories() if pk not in found])

        def those(pks: Iterable[int | None]) -> list[Article]:
            return [found[pk] for pk in pks if pk in found]

        rivers = [(self._sections[pk], those(pks)) for pk, pks in filled.rivers]
        return Edition(
            lead=next(iter(those([filled.lead])), None),
            secondary=those(filled.secondary),
            opinion=[(article, bylines) for article, bylines in _with_bylines(those(filled.opinion))],
            films=[self._films[pk] for pk in filled.films],
            latest=those(filled.latest),
            rivers=[(section, stories) for section, stories in rivers if stories],
            until=next_end(self._arranged, self._at),
            named=frozenset(one.pk for one in self._arranged.shown()),
        )

    def _filled(self) -> Filled:
        return fill(self._arranged, self._sizes, self._pool, [*self._sections], self._at)

    def _short(self, filled: Filled) -> list[int]:
        """The sections that the newest stories do not tell enough of: quiet ones, and that of opinion."""
        rivers = dict(filled.rivers)
        short = [pk for pk in self._sections if len(rivers.get(pk, ())) < self._sizes.river]
        opinion = self._arranged.opinion_from
        if opinion and OPINION not in self._arranged.hidden and len(filled.opinion) < self._sizes.opinion:
            short.append(opinion)
        return list(dict.fromkeys(short))

    def _first_of(self, sections: list[int]) -> dict[int, list[Candidate]]:
        """The newest stories of each section, all in one query that reads no more of the index than it gives."""
        size = sum(vars(self._sizes).values()) + len(self._pool.placed)  # all but the last may be on the page already
        parts, values = [], []
        for pk in sections:
            rows = Article.objects.public().newest().filter(section_id=pk).values_list("pk")[:size]
            sql, given = rows.query.sql_with_params()
            parts.append(f"SELECT * FROM ({sql}) AS newest")  # noqa: S608 - compiled by Django, values beside it
            values += given
        union = RawSQL(" UNION ALL ".join(parts), values)  # noqa: S611 - as above
        found: dict[int, list[Candidate]] = {pk: [] for pk in sections}
        for row in Article.objects.filter(pk__in=union).newest().values_list(*_COLUMNS):
            found[row[3]].append(Candidate(*row))
        return found


def _those(pks: Iterable[int]) -> dict[int, Candidate]:
    """Those of the stories that readers may see now."""
    wanted = list(pks)
    rows = Article.objects.public().filter(pk__in=wanted).values_list(*_COLUMNS) if wanted else ()
    return {row[0]: Candidate(*row) for row in rows}


def _films(arranged: Arranged, section: Section | None) -> dict[int, Shown]:
    """The placed videos that readers may see, and the newest, by id."""
    if VIDEO in arranged.hidden:
        return {}
    filed: dict[str, Any] = {} if section is None else {"section": section}
    found = {one.video.pk: one for one in videos.newest(_FILMS, **filed)}
    placed = [one.pk for one in arranged.of(VIDEO) if one.pk not in found]
    return found | (videos.among(placed) if placed else {})


def _with_bylines(articles: list[Article]) -> list[tuple[Article, list[Author]]]:
    found: dict[int, list[Author]] = {article.pk: [] for article in articles}
    rows = (
        ArticleAuthor.objects.filter(article_id__in=list(found)).select_related("author").order_by("sort_order", "pk")
    )
    for row in rows if articles else ():
        found[row.article_id].append(row.author)
    return [(article, found[article.pk]) for article in articles]
