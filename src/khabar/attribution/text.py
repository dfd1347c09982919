"""A paragraph as the engine sees it: folded words with their places in the text, quotations and sentences."""

import re
from dataclasses import dataclass
from functools import lru_cache

from khabar.arabic.normalise import CONTROLS, MARKS, TATWEEL, normalise_search

_JOIN = f"{MARKS}{CONTROLS}{TATWEEL}"
_TOKEN = re.compile(
    rf"\d+(?:[.,:٫٬/]\d+)*|[#@]?\w[\w{_JOIN}]*|--+|[^\S\n]*\n\s*|[^\s{_JOIN}]",
)
_OPENING, _CLOSING, _BOTH = frozenset("«“„"), frozenset("»”"), '"'
_STOPS = frozenset(".؟?!…\n")
_ABBREVIATED = frozenset("دمأاسب")


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """Return a word in the spelling in which words are compared: no marks, alef, yeh and hamza forms folded."""
    return normalise_search(word)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The tokens of one paragraph in parallel lists; the text itself is never changed.

    `quote` holds, per token, the number of the quotation it stands in (its marks too), 0 outside; `quotes` the first
    and last token of each; `sentence` the number of the sentence, `bounds` its first token and the one behind its last.
    """

    text: str
    words: list[str]
    norm: list[str]
    start: list[int]
    end: list[int]
    quote: list[int]
    quotes: list[tuple[int, int]]
    sentence: list[int]
    bounds: list[tuple[int, int]]

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, behind: int) -> str:
        """Return the text of the tokens from `first` to the one before `behind`."""
        return self.text[self.start[first] : self.end[behind - 1]] if first < behind else ""

    def close(self, at: int) -> int:
        """Return the last token of the quotation that the token at `at` stands in."""
        return self.quotes[self.quote[at] - 1][1]


def read_paragraph(text: str) -> Paragraph:
    """Return `text` cut into tokens, quotations and sentences."""
    found = list(_TOKEN.finditer(text))
    words = [match[0] for match in found]
    norm = [fold(word) if word[0] not in "#@" else fold(word[1:].replace("_", " ")) for word in words]
    start, end = [match.start() for match in found], [match.end() for match in found]
    quote, quotes = _quotations(text, words, start, end)
    sentence, bounds = _sentences(words, quote)
    return Paragraph(text, words, norm, start, end, quote, quotes, sentence, bounds)


def _quotations(
    text: str, words: list[str], start: list[int], end: list[int]
) -> tuple[list[int], list[tuple[int, int]]]:
    """Pair the quotation marks; a mark that is never closed opens a quotation to the end of the paragraph."""
    quote, quotes, opened, depth = [0] * len(words), list[tuple[int, int]](), -1, 0
    for at, word in enumerate(words):
        if opened < 0:
            if word in _OPENING or (word in _BOTH and not _only_closes(text, start[at], end[at])):
                opened, depth = at, 1
        elif word in _OPENING and words[opened] in _OPENING:
            depth += 1
        elif word in _CLOSING or (word in _BOTH and words[opened] in _BOTH):
            depth -= 1
            if depth <= 0:
                quotes.append((opened, at))
                opened = -1
    if opened >= 0:
        quotes.append((opened, len(words) - 1))
    for number, (first, last) in enumerate(quotes, 1):
        quote[first : last + 1] = [number] * (last + 1 - first)
    return quote, quotes


def _only_closes(text: str, start: int, end: int) -> bool:
    """Whether a straight mark cannot open: something stands before it and nothing behind."""
    return end >= len(text) and start > 0 and not text[start - 1].isspace()


def _sentences(words: list[str], quote: list[int]) -> tuple[list[int], list[tuple[int, int]]]:
    """Cut at full stops outside quotations, and behind a quotation that ends in one."""
    sentence, bounds, first, number = [0] * len(words), list[tuple[int, int]](), 0, 0
    for at, word in enumerate(words):
        sentence[at] = number
        if _ends_sentence(words, quote, at, word):
            bounds.append((first, at + 1))
            first, number = at + 1, number + 1
    if first < len(words):
        bounds.append((first, len(words)))
    return sentence, bounds


def _ends_sentence(words: list[str], quote: list[int], at: int, word: str) -> bool:
    following = words[at + 1] if at + 1 < len(words) else ""
    if quote[at]:
        closes = at + 1 < len(words) and quote[at + 1] != quote[at]
        return closes and at > 0 and words[at - 1] in ".؟!" and following[:1] == "و"
    if word.startswith("--"):
        return True
    if word[-1] not in _STOPS:
        return False
    return not (word == "." and at > 0 and words[at - 1] in _ABBREVIATED)
