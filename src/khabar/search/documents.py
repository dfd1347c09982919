"""What the search index knows of a published story."""

import json
from dataclasses import dataclass
from datetime import datetime


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

    @property
    def lead(self) -> str:
        """What stands around the body: kicker, standfirst, caption, topics, place and names, one per line."""
        parts = (self.kicker, self.standfirst, self.caption, *self.topics, self.place, *self.authors)
        return "\n".join(part for part in parts if part)

    def to_json(self) -> str:
        """Return the document as one JSON object, for the index to keep."""
        return json.dumps({**vars(self), "published_at": self.published_at.isoformat()}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Document":
        """Return the document that `to_json` wrote."""
        values = json.loads(text)
        for name in ("topics", "agencies", "authors"):
            values[name] = tuple(values[name])
        return cls(**{**values, "published_at": datetime.fromisoformat(values["published_at"])})
