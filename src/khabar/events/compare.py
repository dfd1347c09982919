"""Whether two stories tell of one event: a score from 0 to 1 with its reasons, the same whichever story comes first."""

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from khabar.events.fingerprint import HEADLINE, LEAD, Fingerprint, skeleton
from khabar.events.rarity import Rarity
from khabar.events.reading import CASUALTIES
from khabar.events.signature import resemblance

WINDOW_HOURS = 48.0
"""Stories further apart than this are not of one event."""
SAME = 0.5
"""Score from which two stories tell of one event."""
COPY = 0.45
"""Resemblance from which two stories of one event are versions of one text."""

_JOINED = ("ب", "ل", "و", "ك")
_NAME = {HEADLINE: 3, LEAD: 1}
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
    there, back = _found(one, other, rarity), _found(other, one, rarity)
    strange = min(there.gone / there.names, back.gone / back.names) if there.names and back.names else 0.0
    shared = min(1.0, max(there.names - there.gone, back.names - back.gone) / _ENOUGH)
    agree, differ = _numbers(one, other)
    apart = float(bool(one.places and other.places) and not one.places & other.places)
    against = max(strange, differ, apart)  # a form filled in twice is no copy
    return Evidence(
        more=max(there.share, back.share),
        less=min(there.share, back.share),
        named=shared * min(1.0, max(there.told, back.told) / _TELLING),
        strange=strange,
        copy=likeness(one, other) * (1 - against),
        agree=agree,
        differ=differ,
        apart=apart,
        subject=float(bool(one.subjects & other.subjects)),
        late=hours / WINDOW_HOURS,
    )


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """The share of word pairs that two stories have in common, exactly or as their signatures tell; 0 where unknown."""
    if one.shingles and other.shingles:
        return len(one.shingles & other.shingles) / len(one.shingles | other.shingles)
    return resemblance(one.signature, other.signature)


@dataclass(frozen=True)
class _Found:
    """What of one story's lead stands in another: by weight, a share of all its words and of those that are no names
    (what happened, not to whom or where); and the weight of its names, with that of the names the other lacks.
    """

    share: float
    told: float
    names: float
    gone: float


def _found(one: Fingerprint, other: Fingerprint, rarity: Rarity) -> _Found:
    """Look for one story's lead in the other. A name of the headline says more than one further down."""
    total = there = words = told = names = gone = 0.0
    for key, part in one.lead.items():
        weight = rarity.weight(key) ** 2
        stands = key in other.words or _stands_in(key, other)
        total += weight * part
        there += weight * part * stands
        if key in one.names:
            names += weight * _NAME[part]
            gone += weight * _NAME[part] * (not stands)
        else:
            words += weight * part
            told += weight * part * stands
    return _Found(there / total if total else 0.0, told / words if words else 0.0, names, gone)


def _stands_in(key: str, story: Fingerprint) -> bool:
    """Whether a word stands in a story in another spelling, or joined to a preposition there or here."""
    return (
        skeleton(key) in story.skeletons
        or (key[:1] in _JOINED and key[1:] in story.words)
        or any(joined + key in story.words for joined in _JOINED)
    )


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
