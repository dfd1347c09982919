"""What a reader asked for: the typed text parsed into words, phrases and exclusions, with filters, order and
page.
"""

import calendar
import re
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from khabar.arabic.normalise import normalise_search
from khabar.arabic.tokenise import Token, tokens
from khabar.arabic.wordlists import is_stop_word
from khabar.search.synonyms import NONE_ALIKE, Synonyms

MAX_CHARS = 2_000
"""Characters of a query that are read; the rest is dropped and said so."""
MAX_WORDS = 200
"""Words of a query that are searched for."""
MAX_LIMIT = 100
"""Hits on one page."""
MAX_WINDOW = 10_000
"""How deep a reader can page."""

LONG = 5
"""Words beyond which a query is read as a text to find the like of, not as words that must all be there."""
LONGEST_HEADLINE = 14
"""Words up to which such a text may be the headline of a story or of another outlet's; beyond, it is a passage."""
MAX_EITHER = 8
"""Words on both sides of OR from which a query is no longer read as having alternatives."""

_PHRASE = re.compile(r"(?P<minus>(?<!\S)[-−])?[\"“”„«»](?P<text>[^\"“”„«»]*)[\"“”„«»]?")
_NAMED = re.compile(
    r"(?<!\S)(?P<field>قال|عبر)\s?[:：]\s?(?:[\"“”„«](?P<quoted>[^\"“”„«»]*)[\"“”»]?|(?P<word>[^\s\"“”„«»]+))"
)
_EXCLUDED = re.compile(r"(?<!\S)[-−](?=[^\W\d])\S+")
_FILTER = re.compile(r"(?<!\S)(?P<name>[^\W\d_]+)[:：](?:[\"«](?P<quoted>[^\"»]+)[\"»]|(?P<bare>[^\s\"«»]+))")
_OR = re.compile(r"\s+(?:OR|أو)\s+|\s*\|\s*")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_FIELDS = {
    "section": "القسم قسم section",
    "topic": "الموضوع موضوع topic tag",
    "agency": "الوكالة وكالة agency source",
    "author": "الكاتب كاتب author by",
    "place": "المكان مكان place",
    "since": "من منذ since from",
    "until": "إلى حتى until to",
}
_FIELD_OF = {normalise_search(name): field for field, names in _FIELDS.items() for name in names.split()}


class Sort(StrEnum):
    """The order of the hits."""

    RELEVANCE = "relevance"
    DATE = "date"


@dataclass(frozen=True)
class Query:
    """A search request; `date_from` and `date_to` are days (UTC), both included; `section` is a slug, topic, agency and
    author are names in any spelling, `said_by` and `through` keys of which a story must have one (None: whoever).
    `fresh` lets new stories rank higher, `facets` asks for the number of hits by section, topic, agency and author,
    `snippets` for marked passages; `synonyms` are the words that mean the same."""

    text: str
    section: str | None = None
    topic: str | None = None
    agency: str | None = None
    author: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    said_by: tuple[str, ...] | None = None
    through: tuple[str, ...] | None = None
    sort: Sort = Sort.RELEVANCE
    fresh: bool = True
    limit: int = 10
    offset: int = 0
    facets: bool = False
    snippets: bool = True
    synonyms: Synonyms = NONE_ALIKE

    @property
    def by_name(self) -> bool:
        """Whether it asks for somebody's words, or for what came through somebody."""
        return self.said_by is not None or self.through is not None

    @property
    def window(self) -> tuple[int, int]:
        """The offset and limit brought into what an index answers."""
        offset = min(max(self.offset, 0), MAX_WINDOW)
        return offset, min(max(self.limit, 0), MAX_LIMIT)


@dataclass(frozen=True)
class Asked:
    """A typed query taken apart: the words, and the names after قال: and عبر:, empty where there are none."""

    words: str
    said_by: str = ""
    through: str = ""


def take_names(text: str) -> Asked:
    """Return the query without its قال: and عبر:, and the name after each: one word, or several in quotation marks."""
    found = {"قال": "", "عبر": ""}

    def take(match: re.Match[str]) -> str:
        found[match["field"]] = (match["quoted"] or match["word"] or "").strip()
        return " "

    words = " ".join(_NAMED.sub(take, text).split())
    return Asked(words, found["قال"], found["عبر"])


@dataclass(frozen=True)
class QueryWord:
    """A word of the query: as typed, in exact spelling, folded for search, the parts of a compound, the words
    that may stand in its place (روسيا OR أوكرانيا), and several folded words that together may.
    """

    text: str
    exact: str
    norm: str
    parts: tuple[str, ...] = ()
    others: tuple["QueryWord", ...] = ()
    together: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, token: Token) -> "QueryWord":
        """Return the query word of a token, cut to the length the index keeps."""
        return cls(token.text, token.word.exact[:60], token.word.norm[:60], token.word.parts)

    @property
    def has_others(self) -> bool:
        """Whether something may stand in its place."""
        return bool(self.others or self.together)

    @property
    def is_stop(self) -> bool:
        """Whether it is a function word."""
        return is_stop_word(self.exact)


@dataclass(frozen=True)
class Understood:
    """How a query was read: words that must occur, phrases, excluded words and phrases, filters by field, and what was
    left out of the search.
    """

    words: tuple[QueryWord, ...] = ()
    phrases: tuple[tuple[QueryWord, ...], ...] = ()
    excluded: tuple[tuple[QueryWord, ...], ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = field(default=())

    @property
    def is_text(self) -> bool:
        """Whether it is a text to find the like of."""
        return len(self.words) > LONG

    @property
    def is_passage(self) -> bool:
        """Whether that text is too long for a headline."""
        return len(self.words) > LONGEST_HEADLINE

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to search for."""
        return self.names_no_words and not self.filters

    @property
    def names_no_words(self) -> bool:
        """Whether any story within the filters is meant; the newest is then the first."""
        return not self.words and not self.phrases


def understand(text: str) -> Understood:
    """Return what the typed `text` asks for; never raises, whatever the text."""
    dropped: list[str] = []
    if len(text) > MAX_CHARS:
        dropped.append(text[MAX_CHARS : MAX_CHARS + 40].strip() + "…")
        text = text[:MAX_CHARS]
    if not _balanced(text):
        words, left_out = _content_words(_words(text), False)
        return Understood(words, dropped=(*dropped, *left_out))
    taken = _Signs()
    rest = _EXCLUDED.sub(taken.excluded_word, _PHRASE.sub(taken.phrase, _FILTER.sub(taken.filter, text)))
    typed = _alternatives(rest)
    if len(typed) + sum(map(len, taken.phrases)) > LONG:
        typed += tuple(word for phrase in taken.phrases for word in phrase)  # what a pasted headline quotes
    words, left_out = _content_words(typed, bool(taken.phrases or taken.filters))
    phrases, excluded = tuple(taken.phrases[:4]), tuple(taken.excluded[:8])
    return Understood(words, phrases, excluded, tuple(taken.filters.items()), (*dropped, *left_out))


class _Signs:
    """Collects what the signs of a query mark: phrases, exclusions and filters; each is taken out of the text."""

    def __init__(self) -> None:
        self.phrases: list[tuple[QueryWord, ...]] = []
        self.excluded: list[tuple[QueryWord, ...]] = []
        self.filters: dict[str, str] = {}

    def phrase(self, match: re.Match[str]) -> str:
        if found := _words(match["text"]):
            (self.excluded if match["minus"] else self.phrases).append(found)
        return " "

    def excluded_word(self, match: re.Match[str]) -> str:
        if found := _words(match[0][1:]):
            self.excluded.append(found)
        return " "

    def filter(self, match: re.Match[str]) -> str:
        name = _FIELD_OF.get(normalise_search(match["name"]))
        value = match["quoted"] or match["bare"]
        if name is None or (name in ("since", "until") and day(value) is None):
            return match[0]
        self.filters[name] = value
        return " "


def day(text: str, last: bool = False) -> date | None:
    """Return the day that 2023-01-05, 2023-01 or 2023 begins with, or is the last of; None for anything else."""
    match = _DAY.fullmatch(normalise_search(text))
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or (12 if last else 1))
    try:
        in_month = calendar.monthrange(year, month)[1]
        return date(year, month, int(match[3] or (in_month if last else 1)))
    except (ValueError, calendar.IllegalMonthError):
        return None


def with_synonyms(understood: Understood, synonyms: Synonyms) -> Understood:
    """Return the query with what means the same as each of its words, or as several in their order, in their place.

    A text to find the like of stays as it is.
    """
    if not synonyms or understood.is_text:
        return understood
    words = list(understood.words)
    norms = tuple(word.norm for word in words)
    for at, length, alike in synonyms.found_in(norms):
        single = tuple(QueryWord(other[0], other[0], other[0]) for other in alike if len(other) == 1)
        several = tuple(other for other in alike if len(other) > 1)
        for place in range(at, at + length):
            word = words[place]
            words[place] = replace(word, others=word.others + single, together=word.together + several)
    return replace(understood, words=tuple(words))


def _alternatives(text: str) -> tuple[QueryWord, ...]:
    """Return the words of `text`; of two with OR between them, the second as another way to match the first."""
    pieces = [_words(piece) for piece in _OR.split(text)]
    if len(pieces) == 1 or sum(map(len, pieces)) > MAX_EITHER or not all(pieces):
        return _words(text)
    found = list(pieces[0])
    for piece in pieces[1:]:
        found[-1] = replace(found[-1], others=(*found[-1].others, piece[0]))
        found += piece[1:]
    return tuple(found)


def _content_words(words: tuple[QueryWord, ...], has_others: bool) -> tuple[tuple[QueryWord, ...], list[str]]:
    """Return the words to search for and those left out: function words beside others, repeats, what is too
    much.
    """
    unique = list({word.exact: word for word in words}.values())
    content = [word for word in unique if not word.is_stop]
    kept = content if content or has_others else unique
    return tuple(kept[:MAX_WORDS]), [word.text for word in unique if word not in kept[:MAX_WORDS]]


def _words(text: str) -> tuple[QueryWord, ...]:
    return tuple(QueryWord.of(token) for token in tokens(text))


def _balanced(text: str) -> bool:
    """Return whether quotes and signs look meant: a query of nothing but quotes is read as plain words."""
    return sum(text.count(quote) for quote in '"“”„«»') <= 16
