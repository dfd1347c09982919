"""What else a story tells: the words by which other reports of its event are found, beyond those of its headline."""

import math
from collections import Counter
from collections.abc import Callable

from khabar.arabic.tokenise import raw_words
from khabar.search.analysis import forms
from khabar.search.documents import Document

_OPENING = 80
"""Words of a body in which a report has told its event."""
_TELLING = 20
_COMMON_SHARE = 0.05


def telling_stems(story: Document, documents: int, df: Callable[[str], int]) -> tuple[str, ...]:
    """Return the stems that tell a story from others: frequent in its opening, rare among `documents` stories.

    `df` tells in how many stories a stem occurs; one that occurs in this story alone leads nowhere.
    """
    opening = " ".join(story.body.split(None, _OPENING)[:_OPENING])
    text = f"{story.headline} {story.standfirst} {opening}"
    counts = Counter(stem for raw in raw_words(text) for stem in forms(raw).stems.split())
    most = documents * _COMMON_SHARE
    weights = {
        stem: (1 + math.log(times)) * math.log(documents / seen)
        for stem, times in counts.items()
        if 1 < (seen := df(stem)) <= most
    }
    return tuple(sorted(weights, key=lambda stem: -weights[stem])[:_TELLING])
