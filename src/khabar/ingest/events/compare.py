"""Whether two stories tell of one event: a score from 0 to 1 with its reasons, the same whichever story comes first."""

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from khabar.ingest.events.fingerprint import HEADLINE, Fingerprint, skeleton
from khabar.ingest.events.rarity import Rarity
from khabar.ingest.events.reading import CASUALTIES
from khabar.ingest.events.signature import resemblance

WINDOW_HOURS = 48.0
"""Stories further apart than this are not of one event."""
SAME = 0.5
"""Score from which two stories tell of one event."""
COPY = 0.45
"""Resemblance from which two stories of one event are versions of one text."""

_JOINED = ("ب", "ل", "و", "ك")
_ENOUGH = 6.0
"""What two names of a headline, or six of the lead, weigh."""
_TELLING = 0.25
"""Share of a lead's other words from which shared names count in full."""


class Relation(StrEnum):
    """How two stories stand to each other."""

    SAME_STORY = "same_story"
    SAME_EVENT = "same_event"
    DIFFERENT = "different"


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
    own: float = 0.0  # 1 for two stories of one agency, which mostly sends another story and not the same again


@dataclass(frozen=True)
class Verdict:
    """The relation, a score of 0 to 1 for one event, and what was found."""

    relation: Relation
    score: float
    evidence: Evidence

    @property
    def reasons(self) -> list[str]:
        """What spoke for and against one event, for an editor."""
        found = self.evidence
        said = {
            f"{found.more:.0%} من ألفاظ أحدهما في الآخر": found.more >= 0.3,
            "أسماء مشتركة": found.named >= 0.3,
            "أرقام متفقة": found.agree > 0,
            "نص واحد بصيغتين": found.copy >= COPY,
            "أسماء مختلفة": found.strange >= 0.3,
            "أرقام مختلفة": found.differ > 0,
            "أماكن مختلفة": found.apart > 0,
        }
        return [reason for reason, holds in said.items() if holds]


WEIGHTS = {
    "more": 4.5, "less": 4.5, "named": 3.0, "strange": -3.0, "copy": 1.5, "agree": 1.3, "differ": -2.4, "apart": -2.0,
    "subject": 0.2, "late": -1.0, "own": -0.8,
}  # fmt: skip
BIAS = -4.0


def compare(one: Fingerprint, other: Fingerprint, hours: float, rarity: Rarity, *, one_source: bool = False) -> Verdict:
    """Compare two stories.

    Args:
        hours: between the times they were told at.
        one_source: both come from one agency, under two identities.
    """
    if one.language != other.language or abs(hours) > WINDOW_HOURS or not one.words or not other.words:
        return Verdict(Relation.DIFFERENT, 0.0, Evidence())
    found = replace(evidence(one, other, abs(hours), rarity), own=float(one_source))
    total = BIAS + sum(weight * getattr(found, name) for name, weight in WEIGHTS.items())
    score = 1 / (1 + math.exp(-total))
    if score < SAME:
        return Verdict(Relation.DIFFERENT, score, found)
    return Verdict(Relation.SAME_STORY if found.copy >= COPY else Relation.SAME_EVENT, score, found)


def evidence(one: Fingerprint, other: Fingerprint, hours: float, rarity: Rarity) -> Evidence:
    """What speaks for and against one event."""
    there, missing = _found(one, other, rarity)
    back, lacking = _found(other, one, rarity)
    shared, strange = _names(one, missing, other, lacking, rarity)
    told = max(_told(one, missing, rarity), _told(other, lacking, rarity))
    agree, differ = _numbers(one, other)
    apart = float(bool(one.places and other.places) and not one.places & other.places)
    against = max(strange, differ, apart)  # a form filled in twice is no copy
    return Evidence(
        more=max(there, back),
        less=min(there, back),
        named=shared * min(1.0, told / _TELLING),
        strange=strange,
        copy=resemblance(one.signature, other.signature) * (1 - against),
        agree=agree,
        differ=differ,
        apart=apart,
        subject=float(bool(one.subjects & other.subjects)),
        late=hours / WINDOW_HOURS,
    )


def _found(one: Fingerprint, other: Fingerprint, rarity: Rarity) -> tuple[float, set[str]]:
    """The share of one's lead that is anywhere in the other, by weight, and the words that are not."""
    total = there = 0.0
    missing = set()
    for key, part in one.lead.items():
        weight = rarity.weight(key) ** 2 * part
        total += weight
        if _stands_in(key, other):
            there += weight
        else:
            missing.add(key)
    return (there / total if total else 0.0), missing


def _stands_in(key: str, story: Fingerprint) -> bool:
    """Whether a word stands in a story in this or another spelling, or joined to a preposition there or here."""
    words = story.words
    return (
        key in words
        or skeleton(key) in story.skeletons
        or any(joined + key in words for joined in _JOINED)
        or (key[:1] in _JOINED and key[1:] in words)
    )


def _told(story: Fingerprint, missing: set[str], rarity: Rarity) -> float:
    """The share of a lead's words, names left out, that the other story has: what happened, not to whom or where."""
    words = {key: rarity.weight(key) ** 2 * part for key, part in story.lead.items() if key not in story.names}
    total = sum(words.values())
    return sum(weight for key, weight in words.items() if key not in missing) / total if total else 0.0


def _names(
    one: Fingerprint, missing: set[str], other: Fingerprint, lacking: set[str], rarity: Rarity
) -> tuple[float, float]:
    """How many names the stories share, from 0 to 1 for two, and how far each has names that the other lacks.

    A name of the headline says more than one further down.
    """
    mine, theirs = _mass(one, one.names, rarity), _mass(other, other.names, rarity)
    gone, away = _mass(one, one.names & missing, rarity), _mass(other, other.names & lacking, rarity)
    shared = min(1.0, max(mine - gone, theirs - away) / _ENOUGH)
    return shared, min(gone / mine, away / theirs) if mine and theirs else 0.0


def _mass(story: Fingerprint, names: frozenset[str] | set[str], rarity: Rarity) -> float:
    return sum((3 if story.words.get(key) == HEADLINE else 1) * rarity.weight(key) ** 2 for key in sorted(names))


def _numbers(one: Fingerprint, other: Fingerprint) -> tuple[float, float]:
    """How far numbers agree, and how far they differ where both stories give one for the same thing."""
    exact = [{value for _, value in story.numbers if _is_exact(value)} for story in (one, other)]
    if one.scores and other.scores:
        return (1.0, 0.0) if one.scores & other.scores else (0.0, 1.0)
    if all(exact):
        return (1.0, 0.0) if any(_close(a, b) for a in exact[0] for b in exact[1]) else (0.0, 1.0)
    agree = differ = 0.0
    for unit in {unit for unit, _ in one.numbers} & {unit for unit, _ in other.numbers}:
        mine = {value for its, value in one.numbers if its == unit}
        theirs = {value for its, value in other.numbers if its == unit}
        if any(_close(a, b) for a in mine for b in theirs):
            agree = 0.5
        elif unit not in CASUALTIES:
            differ = 0.5
    return agree, differ * (1 - agree)


def _is_exact(value: float) -> bool:
    """Whether two stories hardly give the same number by chance."""
    return value >= 1000 or (value != int(value) and value > 10) or (value >= 100 and value % 10 > 0)


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 0.002 * max(abs(a), abs(b))
