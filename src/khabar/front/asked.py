"""What the address of a results page asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from khabar.attribution.narrowing import Narrowed, narrowed
from khabar.core.clean import clean_text
from khabar.core.paths import path_to
from khabar.search.query import MAX_CHARS, MAX_LIMIT, Query, Sort

PAGE_SIZE = 10
LAST_PAGE = 100
NAMED = {"topic": "الموضوع", "agency": "الوكالة", "author": "الكاتب"}
"""The filters by a name, as readers see them."""
_LONGEST_NAME = 120
_NO_NAME = "\x00"  # taken out of every name that is asked for


@dataclass(frozen=True)
class Asked:
    """What the address asks for, with everything unreadable in it left aside."""

    text: str
    section: str = ""
    topic: str = ""
    agency: str = ""
    author: str = ""
    said_by: str = ""
    through: str = ""
    since: date | None = None
    until: date | None = None
    sort: Sort = Sort.RELEVANCE
    fresh: bool = True
    page: int = 1
    limit: int = PAGE_SIZE

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Asked":
        """Read the query part of an address."""
        return cls(
            text=_words(values.get("q", "")),
            section=values.get("section", ""),
            **{name: values.get(name, "").replace(_NO_NAME, "")[:_LONGEST_NAME] for name in NAMED},
            said_by=_words(values.get("said_by", "")),
            through=_words(values.get("through", "")),
            since=_day(values.get("from", "")),
            until=_day(values.get("to", "")),
            sort=Sort.DATE if values.get("sort") == Sort.DATE else Sort.RELEVANCE,
            fresh=values.get("fresh") != "off",
            page=_count(values.get("page", ""), 1, LAST_PAGE),
            limit=_count(values.get("limit", ""), PAGE_SIZE, MAX_LIMIT),
        )

    @property
    def anything(self) -> bool:
        """Whether there is something to search for."""
        return bool(self.text or self.said_by or self.through)

    @property
    def query(self) -> Narrowed:
        query = Query(
            self.text,
            section=self.section or None,
            topic=self.topic or None,
            agency=self.agency or None,
            author=self.author or None,
            date_from=self.since,
            date_to=self.until,
            sort=self.sort,
            fresh=self.fresh,
            facets=True,
            limit=self.limit,
            offset=(self.page - 1) * self.limit,
        )
        return narrowed(query, self.said_by, self.through)

    @property
    def filtered(self) -> bool:
        return bool(self.section or self.named or self.since or self.until or self.said_by or self.through)

    @property
    def plain(self) -> bool:
        """Whether it is the first page of nothing but words: what pins are for, and what is counted."""
        return bool(self.text) and self.page == 1 and self.sort == Sort.RELEVANCE and not self.filtered

    @property
    def named(self) -> dict[str, str]:
        """The filters by a name of topic, agency or author."""
        return {name: value for name in NAMED if (value := getattr(self, name))}

    def without(self, name: str) -> "Asked":
        """What asks for the same without one of the filters by name."""
        blank: dict[str, Any] = {name: ""}
        return replace(self, page=1, **blank)

    def narrowed_to(self, topics: Iterable[str]) -> list[str]:
        """The addresses that ask for the first page of the same on each of some topics."""
        place = f"topic={_quoted(_NO_NAME)}"
        before, _, after = replace(self.first, topic=_NO_NAME).path.partition(place)
        return [f"{before}topic={_quoted(topic)}{after}" for topic in topics]

    @property
    def first(self) -> "Asked":
        """What asks for the first page of the same."""
        return self if self.page == 1 else replace(self, page=1)

    @property
    def path(self) -> str:
        """The address that asks for this, without what is as usual."""
        values = {
            "q": self.text,
            "section": self.section,
            **self.named,
            "said_by": self.said_by,
            "through": self.through,
            "from": self.since.isoformat() if self.since else "",
            "to": self.until.isoformat() if self.until else "",
            "sort": self.sort.value if self.sort != Sort.RELEVANCE else "",
            "fresh": "" if self.fresh else "off",
            "page": str(self.page) if self.page > 1 else "",
            "limit": str(self.limit) if self.limit != PAGE_SIZE else "",
        }
        query = "&".join([f"{name}={_quoted(value)}" for name, value in values.items() if value])
        return f"{path_to('front:search')}?{query}" if query else path_to("front:search")


_quoted = lru_cache(maxsize=256)(quote_plus)


def _words(text: str) -> str:
    return " ".join(clean_text(text).split())[:MAX_CHARS]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _count(text: str, usual: int, most: int) -> int:
    if text.isascii() and text.isdecimal() and len(text) <= 9:
        return min(max(int(text), 1), most)
    return usual
