"""What a reader asked for: the typed text parsed into words, phrases and exclusions, with filters, order and
page.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from khabar.arabic.tokenise import Token, tokens
from khabar.arabic.wordlists import is_stop_word

MAX_CHARS = 2_000
"""Characters of a query that are read; the rest is dropped and said so."""
MAX_WORDS = 200
"""Words of a query that are searched for."""
MAX_LIMIT = 100
"""Hits on one page."""
MAX_WINDOW = 10_000
"""How deep a reader can page."""

_PHRASE = re.compile(r"(?P<minus>(?<!\S)[-−])?[\"“”„«»](?P<text>[^\"“”„«»]*)[\"“”„«»]?")
_EXCLUDED = re.compile(r"(?<!\S)[-−](?=[^\W\d])\S+")


class Sort(StrEnum):
    """The order of the hits."""

    RELEVANCE = "relevance"
    DATE = "date"


@dataclass(frozen=True)
class Query:
    """A search request; `date_from` and `date_to` are days (UTC), both included; `section` is a slug,
    `facets` asks for the number of hits in each section, `snippets` for marked passages."""

    text: str
    section: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    sort: Sort = Sort.RELEVANCE
    limit: int = 10
    offset: int = 0
    facets: bool = False
    snippets: bool = True

    @property
    def window(self) -> tuple[int, int]:
        """The offset and limit brought into what an index answers."""
        offset = min(max(self.offset, 0), MAX_WINDOW)
        return offset, min(max(self.limit, 0), MAX_LIMIT)


@dataclass(frozen=True)
class QueryWord:
    """A word of the query: as typed, in exact spelling, folded for search, and the parts of a compound."""

    text: str
    exact: str
    norm: str
    parts: tuple[str, ...] = ()

    @classmethod
    def of(cls, token: Token) -> "QueryWord":
        """Return the query word of a token, cut to the length the index keeps."""
        return cls(token.text, token.word.exact[:60], token.word.norm[:60], token.word.parts)

    @property
    def is_stop(self) -> bool:
        """Whether it is a function word."""
        return is_stop_word(self.exact)


@dataclass(frozen=True)
class Understood:
    """How a query was read: words that must occur, phrases, excluded words, and what was left out of the search."""

    words: tuple[QueryWord, ...] = ()
    phrases: tuple[tuple[QueryWord, ...], ...] = ()
    excluded: tuple[QueryWord, ...] = ()
    dropped: tuple[str, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to search for."""
        return not self.words and not self.phrases


def understand(text: str) -> Understood:
    """Return what the typed `text` asks for; never raises, whatever the text."""
    dropped: list[str] = []
    if len(text) > MAX_CHARS:
        dropped.append(text[MAX_CHARS : MAX_CHARS + 40].strip() + "…")
        text = text[:MAX_CHARS]
    phrases: list[tuple[QueryWord, ...]] = []
    excluded: list[QueryWord] = []

    def take_phrase(match: re.Match[str]) -> str:
        found = _words(match["text"])
        if match["minus"]:
            excluded.extend(found)
        elif len(found) > 1:
            phrases.append(found)
        else:
            return " " + match["text"] + " "
        return " "

    def take_excluded(match: re.Match[str]) -> str:
        excluded.extend(_words(match[0][1:]))
        return " "

    rest = _EXCLUDED.sub(take_excluded, _PHRASE.sub(take_phrase, text)) if _balanced(text) else text
    words, left_out = _content_words(_words(rest), bool(phrases))
    return Understood(words, tuple(phrases[:4]), tuple(excluded[:8]), (*dropped, *left_out))


def _content_words(words: tuple[QueryWord, ...], has_phrases: bool) -> tuple[tuple[QueryWord, ...], list[str]]:
    """Return the words to search for and those left out: function words beside others, repeats, what is too
    much.
    """
    unique = list({word.exact: word for word in words}.values())
    content = [word for word in unique if not word.is_stop]
    kept = content if content or has_phrases else unique
    return tuple(kept[:MAX_WORDS]), [word.text for word in unique if word not in kept[:MAX_WORDS]]


def _words(text: str) -> tuple[QueryWord, ...]:
    return tuple(QueryWord.of(token) for token in tokens(text))


def _balanced(text: str) -> bool:
    """Return whether quotes and signs look meant: a query of nothing but quotes is read as plain words."""
    return sum(text.count(quote) for quote in '"“”„«»') <= 16
