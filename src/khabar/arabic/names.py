"""A key under which the spellings of one transliterated name meet: لوكاشينكو and لوكاشنكو, أردوغان and أردوجان.

Foreign names differ in Arabic mostly in their long vowels and in the letter taken for g, v, p, t, s and th; the
key keeps the
consonants and folds those letters (Darwish & Magdy 2014, section 4.2; the Soundex idea).
"""

import re

_FOLDS = {"غ": "ك", "ج": "ك", "ق": "ك", "ط": "ت", "ص": "س", "ث": "س", "ض": "د", "ظ": "ز", "ذ": "ز", "ح": "ه"}
_FIRST = str.maketrans(_FOLDS)
_VOWELS = str.maketrans("", "", "اويه")
_DOUBLE = re.compile(r"(.)\1+")
MIN_KEY = 3
"""Consonants a key needs before it says anything about a name."""


def name_key(norm: str) -> str:
    """Return the consonant key of a folded word: لوكاشنكو and لوكاشينكو give the same; the first letter always
    stays.
    """
    single = _DOUBLE.sub(r"\1", norm.translate(_FIRST))
    return single[:1] + single[1:].translate(_VOWELS)
