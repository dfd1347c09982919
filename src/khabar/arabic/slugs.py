"""Readable Arabic slugs for addresses."""

import re
import unicodedata

_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_BETWEEN = re.compile(r"[^\w]+")


def slugify(headline: str, limit: int = 80) -> str:
    """The headline as words joined by hyphens, cut at a word; never empty."""
    words = [w for w in _BETWEEN.split(_MARKS.sub("", unicodedata.normalize("NFKC", headline)).lower()) if w]
    slug = ""
    for word in words:
        if slug and len(slug) + 1 + len(word) > limit:
            break
        slug = f"{slug}-{word}" if slug else word[:limit]
    return slug or "خبر"
