"""Where to go on when nothing was found: an easier query, names that begin alike; never a dead end."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from khabar.arabic.plurals import RESULT, counted
from khabar.articles.outlets import search_engine
from khabar.finding.gate import Offered
from khabar.finding.suggest import names_of
from khabar.front.asked import Asked
from khabar.front.dates import digits
from khabar.search.engine import Reading, Results
from khabar.search.query import Query
from khabar.search.synonyms import Synonyms
from khabar.search.typed import read

_TRIED = 6
_OFFERED = 4
_NAMES = 6
_WORDS = 5


@dataclass(frozen=True)
class Easier:
    """A query that asks for less and finds something."""

    text: str
    path: str
    count: str


@dataclass(frozen=True)
class Nearest:
    """What is offered instead of nothing."""

    easier: tuple[Easier, ...] = ()
    names: tuple[Offered, ...] = ()


def nearest(asked: Asked, results: Results, synonyms: Synonyms) -> Nearest:
    """What comes nearest to a query without results. Raises `IndexUnavailable`."""
    understood = results.understood
    texts = dict.fromkeys(text for text in _easier(understood) if text and text != asked.text)
    found = []
    for text in islice(texts, _TRIED):
        total = search_engine().search(Query(text, limit=0, snippets=False, synonyms=synonyms)).total
        if total:
            found.append(Easier(text, replace(asked, text=text, page=1).path, digits(counted(total, RESULT))))
    return Nearest(tuple(found[:_OFFERED]), tuple(_names(understood)))


def _easier(understood: Reading) -> Iterator[str]:
    """The query without its signs, then with a word less, then each word alone."""
    terms = list(understood.terms[:_WORDS])
    phrased = [word for phrase in understood.phrases for word in phrase.split()]
    if understood.phrases or understood.excluded or understood.filters:
        yield " ".join([*terms, *phrased])
        yield " ".join([*terms, *(value for _, value in understood.filters)])
    words = list(dict.fromkeys([*terms, *phrased]))[:_WORDS]
    if len(words) > 2:
        yield from (" ".join(words[:at] + words[at + 1 :]) for at in range(len(words)))
    if len(words) > 1:
        yield from sorted(words, key=len, reverse=True)


def _names(understood: Reading) -> Iterator[Offered]:
    """Sections, topics, people and agencies whose words begin as one of the query's, or sound so."""
    words = [*understood.names, *understood.terms, *(word for phrase in understood.phrases for word in phrase.split())]
    readings = (typed for word in words[:_WORDS] for typed in read(word))
    return islice(dict.fromkeys(offered for typed in readings for offered in names_of(typed)), _NAMES)


def in_words(results: Results) -> str:
    """How a query was understood, in one line for the desk's report."""
    understood = results.understood
    parts = [
        ("", "، ".join(understood.terms)),
        ("العبارة: ", "، ".join(f"«{phrase}»" for phrase in understood.phrases)),
        ("من دون: ", "، ".join(understood.excluded)),
        ("بشرط: ", "، ".join(value for _, value in understood.filters)),
        ("هل يقصد: ", results.suggestion or ""),
    ]
    return "؛ ".join(label + words for label, words in parts if words)
