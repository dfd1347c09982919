"""A sentence that only names who speaks: «فلان: كذا», as in a line of short news."""

from collections.abc import Sequence

from khabar.attribution.content import Complement
from khabar.attribution.cue import Cue
from khabar.attribution.lexicon import FIRST_NAME, ORGANISATION, TITLE
from khabar.attribution.nounphrase import read_source
from khabar.attribution.sources import Source, tag
from khabar.attribution.text import Paragraph

_LONGEST = 10
_SHORTEST = 3


def titled(p: Paragraph, cues: Sequence[Cue], *, alone: bool) -> Cue | None:
    """Return the cue of a paragraph that begins with its speaker and a colon; None where it does not.

    Such a line is often the headline of another story: it must be a whole sentence, quoted, or all there is (`alone`).
    """
    if ":" not in p.words[1:_LONGEST]:
        return None
    colon = next((at for at in range(1, min(len(p.norm) - _SHORTEST, _LONGEST)) if p.words[at] == ":"), 0)
    if not colon or p.quote[0] or any(cue.at < colon for cue in cues):
        return None
    if not (alone or p.quote[colon + 1] or p.words[-1] in ".؟!"):
        return None
    source = read_source(p, 0, colon)
    if source is None or source.behind != colon or not _speaks(source):
        return None
    return Cue(colon, colon + 1, "titled", complement=Complement(colon, colon + 1, 0, "colon"), source=source)


def _speaks(source: Source) -> bool:
    """Whether a phrase before a colon is somebody, and no place or subject (تونس: …, للمزيد: …)."""
    letters = tag(source.first_word)
    if source.kind == "person":
        return TITLE in letters or (len(source.folded) > 1 and FIRST_NAME in tag(source.folded[0]))
    return source.kind == "organisation" and ORGANISATION in letters and source.behind - source.first > 1
