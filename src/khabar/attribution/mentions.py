"""Which records of the authority file a text names, whether they speak in it or not: one query for a text."""

from collections.abc import Iterable, Iterator

from khabar.arabic.tokenise import tokens
from khabar.arabic.wordlists import is_stop_word
from khabar.attribution.models import Spelling
from khabar.core.rows import one_of

_LONGEST = 5
_MOST_WORDS = 3_000
_LONE_LETTERS = 5
_CLITICS = ("و", "ف", "ب", "ل", "ك")


def named_in(texts: Iterable[str]) -> set[int]:
    """The ids of the records that the texts name, where the spelling means one record only.

    A spelling of one word must be long enough to be no common word; the first `_MOST_WORDS` words are looked at.
    """
    wanted = {key for text in texts for key in _keys(text)}
    owners: dict[str, set[int]] = {}
    # A merged record has no spellings, so its state need not be looked at.
    rows = Spelling.objects.filter(key__in=one_of(wanted)).order_by()
    for key, name_id in rows.values_list("key", "name_id"):
        owners.setdefault(key, set()).add(name_id)
    return {next(iter(ids)) for ids in owners.values() if len(ids) == 1}


def _keys(text: str) -> Iterator[str]:
    found = [(token.word.norm, token.word.exact) for token in tokens(text)][:_MOST_WORDS]
    norms = [norm for norm, _ in found]
    for at, (norm, exact) in enumerate(found):
        for first in _bare(norm):
            if len(first) >= _LONE_LETTERS and not is_stop_word(exact):
                yield first
            for size in range(2, min(_LONGEST, len(norms) - at) + 1):
                yield " ".join((first, *norms[at + 1 : at + size]))


def _bare(norm: str) -> Iterator[str]:
    """A word as it stands and without a one-letter clitic before it."""
    yield norm
    if len(norm) > _LONE_LETTERS and norm[0] in _CLITICS:
        yield norm[1:]
