"""The answer to a query: read, looked for in tiers, shown with passages and counts; any index can be asked."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from khabar.arabic.stem import stems
from khabar.search.analysis import without_surrogates
from khabar.search.clause import Clause, Word
from khabar.search.clauses import Clauses, Limits
from khabar.search.engine import Hit, Reading, Results
from khabar.search.index import Counted, Index, Ranked
from khabar.search.listed import in_arabic, is_latin_word, is_listed, names_in_latin, names_of
from khabar.search.moment import ANY, Moment
from khabar.search.plan import STEM, Group, Planner
from khabar.search.query import Query, QueryWord, Sort, Understood, day, understand, with_synonyms
from khabar.search.schema import (
    FACETS,
    FIELD_NAMES,
    FIELDS,
    FORM_NAMES,
    SAID_BY,
    SECTION_NAME,
    STEMS,
    TEXT,
    THROUGH,
    WORDS,
    freshness,
)
from khabar.search.shown import Shown
from khabar.search.snippets import Wanted, highlight, snippet
from khabar.search.spelling import near_spellings, other_layout
from khabar.search.telling import telling_stems

FEW_HITS = 3
"""With fewer full hits than this, near spellings and partial hits are added below them."""
_RANKED = 100
_MARKED = 0.3
"""Weight from which a form is marked in the passages: of many near spellings only the probable ones."""
_FEW_WORDS = 3
"""Words up to which a query that finds something is not tried again without one of them."""
_A_PAGE = 10
"""With fewer full hits than this, partial hits are added below those of a query of more words."""
_OF_A_TEXT, _OF_A_PASSAGE = 5, 8
"""Of a long query, one word in so many must be in a hit: of one that may be a headline, and of a longer one."""
_MOST_FACETS = 40
_MANY_HITS = 10_000
"""Hits above which the best are looked for among those with a word in the headline, and words side by side count in
headlines only: to score so many texts takes too long."""
_SOUNDS_KNOWN = 0.4
_FRESH_DAYS = 21.0
_FRESH_GAIN = 0.25

_FULL, _NEAR, _PARTIAL = range(3)
Facets = dict[str, dict[str, int]]


@dataclass(frozen=True)
class _Counting:
    """Hits that are being counted: what matches, whether facets are counted with it, and what gives the counts."""

    matching: Clause
    has_facets: bool
    answer: Callable[[], Counted]


@dataclass(frozen=True)
class _Tier:
    """Hits of one kind, ranked above those of the next: full, with near spellings, partial.

    What matches in a tier does so in the next one, too: `total` and `ranked` are of those that are in none above.
    """

    kind: int
    clause: Clause
    counting: _Counting
    groups: tuple[Group, ...]
    total: int = 0
    ranked: Ranked = field(default_factory=list)
    alike: tuple[str, ...] = ()
    moment: Moment = ANY


class Answer:
    """One query asked of one index."""

    def __init__(self, index: Index, query: Query) -> None:
        self._index = index
        self._query = query
        self._text = without_surrogates(query.text)
        self._understood = understand(self._text)
        self._layout: str | None = None
        self._take_other_layout()
        if any(word.norm.isascii() for word in self._understood.words):
            self._understood = with_synonyms(self._understood, names_in_latin())
        self._understood = with_synonyms(self._understood, query.synonyms)
        self._planner = Planner(index, index.documents)
        self._clauses = Clauses(index, self._understood)
        self._limits = self._read_limits()

    def results(self) -> Results:
        """Return the answer."""
        if self._understood.is_empty and not self._query.by_name:
            return Results(self._query.text, understood=self._reading((), self._layout))
        tiers = self._tiers()
        facets = self._facets(tiers)
        hits = self._page(tiers)
        total = sum(tier.total for tier in tiers)
        suggestion = self._suggestion(tiers)
        return Results(
            self._text,
            total,
            suggestion=suggestion,
            understood=self._reading(tiers, suggestion),
            hits=hits,
            facets={name: facets.answer()[1].get(name, {}) for name in FACETS} if facets else {},
        )

    def explain(self, document_id: int) -> dict[str, Any]:
        """Return how the query was read and, for the tier that finds it, what makes up a story's score."""
        for tier in self._tiers() if not self._understood.is_empty else []:
            key = self._index.found(tier.counting.matching, document_id)
            if key is not None:
                parts = [self._share(part, key) for part in self._named_clauses(tier)]
                matching, gain = self._index.score(tier.clause, key), self._gain_of(key)
                (published,) = self._index.dates([key])
                together = tier.moment.gain(published)
                return {
                    "tier": tier.kind,
                    "groups": [_told(group) for group in tier.groups],
                    "parts": sorted((part for part in parts if part["score"]), key=lambda part: -part["score"]),
                    "matching": round(matching, 3),
                    "freshness": round(gain, 3),
                    "moment": round(together, 3),
                    "score": round(matching * gain * together, 3),
                }
        return {"tier": None}

    def _named_clauses(self, tier: _Tier) -> Iterator[tuple[str, str, str, Clause]]:
        """Yield word, field, form and clause of everything that adds to the score of a hit."""
        for group in tier.groups:
            for zone, form, clause in self._clauses.leaves(group, tier.kind == _PARTIAL):
                yield group.word.text, FIELD_NAMES[zone], f"{FORM_NAMES[form.kind]} {form.term}", clause
        for name, clause in self._clauses.sequences(self._understood):
            yield name, "", "", clause
        for stem in tier.alike:
            yield stem, FIELD_NAMES[TEXT], "of the story with this headline", self._clauses.alike(stem)

    def _share(self, part: tuple[str, str, str, Clause], key: Any) -> dict[str, Any]:
        word, field, form, clause = part
        return {"word": word, "field": field, "form": form, "score": round(self._index.score(clause, key), 3)}

    def _gain_of(self, key: Any) -> float:
        if not self._query.fresh:
            return 1.0
        (published,) = self._index.dates([key])
        weight = freshness(datetime.fromtimestamp(published, UTC))
        return math.log2(2 + weight) * _gains(self._most_gain, [published])[0]

    @property
    def _most_gain(self) -> float:
        """How much of its score a story gains that is new.

        Who types more than two words has a certain story in mind: for each further word the gain is smaller.
        """
        return _FRESH_GAIN / max(len(self._understood.words) - 1, 1)

    def _read_limits(self) -> Limits:
        """Return the filters of the request and of the typed text, the latter before the former."""
        query, typed = self._query, dict(self._understood.filters)
        asked = {"section": query.section, "topic": query.topic, "agency": query.agency, "author": query.author}
        names = {**{name: value for name, value in asked.items() if value}, **typed}
        fields = tuple(self._values(name, value) for name, value in names.items() if name in FIELDS)
        first = day(typed.get("since", "")) or query.date_from
        keys = ((SAID_BY, query.said_by), (THROUGH, query.through))
        fields += tuple(tuple((name, key) for key in found) for name, found in keys if found is not None)
        return Limits(fields, first, day(typed.get("until", ""), last=True) or query.date_to, self._understood.excluded)

    def _values(self, name: str, value: str) -> tuple[tuple[str, str], ...]:
        """Return what a filter means in the index: a section is known by its slug and by its name."""
        value = without_surrogates(value)
        fields = (name, SECTION_NAME) if name == "section" else (name,)
        return tuple((field, spelling) for field in fields for spelling in self._index.values(field, value))

    def _take_other_layout(self) -> None:
        reading = other_layout(self._text, self._known_share)
        if reading is not None:
            self._layout, self._understood = reading, understand(reading)

    def _known_share(self, text: str) -> float:
        understood = self._understood if text == self._text else understand(text)
        words = [word for word in understood.words if len(word.norm) > 1 and not word.norm.isdecimal()]
        return sum(map(self._known, words)) / len(words) if words else 0.0

    def _known(self, word: QueryWord) -> float:
        """Return 1 for a word of the index or the lists, less for one in Latin letters that sounds like a name of the
        index.
        """
        if self._index.df(word.norm) or is_listed(word.norm) or is_latin_word(word.norm):
            return 1.0
        return _SOUNDS_KNOWN if word.norm.isascii() and near_spellings(word.norm, self._index, 1) else 0.0

    def _tiers(self) -> list[_Tier]:
        groups = self._planner.groups(self._understood)
        if self._understood.is_text:
            of = _OF_A_PASSAGE if self._understood.is_passage else _OF_A_TEXT
            needed = -(-len(groups) // of)
            counting = self._counting(groups, needed, is_last=True)
            return [self._tier(_FULL, groups, needed, [], counting, self._alike(_FULL, groups))]
        is_any_rare = self._planner.is_any_rare(groups)
        full = self._tier(_FULL, groups, None, [], self._counting(groups, None, is_last=not is_any_rare))
        if not groups or full.total >= (FEW_HITS if len(groups) <= _FEW_WORDS else _A_PAGE):
            return [full]
        if full.total and not is_any_rare:
            return [full] if len(groups) <= _FEW_WORDS else self._and_partial([full], groups, None)
        wide = self._planner.widened(groups)
        # Mostly there are no near hits: partial ones, which come next then, are counted beside them.
        all_but_one = self._all_but_one(wide) if _needed(len(wide), full.total) else None
        near = self._tier(_NEAR, wide, None, [full], self._counting(wide, None, is_last=False))
        return self._and_partial([full, near], wide, all_but_one)

    def _and_partial(self, tiers: list[_Tier], groups: tuple[Group, ...], all_but_one: _Counting | None) -> list[_Tier]:
        """Return the tiers, with partial hits below them where they hold few."""
        found = sum(tier.total for tier in tiers)
        needed = _needed(len(groups), found)
        if needed and found < (FEW_HITS if len(groups) <= _FEW_WORDS else _A_PAGE):
            tiers.append(self._partial(groups, needed, tiers, all_but_one or self._all_but_one(groups)))
        return tiers

    def _all_but_one(self, groups: tuple[Group, ...]) -> _Counting:
        return self._counting(groups, len(groups) - 1, is_last=True)

    def _partial(self, groups: tuple[Group, ...], needed: int, above: Sequence[_Tier], counting: _Counting) -> _Tier:
        """Return the hits that lack one of the words where those being counted fill a page, else those with `needed`
        of them.
        """
        alike = self._alike(_PARTIAL, groups)
        if len(groups) - 1 > needed and counting.answer()[0] < _A_PAGE:
            return self._tier(_PARTIAL, groups, needed, above, self._counting(groups, needed, is_last=True), alike)
        return self._tier(_PARTIAL, groups, len(groups) - 1, above, counting, alike)

    def _counting(self, groups: tuple[Group, ...], needed: int | None, is_last: bool) -> _Counting:
        """Begin to count the hits with every word, or with `needed` of them.

        Of what will be the last tier, as far as is known, facets are counted in the same pass as hits.
        """
        matching = self._clauses.within(self._clauses.matching(groups, self._understood, needed), self._limits)
        return self._begun(matching, is_last and self._query.facets)

    def _begun(self, matching: Clause, has_facets: bool) -> _Counting:
        counting = self._index.counting(matching, FACETS if has_facets else (), _MOST_FACETS)
        return _Counting(matching, has_facets, cache(counting))

    def _tier(
        self,
        kind: int,
        groups: tuple[Group, ...],
        needed: int | None,
        above: Sequence[_Tier],
        counting: _Counting,
        alike: tuple[str, ...] = (),
    ) -> _Tier:
        """Return the hits being counted that are not among those `above`, ranked beside counting where that may be."""
        higher = sum(tier.total for tier in above)
        tier = _Tier(kind, counting.matching, counting, groups, alike=alike)
        is_few = self._index.counts_beside and self._is_few(kind, groups)
        ranked = self._ranked(tier, needed, above, 0) if is_few else tier
        found, _ = counting.answer()
        if found > higher:
            tier = ranked if is_few else self._ranked(tier, needed, above, found - higher)
        return replace(tier, total=found - higher)

    def _is_few(self, kind: int, groups: tuple[Group, ...]) -> bool:
        """Tell whether hits can be ranked before they are counted: it makes no difference how many they are.

        Those with near spellings are counted first, for mostly there are none.
        """
        if self._understood.is_text or kind == _PARTIAL:
            return True
        return kind == _FULL and self._clauses.at_most(groups) <= _MANY_HITS

    def _ranked(self, tier: _Tier, needed: int | None, above: Sequence[_Tier], total: int) -> _Tier:
        """Return the tier with its hits in order, as so many in `total` are ordered."""
        scored = self._clauses.with_alike(self._scored(tier.kind, tier.groups, needed, total), tier.alike)
        clause = self._clauses.within(scored, self._limits)
        if self._query.sort is Sort.DATE or self._understood.names_no_words:
            newest = self._index.newest(tier.counting.matching, self._depth + sum(tier.total for tier in above))
            return replace(tier, clause=clause, ranked=self._below([(0.0, key) for key in newest], above))
        ranked = (needed is None and self._best_of_many(tier.groups, total)) or self._best(clause, above)
        moment = ANY
        if self._may_be_headline(tier.kind, tier.groups):
            ranked, moment = self._of_one_moment(ranked, bool(tier.alike))
        return replace(tier, clause=clause, ranked=ranked, moment=moment)

    def _below(self, hits: Ranked, above: Sequence[_Tier]) -> Ranked:
        """Return hits without those of the tiers above, of which there are few."""
        keys = [key for tier in above for _, key in tier.ranked]
        if not keys:
            return hits
        shown = set(self._index.numbers(keys))
        numbers = self._index.numbers([key for _, key in hits])
        return [hit for hit, number in zip(hits, numbers, strict=True) if number not in shown]

    def _may_be_headline(self, kind: int, groups: tuple[Group, ...]) -> bool:
        """Tell whether the words may be a whole headline, so that likeness to its story is to order the hits.

        Of a short query that goes for partial hits alone, which stand below those with all its words.
        """
        if self._understood.is_passage or self._query.sort is not Sort.RELEVANCE:
            return False
        return self._understood.is_text or (kind == _PARTIAL and len(groups) > _FEW_WORDS)

    def _alike(self, kind: int, groups: tuple[Group, ...]) -> tuple[str, ...]:
        """Return what the story tells whose headline was asked for, if there is one: other reports tell that, too."""
        headline = self._clauses.headline_of(groups) if self._may_be_headline(kind, groups) else None
        best = self._index.ranked(headline, 1, freshness=False) if headline is not None else []
        story = self._index.source(best[0][1]) if best else None
        return telling_stems(story, self._index.documents, self._index.stem_dfs) if story else ()

    def _of_one_moment(self, hits: Ranked, sure: bool) -> tuple[Ranked, Moment]:
        """Return hits with those first that were published when the event was that the best of them tell of."""
        dates = self._index.dates([key for _, key in hits])
        best = zip(hits[:_RANKED], dates, strict=False)
        moment = Moment.of([(score, date) for (score, _), date in best], sure)
        return _weighed(hits, map(moment.gain, dates)), moment

    def _scored(self, kind: int, groups: tuple[Group, ...], needed: int | None, total: int) -> Clause:
        """Return what scores the hits of a tier; a story that has the words in their order is a full hit."""
        in_text = self._understood.is_text or total <= _MANY_HITS
        in_order = self._clauses.in_order(self._understood.words, in_text) if kind == _FULL else []
        if needed is None:
            return self._clauses.every(groups, self._understood, in_order)
        return self._clauses.most(groups, self._understood, needed, in_order)

    @property
    def _depth(self) -> int:
        return max(sum(self._query.window), 1)

    def _best(self, scored: Clause, above: Sequence[_Tier] = ()) -> Ranked:
        depth = -(-self._depth // _RANKED) * _RANKED
        asked = depth + sum(tier.total for tier in above)
        hits = self._below(self._index.ranked(scored, asked, freshness=self._query.fresh), above)[:depth]
        return self._freshest_first(hits) if self._query.fresh else hits

    def _best_of_many(self, groups: tuple[Group, ...], total: int) -> Ranked:
        """Return the best of very many full hits; nothing where headlines do not decide, or too few do."""
        clause = self._clauses.in_headline(groups, self._understood) if total > _MANY_HITS else None
        if clause is None:
            return []
        best = self._best(self._clauses.within(clause, self._limits))
        return best if len(best) >= max(self._depth, _RANKED) else []

    def _freshest_first(self, hits: Ranked) -> Ranked:
        """Return hits by score, to which a new story's freshness has added a little."""
        dates = self._index.dates([key for _, key in hits])
        return _weighed(hits, _gains(self._most_gain, dates))

    def _page(self, tiers: list[_Tier]) -> tuple[Hit, ...]:
        offset, limit = self._query.window
        hits: list[Hit] = []
        for tier in tiers:
            wanted = tier.ranked[offset : offset + limit - len(hits)]
            marks = _wanted(tier.groups, self._understood) if wanted and self._query.snippets else Wanted({}, {})
            stories = self._index.stories([key for _, key in wanted])
            pairs = [(score, story) for (score, _), story in zip(wanted, stories, strict=True) if story is not None]
            hits += [self._hit(score, story, marks) for score, story in pairs]
            offset = max(0, offset - tier.total)
        return tuple(hits)

    def _hit(self, score: float, story: Shown, marks: Wanted) -> Hit:
        told = self._query.snippets
        return Hit(
            id=story.id,
            external_id=story.external_id,
            url=story.url,
            headline=story.headline.text,
            headline_html=highlight(story.headline, marks) if told else "",
            snippet=snippet(story.passage, marks) if told else "",
            published_at=story.published_at,
            section=story.section,
            section_name=story.section_name,
            score=score,
        )

    def _facets(self, tiers: list[_Tier]) -> _Counting | None:
        """Return what tells how many hits have which value, if asked for: whatever is a hit matches the last tier."""
        last = tiers[-1].counting
        return None if not self._query.facets else last if last.has_facets else self._begun(last.matching, True)

    def _suggestion(self, tiers: Sequence[_Tier]) -> str | None:
        if self._layout is not None:
            return self._layout
        text = in_arabic(self._text, self._occurring)
        named = text if text != self._text else None
        if not tiers:
            return named
        better = self._planner.suggestion(tiers[-1].groups, text, self._occurs) or named
        is_found = any(tier.total for tier in tiers)
        return better if better or is_found else self._planner.listed(self._understood, text)

    def _occurring(self, norm: str) -> float:
        """In how many stories a word is; a half where only other forms of it are in any."""
        if (known := self._index.df(norm)) and self._occurs(norm):
            return known
        return 0.5 * len(self._index.newest(Word(STEMS, stems(norm)[0], counts=False), 1))

    def _occurs(self, norm: str) -> bool:
        return bool(self._index.newest(Word(WORDS, norm, counts=False), 1))

    def _reading(self, tiers: Sequence[_Tier], suggestion: str | None) -> Reading:
        understood = self._understood
        used = {tier.kind for tier in tiers if tier.total}
        return Reading(
            terms=tuple(word.text for word in understood.words),
            phrases=tuple(" ".join(word.text for word in words) for words in understood.phrases),
            excluded=tuple(" ".join(word.text for word in words) for words in understood.excluded),
            filters=understood.filters,
            dropped=understood.dropped,
            names=names_of(self._layout or self._text),
            corrected=_NEAR in used or suggestion is not None,
            relaxed=used == {_PARTIAL},
        )


def _weighed(hits: Ranked, gains: Iterable[float]) -> Ranked:
    """Return hits by score and gain, as many at a time as are ranked for the first page: a later page changes none
    before it.
    """
    scored = [(score * gain, key) for (score, key), gain in zip(hits, gains, strict=True)]
    parts = (scored[at : at + _RANKED] for at in range(0, len(scored), _RANKED))
    return [hit for part in parts for hit in sorted(part, key=lambda hit: -hit[0])]


def _gains(most: float, dates: Sequence[float]) -> list[float]:
    """Return the factors by which their age raises the scores of stories: `most` more when new, half of that after
    three weeks.
    """
    now = datetime.now(UTC).timestamp()
    return [1 + most * 2 ** (-(max(now - date, 0.0) / 86_400) / _FRESH_DAYS) for date in dates]


def _needed(words: int, found: int) -> int:
    """Return how many of the query's words a partial hit must have; 0 when partial hits would say nothing."""
    if words < 2 or (words == 2 and found):
        return 0
    return words - 1 if words <= 3 else -(-words // 2)


def _wanted(groups: tuple[Group, ...], understood: Understood) -> Wanted:
    norms: dict[str, int] = {}
    stemmed: dict[str, int] = {}
    for number, group in enumerate(groups):
        alike = (group, *group.others)
        for form in (form for one in alike for form in one.forms if form.weight >= _MARKED):
            (stemmed if form.kind == STEM else norms).setdefault(form.term, number)
        for words in group.together:
            norms.update(dict.fromkeys(words, number))
    for number, phrase in enumerate(understood.phrases, len(groups)):
        norms.update({word.norm: number for word in phrase})
    return Wanted(norms, stemmed)


def _told(group: Group) -> dict[str, Any]:
    return {"word": group.word.text, "forms": [f"{form.kind}:{form.term}×{form.weight:.2f}" for form in group.forms]}
