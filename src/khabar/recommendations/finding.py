"""What is asked of the index to find stories to read next."""

from datetime import datetime, timedelta

from khabar.recommendations.choice import USEFUL, marks
from khabar.recommendations.related import words_of
from khabar.search.alike import Wish

_AHEAD = timedelta(days=60)
"""Later stories than this are looked for no more: a story of years ago would ask the whole archive since."""
_IN_HEADLINE, _IN_TEXT = 2.0, 1.0
_RECENT, _BACKGROUND = 24, 6


def wishes(headline: str, text: str, at: datetime) -> tuple[Wish, Wish]:
    """The stories like one with this headline and text, published at `at`: those of its time, and older ones that may
    explain.
    """
    first, end = int((at - USEFUL).timestamp()), int((at + _AHEAD).timestamp())
    heads = words_of(headline)
    stems = {stem: _IN_HEADLINE if stem in heads else _IN_TEXT for stem in words_of(text) | heads}
    return Wish(stems, first, end, limit=_RECENT), Wish(stems, None, first, marks(), _BACKGROUND)
