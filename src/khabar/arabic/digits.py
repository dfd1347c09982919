"""Digits as Arabic pages write them: Arabic-Indic, Persian and Latin forms folded to one another."""

_LATIN = "0123456789"
_ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"
_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"

_TO_LATIN = str.maketrans(_ARABIC_INDIC + _PERSIAN, _LATIN * 2)
_TO_ARABIC_INDIC = str.maketrans(_LATIN + _PERSIAN, _ARABIC_INDIC * 2)


def to_latin_digits(text: str) -> str:
    """Return `text` with Arabic-Indic and Persian digits as 0-9; the length does not change."""
    return text.translate(_TO_LATIN)


def to_arabic_indic_digits(text: str) -> str:
    """Return `text` with Latin and Persian digits as ٠-٩; the length does not change."""
    return text.translate(_TO_ARABIC_INDIC)
