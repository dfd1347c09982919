"""Which forms of each query word to look for and how much each counts: the query before any engine sees it."""

from dataclasses import dataclass, replace
from itertools import pairwise

from khabar.arabic.stem import is_name, stems
from khabar.search.query import QueryWord, Understood
from khabar.search.spelling import Spelling, Vocabulary, near_spellings, splits

EXACT_WEIGHT = 1.0
NORM_WEIGHT = 0.9
STEM_WEIGHT = 0.8
SECOND_STEM_WEIGHT = 0.6
NEAR_WEIGHT = 0.45
_SURE_SHARE = 0.02
_LONGEST_CORRECTED = 8
_MISTYPED = 50
_DOUBTFUL_SHARE = 0.0025


@dataclass(frozen=True)
class Form:
    """One form to look for: `kind` x (exact), n (folded) or s (stem), the term, and its weight against the
    other forms.
    """

    kind: str
    term: str
    weight: float


@dataclass(frozen=True)
class Group:
    """All forms that count as one query word; `together` are further ways to match it by several folded words
    at once.
    """

    word: QueryWord
    forms: tuple[Form, ...]
    together: tuple[tuple[str, ...], ...] = ()
    near: tuple[Spelling, ...] = ()


def plain_groups(understood: Understood) -> tuple[Group, ...]:
    """Return a group for each word of the query, with its own forms only."""
    return tuple(Group(word, _own_forms(word)) for word in understood.words)


def widened_groups(groups: tuple[Group, ...], vocabulary: Vocabulary, documents: int) -> tuple[Group, ...]:
    """Return the groups with near spellings, words split and words joined, for words that the index hardly
    knows.
    """
    widened = [_widen(group, vocabulary, documents) for group in groups[:_LONGEST_CORRECTED]]
    return (*_joined(widened, vocabulary), *groups[_LONGEST_CORRECTED:])


def is_doubtful(groups: tuple[Group, ...], vocabulary: Vocabulary, documents: int) -> bool:
    """Tell whether the index hardly knows one of the words in any form, so that it may be mistyped."""
    return any(_seen(group, vocabulary) <= max(3, documents * _DOUBTFUL_SHARE) for group in groups)


def _seen(group: Group, vocabulary: Vocabulary) -> int:
    norm = group.word.norm
    return max(vocabulary.df(norm), *(vocabulary.stem_df(stem) for stem in stems(norm)))


def suggestion(groups: tuple[Group, ...], vocabulary: Vocabulary, text: str) -> str | None:
    """Return the query text with its unknown words in their most probable spelling; None when nothing better is
    known.
    """
    better = text
    for group in groups:
        if group.near and _should_replace(group, vocabulary):
            better = better.replace(group.word.text, vocabulary.spelled(group.near[0].norm))
    return better if better != text else None


def _should_replace(group: Group, vocabulary: Vocabulary) -> bool:
    """Tell whether a word is unknown in all its forms, or so rare beside its neighbour that it looks mistyped."""
    best = group.near[0]
    known = vocabulary.df(group.word.norm)
    if known:
        return best.df > _MISTYPED * known and best.cost <= 1.0
    return not any(vocabulary.stem_df(stem) for stem in stems(group.word.norm)) or is_name(best.norm)


def _own_forms(word: QueryWord) -> tuple[Form, ...]:
    found = [Form("x", word.exact, EXACT_WEIGHT), Form("n", word.norm, NORM_WEIGHT)]
    if not word.is_stop:
        weights = (STEM_WEIGHT, SECOND_STEM_WEIGHT)
        found += [Form("s", stem, weight) for stem, weight in zip(stems(word.norm), weights, strict=False)]
    return tuple(found)


def _widen(group: Group, vocabulary: Vocabulary, documents: int) -> Group:
    norm = group.word.norm
    known = vocabulary.df(norm)
    if known > max(3, documents * _SURE_SHARE):
        return group
    near = tuple(near_spellings(norm, vocabulary))
    forms: dict[tuple[str, str], Form] = {}
    for spelling in near:
        weight = NEAR_WEIGHT / (1 + spelling.cost)
        forms.setdefault(("n", spelling.norm), Form("n", spelling.norm, weight))
        # Of a word that is somewhere in the index, only the neighbours themselves: their stems reach too far.
        for stem in stems(spelling.norm)[: 0 if known else 1]:
            forms.setdefault(("s", stem), Form("s", stem, weight * STEM_WEIGHT))
    own = {(form.kind, form.term) for form in group.forms}
    new = tuple(form for place, form in forms.items() if place not in own)
    pair = splits(norm, vocabulary) if not known else None
    together = (*((group.word.parts,) if group.word.parts else ()), *((pair,) if pair else ()))
    return replace(group, forms=group.forms + new, near=near, together=together)


def _joined(groups: list[Group], vocabulary: Vocabulary) -> list[Group]:
    """Return the groups; where two neighbours written as one are a known word, either may match by it (نيو
    يورك).
    """
    for at, (left, right) in enumerate(pairwise(groups)):
        whole = left.word.norm + right.word.norm
        if vocabulary.df(whole):
            form = Form("n", whole, NEAR_WEIGHT)
            groups[at] = replace(groups[at], forms=(*groups[at].forms, form))
            groups[at + 1] = replace(groups[at + 1], forms=(*groups[at + 1].forms, form))
    return groups
