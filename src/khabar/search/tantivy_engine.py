"""The search engine on Tantivy: one index in a folder, many reading processes, one writer at a time."""

import json
import math
import time
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tantivy

from khabar.search.analysis import without_surrogates
from khabar.search.clauses import Clauses, Limits
from khabar.search.completion import Completer
from khabar.search.documents import Document
from khabar.search.engine import Health, Hit, IndexUnavailable, Reading, Results
from khabar.search.folder import IndexFolder
from khabar.search.plan import STEM, Group, Planner
from khabar.search.query import Query, QueryWord, Sort, Understood, day, understand, with_synonyms
from khabar.search.reader import IndexWords, Reader, damage_reported
from khabar.search.schema import FACETS, FIELD_NAMES, FIELDS, FORM_NAMES, SAID_BY, SECTION_NAME, THROUGH
from khabar.search.snippets import Wanted, highlight, snippet
from khabar.search.spelling import near_spellings, other_layout
from khabar.search.typed import Typed, read
from khabar.search.writer import Writer, source

FEW_HITS = 3
"""With fewer full hits than this, near spellings and partial hits are added below them."""
_RANKED = 100
_MARKED = 0.3
"""Weight from which a form is marked in the passages: of many near spellings only the probable ones."""
_FEW_WORDS = 3
"""Words up to which a query that finds something is not tried again without one of them."""
_A_PAGE = 10
"""With fewer full hits than this, partial hits are added below those of a query of more words."""
_OF_A_TEXT = 5
"""Of a long query, one word in so many must be in a hit."""
_MOST_FACETS = 40
_COUNT: dict[str, Any] = {"total": {"value_count": {"field": "id"}}}
_COUNTS = {**_COUNT, **{name: {"terms": {"field": name, "size": _MOST_FACETS}} for name in FACETS}}
_MANY_HITS = 10_000
"""Hits above which the best are looked for among those with a word in the headline, and words side by side count in
headlines only: to score so many texts takes too long."""
_SOUNDS_KNOWN = 0.4
_FRESH_DAYS = 21.0
_FRESH_GAIN = 0.25

_FULL, _NEAR, _PARTIAL = range(3)


@dataclass(frozen=True)
class _Tier:
    """Hits of one kind, ranked above those of the next: full, with near spellings, partial."""

    kind: int
    clause: tantivy.Query
    matching: tantivy.Query
    groups: tuple[Group, ...]
    total: int
    ranked: list[tuple[float, tantivy.DocAddress]]
    facets: dict[str, Any]


class TantivyEngine:
    """`Engine` in the folder `root`; `timeout` is how long a writer waits for another, in seconds."""

    def __init__(self, root: Path | str, timeout: float = 15.0) -> None:
        self._folder = IndexFolder(Path(root))
        self._reader = Reader(self._folder)
        self._writer = Writer(self._folder, timeout)

    def create(self, cursor: int | None = None) -> None:
        """Make an empty index where there is none; an index that is there stays, whatever its state."""
        if not self._folder.exists:
            self.rebuild((), cursor)

    def apply(self, add: Iterable[Document], delete: Iterable[int], cursor: int | None = None) -> int:
        """See `Engine.apply`."""
        return self._writer.apply(add, delete, cursor)

    def rebuild(self, docs: Iterable[Document], cursor: int | None = None) -> int:
        """See `Engine.rebuild`."""
        return self._writer.rebuild(docs, cursor)

    def settle(self) -> None:
        """See `Engine.settle`."""
        self._writer.settle()

    def close(self) -> None:
        """Wait for merging and let go of files and memory; the engine can be used again."""
        self._writer.close()
        self._reader.close()

    @property
    def cursor(self) -> int | None:
        """See `Engine.cursor`. Raises `IndexUnavailable`."""
        generation = self._folder.generation
        cursor = self._folder.read_state(generation).cursor
        self._writer.followed = generation
        return cursor

    def count(self) -> int:
        """See `Engine.count`."""
        return int(self._reader.words().searcher.num_docs)

    def ids(self) -> set[int]:
        """See `Engine.ids`."""
        searcher = self._reader.words().searcher
        with damage_reported():
            found = searcher.search(tantivy.Query.all_query(), max(searcher.num_docs, 1), count=False).hits
            return {int(pk) for pk in searcher.fast_field_values("id", [address for _, address in found])}

    def health(self) -> Health:
        """See `Engine.health`."""
        try:
            searcher = self._reader.words().searcher
            return Health(True, "", searcher.num_docs, searcher.num_segments, self._folder.size(), self.cursor)
        except (IndexUnavailable, OSError) as error:
            return Health(False, str(error))

    def check(self) -> None:
        """See `Engine.check`."""
        self._reader.words()
        self._folder.check()

    def version(self) -> Hashable:
        """See `Engine.version`."""
        return self._folder.fingerprint()

    def search(self, query: Query) -> Results:
        """See `Engine.search`."""
        started = time.perf_counter()
        words = self._reader.words()
        with damage_reported():
            results = _Search(words, query).results()
        took = (time.perf_counter() - started) * 1000
        return replace(results, query=query.text, took_ms=took)

    def readings(self, text: str) -> Iterator[Typed]:
        """See `Engine.readings`."""
        as_typed = read(text)
        yield from as_typed
        if as_typed:
            with damage_reported():
                yield from Completer(self._reader.words()).corrections(as_typed[0])

    def complete(self, typed: Typed, limit: int) -> tuple[int, ...]:
        """See `Engine.complete`."""
        words = self._reader.words()
        with damage_reported():
            return Completer(words).complete(typed, limit)

    def explain(self, query: Query, document_id: int) -> dict[str, Any]:
        """See `Engine.explain`."""
        words = self._reader.words()
        return _Search(words, query).explain(document_id)


class _Search:
    """One query on one commit."""

    def __init__(self, words: IndexWords, query: Query) -> None:
        self._words = words
        self._query = query
        self._text = without_surrogates(query.text)
        self._understood = understand(self._text)
        self._layout: str | None = None
        self._take_other_layout()
        self._understood = with_synonyms(self._understood, query.synonyms)
        self._planner = Planner(words, words.searcher.num_docs)
        self._clauses = Clauses(words, self._understood.is_text)
        self._limits = self._read_limits()

    def results(self) -> Results:
        """Return the answer."""
        if self._understood.is_empty and not self._query.by_name:
            return Results(self._query.text, understood=self._reading(()))
        tiers = self._tiers()
        hits = self._page(tiers)
        total = sum(tier.total for tier in tiers)
        return Results(
            self._text,
            total,
            suggestion=self._suggestion(tiers),
            understood=self._reading(tiers),
            hits=hits,
            facets=self._facets(tiers),
        )

    def explain(self, document_id: int) -> dict[str, Any]:
        """Return how the query was read and, for the tier that finds it, what makes up a story's score."""
        wanted = tantivy.Query.term_query(self._words.schema, "id", document_id)
        for tier in self._tiers() if not self._understood.is_empty else []:
            both = tantivy.Query.boolean_query([(tantivy.Occur.Must, tier.clause), (tantivy.Occur.Must, wanted)])
            for _, address in self._words.searcher.search(both, 1).hits:
                parts = [self._share(part, address) for part in self._named_clauses(tier)]
                matching = self._value(tier.clause, address)
                gain = self._gain_of(address)
                return {
                    "tier": tier.kind,
                    "groups": [_told(group) for group in tier.groups],
                    "parts": sorted((part for part in parts if part["score"]), key=lambda part: -part["score"]),
                    "matching": round(matching, 3),
                    "freshness": round(gain, 3),
                    "score": round(matching * gain, 3),
                }
        return {"tier": None}

    def _named_clauses(self, tier: _Tier) -> Iterator[tuple[str, str, str, tantivy.Query]]:
        """Yield word, field, form and clause of everything that adds to the score of a hit."""
        for group in tier.groups:
            for zone, form, clause in self._clauses.leaves(group):
                yield group.word.text, FIELD_NAMES[zone], f"{FORM_NAMES[form.kind]} {form.term}", clause
        for name, clause in self._clauses.sequences(self._understood):
            yield name, "", "", clause

    def _share(self, part: tuple[str, str, str, tantivy.Query], address: tantivy.DocAddress) -> dict[str, Any]:
        word, field, form, clause = part
        return {"word": word, "field": field, "form": form, "score": round(self._value(clause, address), 3)}

    def _value(self, clause: tantivy.Query, address: tantivy.DocAddress) -> float:
        try:
            return float(json.loads(clause.explain(self._words.searcher, address).to_json())["value"])
        except ValueError:  # the engine's way of saying that the clause does not match the story
            return 0.0

    def _gain_of(self, address: tantivy.DocAddress) -> float:
        if not self._query.fresh:
            return 1.0
        (published,) = self._words.searcher.fast_field_values("published", [address])
        (weight,) = self._words.searcher.fast_field_values("freshness", [address])
        return math.log2(2 + float(weight or 0)) * self._gain(datetime.now(UTC).timestamp(), published)

    def _gain(self, now: float, published: int | float | bool | None) -> float:
        """Return the factor by which a story's age raises its score: 1.25 when new, half of the gain after three weeks.

        Who types more than two words has a certain story in mind: for each further word the gain is smaller.
        """
        days = max(now - float(published or 0), 0.0) / 86_400
        share = 1 / max(len(self._understood.words) - 1, 1)
        return float(1 + _FRESH_GAIN * share * 2 ** (-days / _FRESH_DAYS))

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
        return tuple((field, spelling) for field in fields for spelling in self._words.values(field, value))

    def _take_other_layout(self) -> None:
        reading = other_layout(self._text, self._known_share)
        if reading is not None:
            self._layout, self._understood = reading, understand(reading)

    def _known_share(self, text: str) -> float:
        words = [word for word in understand(text).words if len(word.norm) > 1]
        return sum(map(self._known, words)) / len(words) if words else 0.0

    def _known(self, word: QueryWord) -> float:
        """Return 1 for a word of the index, less for one in Latin letters that sounds like a name of the index."""
        if self._words.df(word.norm):
            return 1.0
        return _SOUNDS_KNOWN if word.norm.isascii() and near_spellings(word.norm, self._words, 1) else 0.0

    def _tiers(self) -> list[_Tier]:
        groups = self._planner.groups(self._understood)
        if self._understood.is_text:
            return [self._tier(_FULL, groups, -(-len(groups) // _OF_A_TEXT), [])]
        full = self._tier(_FULL, groups, None, [])
        if not groups or full.total >= (FEW_HITS if len(groups) <= _FEW_WORDS else _A_PAGE):
            return [full]
        if full.total and not self._planner.is_any_rare(groups):
            return [full] if len(groups) <= _FEW_WORDS else self._and_partial([full], groups)
        wide = self._planner.widened(groups)
        return self._and_partial([full, self._tier(_NEAR, wide, None, [full])], wide)

    def _and_partial(self, tiers: list[_Tier], groups: tuple[Group, ...]) -> list[_Tier]:
        """Return the tiers, with partial hits below them where they hold few."""
        found = sum(tier.total for tier in tiers)
        needed = _needed(len(groups), found)
        if needed and found < (FEW_HITS if len(groups) <= _FEW_WORDS else _A_PAGE):
            tiers.append(self._tier(_PARTIAL, groups, needed, tiers))
        return tiers

    def _tier(self, kind: int, groups: tuple[Group, ...], needed: int | None, above: Sequence[_Tier]) -> _Tier:
        """Return the hits with every word, or with `needed` of them, that are not among those `above`."""
        others = [tier.matching for tier in above if tier.total]
        matching = self._clauses.within(self._clauses.matching(groups, self._understood, needed), self._limits, others)
        facets = self._words.searcher.aggregate(matching, _COUNTS if self._query.facets else _COUNT)
        total = int(facets.pop("total")["value"])
        clause = self._clauses.within(self._scored(groups, needed, total), self._limits, others)
        ranked: list[tuple[float, tantivy.DocAddress]] = []
        if total and (self._query.sort is Sort.DATE or self._understood.names_no_words):
            ranked = self._newest(matching)
        elif total:
            ranked = (needed is None and self._best_of_many(groups, total)) or self._best(clause)
        return _Tier(kind, clause, matching, groups, total, ranked, facets)

    def _scored(self, groups: tuple[Group, ...], needed: int | None, total: int) -> tantivy.Query:
        in_order = total <= _MANY_HITS
        if needed is None:
            return self._clauses.every(groups, self._understood, in_order)
        return self._clauses.most(groups, self._understood, needed, in_order)

    @property
    def _depth(self) -> int:
        return max(sum(self._query.window), 1)

    def _newest(self, matching: tantivy.Query) -> list[tuple[float, tantivy.DocAddress]]:
        found = self._words.searcher.search(matching, self._depth, count=False, order_by_field="published")
        return [(0.0, address) for _, address in found.hits]

    def _best(self, scored: tantivy.Query) -> list[tuple[float, tantivy.DocAddress]]:
        weigh = "freshness" if self._query.fresh else None
        depth = max(self._depth, _RANKED)
        hits = self._words.searcher.search(scored, depth, count=False, weight_by_field=weigh).hits
        return self._freshest_first(hits) if self._query.fresh else hits

    def _best_of_many(self, groups: tuple[Group, ...], total: int) -> list[tuple[float, tantivy.DocAddress]]:
        """Return the best of very many full hits; nothing where headlines do not decide, or too few do."""
        clause = self._clauses.in_headline(groups, self._understood) if total > _MANY_HITS else None
        if clause is None:
            return []
        best = self._best(self._clauses.within(clause, self._limits, []))
        return best if len(best) >= max(self._depth, _RANKED) else []

    def _freshest_first(self, hits: list[tuple[float, tantivy.DocAddress]]) -> list[tuple[float, tantivy.DocAddress]]:
        """Return hits by score, to which a new story's freshness has added a little."""
        dates = self._words.searcher.fast_field_values("published", [address for _, address in hits])
        now = datetime.now(UTC).timestamp()
        scored = [(score * self._gain(now, date), address) for (score, address), date in zip(hits, dates, strict=True)]
        return sorted(scored, key=lambda hit: -hit[0])

    def _page(self, tiers: list[_Tier]) -> tuple[Hit, ...]:
        offset, limit = self._query.window
        hits: list[Hit] = []
        for tier in tiers:
            marks = _wanted(tier.groups, self._understood) if self._query.snippets else Wanted({}, {})
            wanted = tier.ranked[offset : offset + limit - len(hits)]
            hits += [self._hit(score, address, marks) for score, address in wanted]
            offset = max(0, offset - tier.total)
        return tuple(hits)

    def _hit(self, score: float, address: tantivy.DocAddress, marks: Wanted) -> Hit:
        doc = source(self._words.searcher, address, self._words.packer)
        told = self._query.snippets
        passage = "\n".join(part for part in (doc.standfirst, doc.body) if part) or doc.caption
        return Hit(
            id=doc.id,
            external_id=doc.external_id,
            url=doc.url,
            headline=doc.headline,
            headline_html=highlight(doc.headline, marks) if told else "",
            snippet=snippet(passage, marks) if told else "",
            published_at=doc.published_at,
            section=doc.section,
            section_name=doc.section_name,
            score=score,
        )

    def _facets(self, tiers: list[_Tier]) -> dict[str, dict[str, int]]:
        """Return for each field how many hits have which value."""
        if not self._query.facets:
            return {}
        counts = {name: Counter[str]() for name in FACETS}
        for tier in tiers:
            for name, found in tier.facets.items():
                for bucket in found["buckets"]:
                    counts[name][bucket["key"]] += int(bucket["doc_count"])
        return {name: dict(found.most_common()) for name, found in counts.items()}

    def _suggestion(self, tiers: Sequence[_Tier]) -> str | None:
        if self._layout is not None:
            return self._layout
        return self._planner.suggestion(tiers[-1].groups, self._text) if tiers else None

    def _reading(self, tiers: Sequence[_Tier]) -> Reading:
        understood = self._understood
        used = {tier.kind for tier in tiers if tier.total}
        return Reading(
            terms=tuple(word.text for word in understood.words),
            phrases=tuple(" ".join(word.text for word in words) for words in understood.phrases),
            excluded=tuple(" ".join(word.text for word in words) for words in understood.excluded),
            filters=understood.filters,
            dropped=understood.dropped,
            corrected=_NEAR in used or self._suggestion(tiers) is not None,
            relaxed=used == {_PARTIAL},
        )


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
