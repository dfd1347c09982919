"""The article record that readers of pages hand on: the keys of `khabar read page --json`."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

BlockType = Literal["paragraph", "subheading", "quote", "list_item", "picture"]


@dataclass(frozen=True)
class Block:
    """One block of the body; `text` of a picture is its caption."""

    type: BlockType
    text: str


@dataclass(frozen=True)
class Dateline:
    """Where a report was filed and, when printed there, on which day (ISO 8601 date)."""

    place: str | None = None
    date: str | None = None


@dataclass(frozen=True)
class AgencyRef:
    """A news agency: its full Arabic name and the short credit the press prints."""

    name: str
    credit: str


ISNAD = "urn:khabar:isnad:"
"""How the role of an information source begins that a statement goes back to or came through; no credit is meant."""


@dataclass(frozen=True)
class InfoSource:
    """Somebody a story's information comes from, as its sender says: name, role and code or address."""

    name: str
    role: str | None = None
    code: str | None = None

    @property
    def of_a_statement(self) -> bool:
        """Whether it is a party to a statement, and not whom the story is credited to."""
        return (self.role or "").startswith(ISNAD)


@dataclass(frozen=True)
class Media:
    """The lead picture: absolute address, caption and the owner's credit line."""

    url: str | None = None
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True)
class Dropped:
    """A piece of the page recognised as the site's own, and why (Arabic)."""

    text: str
    reason: str


@dataclass
class PageRecord:
    """One article read from a page. Times are ISO 8601: with offset, or a plain date when no hour is known."""

    source: str
    url: str | None = None
    headline: str | None = None
    kicker: str | None = None
    abstract: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    authors: list[str] = field(default_factory=list)
    agencies: list[AgencyRef] = field(default_factory=list)
    dateline: Dateline = field(default_factory=Dateline)
    lead_media: Media = field(default_factory=Media)
    section: str | None = None
    topics: list[str] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    language: str | None = None
    dropped: list[Dropped] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Return the record as plain data, its keys in the order of the contract."""
        return asdict(self)
