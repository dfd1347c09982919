"""Which rule an item falls under, decided from facts alone; the acting on it is in `store`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from khabar.arabic.normalise import normalise_search
from khabar.ingest.models import Rule

_SEPARATORS = re.compile(r"[،,;؛\n]")


@dataclass(frozen=True)
class Facts:
    """What a rule may ask of an item."""

    provider_id: int
    section_id: int | None
    urgency: int
    subjects: frozenset[str]
    text: str  # headline and body
    hour: time  # of arrival, on the edition's clock


def first_match(rules: Iterable[Rule], facts: Facts) -> Rule | None:
    """The first rule, in the order given, whose conditions all hold."""
    return next((rule for rule in rules if matches(rule, facts)), None)


def matches(rule: Rule, facts: Facts) -> bool:
    """Whether every condition the rule sets holds."""
    return (
        rule.provider_id in (None, facts.provider_id)
        and rule.in_section_id in (None, facts.section_id)
        and (rule.urgency_up_to is None or facts.urgency <= rule.urgency_up_to)
        and (not rule.subject or _folded(rule.subject) in {_folded(subject) for subject in facts.subjects})
        and _within_hours(rule, facts.hour)
        and _has_a_word(rule.words, facts.text)
    )


def _within_hours(rule: Rule, hour: time) -> bool:
    """From the first hour up to the second; a span such as 22:00 to 06:00 goes over midnight."""
    if rule.from_hour is None or rule.to_hour is None:
        return True
    if rule.from_hour <= rule.to_hour:
        return rule.from_hour <= hour < rule.to_hour
    return hour >= rule.from_hour or hour < rule.to_hour


def _has_a_word(words: str, text: str) -> bool:
    wanted = [folded for word in _SEPARATORS.split(words) if (folded := _folded(word))]
    if not wanted:
        return True
    whole = f" {_folded(text)} "
    return any(f" {word} " in whole for word in wanted)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", normalise_search(text)))
