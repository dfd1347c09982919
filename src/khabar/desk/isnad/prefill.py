"""What the form of a statement begins with: the statement as it is, or what the engine reads at the words chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from khabar.attribution import seam
from khabar.attribution.anchors import re_anchor
from khabar.attribution.models import Statement
from khabar.attribution.paragraphs import Paragraph
from khabar.attribution.readings import anchor_of
from khabar.attribution.seam import Relay, Said
from khabar.attribution.states import SpeakerKind


@dataclass(frozen=True)
class Filled:
    """The form's values; `paragraph` is the whole paragraph of the words, empty where they are gone from the text."""

    par: int
    start: int
    end: int
    text: str
    paragraph: str
    speaker: str = ""
    record: int | None = None
    kind: str = SpeakerKind.PERSON
    cue: str = ""
    chain: tuple[Relay, ...] = ()


def of_statement(statement: Statement, found: Sequence[Paragraph]) -> Filled:
    """A statement as it is; where its words changed, at the place where their like stand now."""
    anchor = anchor_of(statement)
    if statement.changed:
        there = re_anchor(anchor, found)
        anchor = there.anchor if there else anchor
        gone = there is None
    else:
        gone = False
    return Filled(
        par=anchor.par,
        start=anchor.start,
        end=anchor.end,
        text=anchor.text,
        paragraph="" if gone else found[anchor.par].text,
        speaker=statement.speaker.title if statement.speaker else statement.speaker_name,
        record=statement.speaker_id,
        kind=statement.kind,
        cue=statement.cue,
        chain=tuple(Relay(link.name.title if link.name else link.label, link.role) for link in statement.chain.all()),
    )


def of_words(place: tuple[int, int, int], found: Sequence[Paragraph]) -> Filled:
    """Words chosen in the text: with the isnad the engine gives them, or the greatest part of them."""
    par, start, end = place
    paragraph = found[par].text
    words = Filled(par, start, end, paragraph[start:end], paragraph)
    said = _read_there(place, seam.extract([one.text for one in found]))
    if said is None:
        return words
    return Filled(
        *(par, start, end, words.text, paragraph),
        speaker=said.speaker,
        kind=said.kind,
        cue=said.cue,
        chain=said.chain,
    )


def _read_there(place: tuple[int, int, int], found: Sequence[Said]) -> Said | None:
    """What the engine says of the words that share most with a place."""
    par, start, end = place
    shared = [(min(one.end, end) - max(one.start, start), one) for one in found if one.par == par]
    best = max(shared, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] > 0 else None
