"""Three levels of Arabic text normalisation: clean for display, exact for comparison, folded for search.

Sources of the rules:

- NFKC of presentation forms: Unicode Standard 16, section 9.2 "Arabic" (U+FB50..U+FDFF, U+FE70..U+FEFF are
  compatibility
  characters "not recommended for general interchange").
- Harakat, Quranic marks (general category Mn) and tatweel U+0640 carry no spelling: section 9.2, "Tashkil" and
  "Tatweel".
- Alef and yeh folds, teh marbuta to heh: Larkey, Ballesteros & Connell, "Light Stemming for Arabic Information
  Retrieval"
  (2007), the same as Lucene's ArabicNormalizer.
- Hamza seats (ؤ to و, ئ to ي, ء dropped): Darwish & Magdy, "Arabic Information Retrieval" (2014), section 3.1.
- Persian and Urdu letters that look like Arabic ones: Unicode Technical Report 53 and the keyboard layouts of
  ISIRI 9147.
- Letters for foreign sounds (پ چ ڤ گ ژ and the Maghrebi ڢ ڧ ڨ): the Arabic letter that newspapers print in their
  place.
"""

import re
import unicodedata

from khabar.arabic.digits import to_latin_digits

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
"""Character class (without brackets) of Arabic combining marks."""
CONTROLS = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
"""Character class (without brackets) of zero-width and bidirectional control characters."""
TATWEEL = "\u0640"
_ISOLATED_MARKS = "\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f"

_PLAIN = re.compile("[ء-غف-ي]+")
_INVISIBLE = re.compile(f"[{MARKS}{CONTROLS}{TATWEEL}{_ISOLATED_MARKS}]+")
_ORNAMENT = re.compile(f"[{MARKS}{TATWEEL}]+")
_CONTROL_CHARS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_ARABIC_OR_ASCII = re.compile("[\x00-\x7f\u0620-\u06ff]*")
_DISPLAY_NOISE = re.compile("[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")

_LOOK_ALIKES = str.maketrans(
    {
        "ک": "ك", "ڪ": "ك", "ګ": "ك",
        "ی": "ي", "ې": "ي", "ۍ": "ي", "ێ": "ي", "ے": "ي", "ۓ": "ئ",
        "ھ": "ه", "ہ": "ه", "ە": "ه", "ۀ": "ه", "ۂ": "ه", "ۃ": "ة", "ۿ": "ه",
        "ٱ": "ا", "ٲ": "أ", "ٳ": "إ", "ٵ": "أ", "ٶ": "ؤ", "ٸ": "ئ", "ۇ": "و", "ۆ": "و", "ۋ": "و", "ۅ": "و",
        "ں": "ن", "ڹ": "ن", "ٮ": "ب", "ڡ": "ف", "ٯ": "ق", "ڛ": "س", "ڔ": "ر", "ړ": "ر",
    }
)  # fmt: skip
SEARCH_FOLDS = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا",
        "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ء": None, "ٴ": None,
        "پ": "ب", "چ": "ج", "ڤ": "ف", "ڥ": "ف", "ڢ": "ف", "ڧ": "ق", "ڨ": "ق", "گ": "ك", "ڭ": "ك", "ݣ": "ك", "ژ": "ز",
        "ٹ": "ت", "ڈ": "د", "ڑ": "ر",
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "’": None, "'": None,
    }
)  # fmt: skip


_IN_PLACE = {
    **{code: folded for code, folded in SEARCH_FOLDS.items() if folded is not None and len(folded) == 1},
    **{code: SEARCH_FOLDS.get(ord(letter), letter) for code, letter in _LOOK_ALIKES.items()},
    **{ord(upper): upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    **{ord(space): " " for space in "\t\n\r\u00a0\u2009\u202f"},
    **{ord(digit): to_latin_digits(digit) for digit in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"},
}
_NOT_IN_PLACE = re.compile(f"[{MARKS}{CONTROLS}{TATWEEL}ءٴ'’ß\u00c0-\u024f\u1e00-\u1eff\ufb50-\ufdff\ufe70-\ufefc٬,٪]")


def fold_in_place(text: str) -> str:
    """Return the search fold of `text` with every character in its place, white space as spaces.

    Characters that fold to none or several stay; `stays_at` tells of each.
    """
    return text.translate(_IN_PLACE)


def stays_at(text: str, place: int) -> bool:
    """Tell whether `fold_in_place` leaves the character at a place, because it folds to none or several."""
    return _NOT_IN_PLACE.match(text, place) is not None


def normalise_display(text: str) -> str:
    """Return `text` cleaned for print: every letter, mark and kashida stays.

    Presentation forms become letters, control characters, lone surrogates, byte-order marks and bidi overrides
    go, runs of
    spaces become one; line breaks stay.
    """
    text = _CONTROL_CHARS.sub("", text)
    text = _PRESENTATION.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    text = _DISPLAY_NOISE.sub("", unicodedata.normalize("NFC", text))
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.splitlines())


def without_marks(text: str) -> str:
    """Return `text` without vowel marks and kashida, every letter, digit and sign as it was; for titles."""
    return _ORNAMENT.sub(lambda m: _keep_hamza(m[0]), text)


def normalise_exact(text: str) -> str:
    """Return `text` without what carries no spelling (marks, kashida, controls); hamza, ى and ة stay.

    Letters are composed (NFKC), Persian look-alikes become the Arabic letter, digits 0-9, Latin letters lower case.
    """
    if text.isascii() and text.isprintable():
        return text.lower()
    text = _INVISIBLE.sub(lambda m: _keep_hamza(m[0]), text)
    text = unicodedata.normalize("NFKC", text)
    text = _INVISIBLE.sub("", _CONTROL_CHARS.sub("", text))
    return to_latin_digits(text.translate(_LOOK_ALIKES)).casefold()


def normalise_search(text: str) -> str:
    """Return `text` folded for searching: `normalise_exact`, then alef, yeh, teh marbuta, hamza seats and
    accents folded.
    """
    if _PLAIN.fullmatch(text):
        return text.translate(SEARCH_FOLDS)
    return fold_exact(normalise_exact(text))


def fold_exact(exact: str) -> str:
    """Return the search fold of text that `normalise_exact` has already cleaned."""
    if exact.isascii():
        return exact.replace("'", "")
    folded = exact.translate(SEARCH_FOLDS)
    return folded if _ARABIC_OR_ASCII.fullmatch(folded) else _strip_accents(folded)


def _keep_hamza(marks: str) -> str:
    """Return the madda and hamza marks of a run, which compose with the letter before them (ا + ٓ is آ)."""
    return "".join(mark for mark in marks if "\u0653" <= mark <= "\u0655")


def _strip_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
