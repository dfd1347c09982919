"""The one place where the tables meet the extraction engine: paragraphs in, statements with their isnad out."""

from collections.abc import Sequence
from dataclasses import dataclass

ENGINE = "12"
"""The engine's version, which rises when it finds other things; a text read by another is read again."""


@dataclass(frozen=True)
class Relay:
    """One link of a chain: `role` is relay or told_to."""

    name: str
    role: str


@dataclass(frozen=True)
class Said:
    """One statement as the isnad guideline defines it; offsets are characters of paragraph `par`."""

    par: int
    start: int
    end: int
    text: str
    quoting: str
    kind: str
    speaker: str = ""
    mention: str = ""
    cue: str = ""
    chain: tuple[Relay, ...] = ()
    figures: tuple[str, ...] = ()
    confidence: float = 1.0


def shown_from() -> float:
    """The confidence from which a statement is shown to readers though no editor has looked at it."""
    from khabar.attribution.confidence import shown_level

    return shown_level()


def sure_from() -> float:
    """The confidence from which the desk calls a suggestion sure."""
    from khabar.attribution.confidence import sure_level

    return sure_level()


def extract(paragraphs: Sequence[str]) -> list[Said]:
    """The statements of a text, in its order."""
    from khabar.attribution.extract import extract as read  # with its word lists, which a web process may never need

    return [
        Said(
            par=one.par,
            start=one.start,
            end=one.end,
            text=one.text,
            quoting=one.type,
            kind=one.speaker.kind,
            speaker=one.speaker.name or "",
            mention=one.speaker.mention or "",
            cue=one.cue or "",
            chain=tuple(Relay(relay.name, relay.role) for relay in one.chain),
            figures=one.figures,
            confidence=one.confidence,
        )
        for one in read(paragraphs)
    ]
