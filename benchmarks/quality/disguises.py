"""Queries in disguise over a small corpus of our own: the demo edition, asked for by words of its headlines.

Each disguise is a way in which readers really type: without hamza, with ه for ة, on the wrong keyboard, with a letter
missing, with a clitic or without. They are made by rule, so that nothing is tuned to a list of queries.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from khabar.arabic.keyboard import latin_for_arabic_keys
from khabar.arabic.normalise import normalise_exact
from khabar.arabic.tokenise import tokens
from khabar.arabic.wordlists import is_stop_word
from khabar.importers.demo.edition_file import Paragraph, Quote, load_edition

_WORDS = 2
_HAMZA = str.maketrans("أإآ", "ااا")
_SEATS = str.maketrans("ؤئ", "وي")
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_FATHA, _TATWEEL, _RIGHT_TO_LEFT = "\u064e", "\u0640", "\u200f"


def _shorter(word: str) -> str:
    return word[: len(word) // 2] + word[len(word) // 2 + 1 :] if len(word) > 5 else word


def _swapped(word: str) -> str:
    middle = len(word) // 2
    return word[:middle] + word[middle + 1] + word[middle] + word[middle + 2 :] if len(word) > 5 else word


DISGUISES: dict[str, Callable[[str], str]] = {
    "as printed": lambda word: word,
    "no hamza": lambda word: word.translate(_HAMZA),
    "no seats": lambda word: word.translate(_SEATS),
    "teh as heh": lambda word: re.sub("ة$", "ه", word),
    "yeh as alef": lambda word: re.sub("ي$", "ى", word),
    "diacritics": lambda word: _FATHA.join(word) + _FATHA,
    "kashida": lambda word: word[:2] + _TATWEEL * 2 + word[2:],
    "persian": lambda word: word.replace("ك", "ک").replace("ي", "ی"),
    "controls": lambda word: _RIGHT_TO_LEFT + word + _RIGHT_TO_LEFT,
    "digits": lambda word: word.translate(_ARABIC_INDIC),
    "article off": lambda word: word.removeprefix("ال") if len(word) > 5 else word,
    "clitic on": lambda word: "و" + word,
    "letter missing": _shorter,
    "letters swapped": _swapped,
    "wrong layout": latin_for_arabic_keys,
}
_ON_ONE_WORD = {"letter missing", "letters swapped"}


def corpus() -> list[dict[str, Any]]:
    """Return the stories of the demo edition as corpus rows."""
    rows = []
    for story in load_edition().articles:
        texts = [block.text for block in story.body if isinstance(block, Paragraph | Quote)]
        rows.append({"id": story.id, "title": story.headline, "text": "\n".join(texts), "abstract": story.abstract})
    return rows


def queries() -> Iterator[dict[str, Any]]:
    """Yield the queries of every story in every disguise that changes them."""
    for row in corpus():
        words = _content_words(row["title"])[:_WORDS]
        for condition, disguise in DISGUISES.items():
            of_first = condition in _ON_ONE_WORD
            changed = [disguise(word) if not of_first or word == max(words, key=len) else word for word in words]
            if changed != words or condition == "as printed":
                yield {"cond": condition, "q": " ".join(changed), "rel": [row["id"]], "exclude": []}


def _content_words(headline: str) -> list[str]:
    """Return the words of a headline that a reader would ask for, without marks and stop words."""
    found = (normalise_exact(token.text) for token in tokens(headline))
    return [word for word in found if len(word) > 2 and not is_stop_word(word)]
