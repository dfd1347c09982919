"""Text typed on the wrong keyboard layout, and which letters typists mistake for one another.

The layout is Arabic (101), the one Windows, Linux and macOS PCs ship for Arabic.
"""

from itertools import pairwise

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
_CONFUSED = "ضظ ذز ذد ثس ثت هة هح تط سص قك قغ جغ كج ىي ىا اع ءئ ؤو ئي"


def arabic_for_latin_keys(text: str) -> str:
    """Return the Arabic that the typed Latin keys would have given: v,sdh is روسيا."""
    return "".join(_TO_ARABIC.get(char, char) for char in text)


def latin_for_arabic_keys(text: str) -> str:
    """Return the Latin letters that the typed Arabic keys would have given: فقعةح is trump."""
    return "".join(_TO_LATIN.get(char, char) for char in text.replace("لا", "b"))


def _pairs() -> dict[tuple[str, str], float]:
    """Return what it costs to take one letter for another, below the usual 1: sound-alikes 0.4, neighbouring
    keys 0.7.
    """
    costs: dict[tuple[str, str], float] = {}
    for row in _ROWS:
        for left, right in pairwise(row):
            costs[left, right] = costs[right, left] = 0.7
    for pair in _CONFUSED.split():
        first, second = pair[0], pair[1]
        costs[first, second] = costs[second, first] = 0.4
    return costs


MISTAKE_COST = _pairs()
"""(letter, other letter) to the cost of taking one for the other; pairs not listed cost 1."""
