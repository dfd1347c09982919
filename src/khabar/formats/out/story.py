"""A published story as it leaves us: the one record every format is written from."""

import html
import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from khabar.formats.record import AgencyRef, BlockType
from khabar.formats.text import clean
from khabar.formats.wire.record import PubStatus

_SPACE = re.compile(r"[ \t\r\n]+")
_TAG = re.compile(r"<[^>]*>")
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def safe(text: str) -> str:
    """Return `text` without the characters XML cannot hold; marks of direction stay, for they are the writer's."""
    return _UNWANTED.sub("", text)


@dataclass(frozen=True)
class Part:
    """One block of the body. `markup` is well-formed XHTML within a line; the row of a table has `cells` instead."""

    type: BlockType
    markup: str = ""
    cells: tuple[str, ...] = ()
    picture: "Image | None" = None

    @classmethod
    def plain(cls, kind: BlockType, text: str) -> "Part":
        """A block of words alone."""
        return cls(kind, html.escape(safe(text), quote=False))

    @property
    def line(self) -> str:
        """Its mark-up on one line: a blank line within a paragraph would be read as its end."""
        return _SPACE.sub(" ", self.markup)

    @property
    def text(self) -> str:
        """What is read of it."""
        if self.cells:
            return " | ".join(filter(None, map(clean, self.cells)))
        return clean(html.unescape(_TAG.sub("", self.markup.replace("<br/>", " "))))


@dataclass(frozen=True)
class Image:
    """A picture of the story that may be passed on: a JPEG at `href`, and the words that go with it."""

    href: str
    width: int
    height: int
    caption: str = ""
    credit: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Named:
    """A section, topic or author: a name and the address of its page."""

    name: str
    uri: str = ""


@dataclass(frozen=True)
class Source(AgencyRef):
    """An agency the story is credited to, with its stable code."""

    code: str = ""


@dataclass(frozen=True)
class Party:
    """Whom a statement of the story goes back to, or who passed it on: name, role (an address) and page."""

    name: str
    role: str
    uri: str = ""


@dataclass(frozen=True)
class Story:
    """A story at its newest version. One that was withdrawn has its identity, status and time and nothing else.

    `whole` is False where the text may not be passed on: headline, abstract and link are left then. `corrected` says
    that this version puts a mistake of the one before it right; `updated` stands still when only letters were.
    Times are aware.
    """

    uri: str
    version: int
    modified: datetime
    status: PubStatus = "usable"
    created: datetime | None = None
    updated: datetime | None = None
    corrected: bool = False
    expires: datetime | None = None
    link: str = ""
    headline: str = ""
    kicker: str = ""
    abstract: str = ""
    place: str = ""
    day: date | None = None
    authors: tuple[Named, ...] = ()
    sources: tuple[Source, ...] = ()
    parties: tuple[Party, ...] = ()
    language: str = ""
    urgency: int | None = None
    section: Named | None = None
    topics: tuple[Named, ...] = ()
    parts: tuple[Part, ...] = ()
    pictures: tuple[Image, ...] = ()
    whole: bool = True
    holder: str = ""
    notice: str = ""
    terms: str = ""

    @property
    def withdrawn(self) -> bool:
        return self.status != "usable"

    @property
    def byline(self) -> str:
        """The names of its authors, as a line."""
        return "، ".join(author.name for author in self.authors)

    @property
    def subjects(self) -> tuple[Named, ...]:
        """What it is filed under: its section, then its topics."""
        return (self.section, *self.topics) if self.section else self.topics

    @property
    def dateline(self) -> str:
        """Place, day and credit as wires print them: `مينسك، 19-12-2022 (د ب أ)`."""
        credit = "، ".join(source.credit for source in self.sources)
        day = f"{self.day.day}-{self.day.month}-{self.day.year:04d}" if self.day else ""
        where = "، ".join(filter(None, (self.place, day)))
        return f"{where} ({credit})" if where and credit else where

    @property
    def plain_text(self) -> str:
        """The body's words, a blank line between its blocks."""
        return "\n\n".join(part.text for part in self.parts if part.text)


@dataclass(frozen=True)
class Channel:
    """One feed: what it is called, where it and its older pages are, and its stories, newest first."""

    title: str
    home: str
    address: str
    publisher: str
    site: str
    language: str
    updated: datetime
    description: str = ""
    next: str = ""
    hubs: tuple[str, ...] = ()
    """WebSub hubs that are told when the feed changes."""
    stories: tuple[Story, ...] = field(default_factory=tuple)

    @property
    def usable(self) -> list[Story]:
        return [story for story in self.stories if not story.withdrawn]

    @property
    def withdrawn(self) -> list[Story]:
        return [story for story in self.stories if story.withdrawn]

    @property
    def without_texts(self) -> "Channel":
        """The same feed with headlines, abstracts and links alone."""
        return replace(self, stories=tuple(replace(story, parts=()) for story in self.stories))
