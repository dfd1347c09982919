"""Cleaning of running text: spaces, direction controls and kashida, and the form used for comparing."""

import re

from khabar.arabic.dates_lexicon import fold

_DIRECTION = dict.fromkeys(
    [0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0x00AD]
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"[\s\u00a0\u2009\u202f]+")
_NOT_WORD = re.compile(r"[\W_]+")


def clean(text: str) -> str:
    """Return `text` on one line, single-spaced: no direction or control characters, no halves of characters."""
    return _SPACE.sub(" ", _CONTROL.sub("", text.translate(_DIRECTION))).strip()


def key(text: str) -> str:
    """Return the form in which two printings of the same words are equal: folded words and nothing else."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


def is_arabic(text: str) -> bool:
    """Say whether most letters of `text` are Arabic."""
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum("\u0600" <= c <= "\u06ff" for c in letters) * 2 >= len(letters)
