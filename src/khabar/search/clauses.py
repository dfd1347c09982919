"""The clauses that a planned query becomes: which field counts how much, what stands beside what."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from khabar.arabic.stem import stems
from khabar.search.analysis import folded_stop_words
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
    either,
)
from khabar.search.plan import Form, Group
from khabar.search.query import QueryWord, Understood
from khabar.search.schema import EXACT, HEADLINE, LEAD, NORM, STEM, TEXT

_KINDS = {HEADLINE: (EXACT, NORM, STEM), LEAD: (STEM,), TEXT: (NORM, STEM)}
_KINDS_LONG = {HEADLINE: (STEM,), TEXT: (NORM, STEM)}
_ZONE_WEIGHT = {HEADLINE: 8.0, LEAD: 0.1, TEXT: 1.0}
_ZONE_WEIGHT_LONG = {HEADLINE: 0.5, TEXT: 1.0}
_ZONE_WEIGHT_PASSAGE = {HEADLINE: 3.0, TEXT: 1.0}
_OTHER_FORMS = 0.2
_PHRASE_IN_HEADLINE = 0.5
_PHRASE_IN_TEXT = 0.5
_TOGETHER = 0.5
_APART = 0.3
_SLOP = 2
_STEM_IN_HEADLINE = 1.25
_MAX_PHRASE = 8
_OF_A_HEADLINE = 0.9
"""The share of a long query's words that are in the headline it repeats."""
_ALIKE = 2.0
_COMMON_SHARE = 0.01
"""The share of stories from which a word is so common that it matters little in which form a text has it."""


@dataclass(frozen=True)
class Limits:
    """What hits must have besides the words: of each of `fields` one (field, value), the days, nothing excluded."""

    fields: tuple[tuple[tuple[str, str], ...], ...]
    first: date | None
    last: date | None
    excluded: tuple[tuple[QueryWord, ...], ...]


class FieldWords(Protocol):
    """How often words occur in the fields of an index of so many `documents`."""

    documents: int

    def field_df(self, field: str, term: str) -> int:
        """Return in how many stories a word occurs in a field."""


class Clauses:
    """Builds the clauses of a query; what occurs nowhere is left out."""

    def __init__(self, words: FieldWords, understood: Understood) -> None:
        self._words = words
        self._kinds, self._weights = _KINDS, _ZONE_WEIGHT
        if understood.is_text:
            self._kinds = _KINDS_LONG
            self._weights = _ZONE_WEIGHT_PASSAGE if understood.is_passage else _ZONE_WEIGHT_LONG

    def group(self, group: Group, is_partial: bool = False) -> Clause:
        """Return the clause of one query word: in each zone the best of its forms, the others adding a little."""
        asked = self._asked(group, is_partial)
        zones = [clause for zone in asked if (clause := self._zone(zone, asked[zone]))]
        options: list[Clause] = [either(zones)] if zones else []
        options += [self._one_after_the_other(words) for words in group.together]
        options += [self._all_of(words) for words in group.together if group.loose]
        options += [self.group(other) for other in group.others]
        best = Best(tuple(options), _OTHER_FORMS)
        return best if group.weight == 1.0 else Weighted(best, group.weight)

    def any_form(self, group: Group, scored: bool = False) -> Clause:
        """Return a clause that matches what `group` does and says nothing of how well, at a fraction of the work.

        Every word of headline and lead is in the text as well, and every folded word has its stems there: the forms
        of the text alone decide, and of these only those that no stem among them stands for.
        """
        needed = dict.fromkeys((form.kind, form.term) for form in _deciding(group))
        options: list[Clause] = [Word(f"{TEXT}_{kind}", term, counts=scored) for kind, term in needed]
        options += [self._one_after_the_other(words) for words in group.together]
        options += [self._all_of(words) for words in group.together if group.loose]
        options += [self.any_form(other, scored) for other in group.others]
        return options[0] if len(options) == 1 else either(options)

    def leaves(self, group: Group, is_partial: bool) -> Iterator[tuple[str, Form, Clause]]:
        """Yield zone, form and clause of every way in which a query word may match, to explain a score."""
        for zone, forms in self._asked(group, is_partial).items():
            for form in forms:
                if form.kind in self._kinds[zone] and (clause := self._term(zone, form)) is not None:
                    yield zone, form, Weighted(clause, group.weight)

    def sequences(self, understood: Understood) -> Iterator[tuple[str, Clause]]:
        """Yield what is asked of several words at once: quoted phrases, and words in their order."""
        for words in understood.phrases:
            yield " ".join(word.text for word in words), self.phrase(words)
        for clause in self.in_order(understood.words):
            yield " ".join(word.text for word in understood.words), clause

    def _zone(self, zone: str, forms: tuple[Form, ...]) -> Clause | None:
        options = [self._term(zone, form) for form in forms if form.kind in self._kinds[zone]]
        found = tuple(option for option in options if option is not None)
        return Best(found, _OTHER_FORMS) if found else None

    def every(self, groups: tuple[Group, ...], understood: Understood, welcome: list[Clause]) -> Clause:
        """Return what must hold for a full hit: every word, every phrase; what is `welcome` makes it count more."""
        parts = [*map(self.group, groups), *map(self.phrase, understood.phrases)]
        return _wanted(parts, welcome) if parts else Everything()

    def most(self, groups: tuple[Group, ...], understood: Understood, needed: int, welcome: list[Clause]) -> Clause:
        """Return what must hold for a partial hit: `needed` of the words, every phrase."""
        words: Clause = All(tuple((Occur.SHOULD, self.group(group, is_partial=True)) for group in groups), needed)
        phrases = [self.phrase(phrase) for phrase in understood.phrases]
        if understood.is_text:
            return _wanted([words], phrases + welcome)
        return _wanted([words, *phrases], welcome)

    def in_headline(self, groups: tuple[Group, ...], understood: Understood) -> Clause | None:
        """Return what a full hit with one of the words in its headline is; None where no headline has any.

        Of very many hits the best are among these. They are scored as `every` does but for the forms in the text, of
        which the stem stands for all, and found at a fraction of the work: headlines are few beside texts.
        """
        heads = [head for group in groups if (head := self._zone(HEADLINE, group.forms))]
        if not heads:
            return None
        parts = [either(heads), *(self.any_form(group, scored=True) for group in groups)]
        parts += map(self.phrase, understood.phrases)
        return _wanted(parts, self.in_order(understood.words, in_text=False))

    def headline_of(self, groups: tuple[Group, ...]) -> Clause | None:
        """Return what the story is whose headline a long query repeats; None where too few of its words are in any."""
        field = f"{HEADLINE}_{STEM}"
        stemmed = ([form.term for form in group.forms if form.kind == STEM] for group in groups)
        known = ([stem for stem in found if self._words.field_df(field, stem)] for found in stemmed)
        parts = tuple((Occur.SHOULD, either(Word(field, stem) for stem in found)) for found in known if found)
        needed = math.ceil(_OF_A_HEADLINE * len(groups))
        return All(parts, needed) if len(parts) >= needed else None

    def with_alike(self, clause: Clause, told: tuple[str, ...]) -> Clause:
        """Return a clause of which stories that tell the same count more: `told` are stems."""
        return _wanted([clause], [self.alike(stem) for stem in told]) if told else clause

    def alike(self, stem: str) -> Clause:
        """Return the clause of a stem that the story tells whose headline was asked for."""
        return Weighted(Word(f"{TEXT}_{STEM}", stem), _ALIKE)

    def matching(self, groups: tuple[Group, ...], understood: Understood, needed: int | None) -> Clause:
        """Return what matches as `every` does, or `most` with `needed`: without scores, to count and sort by date."""
        words = [self.any_form(group) for group in groups]
        if needed is not None:
            words = [All(tuple((Occur.SHOULD, word) for word in words), needed)]
        phrases = () if needed is not None and understood.is_text else understood.phrases
        parts = [*words, *map(self.phrase, phrases)]
        return _wanted(parts, []) if parts else Everything()

    def at_most(self, groups: tuple[Group, ...]) -> int:
        """Return how many stories have every word at most, as far as how often each occurs tells."""
        alone = (_deciding(group) for group in groups if not group.together and not group.others)
        found = (sum(self._words.field_df(f"{TEXT}_{form.kind}", form.term) for form in forms) for forms in alone)
        return min(found, default=self._words.documents)

    def _asked(self, group: Group, is_partial: bool) -> dict[str, tuple[Form, ...]]:
        """Return the forms of a word that each zone is asked for.

        Of the few words of a query of which a partial hit lacks some, common ones are looked for in texts by the forms
        alone that decide whether they are there: they say little of a story, and most of the work is theirs.
        """
        if is_partial and self._kinds is _KINDS and self._is_common(group):
            return {HEADLINE: group.forms, TEXT: _deciding(group)}
        return dict.fromkeys(self._kinds, group.forms)

    def _is_common(self, group: Group) -> bool:
        most = self._words.documents * _COMMON_SHARE
        stems = (form.term for form in group.forms if form.kind == STEM)
        return any(self._words.field_df(f"{TEXT}_{STEM}", stem) > most for stem in stems)

    def phrase(self, words: tuple[QueryWord, ...]) -> Clause:
        """Return the clause of a quoted phrase: its words one after the other, in the headline or anywhere."""
        terms = _phrase_terms(words)
        return either(self._sequence(zone, terms, 0) for zone in (HEADLINE, TEXT))

    def within(self, clause: Clause, limits: Limits) -> Clause:
        """Return `clause` within the limits of the query."""
        parts = [(Occur.MUST, clause)]
        parts += [(Occur.MUST, either(Value(*value) for value in values)) for values in limits.fields]
        if limits.first or limits.last:
            parts.append((Occur.MUST, _days(limits.first, limits.last)))
        parts += [(Occur.MUST_NOT, clause) for words in limits.excluded for clause in self._excluded(words)]
        return All(tuple(parts))

    def _excluded(self, words: tuple[QueryWord, ...]) -> list[Clause]:
        """Return what must not match: a phrase as it stands, a single word in every form."""
        if len(words) > 1 or words[0].is_stop:
            return [self.phrase(words)]
        stem = stems(words[0].norm)[0]
        return [self.phrase(words), Word(f"{TEXT}_{STEM}", stem)]

    def _term(self, zone: str, form: Form) -> Clause | None:
        """Return the clause of a form in a zone; None where it does not occur."""
        field = f"{zone}_{form.kind}"
        if not self._words.field_df(field, form.term):
            return None
        of_headline = _STEM_IN_HEADLINE if form.kind == STEM and zone == HEADLINE else 1.0
        return Weighted(Word(field, form.term), self._weights[zone] * form.weight * of_headline)

    def _one_after_the_other(self, words: tuple[str, ...]) -> Clause:
        return Weighted(either(self._sequence(zone, words, 0) for zone in (HEADLINE, TEXT)), _TOGETHER)

    def _all_of(self, words: tuple[str, ...]) -> Clause:
        return Weighted(_wanted([Word(f"{TEXT}_{NORM}", word) for word in words], []), _APART)

    def in_order(self, words: tuple[QueryWord, ...], in_text: bool = True) -> list[Clause]:
        """Return what makes hits count more that have the words in their order: in the headline, and `in_text`."""
        if not 1 < len(words) <= _MAX_PHRASE:
            return []
        terms = _phrase_terms(words)
        weights = ((HEADLINE, _PHRASE_IN_HEADLINE), (TEXT, _PHRASE_IN_TEXT))[: 2 if in_text else 1]
        return [Weighted(self._sequence(zone, terms, _SLOP), weight) for zone, weight in weights]

    def _sequence(self, zone: str, terms: tuple[str, ...], slop: int) -> Clause:
        field = f"{zone}_{NORM}"
        return Word(field, terms[0]) if len(terms) == 1 else Sequence(field, terms, slop)


def _wanted(parts: list[Clause], welcome: list[Clause]) -> Clause:
    """Return what has all of `parts` and may have what is `welcome`."""
    return All((*((Occur.MUST, part) for part in parts), *((Occur.SHOULD, part) for part in welcome)))


def _stands_for(stemmed: set[str], norm: str) -> bool:
    """Tell whether every story with a folded word has one of the stems: a function word has none in the index."""
    return norm not in folded_stop_words() and not stemmed.isdisjoint(stems(norm))


def _deciding(group: Group) -> tuple[Form, ...]:
    """Return the forms that decide whether a text has a word: its stems, and what none of them stands for."""
    stemmed = {form.term for form in group.forms if form.kind == STEM}
    kinds = _KINDS[TEXT]
    return tuple(
        form
        for form in group.forms
        if form.kind == STEM or (form.kind in kinds and not _stands_for(stemmed, form.term))
    )


def _days(first: date | None, last: date | None) -> Clause:
    end = _midnight(last + timedelta(days=1)) if last and last < date.max else None
    return Published(_midnight(first) if first else None, end)


def _phrase_terms(words: tuple[QueryWord, ...]) -> tuple[str, ...]:
    """Return the terms that stand one after the other in the index where the words do, parts of compounds
    included.
    """
    return tuple(term for word in words for term in (word.norm, *word.parts))


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())
