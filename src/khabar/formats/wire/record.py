"""The normalised wire item: what parsers fill in, and the record `khabar read wire` prints."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from khabar.formats.record import AgencyRef, Block, Dateline, InfoSource

PubStatus = Literal["usable", "withheld", "canceled"]
Moment = datetime | date


@dataclass(frozen=True)
class Subject:
    """What a story is about: the agency's code as sent (`medtop:20000651`, `16000000`) and its name."""

    code: str | None
    name: str | None


@dataclass(frozen=True)
class Association:
    """Something that comes with the item: a picture, a film, a related item, a link."""

    type: str
    headline: str | None = None
    caption: str | None = None
    credit: str | None = None
    href: str | None = None


@dataclass(frozen=True)
class Text:
    """One of several wordings of a property; `main` marks the one its sender ranks first."""

    value: str
    language: str | None = None
    main: bool = False


@dataclass
class Draft:
    """What a parser found in one item, before the desk's sense is applied; times may lack their zone."""

    source: str
    format: str
    providers: list[str] = field(default_factory=list)
    guid: str | None = None
    version: int | None = None
    pub_status: PubStatus = "usable"
    signals: list[str] = field(default_factory=list)
    urgency: int | None = None
    headlines: list[Text] = field(default_factory=list)
    slugline: str | None = None
    abstracts: list[Text] = field(default_factory=list)
    byline: str | None = None
    creators: list[str] = field(default_factory=list)
    dateline_text: str | None = None
    place: str | None = None
    filed_on: Moment | None = None
    credits: list[str] = field(default_factory=list)
    info_sources: list[InfoSource] = field(default_factory=list)
    language: str | None = None
    subjects: list[Subject] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    """Codes and names of genre, service and product, by which agencies mark schedules and advisories."""
    media: bool = False
    body: list[Block] = field(default_factory=list)
    associations: list[Association] = field(default_factory=list)
    link: str | None = None
    rights: list[Text] = field(default_factory=list)
    usage_terms: list[Text] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    embargoed: bool = False
    embargoed_until: Moment | None = None
    expires_at: Moment | None = None
    created_at: Moment | None = None
    modified_at: Moment | None = None
    reasons: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def signal(self, name: str) -> None:
        """Add a signal once."""
        if name and name not in self.signals:
            self.signals.append(name)

    def credit(self, name: str | None) -> None:
        """Add an agency's name or credit as printed, once."""
        if name and name not in self.credits:
            self.credits.append(name)

    def informed_by(self, source: InfoSource) -> None:
        """Keep an information source, once; one the story is credited to is a credit too."""
        if source.name and source not in self.info_sources:
            self.info_sources.append(source)
        if not source.of_a_statement:
            self.credit(source.name)

    def note(self, text: str) -> None:
        """Add a note for editors, once."""
        if text and text not in self.notes:
            self.notes.append(text)


@dataclass
class WireRecord:
    """One wire item in the words of the newsroom. Times are ISO 8601 with offset, or a plain date."""

    source: str
    format: str
    guid: str | None = None
    version: int | None = None
    pub_status: PubStatus = "usable"
    signals: list[str] = field(default_factory=list)
    urgency: int | None = None
    headline: str | None = None
    slugline: str | None = None
    abstract: str | None = None
    byline: str | None = None
    dateline: Dateline = field(default_factory=Dateline)
    agencies: list[AgencyRef] = field(default_factory=list)
    info_sources: list[InfoSource] = field(default_factory=list)
    language: str | None = None
    subjects: list[Subject] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    associations: list[Association] = field(default_factory=list)
    link: str | None = None
    rights: str | None = None
    usage_terms: str | None = None
    ednote: str | None = None
    embargoed_until: str | None = None
    expires_at: str | None = None
    created_at: str | None = None
    modified_at: str | None = None
    publishable: bool = True
    reasons: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    embargoed: bool = False
    """Whether the agency asks to wait, with or without a time; not part of the printed record."""
    unfit: list[str] = field(default_factory=list)
    """The reasons that lie in what the item is, whatever its status and the hour; not part of the printed record."""

    def to_json(self) -> dict[str, Any]:
        """Return the record as plain data, its keys in the order of the contract."""
        record = asdict(self)
        del record["embargoed"], record["unfit"]
        return record


@dataclass(frozen=True)
class Refusal:
    """One item of a document that was not read, and why (Arabic)."""

    reason: str
    guid: str | None = None


@dataclass
class WireReading:
    """What one document held: an item each, and the parts that are no items."""

    records: list[WireRecord] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True)
class Profile:
    """What is known of one provider's use of a format; the parsers know only the standards."""

    name: str
    agency: str | None = None
    """Code in the agencies' authority file."""
    ids: tuple[str, ...] = ()
    """Provider identifiers and domains, lower case, as they stand in items."""
    zone: ZoneInfo | None = None
    """The clock of times sent without an offset."""
    unpublishable: dict[str, str] = field(default_factory=dict)
    """Genre, service or product (lower case) to the reason its items are not for readers."""
    headline_prefixes: tuple[str, ...] = ()
    split_components: bool = False
    """Whether each inner component of a NewsML 1 item is a story of its own."""
    adjust: Callable[[Draft], None] | None = None
    """A last correction of what the parser found, before the desk's sense is applied."""


PLAIN = Profile(name="plain")
ProfileFor = Callable[[list[str]], Profile]


def plain_profile(providers: list[str]) -> Profile:
    """Return the profile of a provider about whom nothing is known."""
    return PLAIN
