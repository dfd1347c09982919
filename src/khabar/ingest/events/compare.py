"""Whether two stories tell of one event: a score from 0 to 1 with its reasons, the same whichever story comes first."""

import math
from dataclasses import dataclass
from enum import StrEnum

from khabar.ingest.events.fingerprint import Fingerprint, skeleton
from khabar.ingest.events.rarity import Rarity
from khabar.ingest.events.reading import CASUALTIES, PERCENT
from khabar.ingest.events.signature import resemblance

WINDOW_HOURS = 48.0
"""Stories further apart than this are not of one event."""
SAME = 0.5
"""Score from which two stories tell of one event."""
COPY = 0.45
"""Resemblance from which two stories of one event are versions of one text."""


class Relation(StrEnum):
    """How two stories stand to each other."""

    SAME_STORY = "same_story"
    SAME_EVENT = "same_event"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Verdict:
    """The relation, a score of 0 to 1 for one event, and what spoke for and against."""

    relation: Relation
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """What was found in comparing; every part is 0 to 1."""

    more: float = 0.0  # share of the lead found in the other story, the greater of both ways
    less: float = 0.0  # and the smaller
    named: float = 0.0  # the same of names
    strange: float = 0.0  # names that the other lacks, on both sides
    copy: float = 0.0
    agree: float = 0.0
    differ: float = 0.0
    apart: float = 0.0  # 1 when both name places and share none
    subject: float = 0.0
    late: float = 0.0


WEIGHTS = {
    "more": 4.0, "less": 6.0, "named": 2.0, "strange": -3.0, "copy": 3.0, "agree": 0.8, "differ": -2.0, "apart": -1.5,
    "subject": 0.4, "late": -1.0,
}  # fmt: skip
BIAS = -5.0


def compare(one: Fingerprint, other: Fingerprint, hours: float, rarity: Rarity) -> Verdict:
    """Compare two stories that were filed `hours` apart."""
    if one.language != other.language or abs(hours) > WINDOW_HOURS or not one.words or not other.words:
        return Verdict(Relation.DIFFERENT, 0.0)
    found = evidence(one, other, abs(hours), rarity)
    total = BIAS + sum(weight * getattr(found, name) for name, weight in WEIGHTS.items())
    score = 1 / (1 + math.exp(-total))
    if score < SAME:
        return Verdict(Relation.DIFFERENT, score)
    relation = Relation.SAME_STORY if found.copy >= COPY else Relation.SAME_EVENT
    return Verdict(relation, score)


def evidence(one: Fingerprint, other: Fingerprint, hours: float, rarity: Rarity) -> Evidence:
    """What speaks for and against one event."""
    there, missing = _found(one, other, rarity)
    back, lacking = _found(other, one, rarity)
    names = [_names(missing, one, rarity), _names(lacking, other, rarity)]
    agree, differ = _numbers(one, other)
    return Evidence(
        more=max(there, back),
        less=min(there, back),
        named=1 - min(names),
        strange=min(names),
        copy=resemblance(one.signature, other.signature),
        agree=agree,
        differ=differ,
        apart=float(bool(one.places and other.places) and not one.places & other.places),
        subject=float(bool(one.subjects & other.subjects)),
        late=hours / WINDOW_HOURS,
    )


def _found(one: Fingerprint, other: Fingerprint, rarity: Rarity) -> tuple[float, set[str]]:
    """The share of one's lead that is anywhere in the other, by weight, and the words that are not."""
    total = there = 0.0
    missing = set()
    for key, part in one.lead.items():
        weight = rarity.weight(key) * part
        total += weight
        if key in other.words or skeleton(key) in other.skeletons:
            there += weight
        else:
            missing.add(key)
    return (there / total if total else 0.0), missing


def _names(missing: set[str], story: Fingerprint, rarity: Rarity) -> float:
    """The share of a story's lead names that the other lacks."""
    total = sum(rarity.weight(key) for key in story.names if key in story.lead)
    return sum(rarity.weight(key) for key in story.names & missing) / total if total else 0.0


def _numbers(one: Fingerprint, other: Fingerprint) -> tuple[float, float]:
    agree = differ = 0.0
    units = {unit for unit, _ in one.numbers} & {unit for unit, _ in other.numbers}
    for unit in units:
        mine = {value for its, value in one.numbers if its == unit}
        theirs = {value for its, value in other.numbers if its == unit}
        if any(_close(a, b, unit) for a in mine for b in theirs):
            agree += 1
        else:
            differ += 0.25 if unit in CASUALTIES else 0.6
    if one.scores and other.scores:
        if one.scores & other.scores:
            agree += 1
        else:
            differ += 1
    return min(agree, 2) / 2, min(differ, 1.0)


def _close(a: float, b: float, unit: str) -> bool:
    if unit == PERCENT:
        return abs(a - b) <= 0.11
    return abs(a - b) <= 0.02 * max(a, b)
