"""What the pages of a source print: its statements with their chains and the way to each in its story."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone

from khabar.attribution.models import Link, Statement
from khabar.attribution.queries import Told
from khabar.attribution.states import Role
from khabar.core.clean import clean_text
from khabar.formats.out import story as out
from khabar.front.head import absolute

_EDGE_WORDS = 5
"""Words at each end of a long statement by which a browser finds it on the page."""


@dataclass(frozen=True)
class Relay:
    """A link of a chain: what it did, its name and, where it has one, the path of its page."""

    did: str
    name: str
    path: str


@dataclass(frozen=True)
class Line:
    """A statement in a story; `path` leads to its place there, `speaker_path` to the page of who says it, if any."""

    text: str
    path: str
    speaker: str
    speaker_path: str
    relays: tuple[Relay, ...]


@dataclass(frozen=True)
class Story:
    """A story with what the source says or passes on in it."""

    told: Told
    lines: tuple[Line, ...]


def story_of(told: Told) -> Story:
    """A story ready for the page."""
    return Story(told, tuple(_line(told, statement) for statement in told.statements))


def place_of(path: str, statement: Statement) -> str:
    """The address of a statement's place: the paragraph, and for browsers that can, the words themselves."""
    words = statement.text.split()
    if len(words) > 2 * _EDGE_WORDS:
        text = f"{_encoded(words[:_EDGE_WORDS])},{_encoded(words[-_EDGE_WORDS:])}"
    else:
        text = _encoded(words)
    return f"{path}#b{statement.place}:~:text={text}"


def _encoded(words: list[str]) -> str:
    """Words as a text fragment takes them, where a hyphen has a meaning of its own."""
    return quote(" ".join(words), safe="").replace("-", "%2D")


def feed_items(speaker: str, story: Story) -> Iterator[out.Story]:
    """A source's statements in a story as items of its feed, which lead to their places."""
    article = story.told.article
    published = timezone.localtime(article.first_published_at).replace(microsecond=0)
    for line in story.lines:
        through = "، ".join(f"{relay.did} {relay.name}" for relay in line.relays)
        digest = hashlib.sha256(line.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        yield out.Story(
            uri=f"{settings.SITE_URL}/n/{article.pk}#{digest}",
            version=1,
            modified=published,
            created=published,
            link=absolute(line.path),
            headline=clean_text(f"{speaker}: {line.text}"),
            abstract=clean_text(f"{article.headline}{f' ({through})' if through else ''}"),
            authors=(out.Named(clean_text(speaker)),),
        )


def _line(told: Told, statement: Statement) -> Line:
    speaker = statement.speaker
    return Line(
        text=statement.text,
        path=place_of(told.article.get_absolute_url(), statement),
        speaker=speaker.title if speaker else statement.speaker_name or statement.mention,
        speaker_path=speaker.get_absolute_url() if speaker else "",
        relays=tuple(_relay(link) for link in statement.chain.all()),
    )


def _relay(link: Link) -> Relay:
    did = "أُدلي به إلى" if link.role == Role.TOLD_TO else "نقلته"
    return Relay(did, link.name.title if link.name else link.label, link.name.get_absolute_url() if link.name else "")


def name_keys(rows: Iterable[Statement]) -> set[str]:
    """The purge keys of the records whose names a page prints: a rename or a merge must reach it."""
    rows = list(rows)
    ids = {row.speaker_id for row in rows} | {link.name_id for row in rows for link in row.chain.all()}
    return {f"name:source:{pk}" for pk in ids if pk}
