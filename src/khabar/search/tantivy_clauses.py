"""From our clauses to the queries of Tantivy: no query language is parsed, so no text can break one."""

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
    match clause:
        case Word(field, term, counts):
            return Built.term_query(schema, field, term, "freq" if counts else "basic")
        case Sequence(field, terms, slop):
            return Built.phrase_query(schema, field, list(terms), slop)
        case Best(options, others):
            return Built.disjunction_max_query([build(schema, option) for option in options], tie_breaker=others)
        case Weighted(inner, weight):
            return Built.boost_query(build(schema, inner), weight)
        case All():
            return _all(schema, clause)
        case Value(field, value):
            return Built.const_score_query(Built.term_query(schema, field, value, "basic"), 0.0)
        case Published(first, end):
            return Built.const_score_query(_published(schema, first, end), 0.0)
        case Everything():
            return Built.all_query()


def _all(schema: tantivy.Schema, clause: All) -> Built:
    parts = [(_OCCUR[occur], build(schema, part)) for occur, part in clause.parts]
    return Built.boolean_query(parts) if clause.needed is None else Built.boolean_query(parts, clause.needed)


def _published(schema: tantivy.Schema, first: int | None, end: int | None) -> Built:
    if first is None and end is None:
        return Built.all_query()
    return Built.range_query(schema, "published", FieldType.Integer, first, end, include_upper=end is None)
