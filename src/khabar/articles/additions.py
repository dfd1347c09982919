"""What the folders above know of articles and readers meet on other pages: lists an article stands on, words and
filters of its search document."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from khabar.articles.models import Change


@dataclass(frozen=True)
class Added:
    """What is added to the search document of an article, as `khabar.search.documents.Document` has it."""

    names: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()
    through: tuple[str, ...] = ()


class Addition(Protocol):
    """What a folder above registers."""

    def lists(self, ids: Iterable[int]) -> Mapping[int, set[str]]:
        """Names of the lists each of the articles stands on, such as `source:12`: the purge keys of their pages."""

    def articles_of(self, change: Change) -> set[int]:
        """The public articles whose documents follow a change of an object that is not an article."""

    def of_documents(self, bodies: Mapping[int, list[Any]]) -> Mapping[int, Added]:
        """What is added to the documents of the articles, given the raw data of each one's body."""


_additions: list[Addition] = []


def register(addition: Addition) -> None:
    """Have `addition` asked from now on; registering it again changes nothing."""
    if addition not in _additions:
        _additions.append(addition)


def lists(ids: Iterable[int]) -> Mapping[int, set[str]]:
    """All further lists of each article."""
    wanted = list(ids)
    found: dict[int, set[str]] = defaultdict(set)
    for addition in _additions:
        for pk, names in addition.lists(wanted).items():
            found[pk] |= names
    return found


def articles_of(change: Change) -> set[int]:
    """The articles whose documents follow the change."""
    return set().union(*(addition.articles_of(change) for addition in _additions))


def of_documents(bodies: Mapping[int, list[Any]]) -> Mapping[int, Added]:
    """What is added to each article's document."""
    found: dict[int, Added] = defaultdict(Added)
    for addition in _additions:
        for pk, more in addition.of_documents(bodies).items():
            seen = found[pk]
            found[pk] = Added(seen.names + more.names, seen.said_by + more.said_by, seen.through + more.through)
    return found
