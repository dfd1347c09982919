"""When two queries are the same: their words folded as the index folds them, in their order."""

import re
from functools import lru_cache

from khabar.arabic.tokenise import tokens
from khabar.search.analysis import without_surrogates

MAX_KEY = 120
"""Characters of a query that is counted or pinned; a longer one is a text that somebody pasted."""
_ADDRESS = re.compile(r"\S@\S|://")
_NUMBER = re.compile(r"(?:\d[\s().+-]{0,2}){7,}")


@lru_cache(maxsize=256)
def query_key(text: str) -> str:
    """The key of a query: equal for spellings that differ in hamzas, marks, kashida, digits or signs only.

    Empty for a text without words, and for one that is too long to be a query.
    """
    key = " ".join(token.word.norm for token in tokens(without_surrogates(text[: 2 * MAX_KEY])))
    return key if len(key) <= MAX_KEY and len(text) <= 2 * MAX_KEY else ""


def is_private(text: str) -> bool:
    """Whether a query may tell who somebody is: an e-mail or web address, a number as long as a telephone's."""
    return bool(_ADDRESS.search(text) or _NUMBER.search(text))
