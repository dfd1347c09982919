"""Shares of people asked in a survey, who speak as one (58٪ من الناخبين)."""

from khabar.attribution.lexicon import listed
from khabar.attribution.sources import Source
from khabar.attribution.text import Paragraph

_SIGN = 4  # tokens from the number to the end of its sign (30 في المئة)


def behind_share(p: Paragraph, at: int, stop: int) -> int:
    """Return the token behind «58٪ من» or «30 في المئة من» that begins at `at`; `at` where none does."""
    sign = next((k for k in range(at + 1, min(stop - 1, at + _SIGN)) if p.norm[k] in listed("percent")), 0)
    return sign + 2 if sign and p.norm[sign + 1] == "من" and sign + 2 < stop else at


def of_share(p: Paragraph, first: int, share: int, behind: int, asked: Source | None) -> Source | None:
    """Return the people of a share as one source without a name: `asked` or «هؤلاء» at `share`; None for things."""
    word = p.norm[share]
    people = asked is not None and (asked.kind == "unnamed" or asked.plural)
    people = people or word == "هولا" or (word.startswith("ال") and word.endswith(("ين", "ون")))
    if not people:
        return None
    behind = share + 1 if word == "هولا" else behind
    return Source(first, behind, "unnamed", gender="", plural=True, first_word=word, printed=p.span(first, behind))
