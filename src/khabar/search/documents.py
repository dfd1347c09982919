"""What the search index knows of a published story."""

from dataclasses import dataclass
from datetime import datetime


def agency_key(slug: str) -> str:
    """The key in `Document.through` of an agency that a story is credited to."""
    return f"agency:{slug}"


def pair_key(speaker: str, link: str) -> str:
    """The key in `Document.said_by` of a speaker whose words came through somebody."""
    return f"{speaker}>{link}"


@dataclass(frozen=True)
class Document:
    """One public story; `id` is its identity in the index, texts are plain (no markup), `published_at` is aware."""

    id: int
    external_id: str
    url: str
    headline: str
    body: str
    published_at: datetime
    kicker: str = ""
    standfirst: str = ""
    caption: str = ""
    section: str = ""
    section_name: str = ""
    topics: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    place: str = ""
    names: tuple[str, ...] = ()  # other spellings of what the story names
    said_by: tuple[str, ...] = ()  # keys of who speaks in it, and of each with those who passed the words on
    through: tuple[str, ...] = ()  # keys of those through whom it came

    @property
    def lead(self) -> str:
        """What stands around the body: kicker, standfirst, caption, topics, place and names, one per line."""
        parts = (self.kicker, self.standfirst, self.caption, *self.topics, self.place, *self.authors, *self.names)
        return "\n".join(part for part in parts if part)
