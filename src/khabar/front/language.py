"""Which language and direction a story's words have, where they are not those of the site."""

import re

from khabar.articles.models import Article

SITE_LANGUAGE = "ar"
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_RIGHT_TO_LEFT_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")


def language_of(article: Article) -> str:
    """The language tag of the story's words (BCP 47); empty where the one that is stated cannot be true.

    An archive may say Arabic of everything it holds: a headline in Latin letters alone is not.
    """
    return language_in(str(article.language), article.headline)


def language_in(stated: str, headline: str) -> str:
    """`language_of` a story, given the language it says it is in and its headline."""
    if _base(stated) in _RIGHT_TO_LEFT and _in_latin_alone(headline):
        return ""
    return stated


def direction_of(language: str) -> str:
    """`rtl` or `ltr` for a language tag; words of an unknown language are in Latin letters."""
    return "rtl" if _base(language) in _RIGHT_TO_LEFT else "ltr"


def is_foreign(language: str) -> bool:
    """True for another language than the site's."""
    return _base(language) != SITE_LANGUAGE


def _base(language: str) -> str:
    return language.partition("-")[0].lower()


def _in_latin_alone(text: str) -> bool:
    return bool(_LATIN_LETTER.search(text)) and not _RIGHT_TO_LEFT_LETTER.search(text)
