"""A paragraph as the engine sees it: folded words with their places in the text, quotations and sentences."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, compress, count

from khabar.arabic.normalise import CONTROLS, MARKS, TATWEEL, normalise_search
from khabar.attribution.memo import remembered

CONTROLS_SET = frozenset(re.findall(f"[{CONTROLS}]", "".join(map(chr, range(0x80, 0x2070))))) | {"\ufeff"}
_JOIN = f"{MARKS}{CONTROLS}{TATWEEL}"
_LETTERS = "ء-غف-ي"  # \w holds them too: a set that names them is quicker
_TOKEN = re.compile(
    rf"(\d+(?:[.,:٫٬/]\d+)*|[#@]?\w[\w{_LETTERS}{_JOIN}]*(?:-(?<=[^\W\d_]-)[^\W\d_][\w{_JOIN}]*|)(?:[.,٫](?<=\d.)\d+(?:[.,٫]\d+)*|)|--+|\n\s*|[^\s{_JOIN}])",
)
_STRAIGHT = '"'
_OPENING, _CLOSING, _BOTH = frozenset("«“„"), frozenset("»"), frozenset((_STRAIGHT, "”", "″"))  # ”كذا”, “كذا″
QUOTES = _OPENING | _CLOSING | _BOTH
_MARK = re.compile(f"[{''.join(sorted(QUOTES))}]")
_STOPS = frozenset(".؟?!…\n")
_ABBREVIATED = frozenset("دمأاسب")
_SHORT = 4
_DASHED = re.compile(r"\) ?[-–—]")
_PLACE = 4  # words of one
_DATELINE = 16  # the last token of one, its dash
_AN = "آن"
_LIKE_THAT = frozenset(["انها", "بانها"])  # إنهاء is no أنها


@remembered
def fold(word: str) -> str:
    """Return a word in the spelling in which words are compared: no marks, alef, yeh and hamza forms folded."""
    return word if word == _AN else normalise_search(word)  # the name آن is not أن


@dataclass(slots=True)
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


def closes_first(text: str) -> bool:
    """Whether the first quotation mark of a text closes one: the text goes on with a quotation from before it."""
    mark = _MARK.search(text)
    if mark is None or mark[0] not in _BOTH:
        return mark is not None and mark[0] in _CLOSING
    at = mark.start()
    return at > 0 and not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum()


def has_marks(text: str) -> bool:
    """Whether a text holds any quotation mark."""
    return _MARK.search(text) is not None


def read_paragraph(text: str, *, runs_on: bool = False, inside: bool = False) -> Paragraph:
    """Return `text` cut into tokens, quotations and sentences.

    `runs_on` where the next paragraph goes on quoting, `inside` where this one begins within a quotation.
    """
    parts = _TOKEN.split(text)  # what lies between the tokens, and the tokens
    words, places = parts[1::2], list(accumulate(map(len, parts)))
    norm, start, end = list(map(_folded, words)), places[:-1:2], places[1::2]
    closing = next((at for at, word in enumerate(words) if word in QUOTES), 0) if inside else 0
    marks = words if not closing else [*words[:closing], "", *words[closing + 1 :]]
    quote, quotes = _quotations(text, marks, start, end, runs_on=runs_on)
    if closing:
        quotes.insert(0, (0, closing))
        quote = [1] * (closing + 1) + [number and number + 1 for number in quote[closing + 1 :]]
    if inside and words and not quotes:
        quotes, quote = [(0, len(words) - 1)], [1] * len(words)  # the whole of it is quoted
    sentence, bounds = _sentences(text, start, words, quote, quotes)
    return Paragraph(text, words, norm, start, end, quote, quotes, sentence, bounds)


@remembered
def _folded(word: str) -> str:
    """Return a token's folded form, never empty; a hashtag without its sign and with spaces for its lines."""
    plain = word[1:].replace("_", " ") if word[0] in "#@" else word
    folded = fold(plain)
    return folded + "ء" if plain.endswith("ء") and folded in _LIKE_THAT else folded or word


def _quotations(
    text: str, words: list[str], start: list[int], end: list[int], *, runs_on: bool
) -> tuple[list[int], list[tuple[int, int]]]:
    """Pair the quotation marks; a mark that is never closed opens a quotation to the end of the paragraph."""
    if QUOTES.isdisjoint(words):
        return [0] * len(words), []
    quotes = _pairs(text, words, start, end, nested=True)
    if quotes and quotes[-1][1] < 0:
        quotes = _pairs(text, words, start, end, nested=False)
    quote = [0] * len(words)
    quotes = [(first, last if last >= 0 else _unclosed(words, first, runs_on)) for first, last in quotes]
    for number, (first, last) in enumerate(quotes, 1):
        quote[first : last + 1] = [number] * (last + 1 - first)
    return quote, quotes


def _unclosed(words: list[str], first: int, runs_on: bool) -> int:
    """Return the last token of a quotation never closed: the sentence's, or the paragraph's if it runs on."""
    last = len(words) - 1
    if runs_on:
        return last
    return next((at - 1 for at in range(first + 2, last) if words[at] in ".؟!"), last)


def _pairs(text: str, words: list[str], start: list[int], end: list[int], *, nested: bool) -> list[tuple[int, int]]:
    """Return first and last token of each quotation; the last is -1 where it is never closed.

    A mark of the other shape closes one where it can do nothing else, and where none of its shape is open inside.
    """
    quotes: list[tuple[int, int]] = []
    opened, depth, inside = -1, 0, False
    for at, word in enumerate(words):
        if word not in QUOTES:
            continue
        opens, closes = _sides(text, word, start[at], end[at])
        alike = opened >= 0 and (word == _STRAIGHT) == (words[opened] == _STRAIGHT)
        if opened < 0:
            if opens:
                opened, depth, inside = at, 1, False
        elif not alike and (opens or inside):
            inside = not inside
        elif opens and not closes:
            if nested:
                depth += 1
            else:
                opened = at  # the mark before it was never closed
        elif closes:
            depth -= 1
            if depth <= 0 or not alike:
                quotes.append((opened, at))
                opened = -1
    return [*quotes, (opened, -1)] if opened >= 0 else quotes


def _sides(text: str, word: str, start: int, end: int) -> tuple[bool, bool]:
    """Say whether a mark can open and whether it can close, by its shape and the spaces beside it."""
    if word not in _BOTH:
        return word in _OPENING, word in _CLOSING
    while start and text[start - 1] in CONTROLS_SET:
        start -= 1
    while end < len(text) and text[end] in CONTROLS_SET:
        end += 1
    before = text[start - 1] if start else " "
    behind = text[end] if end < len(text) else " "
    free_before = before.isspace() or before in "([:،-" or (before in "لبكوـ" and not behind.isspace())
    free_behind = behind.isspace() or behind in ".،,؛:!؟)]-"
    if free_before == free_behind:
        return True, True
    return free_before, free_behind


def _sentences(
    text: str, start: list[int], words: list[str], quote: list[int], quotes: list[tuple[int, int]]
) -> tuple[list[int], list[tuple[int, int]]]:
    """Cut at full stops outside quotations, and behind a quotation that ends in one."""
    sentence: list[int] = []
    bounds: list[tuple[int, int]] = []
    first, last = 0, len(words) - 1
    stops = [at for at in _stops(text, words) if at < last and not quote[at]]
    if quotes:
        stops = sorted([*stops, *(close for _, close in quotes if close < last)])
    ends = [at + 1 for at in stops if _ends_sentence(text, start, words, quote, at)]
    for behind in (*ends, len(words)):
        if first < behind:
            sentence += [len(bounds)] * (behind - first)
            bounds.append((first, behind))
            first = behind
    return sentence, bounds


def _stops(text: str, words: list[str]) -> Iterable[int]:
    """Return the tokens that may end a sentence."""
    if "--" in text or "\n" in text or _DASHED.search(text) is not None:
        return [at for at, word in enumerate(words) if word in _STOPS or word[0] in "-–—\n"]
    return compress(count(), map(_STOPS.__contains__, words))


def _is_dateline(words: list[str], at: int) -> bool:
    """Whether the dash at `at` ends a place and a source in parentheses (بيروت، لبنان (كذا) –)."""
    if not 0 < at < _DATELINE or words[at - 1] != ")" or "(" not in words[:at]:
        return False
    return words.index("(") < _PLACE or "،" in words[:_PLACE]


def _ends_sentence(text: str, start: list[int], words: list[str], quote: list[int], at: int) -> bool:
    word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
    if quote[at]:
        return at > 0 and words[at - 1] in ".؟!" and following[:1] == "و"
    if word.startswith("--") or (word in "–—-" and _is_dateline(words, at)):
        return True
    if word[-1] not in _STOPS:
        return False
    if word != "." or at == 0:
        return True
    if words[at - 2] == "." and ")" in words[at + 2 : at + _SHORT] and "(" not in words[at : at + _SHORT]:
        return False  # قناة (سي.إن.إن. ترك)
    joined = start[at] + 1 < len(text) and text[start[at] + 1].isalpha()
    if joined and words[at - 1].isascii() and following.isascii():
        return False  # كذا.com
    if joined and following[0] == "و" and len(words[at - 1]) > 1:
        return True  # the space behind a full stop is missing: له.وفي
    return not (words[at - 1] in _ABBREVIATED or (joined and max(len(words[at - 1]), len(following)) <= _SHORT))
