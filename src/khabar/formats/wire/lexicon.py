"""The wire desk's word lists, from `lexicon.toml`: what marks an item as not for readers, and as what it is."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khabar.formats.text import key


@dataclass(frozen=True)
class Rule:
    """One rule of the file, its words folded."""

    where: frozenset[str]
    whole: frozenset[str]
    starts: tuple[str, ...]
    reason: str | None
    signal: str | None

    def matches(self, folded: str) -> bool:
        """Say whether a line in folded form is, or begins with, one of the rule's words."""
        return folded in self.whole or (bool(self.starts) and f"{folded} ".startswith(self.starts))


def fold_line(line: str) -> str:
    """Return the form in which lines and words are compared; German and French letters lose their marks."""
    return key(line).translate(_LATIN)


_LATIN = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "é": "e", "è": "e", "ê": "e", "à": "a", "ç": "c", "ß": "ss"})


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in the file's order."""
    with files("khabar.formats.wire").joinpath("lexicon.toml").open("rb") as source:
        entries = tomllib.load(source)["rule"]
    return tuple(
        Rule(
            where=frozenset(entry["where"]),
            whole=frozenset(fold_line(words) for words in entry["whole"]),
            starts=tuple(fold_line(words) + " " for words in entry["starts"]),
            reason=entry.get("reason"),
            signal=entry.get("signal"),
        )
        for entry in entries
    )


def judge(lines: dict[str, list[str]]) -> tuple[list[str], list[str]]:
    """Return the reasons against publishing and the signals that the lines of each place give."""
    folded = {place: [fold_line(line) for line in texts if line] for place, texts in lines.items()}
    reasons: list[str] = []
    signals: list[str] = []
    for rule in rules():
        if any(rule.matches(line) for place in rule.where for line in folded.get(place, ())):
            reasons.extend([rule.reason] if rule.reason and rule.reason not in reasons else [])
            signals.extend([rule.signal] if rule.signal and rule.signal not in signals else [])
    return reasons, signals
