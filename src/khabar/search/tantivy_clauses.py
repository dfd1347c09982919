"""From our clauses to the queries of Tantivy: no query language is parsed, so no text can break one."""

from collections.abc import Callable
from typing import Any

import tantivy
from tantivy import FieldType
from tantivy import Query as Built

from khabar.search.clause import (
    All,
    Best,
    Clause,
    Everything,
    Occur,
    Published,
    Sequence,
    Value,
    Weighted,
    Word,
)

_OCCUR = {
    Occur.MUST: tantivy.Occur.Must,
    Occur.SHOULD: tantivy.Occur.Should,
    Occur.MUST_NOT: tantivy.Occur.MustNot,
}


def build(schema: tantivy.Schema, clause: Clause) -> Built:
    """Return the query of Tantivy that means the same."""
    return _BUILDERS[type(clause)](schema, clause)


def _word(schema: tantivy.Schema, word: Word) -> Built:
    return Built.term_query(schema, word.field, word.term, "freq" if word.counts else "basic")


def _sequence(schema: tantivy.Schema, sequence: Sequence) -> Built:
    return Built.phrase_query(schema, sequence.field, list(sequence.terms), sequence.slop)


def _value(schema: tantivy.Schema, value: Value) -> Built:
    return Built.const_score_query(Built.term_query(schema, value.field, value.value, "basic"), 0.0)


def _best(schema: tantivy.Schema, best: Best) -> Built:
    return Built.disjunction_max_query([build(schema, option) for option in best.options], tie_breaker=best.others)


def _weighted(schema: tantivy.Schema, weighted: Weighted) -> Built:
    return Built.boost_query(build(schema, weighted.clause), weighted.weight)


def _all(schema: tantivy.Schema, clause: All) -> Built:
    parts = [(_OCCUR[occur], build(schema, part)) for occur, part in clause.parts]
    return Built.boolean_query(parts) if clause.needed is None else Built.boolean_query(parts, clause.needed)


def _published(schema: tantivy.Schema, published: Published) -> Built:
    first, end = published
    if first is None and end is None:
        days = Built.all_query()
    else:
        days = Built.range_query(schema, "published", FieldType.Integer, first, end, include_upper=end is None)
    return Built.const_score_query(days, 0.0)


def _everything(_schema: tantivy.Schema, _everything: Everything) -> Built:
    return Built.all_query()


_BUILDERS: dict[type[Clause], Callable[[tantivy.Schema, Any], Built]] = {
    Word: _word,
    Sequence: _sequence,
    Value: _value,
    Published: _published,
    Everything: _everything,
    Best: _best,
    All: _all,
    Weighted: _weighted,
}
"""By type, not by `match`: a query has hundreds of clauses."""
