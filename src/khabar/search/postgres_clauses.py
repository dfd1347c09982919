"""From our clauses to conditions of PostgreSQL over the `tokens` of a story, values passed beside the SQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from khabar.search.clause import All, Best, Clause, Occur, Published, Sequence, Value, Weighted, Word
from khabar.search.postgres_rows import SCHEMA, lexeme, quoted


@dataclass(frozen=True)
class Condition:
    """A condition in SQL and the values of its placeholders."""

    sql: str
    values: tuple[Any, ...] = ()


def condition(clause: Clause) -> Condition:
    """Return the condition that a clause's hits fulfil."""
    words = _tsquery(clause)
    if words is not None:
        return Condition("tokens @@ %s::tsquery", (words,))
    match clause:
        case Weighted(inner, _):
            return condition(inner)
        case Best(options, _):
            return _joined(" OR ", [condition(option) for option in options])
        case All(parts, needed):
            return _all([(occur, part) for occur, part in parts], needed)
        case Published(first, end):
            low = Condition("true") if first is None else Condition("published >= %s", (first,))
            high = Condition("true") if end is None else Condition("published < %s", (end,))
            return _joined(" AND ", [low, high])
    return Condition("true")


def lexemes(clause: Clause) -> Iterator[str]:
    """Yield the lexemes that a clause's score depends on."""
    match clause:
        case Word(field=field, term=term):
            yield lexeme(field, term)
        case Sequence(field, terms, _):
            for term in terms:
                yield lexeme(field, term)
        case Value(field, value):
            yield lexeme(field, value)
        case Best(options, _):
            for option in options:
                yield from lexemes(option)
        case Weighted(inner, _):
            yield from lexemes(inner)
        case All(parts, _):
            for _, part in parts:
                yield from lexemes(part)


def any_of(words: frozenset[str]) -> str:
    """Return the tsquery of stories with any of the lexemes."""
    return " | ".join(quoted(word) for word in sorted(words))


def _all(parts: list[tuple[Occur, Clause]], needed: int | None) -> Condition:
    """Return the condition of an `All` that is more than words: with days, or with so many of several words."""
    must = [condition(part) for occur, part in parts if occur is Occur.MUST]
    must += [_not(condition(part)) for occur, part in parts if occur is Occur.MUST_NOT]
    should = [condition(part) for occur, part in parts if occur is Occur.SHOULD]
    if should and needed and needed > 1:
        must.append(_several(should, needed))
    elif should and (needed or all(occur is not Occur.MUST for occur, _ in parts)):
        must.append(_joined(" OR ", should))
    return _joined(" AND ", must) if parts else Condition("false")


def _several(parts: list[Condition], needed: int) -> Condition:
    """Return the condition that `needed` of several hold: each asked of the index for itself, which reads no text."""
    each = " UNION ALL ".join(f"SELECT id FROM {SCHEMA}.story WHERE {part.sql}" for part in parts)
    values = (*(value for part in parts for value in part.values), needed)
    return Condition(f"id IN (SELECT id FROM ({each}) several GROUP BY id HAVING count(*) >= %s)", values)


def _not(part: Condition) -> Condition:
    return Condition(f"NOT ({part.sql})", part.values)


def _joined(sign: str, parts: list[Condition]) -> Condition:
    if not parts:
        return Condition("true" if sign == " AND " else "false")
    sql = sign.join(f"({part.sql})" for part in parts)
    return Condition(f"({sql})", tuple(value for part in parts for value in part.values))


def _tsquery(clause: Clause) -> str | None:
    """Return the tsquery that says all that a clause's hits must fulfil; None where a tsquery cannot."""
    match clause:
        case Word(field=field, term=term):
            return quoted(lexeme(field, term))
        case Value(field, value):
            return quoted(lexeme(field, value))
        case Sequence(field, terms, slop):
            return _sequence([quoted(lexeme(field, term)) for term in terms], slop)
        case Weighted(inner, _):
            return _tsquery(inner)
        case Best(options, _):
            return _either([_tsquery(option) for option in options])
        case All():
            return _all_words(clause)
    return None


def _all_words(clause: All) -> str | None:
    must = [_tsquery(part) for occur, part in clause.parts if occur is Occur.MUST]
    should = [_tsquery(part) for occur, part in clause.parts if occur is Occur.SHOULD]
    never = [_tsquery(part) for occur, part in clause.parts if occur is Occur.MUST_NOT]
    if (clause.needed or 0) > 1:
        return None
    if clause.needed or not must:
        must.append(_either(should))
    found = [*must, *(None if part is None else f"!({part})" for part in never)]
    return None if None in found else "(" + " & ".join(f"{part}" for part in found) + ")"


def _either(parts: list[str | None]) -> str | None:
    known = [part for part in parts if part is not None]
    return "(" + " | ".join(known) + ")" if parts and len(known) == len(parts) else None


def _sequence(words: list[str], slop: int) -> str:
    """Return words in their order; with a slop each pair may stand that far apart, somewhat more than asked."""
    if slop == 0:
        return "(" + " <-> ".join(words) + ")"
    pairs = [
        "(" + " | ".join(f"({left} <{gap}> {right})" for gap in range(1, slop + 2)) + ")"
        for left, right in pairwise(words)
    ]
    return "(" + " & ".join(pairs) + ")"
