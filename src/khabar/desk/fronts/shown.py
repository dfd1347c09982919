"""An arrangement as the desk shows it: each zone with what was put there and what fills it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from khabar.articles.models import Article, Section
from khabar.articles.queries import in_section, listing
from khabar.articles.videos import among
from khabar.core import clock
from khabar.curation import queries
from khabar.curation.models import key_of, sizes_of
from khabar.curation.queries import Edition
from khabar.curation.zones import CAN_HIDE, NAMES, OPINION, VIDEO, ZONES, Arranged, river_of
from khabar.desk.fronts.sent import field_value
from khabar.media.models import Video


@dataclass(frozen=True)
class Row:
    """A story or a video in a zone, or among what was searched for."""

    pk: int
    title: str
    section: str
    at: datetime | None
    note: str
    until: str = ""


@dataclass(frozen=True)
class Zone:
    """A zone of the page; `rows` were put there, `auto` fill what is left."""

    key: str
    name: str
    size: int
    rows: list[Row]
    auto: list[Row]
    can_hide: bool
    hidden: bool
    section: Section | None = None

    @property
    def is_video(self) -> bool:
        """Whether videos stand there."""
        return self.key == VIDEO


@dataclass(frozen=True)
class Board:
    """All zones of a front."""

    zones: list[Zone]
    rivers: list[Zone]
    opinion_from: int | None


def board(section: Section | None, arranged: Arranged) -> Board:
    """The zones of a front as `arranged`."""
    edition = _edition(section, arranged)
    filled = _filled(edition)
    stories, films = rows_of(_pks(arranged, filled, False), False), rows_of(_pks(arranged, filled, True), True)
    sizes = sizes_of(key_of(section))

    def zone(key: str, name: str, of: Section | None = None) -> Zone:
        known = films if key == VIDEO else stories
        placed = [one for one in arranged.lists.get(key, ()) if one.pk in known]
        rows = [_pinned(known[one.pk], one.until) for one in placed]
        auto = [known[pk] for pk in filled.get(key, ()) if pk not in {one.pk for one in placed}]
        can_hide = of is not None or key in CAN_HIDE
        return Zone(key, name, sizes.of(key), rows, auto, can_hide, key in arranged.hidden, of)

    sections = {} if section else {one.pk: one for one in Section.objects.all()}
    order = [*(pk for pk in arranged.order if pk in sections), *(pk for pk in sections if pk not in arranged.order)]
    return Board(
        [zone(key, NAMES[key]) for key in ZONES],
        [zone(river_of(pk), sections[pk].name, sections[pk]) for pk in order],
        arranged.opinion_from,
    )


def rows_of(pks: Iterable[int], videos: bool) -> dict[int, Row]:
    """Stories or videos as rows by id, in the order of the ids; those that are gone are left out."""
    wanted = list(pks)
    found = {one.pk: one for one in (_video_rows if videos else _story_rows)(wanted)}
    return {pk: found[pk] for pk in wanted if pk in found}


def titles(stories: Iterable[int], videos: Iterable[int]) -> Mapping[tuple[int, bool], str]:
    """Headlines and titles by id and whether it is a video."""
    headlines = Article.objects.filter(pk__in=list(stories)).values_list("pk", "headline")
    named = Video.objects.filter(pk__in=list(videos)).values_list("pk", "title")
    return {(pk, False): text for pk, text in headlines} | {(pk, True): text for pk, text in named}


def _story_rows(pks: list[int]) -> Iterable[Row]:
    rows = Article.objects.filter(pk__in=pks).select_related("section").defer("body", "abstract") if pks else ()
    for one in rows:
        note = "" if one.is_public() else "لا يراه القراء الآن؛ مكانه يمتلئ بغيره"
        yield Row(one.pk, one.headline, one.section.name, one.first_published_at, note)


def _video_rows(pks: list[int]) -> Iterable[Row]:
    public = among(pks) if pks else {}
    for one in Video.objects.filter(pk__in=pks) if pks else ():
        section = public[one.pk].article.section.name if one.pk in public else ""
        at = public[one.pk].since if one.pk in public else None
        yield Row(one.pk, one.title, section, at, "" if one.pk in public else "ليس في خبر منشور؛ لا يراه القراء")


def _pinned(row: Row, until: datetime | None) -> Row:
    over = "" if until is None or until > clock.now() else "انتهى تثبيته؛ مكانه يمتلئ بغيره"
    return replace(row, note=row.note or over, until=field_value(until))


def _edition(section: Section | None, arranged: Arranged) -> Edition:
    if section is None:
        return queries.front_page(arranged)
    return queries.section_front(section, arranged, listing(in_section(section)).articles)


def _filled(edition: Edition) -> dict[str, list[int]]:
    found = {
        "lead": [edition.lead.pk] if edition.lead else [],
        "secondary": [article.pk for article in edition.secondary],
        OPINION: [article.pk for article, _ in edition.opinion],
        VIDEO: [film.video.pk for film in edition.films],
    }
    return found | {river_of(section.pk): [one.pk for one in stories] for section, stories in edition.rivers}


def _pks(arranged: Arranged, filled: dict[str, list[int]], videos: bool) -> list[int]:
    found = [one.pk for key, rows in arranged.lists.items() if (key == VIDEO) == videos for one in rows]
    found += [pk for key, pks in filled.items() if (key == VIDEO) == videos for pk in pks]
    return list(dict.fromkeys(found))
