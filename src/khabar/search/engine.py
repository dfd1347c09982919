"""The interface of a search engine and what it answers; nothing here knows which engine it is."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from khabar.core.errors import KhabarError
from khabar.search.alike import Alike, Wish
from khabar.search.documents import Document
from khabar.search.query import Query
from khabar.search.typed import Typed


class SearchError(KhabarError):
    """The index cannot do what was asked."""


class IndexUnavailable(SearchError):
    """The index is missing, damaged or of another version; `khabar reindex` makes it anew."""


class IndexBusy(SearchError):
    """Another process kept writing to the index for longer than the time allowed."""


class Hit(NamedTuple):
    """A story found; `snippet` and `headline_html` are escaped HTML with `<mark>` around what matched."""

    id: int
    external_id: str
    url: str
    headline: str
    headline_html: str
    snippet: str
    published_at: datetime
    section: str
    section_name: str
    score: float

    def as_json(self) -> dict[str, Any]:
        """Return the hit as the JSON contract of the search page and command has it."""
        names = ("id", "external_id", "url", "headline", "snippet")
        values = {name: getattr(self, name) for name in names}
        return {**values, "published_at": self.published_at.isoformat(), "score": round(self.score, 4)}


@dataclass(frozen=True)
class Reading:
    """How a query was understood, for the reader to see.

    `filters` are the fields it named with their values, `terms` the words searched for, `phrases` the quoted ones,
    `excluded` those ruled out, `dropped` what was left aside, `names` the Arabic ones that names in Latin letters were
    read as, `corrected` whether near spellings were searched as well,
    `relaxed` whether no hit has all the words.
    """

    terms: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    corrected: bool = False
    relaxed: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether it has nothing to search for: signs alone, or only what is to be ruled out."""
        return not (self.terms or self.phrases or self.filters)


@dataclass(frozen=True)
class Results:
    """The answer to a query; `total` counts all hits, `took_ms` is the time inside the engine in milliseconds,
    `facets` tells for each field how many hits have which value, the most frequent first.
    """

    query: str
    total: int = 0
    took_ms: float = 0.0
    suggestion: str | None = None
    understood: Reading = field(default_factory=Reading)
    hits: tuple[Hit, ...] = ()
    facets: dict[str, dict[str, int]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the answer as the JSON contract of the search page and command has it."""
        return {
            "query": self.query,
            "total": self.total,
            "took_ms": round(self.took_ms, 2),
            "suggestion": self.suggestion,
            "hits": [hit.as_json() for hit in self.hits],
        }


@dataclass(frozen=True)
class Health:
    """The state of an index: usable or why not, stories, segments, bytes on disk and the change-log cursor."""

    usable: bool
    reason: str = ""
    documents: int = 0
    segments: int = 0
    bytes: int = 0
    cursor: int | None = None


class Engine(Protocol):
    """A search engine over published stories."""

    def apply(self, add: Iterable[Document], delete: Iterable[int], cursor: int | None = None) -> int:
        """Replace the stories `add` and drop those of `delete` in one commit; return how many were added.

        Doing it again changes nothing. `cursor` is the change-log position reached. Raises `IndexUnavailable`,
        `IndexBusy`.
        """

    def version(self) -> Hashable:
        """Return what changes with every commit and rebuild: an answer is as good as new while it is the same.

        Raises `IndexUnavailable`.
        """

    def search(self, query: Query) -> Results:
        """Return the hits of a query; any text is answered. Raises `IndexUnavailable`."""

    def readings(self, text: str) -> Iterator[Typed]:
        """Yield the ways to read a query that is being typed, the likeliest first. Raises `IndexUnavailable`."""

    def complete(self, typed: Typed, limit: int) -> tuple[int, ...]:
        """Return the ids of the newest stories whose headlines a query being typed may lead to, newest first.

        Raises `IndexUnavailable`.
        """

    def alike(self, wish: Wish) -> Alike:
        """Return the stories most like what is described. Raises `IndexUnavailable`."""

    def rebuild(self, docs: Iterable[Document], cursor: int | None = None) -> int:
        """Make the whole index anew and put it in place at once, readers undisturbed; return how many stories it has.

        `cursor` is the change-log position at which `docs` were read: what changed since is to be applied again.
        """

    def settle(self) -> None:
        """Do now what upkeep bulk work has left, so that no publish waits for it. Raises as `apply` does."""

    @property
    def cursor(self) -> int | None:
        """The change-log position that the index has reached."""

    def close(self) -> None:
        """Let go of files, memory and what goes on in the background; the engine can be used again."""

    def count(self) -> int:
        """Return how many stories the index has. Raises `IndexUnavailable`."""

    def ids(self) -> set[int]:
        """Return the id of every story in the index. Raises `IndexUnavailable`."""

    def health(self) -> Health:
        """Return the state of the index; never raises."""

    def check(self) -> None:
        """Read everything the index keeps on disk and look for damage. Raises `IndexUnavailable`."""

    def explain(self, query: Query, document_id: int) -> dict[str, Any]:
        """Return why and how high a story ranks for a query, for people who tune it.

        `tier` is 0 for full hits, 1 with near spellings, 2 for partial ones, None when it is not found; `parts` are the
        words, fields and forms that match with their scores, of which in each field the best counts in full;
        `matching` is what they come to, `freshness` the factor for the story's age, `score` the product.
        """
