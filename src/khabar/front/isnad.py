"""The isnad of a story for its readers: who speaks in it, through whom it came, what rests on one source alone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings

from khabar.arabic.plurals import Noun, counted
from khabar.articles.models import Agency, Article
from khabar.attribution.corroboration import independent_sources, origin, single_sourced
from khabar.attribution.drawn import from_the_speaker
from khabar.attribution.exports import Quoted, Via
from khabar.attribution.models import Statement
from khabar.attribution.paragraphs import paragraphs
from khabar.attribution.queries import quoted
from khabar.attribution.statements import COUNTED
from khabar.attribution.states import Role, SpeakerKind
from khabar.core.paths import path_to
from khabar.front.dates import digits
from khabar.front.marks import Mark

_SOURCES = Noun("لا مصادر", "مصدر واحد", "مصدران مستقلان", "مصادر مستقلة", "مصدرًا مستقلًا", "مصدر مستقل")
_OTHERS = Noun("", "قائل آخر", "قائلان آخران", "آخرين", "آخر", "آخر")
_UNNAMED = "قائل لم يُسمَّ"
_TOLD, _VIA, _THEN = "أُدلي به إلى", "عبر", "ثم"
_WORDS = 12
"""Words of a statement in the panel; the rest is read in the text."""
_NAMES = 5
"""Names at one beginning of the drawing."""


@dataclass(frozen=True)
class Party:
    """Somebody in the chain: the name, the path of the page where there is one, and for a link what it did."""

    name: str
    path: str = ""
    did: str = ""


@dataclass(frozen=True)
class Route:
    """A way to the story: who spoke, through whom, the nearest to the speakers first."""

    speakers: tuple[Party, ...]
    links: tuple[Party, ...]
    more: str = ""


@dataclass(frozen=True)
class Line:
    """A statement in the panel; `place` leads to its words in the text. `borne_out`: another source says the same."""

    number: int
    words: str
    place: str
    links: tuple[Party, ...]
    borne_out: bool


@dataclass(frozen=True)
class Speaker:
    """A speaker with everything said; `note` is the kind of one who has no name."""

    party: Party
    note: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Panel:
    """What the panel shows. All routes end in the `credits`, the credited agencies, and in the `site`."""

    summary: str
    verdict: str
    routes: tuple[Route, ...]
    credits: tuple[Party, ...]
    site: str
    speakers: tuple[Speaker, ...]


def marks_of(article: Article, statements: Sequence[Statement]) -> dict[int, list[Mark]]:
    """The marks of the statements, numbered from 1 in their order, by the place of their block in the body."""
    first: dict[int, int] = {}
    for number, paragraph in enumerate(paragraphs(article.body) if statements else ()):
        first.setdefault(paragraph.place, number)
    found: dict[int, list[Mark]] = {}
    for number, row in enumerate(statements, start=1):
        mark = Mark(number, row.par - first.get(row.place, row.par), row.start, row.end, row.text)
        found.setdefault(row.place, []).append(mark)
    return found


def panel_of(article: Article, statements: Sequence[Statement], standing: Collection[int]) -> Panel | None:
    """The panel of a story, None where nothing is shown.

    Args:
        statements: those its readers see, in their order.
        standing: the numbers of those that are marked in the text.
    """
    if not statements:
        return None
    said = quoted(statements)
    alone = single_sourced(said)
    speaking = {one.source for one in said if one.source}
    lines = []
    for number, (row, one) in enumerate(zip(statements, said, strict=True), start=1):
        place = f"#q{number}" if number in standing else f"#b{row.place}"
        links = _links(one, article.agencies, speaking)
        lines.append((one, Line(number, _shortened(one.text), place, links, one not in alone)))
    sources = independent_sources(said)
    return Panel(
        summary=digits(f"{counted(sources, _SOURCES)}، {counted(len(said), COUNTED)}"),
        verdict=_verdict(sources, len(said), len(alone)),
        routes=_routes(lines, {agency.slug for agency in article.agencies}),
        credits=tuple(map(_agency, article.agencies)),
        site=settings.SITE_NAME,
        speakers=_speakers(lines),
    )


def _shortened(text: str) -> str:
    words = text.split()
    return f"{' '.join(words[: _WORDS - 1])}…" if len(words) > _WORDS else " ".join(words)


def _verdict(sources: int, said: int, alone: int) -> str:
    """What rests on a single source, in a sentence; a single statement needs none."""
    if said == 1:
        return ""
    if sources == 1:
        return "كل ما نُسب هنا يعود إلى مصدر واحد."
    if alone == said:
        return "كل قول هنا عن صاحبه وحده: لم يقل مثله مصدر آخر في الخبر."
    if not alone:
        return "كل قول هنا قال مثله مصدر آخر في الخبر."
    return "ما كُتب عنده «قال مثله غيره» له أكثر من مصدر، والباقي عن مصدر واحد."


def _links(one: Quoted, credited: Iterable[Agency], speaking: Collection[str]) -> tuple[Party, ...]:
    """The chain from the speaker on; a credited agency is left out, for it is the end that all routes share."""
    agencies = {agency.slug for agency in credited}
    passed = from_the_speaker(via for via in one.chain if not (via.source and via.source in agencies))
    told = sum(via.role == Role.TOLD_TO for via in passed)  # they come first
    return tuple(
        _link(via, _TOLD if at < told else _VIA if at == told else _THEN, speaking) for at, via in enumerate(passed)
    )


def _link(via: Via, did: str, speaking: Collection[str]) -> Party:
    """A link of the chain; one that says nothing here may have no page."""
    return Party(via.name, _path(via.source) if via.source in speaking else "", did)


def _path(source: str) -> str:
    return path_to("front:source", source) if source else ""


def _agency(agency: Agency) -> Party:
    return Party(agency.credit or agency.name, agency.get_absolute_url())


def _party(one: Quoted) -> Party:
    return Party(one.speaker or _UNNAMED, _path(one.source))


def _routes(lines: Iterable[tuple[Quoted, Line]], credited: Collection[str]) -> tuple[Route, ...]:
    """The ways to the story in the order they are met, without what a credited agency says itself."""
    found: dict[tuple[Party, ...], dict[str, Party]] = {}
    for one, line in lines:
        if one.source not in credited:
            found.setdefault(line.links, {}).setdefault(origin(one), _party(one))
    return tuple(_route(tuple(speakers.values()), links) for links, speakers in found.items())


def _route(speakers: tuple[Party, ...], links: tuple[Party, ...]) -> Route:
    hidden = len(speakers) - _NAMES
    if hidden <= 0:
        return Route(speakers, links)
    return Route(speakers[:_NAMES], links, digits(f"و{counted(hidden, _OTHERS)}"))


def _speakers(lines: Iterable[tuple[Quoted, Line]]) -> tuple[Speaker, ...]:
    said: dict[str, list[tuple[Quoted, Line]]] = {}
    for one, line in lines:
        said.setdefault(origin(one), []).append((one, line))
    return tuple(
        Speaker(_party(told[0][0]), _note(told[0][0]), tuple(line for _one, line in told)) for told in said.values()
    )


def _note(one: Quoted) -> str:
    if one.kind == SpeakerKind.UNNAMED and one.speaker:
        return "بلا اسم"
    return "وثيقة" if one.kind == SpeakerKind.DOCUMENT else ""
