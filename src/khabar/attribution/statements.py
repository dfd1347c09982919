"""What extraction yields: statements with their speaker and the chain of those who passed them on."""

from typing import Any, Literal, NamedTuple

from khabar.arabic.plurals import Noun

SpeakerKind = Literal["person", "organisation", "unnamed", "media", "document"]
StatementType = Literal["direct", "indirect", "mixed"]
Role = Literal["relay", "told_to"]

COUNTED = Noun("لا أقوال", "قول واحد", "قولان", "أقوال", "قولًا", "قول")
"""Statements in words."""
UNKNOWN = "قائل غير مذكور"
"""The name of a speaker whom a cue points to and the text does not name: for an editor to fill in."""


class Speaker(NamedTuple):
    """Who is claimed to have said it: `name` as known inside the article, `mention` as written at the cue."""

    name: str
    mention: str | None
    kind: SpeakerKind


class Relay(NamedTuple):
    """Somebody between the speaker and the article: who passes the words on, or the outlet they were said to."""

    name: str
    role: Role


class Statement(NamedTuple):
    """What the article attributes to one speaker by one cue; `start` and `end` are characters of paragraph `par`."""

    par: int
    start: int
    end: int
    text: str
    type: StatementType
    speaker: Speaker
    cue: str | None
    chain: tuple[Relay, ...]
    figures: tuple[str, ...]
    confidence: float

    def to_json(self) -> dict[str, Any]:
        """Return the statement as plain data for JSON."""
        chain = [relay._asdict() for relay in self.chain]
        return {**self._asdict(), "speaker": self.speaker._asdict(), "chain": chain, "figures": list(self.figures)}
