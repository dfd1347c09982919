"""What a query looks for, in fields and words, before an engine makes its own query of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Occur(Enum):
    """What a part of an `All` has to do with its hits."""

    MUST = "must"
    SHOULD = "should"
    MUST_NOT = "must not"


class Word(NamedTuple):
    """A word in a text field; scored as BM25 has it, where it `counts`, from how often it stands there."""

    field: str
    term: str
    counts: bool = True


class Sequence(NamedTuple):
    """Words one after the other in a text field, `slop` places apart at most over all; scored like a word."""

    field: str
    terms: tuple[str, ...]
    slop: int = 0


class Value(NamedTuple):
    """A value of a field that is filtered by; adds nothing to a score."""

    field: str
    value: str


class Published(NamedTuple):
    """The time of publishing in seconds since 1970 UTC: from `first`, before `end`; adds nothing to a score."""

    first: int | None
    end: int | None


@dataclass(frozen=True)
class Everything:
    """Every story, each with the same score."""


class Best(NamedTuple):
    """One of several clauses: the best counts in full, each other by `others` of its score."""

    options: tuple["Clause", ...]
    others: float


class All(NamedTuple):
    """What must, should and must not hold; without a MUST at least one SHOULD, or `needed` of them if given."""

    parts: tuple[tuple[Occur, "Clause"], ...]
    needed: int | None = None


class Weighted(NamedTuple):
    """A clause whose score counts `weight` times."""

    clause: "Clause"
    weight: float


Clause = Word | Sequence | Value | Published | Everything | Best | All | Weighted


def either(clauses: Iterable[Clause]) -> Clause:
    """Return what at least one of several clauses matches; their scores are added."""
    return All(tuple((Occur.SHOULD, clause) for clause in clauses))
