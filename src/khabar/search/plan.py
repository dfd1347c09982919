"""Which forms of each query word to look for and how much each counts: the query before any engine sees it."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from khabar.arabic.latin import sounds_alike
from khabar.arabic.normalise import normalise_search
from khabar.arabic.stem import bare_forms, stems
from khabar.arabic.wordlists import is_stop_word
from khabar.search.analysis import without_clitics
from khabar.search.listed import is_only_name
from khabar.search.query import QueryWord, Understood
from khabar.search.spelling import Spelling, Vocabulary, near_spellings, nearest_name, splits, variants

EXACT, NORM, STEM = "x", "n", "s"
"""Kinds of form: exact spelling, folded, stem."""
_EXACT_WEIGHT = 1.0
_NORM_WEIGHT = 0.93
_BARE_WEIGHT = 0.9
_STEM_WEIGHT = 0.8
_OTHER_STEM_WEIGHT = 0.6
_NEAR_WEIGHT = 0.7
_MOST_NEAR = 8
_SURE_SHARE = 0.005
_LONGEST_CORRECTED = 8
_MISTYPED = 50
_UNLIKELY = -3.0
"""Rank below which an Arabic word is not offered for one in Latin letters: rare and far in sound."""
_RARE_SHARE = 0.001
_DOUBTFUL_SHARE = 0.0001
_WEIGHTIEST = 24
_EVERYWHERE_SHARE, _MANY = 0.2, 1000
"""A word that more than this share of the stories have, and so many, tells as little as a function word does: a long
query is not asked for it, as long as `_TELLING` others are left.
"""
_TELLING = 4


@dataclass(frozen=True)
class Form:
    """One form to look for: `kind`, the term, and its weight against the other forms."""

    kind: str
    term: str
    weight: float


@dataclass(frozen=True)
class Group:
    """All forms that count as one query word; `together` are further ways to match it by several folded words
    one after the other, `loose` lets them stand anywhere; `doubtful` tells that the word itself may be mistyped;
    `weight` is what it counts beside the other words.
    """

    word: QueryWord
    forms: tuple[Form, ...]
    rarity: float = 0.0
    together: tuple[tuple[str, ...], ...] = ()
    near: tuple[Spelling, ...] = ()
    others: tuple["Group", ...] = ()
    doubtful: bool = False
    loose: bool = False
    weight: float = 1.0


class Planner:
    """Plans queries against the vocabulary of one index of `documents` stories."""

    def __init__(self, vocabulary: Vocabulary, documents: int) -> None:
        self._vocabulary = vocabulary
        self._documents = documents

    def groups(self, understood: Understood) -> tuple[Group, ...]:
        """Return a group for each word of the query: its own forms, and near spellings of words hardly known."""
        groups = [self._own(word) for word in understood.words]
        if not understood.is_text:
            groups = [self._widen(group) if group.doubtful else self._vary(group) for group in groups]
            return tuple(self._joined(groups))
        known = [group for group in groups if self._seen(group)] or groups
        return _by_rarity(self._telling(sorted(known, key=lambda group: -group.rarity)[:_WEIGHTIEST]))

    def _telling(self, groups: list[Group]) -> list[Group]:
        """Return the words of a text, the rarest first, without those that very many stories have."""
        most = max(self._documents * _EVERYWHERE_SHARE, _MANY)
        telling = [group for group in groups if self._seen(group) <= most]
        return telling if len(telling) >= _TELLING else groups[:_TELLING]

    def widened(self, groups: tuple[Group, ...]) -> tuple[Group, ...]:
        """Return the groups with near spellings of every word that is not frequent."""
        most = max(3, self._documents * _SURE_SHARE)
        return tuple(
            self._loosen(
                self._widen(group) if not group.near and self._vocabulary.df(group.word.norm) <= most else group
            )
            for group in groups[:_LONGEST_CORRECTED]
        )

    def is_any_rare(self, groups: tuple[Group, ...]) -> bool:
        """Tell whether the index hardly knows one of the words in any form, so that it may be mistyped."""
        most = max(3, self._documents * _RARE_SHARE)
        return any(self._seen(group) <= most for group in groups)

    def _is_new_name(self, norm: str) -> bool:
        """Tell whether a word is a name that no story has: what has its stem is another word (صنعاء is no صنع)."""
        return not self._vocabulary.df(norm) and is_only_name(norm)

    def _seen(self, group: Group) -> int:
        norm = group.word.norm
        return max(self._vocabulary.df(norm), *(self._vocabulary.stem_df(stem) for stem in stems(norm)))

    def suggestion(self, groups: tuple[Group, ...], text: str, occurs: Callable[[str], bool]) -> str | None:
        """Return the query text with its unknown words in their most probable spelling; None when none is better.

        `occurs` tells whether a story has a folded word now: an index knows words of withdrawn ones for a while.
        """
        better = text
        for group in groups:
            group = replace(group, near=tuple(islice((one for one in group.near if occurs(one.norm)), 1)))
            if group.near and self._should_replace(group):
                better = better.replace(group.word.text, self._spelled(group))
            elif (name := self._name_meant(group.word)) and occurs(normalise_search(name)):
                better = better.replace(group.word.text, name)
        return better if better != text else None

    def listed(self, understood: Understood, text: str) -> str | None:
        """Return the query text with the words that the index does not know as the listed names that are nearest."""
        better = text
        for word in understood.words:
            if not self._vocabulary.df(word.norm) and (name := nearest_name(word.norm)):
                better = better.replace(word.text, name)
        return better if better != text else None

    def _name_meant(self, word: QueryWord) -> str | None:
        """Return the name of the index that a word must mean which no story has: what a stem or a clitic makes of it
        is mostly another word (بوتبن is no تبن).
        """
        name = None if self._vocabulary.df(word.norm) else nearest_name(word.norm)
        norm = normalise_search(name or "")
        is_other = name and self._vocabulary.df(norm) and set(stems(norm)).isdisjoint(stems(word.norm))
        return name if is_other else None

    def _spelled(self, group: Group) -> str:
        """Return the best neighbour of a word as it is printed; a name is not a function word (علي, not على)."""
        norm = group.near[0].norm
        spelled = self._vocabulary.spelled(norm)
        return norm if group.word.norm.isascii() and is_stop_word(spelled) else spelled

    def idf(self, df: int) -> float:
        """Return the rarity of what occurs in `df` stories, as BM25 has it."""
        return math.log(1 + (self._documents - min(df, self._documents) + 0.5) / (df + 0.5))

    def _own(self, word: QueryWord) -> Group:
        others = tuple(self._own(other) for other in word.others)
        if word.norm.isascii():
            others = tuple(self._vary(other, of_name=True) for other in others)
        known = self._vocabulary.df(word.norm)
        forms: tuple[Form, ...] = (Form(EXACT, word.exact, _EXACT_WEIGHT), Form(NORM, word.norm, _NORM_WEIGHT))
        if word.is_stop:
            return Group(word, forms, self.idf(known), others=others, together=word.together)
        found = stems(word.norm) if self._is_new_name(word.norm) else stems(word.norm, self._vocabulary)
        weights = (_STEM_WEIGHT, *(_OTHER_STEM_WEIGHT,) * (len(found) - 1))
        forms += tuple(Form(STEM, stem, weight) for stem, weight in zip(found, weights, strict=True))
        forms += self._bare(word.exact)
        rarity = self.idf(known or self._vocabulary.stem_df(found[0]))
        doubtful = known <= max(1, self._documents * _DOUBTFUL_SHARE) and not self._is_known_with_clitic(word.norm)
        return Group(word, forms, rarity, others=others, doubtful=doubtful, together=word.together)

    def _bare(self, exact: str) -> tuple[Form, ...]:
        """Return what counts as the exact form of a word that no headline has as it was typed: it without a clitic."""
        if self._vocabulary.headline_df(exact):
            return ()
        return tuple(Form(EXACT, bare, _BARE_WEIGHT) for bare in without_clitics(exact))

    def _is_known_with_clitic(self, norm: str) -> bool:
        """Tell whether a word is a clitic and a word that the index knows well, alone or with the article."""
        enough = max(3, self._documents * _RARE_SHARE)
        bare = (form for form in bare_forms(norm) if form != norm and len(form) > 2)
        return any(self._vocabulary.df(form) + self._vocabulary.df("ال" + form) >= enough for form in bare)

    def _widen(self, group: Group) -> Group:
        norm = group.word.norm
        if norm.isascii() and group.word.has_others:
            return group
        known = self._vocabulary.df(norm)
        near = tuple(near_spellings(norm, self._vocabulary, _MOST_NEAR))
        if self._is_new_name(norm):
            near = tuple(other for other in near if sounds_alike(norm, other.norm))
        forms: dict[tuple[str, str], Form] = {}
        for spelling in near:
            weight = _NEAR_WEIGHT / (1 + spelling.cost)
            forms.setdefault((NORM, spelling.norm), Form(NORM, spelling.norm, weight))
            # Of a word that is somewhere in the index, only the neighbours themselves: their stems reach too far.
            # Of a name in Latin letters none either: the stem of بوتين is not of the man.
            for stem in stems(spelling.norm)[: 0 if known or norm.isascii() else 1]:
                forms.setdefault((STEM, stem), Form(STEM, stem, weight * _STEM_WEIGHT))
        own = {(form.kind, form.term) for form in group.forms}
        new = tuple(form for place, form in forms.items() if place not in own)
        return replace(group, forms=group.forms + new, near=near, together=(*group.together, *self._split(norm)))

    def _loosen(self, group: Group) -> Group:
        """Return the group; an unknown compound or two words written as one match where their parts stand apart."""
        if self._vocabulary.df(group.word.norm):
            return group
        parts = (group.word.parts,) if group.word.parts else ()
        return replace(group, together=(*parts, *group.together), loose=True)

    def _vary(self, group: Group, *, of_name: bool = False) -> Group:
        """Return the group with the other spellings of a word, and with the two words that were written as one.

        Of a name that no story has, or that was typed in Latin letters (`of_name`), those that sound as it does.
        """
        norm = group.word.norm
        if self._vocabulary.df(norm) > self._documents * _SURE_SHARE:
            return group
        of_name = of_name or self._is_new_name(norm)
        found = variants(norm, self._vocabulary)
        found = [other for other in found if sounds_alike(norm, other.norm)] if of_name else found
        forms = (Form(NORM, other.norm, _NEAR_WEIGHT / (1 + other.cost)) for other in found)
        return replace(group, forms=(*group.forms, *forms), together=(*group.together, *self._split(norm)))

    def _split(self, norm: str) -> tuple[tuple[str, ...], ...]:
        """Return the two words that one may stand for (عبدالله), when each is more frequent than it."""
        known = self._vocabulary.df(norm)
        pair = splits(norm, self._vocabulary) if len(norm) > 5 and not norm.startswith("ال") else None
        return (pair,) if pair and min(map(self._vocabulary.df, pair)) > known else ()

    def _joined(self, groups: list[Group]) -> list[Group]:
        """Return the groups; where two neighbours written as one are a known word, either may match by it (نيو
        يورك).
        """
        for at, (left, right) in enumerate(pairwise(groups)):
            whole = left.word.norm + right.word.norm
            if self._vocabulary.df(whole):
                form = Form(NORM, whole, _NEAR_WEIGHT)
                groups[at] = replace(groups[at], forms=(*groups[at].forms, form))
                groups[at + 1] = replace(groups[at + 1], forms=(*groups[at + 1].forms, form))
        return groups

    def _should_replace(self, group: Group) -> bool:
        """Tell whether a word is unknown in all its forms, or so rare beside its neighbour that it looks mistyped."""
        best = group.near[0]
        known = self._vocabulary.df(group.word.norm)
        if group.word.norm.isascii() and best.rank < _UNLIKELY:
            return False
        if known:
            return best.df > _MISTYPED * known and best.cost <= 1.0
        return not any(self._vocabulary.stem_df(stem) for stem in stems(group.word.norm)) or best.df > _MISTYPED


def _by_rarity(groups: list[Group]) -> tuple[Group, ...]:
    """Return the words of a text with weights: names and numbers say more of what it tells than their rarity alone,
    by which BM25 has them.
    """
    mean = sum(group.rarity for group in groups) / max(len(groups), 1)
    return tuple(replace(group, weight=math.sqrt(group.rarity / mean)) for group in groups)
