"""Readable Arabic addresses made of headlines."""

import re

from khabar.arabic.normalise import normalise_exact

MAX_SLUG = 80
"""Characters of a slug at most; a longer headline is cut between words."""
FALLBACK = "خبر"
"""The slug of a headline without a letter or digit."""
_SEPARATORS = re.compile(r"[\W_]+")
_INSIDE_WORD = re.compile(r"(?<=\w)['’ʼ](?=\w)")


def slugify(headline: str, limit: int = MAX_SLUG) -> str:
    """Return the slug of a headline: its words in Arabic script joined by "-", never empty.

    Diacritics, kashida and controls go, hamza stays, digits are 0-9, Latin letters lower case; words that do
    not fit into
    `limit` characters are left out, a single longer word is cut.
    """
    words = [word for word in _SEPARATORS.split(_INSIDE_WORD.sub("", normalise_exact(headline))) if word]
    if not words:
        return FALLBACK
    slug = words[0][:limit]
    for word in words[1:]:
        if len(slug) + 1 + len(word) > limit:
            break
        slug = f"{slug}-{word}"
    return slug
