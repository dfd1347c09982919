"""A key under which the spellings of one transliterated name meet: لوكاشينكو and لوكاشنكو, أردوغان and أردوجان.

Foreign names differ in Arabic mostly in their long vowels and in the letter taken for g, v, p, t, s and th; the
key keeps the
consonants and folds those letters (Darwish & Magdy 2014, section 4.2; the Soundex idea).
"""

_FOLDS = {"غ": "ك", "ج": "ك", "ق": "ك", "ط": "ت", "ص": "س", "ث": "س", "ض": "د", "ظ": "ز", "ذ": "ز", "ح": "ه"}
_VOWELS = frozenset("اويه")
MIN_KEY = 3
"""Consonants a key needs before it says anything about a name."""


def name_key(norm: str) -> str:
    """Return the consonant key of a folded word: لوكاشنكو and لوكاشينكو give the same; the first letter always
    stays.
    """
    key = last = ""
    for letter in norm:
        folded = _FOLDS.get(letter, letter)
        if folded != last and (folded not in _VOWELS or not key):
            key += folded
        last = folded
    return key
