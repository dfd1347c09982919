"""Text typed on the wrong keyboard layout, how it is told from words, and letters mistaken for one another.

The layout is Arabic (101), the one Windows, Linux and macOS PCs ship for Arabic.
"""

import re
from itertools import pairwise

from khabar.arabic.latin_words import odd_pairs

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvnm,./`"
_ARABIC = "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ"
_SHIFTED = {"H": "أ", "Y": "إ", "N": "آ", "G": "لأ", "T": "لإ", "B": "لآ", "J": "ـ", "P": "؛"}
_TO_ARABIC = {
    **{letter.upper(): arabic for letter, arabic in zip(_LATIN, _ARABIC, strict=True) if letter.isalpha()},
    **dict(zip(_LATIN, _ARABIC, strict=True)),
    "b": "لا",
    **_SHIFTED,
}
_TO_LATIN = {
    **{arabic: letter for letter, arabic in _SHIFTED.items() if len(arabic) == 1 and arabic.isalpha()},
    **dict(zip(_ARABIC, _LATIN, strict=True)),
}

_ROWS = ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ")
_A_DOT_APART = "طظ رز"
_CONFUSED = "ضظ ذز ذد ثس ثت هة هح تط سص قك قغ جغ كج ىي ىا اع ءئ ؤو ئي"


def arabic_for_latin_keys(text: str) -> str:
    """Return the Arabic that the typed Latin keys would have given: v,sdh is روسيا."""
    return "".join(_TO_ARABIC.get(char, char) for char in text)


def latin_for_arabic_keys(text: str) -> str:
    """Return the Latin letters that the typed Arabic keys would have given: فقعةح is trump."""
    return "".join(_TO_LATIN.get(char, char) for char in text.replace("لا", "b"))


_KEY_SIGN = re.compile(r"(?<=[a-z])[.']?[,;\[\]`]+(?=[a-z.'])|^[,;\[\]`]+(?=[a-z])|[a-z][,;\[\]`]{2,}$")
_LETTERS, _VOWEL = re.compile("[a-z]+"), re.compile("[aeiouy]")
_LEAST_ARABIC = 3
_NEVER_FIRST, _LAST_ALONE = "ةىءئؤ", "ةى"


def has_key_sign(typed: str) -> bool:
    """Tell whether a word has a sign before or between its letters, or two behind them, that stand in no Latin one, but
    on Arabic keys: f,jdk or [],vi, not rock'n'roll, u.s., and/or.
    """
    return _KEY_SIGN.search(typed.lower()) is not None


def is_no_latin(typed: str) -> bool:
    """Tell whether typed letters can hardly be a word or name of a Latin language: none has two of them side by side,
    or there is no vowel. What is in capitals alone may be an abbreviation.
    """
    lower = typed.lower()
    if typed.isupper() or not typed.isascii():
        return False
    has_vowel = _VOWEL.search(lower) is not None
    return (not has_vowel and len(typed) >= _LEAST_ARABIC) or any(map(odd_pairs, _LETTERS.findall(lower)))


def may_be_arabic(reading: str) -> bool:
    """Tell whether letters may be an Arabic word: ة and ى stand last, no hamza on a seat begins it, none is written
    three times.
    """
    if len(reading) < _LEAST_ARABIC or reading.isascii() or not reading.isalpha() or reading[0] in _NEVER_FIRST:
        return False
    thrice = any(reading[at] == reading[at + 1] == reading[at + 2] for at in range(len(reading) - 2))
    return not thrice and not any(letter in _LAST_ALONE for letter in reading[:-1])


def _pairs() -> dict[tuple[str, str], float]:
    """Return what it costs to take one letter for another, below the usual 1: sound-alikes 0.4, neighbouring
    keys and letters a dot apart 0.7.
    """
    costs: dict[tuple[str, str], float] = {}
    for row in _ROWS:
        for left, right in pairwise(row):
            costs[left, right] = costs[right, left] = 0.7
    for pairs, cost in ((_A_DOT_APART, 0.7), (_CONFUSED, 0.4)):
        for pair in pairs.split():
            first, second = pair[0], pair[1]
            costs[first, second] = costs[second, first] = cost
    return costs


MISTAKE_COST = _pairs()
"""(letter, other letter) to the cost of taking one for the other; pairs not listed cost 1."""
