"""Words, numbers, scores, handles and hashtags of Arabic news text, each with its place in the original."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from khabar.arabic.normalise import CONTROLS, MARKS, SEARCH_FOLDS, fold_exact, normalise_exact

_ARABIC = (
    "\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdfb\ufe80-\ufefc"
)
_JOINERS = f"{MARKS}{CONTROLS}\u0674\ufe70-\ufe7f"
_DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"

# An Arabic word with its marks; a Latin name with inner hyphens, dots or apostrophes (COVID-19, U.S, C++); a
# number with
# inner signs (1,500, 3-1, 19/12/2022, 10:25) and its percent sign; a handle or hashtag; any other letters.
_TOKEN = re.compile(
    rf"[{_ARABIC}][{_ARABIC}{_JOINERS}]*"
    rf"|[{_LATIN}][{_LATIN}{_DIGIT}]*(?:[-.'’&][{_LATIN}{_DIGIT}]+)*(?:\+\+|#)?"
    rf"|[%٪]?[{_DIGIT}]+(?:[.,٫٬:/–-][{_DIGIT}]+)*(?:[{_LATIN}]+|\s?[%٪])?"
    rf"|[@#][{_ARABIC}{_JOINERS}{_LATIN}{_DIGIT}_]*[{_ARABIC}{_LATIN}{_DIGIT}]"
    r"|[^\W\d_]+"
)
_PLAIN_ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a]+")
_TRAILING_CONTROLS = re.compile(f"[{CONTROLS}]+$")
_CONTROL_SET = frozenset(chr(code) for code in range(0x2070) if _TRAILING_CONTROLS.match(chr(code))) | {"\ufeff"}
_INNER = re.compile(r"[^\w]+|_+")
_THOUSANDS = re.compile(r"(?<=\d)[,٬](?=\d{3}(?!\d))")


class Word(NamedTuple):
    """The forms of one token: `exact` spelling, `norm` folded for search, `parts` of a compound (3-1, COVID-19,
    #وسم).
    """

    exact: str
    norm: str
    parts: tuple[str, ...]


class Token(NamedTuple):
    """A word at characters `start` to `end` of the text it was read from."""

    text: str
    start: int
    end: int
    word: Word


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of `text` in order, with offsets in the text as given."""
    for raw, start, end in spans(text):
        found = word(raw)
        if found.norm:
            yield Token(raw, start, end, found)


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each token as `raw_words` would give it, with its start and end; an end leaves out invisible
    controls.
    """
    for match in _TOKEN.finditer(text):
        raw, end = match[0], match.end()
        if raw[-1] in _CONTROL_SET and (controls := _TRAILING_CONTROLS.search(raw)):
            end -= len(controls[0])
        yield raw, match.start(), end


def raw_words(text: str) -> list[str]:
    """Return the tokens of `text` as written, without offsets: the fast way for indexing."""
    return _TOKEN.findall(text)


@lru_cache(maxsize=1 << 15)
def word(raw: str) -> Word:
    """Return the forms of one token as `tokens` or `raw_words` gave it."""
    if _PLAIN_ARABIC.fullmatch(raw):
        return Word(raw, raw.translate(SEARCH_FOLDS), ())
    exact = normalise_exact(raw).replace(" ", "")
    if exact[:1].isalpha() and exact.isalpha():
        return Word(exact, fold_exact(exact), ())
    exact = _number(exact) if any(char.isdigit() for char in exact) else exact
    norm = fold_exact(exact)
    parts = tuple(part for part in _INNER.split(norm) if part and part != norm)
    return Word(exact, norm, parts)


def _number(text: str) -> str:
    """Return a number in one spelling: no thousands separator, '.' as decimal sign, '-' in scores, '%' behind."""
    text = _THOUSANDS.sub("", text.replace("٪", "%").replace("–", "-").replace("٫", "."))
    return text[1:] + "%" if text.startswith("%") else text
