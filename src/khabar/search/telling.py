"""What else a story tells: the words by which other reports of its event are found, beyond those of its headline."""

import math
from collections import Counter
from collections.abc import Callable, Iterable

from khabar.arabic.tokenise import raw_words
from khabar.search.analysis import forms
from khabar.search.documents import Document

_OPENING = 120
"""Words of a body in which a report has told its event."""
_TELLING = 30
_COMMON_SHARE = 0.05
Counts = Callable[[Iterable[str]], dict[str, int]]
"""In how many stories of the index each of several stems occurs."""


def telling_stems(story: Document, documents: int, counts: Counts) -> tuple[str, ...]:
    """Return the stems that tell a story from others: frequent in its opening, rare among `documents` stories.

    A stem that occurs in this story alone leads nowhere.
    """
    opening = " ".join(story.body.split(None, _OPENING)[:_OPENING])
    text = f"{story.headline} {story.standfirst} {opening}"
    told = Counter(stem for raw in raw_words(text) for stem in forms(raw).stems.split())
    seen = counts(told)
    most = documents * _COMMON_SHARE
    weights = {
        stem: (1 + math.log(times)) * math.log(documents / seen[stem])
        for stem, times in told.items()
        if 1 < seen[stem] <= most
    }
    return tuple(sorted(weights, key=lambda stem: -weights[stem])[:_TELLING])
