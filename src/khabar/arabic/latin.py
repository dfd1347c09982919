"""Arabic names typed in Latin letters: putin, loukachenko and al-sisi lead to بوتين, لوكاشينكو and السيسي.

Two steps, both by sound: a consonant key under which an index keeps its names (`khabar.arabic.names`), and a
comparison of the vowels for the names that share it. The letters follow the usual spellings of newspapers in English
(sh, ou, dh) and French (ch, ou, dj), after the tables of ISO 233-2 and the Library of Congress, read backwards.
"""

import re
from itertools import islice, product

from rapidfuzz.distance import Editop, Levenshtein

_ARTICLE = re.compile(r"^(?:al|el|as|es|ad|ed|ar|er|an|en|at|et|az|ez|ash|esh)[-' ]+")
_SOUNDS = re.compile(r"sch|tch|sh|ch|kh|gh|th|dh|dj|dz|ts|tz|ph|ck|qu|([a-z])\1|.")
_CONSONANTS = {
    "sch": "ش", "tch": "ش", "sh": "ش", "ch": "شكخ", "kh": "خ", "gh": "ك", "th": "ست", "dh": "دز", "dj": "ك", "dz": "ز",
    "ts": "ست", "tz": "تس", "ph": "ف", "ck": "ك", "qu": "ك", "b": "ب", "c": "كسش", "d": "د", "f": "ف", "g": "ك",
    "j": "كي",
    "k": "كخ", "l": "ل", "m": "م", "n": "ن", "p": "ب", "q": "ك", "r": "ر", "s": "سز", "t": "ت", "v": "ف", "x": "كس",
    "z": "زس",
}  # fmt: skip
_VOWELS = frozenset("aeiouwyh")
_FIRST_VOWEL = {"w": "و", "y": "ي", "h": "ه", "u": "اوع", "o": "اوع", "i": "اعي", "e": "اعي", "a": "اع"}
_MOST_KEYS = 32
_SOUND_OF = str.maketrans(
    {
        **dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abtskhxdzrzscsdtzakfkklmnhui", strict=True)),
        "آ": "a", "ى": "i", "ة": "a",
    }
)  # fmt: skip
_SIMPLER = (
    ("tch", "c"), ("sch", "c"), ("sh", "c"), ("ch", "c"), ("kh", "x"), ("gh", "k"), ("th", "s"), ("dh", "d"),
    ("dj", "k"), ("ph", "f"), ("ck", "k"), ("qu", "k"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "i"), ("ai", "i"),
)  # fmt: skip
_LETTERS = str.maketrans("pvgjqoeyw", "bfkkkuiiu")
_DOUBLE = re.compile(r"(.)\1+")
_DOUBLE_ARABIC = re.compile(r"([aiul])\1+")
"""Letters that are one sound when written twice; other consonants have a vowel between them (قررت)."""
_SOFT_C = re.compile(r"c(?=[eiy])")
_SILENT = re.compile(r"(?<=[a-z]{3}[bcdfghjklmnpqrstvxz])i?e$")
_WITH_ARTICLE = re.compile(r"[ae](?:l|sh|([dnrstz])\1)")
_UNLIKE, _SHORT_VOWEL = 3.0, 0.7
PARTICLES = {"ben": "بن", "bin": "بن", "ibn": "ابن", "abu": "ابو", "abou": "ابو", "oum": "ام", "umm": "ام"}
"""Parts of names that are too short to be told by their sound: folded as an index has them."""


def latin_keys(word: str) -> tuple[str, ...]:
    """Return the keys (as `names.name_key` makes them) that an Arabic name spelled `word` in Latin may have.

    `word` is in lower case. The article is tried as well, as in السيسي for sisi, and an ain between vowels, as in سعود.
    """
    bare = _ARTICLE.sub("", word)
    sounds = [match[0] for match in _SOUNDS.finditer(bare.replace("-", "").replace("'", ""))]
    if not sounds or not all(sound.isascii() and sound.isalpha() for sound in sounds):
        return ()
    first, rest = sounds[0], sounds[1:]
    begins = _FIRST_VOWEL.get(first[0]) or _letters(first)
    tails = [_letters(sound) for sound in rest if sound[0] not in _VOWELS]
    keys = ["".join(key) for key in islice(product(begins, *tails), _MOST_KEYS)]
    inside = ["", *keys[0][1:]] if first[0] in "aeiou" else list(keys[0])
    with_article = "ال" + "".join(inside)
    with_ain = [keys[0][:at] + "ع" + keys[0][at:] for at in range(1, len(keys[0]) + 1)]
    return tuple(dict.fromkeys((with_article, *keys) if bare != word else (*keys, with_article, *with_ain)))


def sound(word: str) -> str:
    """Return a word in either script as it roughly sounds, in one simple spelling without the article."""
    if word.isascii():
        text = _SOFT_C.sub("s", _ARTICLE.sub("", word))
        for letters, simpler in _SIMPLER:
            text = text.replace(letters, simpler)
        text = text.translate(_LETTERS).replace("c", "c" if "ch" in word or "sh" in word else "k")
        return _DOUBLE.sub(r"\1", text)
    text = (word[2:] if word.startswith("ال") and len(word) > 4 else word).translate(_SOUND_OF)
    return _DOUBLE_ARABIC.sub(r"\1", text)


def spoken(word: str) -> tuple[str, ...]:
    """Return a Latin word, and without its last e or ie where that may be silent: hollande and holland."""
    return (word, _SILENT.sub("", _SOFT_C.sub("s", word))) if _SILENT.search(word) else (word,)


def may_have_article(word: str) -> bool:
    """Tell whether a Latin word begins as the Arabic article may be written: al-sisi, assad, essebsi."""
    return bool(_ARTICLE.match(word) or _WITH_ARTICLE.match(word))


def sounds_apart(typed: str, word: str) -> float:
    """Return by how much two sounds (`sound`) differ, that of a Latin spelling and that of an Arabic word; 1 is a
    letter.

    Arabic leaves short vowels out, but not the last one, and has a for many a vowel, but no i for u, no ة for o, and
    no h that Latin letters do not have.
    """
    return sum(_apart(typed, word, step) for step in Levenshtein.editops(typed, word))


def sounds_alike(name: str, other: str) -> bool:
    """Tell whether two Arabic spellings may be those of one foreign name: no vowel in them is another."""
    return sounds_apart(sound(name), sound(other)) < _UNLIKE


def _apart(typed: str, word: str, step: Editop) -> float:
    if step.tag == "delete":
        if not step.src_pos or typed[step.src_pos] not in "aiu":
            return 1.0
        return _UNLIKE if step.src_pos == len(typed) - 1 else _SHORT_VOWEL
    heard = word[step.dest_pos]
    is_other_vowel = step.tag == "replace" and typed[step.src_pos] + heard in ("iu", "ui", "uh")
    is_h_inside = heard == "h" and step.dest_pos < len(word) - 1
    return _UNLIKE if is_other_vowel or is_h_inside else 1.0


def _letters(sound: str) -> str:
    return _CONSONANTS.get(sound) or _CONSONANTS.get(sound[0], "")
