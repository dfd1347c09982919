"""Which stories to read after one, out of candidates that others found: pure.

Nearness is that of `related`; the nearer in time, the better. No event is told twice, neither the story's own nor
another's, and what is older than useful stands only where it explains, one at most.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from khabar.arabic.normalise import normalise_search
from khabar.arabic.tokenise import raw_words
from khabar.events import Fingerprint, Rarity, Story, compare, fingerprint, likeness
from khabar.events.compare import COPY, SAME, WINDOW_HOURS
from khabar.recommendations.related import Document, ranked

USEFUL = timedelta(days=21)
"""A story that was published this long before the one being read is old, unless it explains."""
_HALF_OLDER, _HALF_NEWER = 5.0, 10.0
"""Days after which half of what nearness in time adds is gone."""
_BACKGROUND = 0.7
"""What a background piece's nearness counts beside that of news."""
_EXPLAINS = frozenset(map(normalise_search, ("لماذا", "كيف", "شرح", "خلفية", "دليل", "نبذة", "محطات", "تعرف")))
_ASKS = frozenset(map(normalise_search, ("ما", "ماذا", "من", "متى", "أين", "كم")))
"""Words that begin a question which a background piece answers, where a question mark follows."""
_SURER = 0.45
"""How much likelier two stories must be of one event where they are as far apart as one event's stories can be: a
running story's next event is told with the same names."""
_RARITY = Rarity()


@dataclass(frozen=True)
class Candidate:
    """A story that may be read next; `told` gives its fingerprint when it is asked for."""

    document: Document
    at: datetime
    explains: bool
    told: Callable[[], Fingerprint]

    @property
    def key(self) -> int:
        return self.document.key


@dataclass(frozen=True)
class Choice:
    """A story to read next; `background`: it is old and explains, which readers are to be told."""

    key: int
    background: bool = False


def choose(
    seed: Candidate, candidates: Iterable[Candidate], size: int, rarity: Mapping[str, float] | None = None
) -> list[Choice]:
    """At most `size` stories, best first. `rarity` is that of the seed's words, as in `related.ranked`."""
    by_key = {one.key: one for one in candidates if one.key != seed.key}
    near = ranked(seed.document, (one.document for one in by_key.values()), rarity)
    scored = sorted(((_timed(seed, by_key[key], score), key) for key, score in near), reverse=True)
    chosen = _without_repeats(seed, [by_key[key] for score, key in scored if score > 0], size)
    return [Choice(one.key, is_old(seed, one)) for one in chosen]


def fill(seed: Candidate, chosen: Iterable[Candidate], newest: Iterable[Candidate], size: int) -> list[int]:
    """Keys of `newest` that may stand below what was chosen, up to `size`: none old, no event told twice."""
    there = list(chosen)
    wanted: list[int] = []
    for one in newest:
        if len(wanted) == size:
            break
        if (
            one.key != seed.key
            and not is_old(seed, one)
            and not any(same_event(one, other) for other in (seed, *there))
        ):
            there.append(one)
            wanted.append(one.key)
    return wanted


def is_old(seed: Candidate, one: Candidate) -> bool:
    """Whether a story is older than useful beside the one being read."""
    return seed.at - one.at > USEFUL


def explains(headline: str, kicker: str = "") -> bool:
    """Whether the words above a story say that it explains: a question it answers, or what such pieces are called."""
    words = [normalise_search(word) for word in raw_words(f"{kicker} : {headline}")]
    asks = "؟" in headline and any(word in _ASKS for word in words)
    return asks or any(word in _EXPLAINS for word in words)


def marks() -> frozenset[str]:
    """Folded words of which the headline of every piece that `explains` has one, but those named by their kicker."""
    return _EXPLAINS | _ASKS


@lru_cache(maxsize=1_000)
def told(headline: str, paragraphs: tuple[str, ...], place: str, language: str) -> Fingerprint:
    """The fingerprint of a story, remembered: neighbours come again on page after page."""
    return fingerprint(Story(headline, paragraphs, place, language), signed=False)


def same_event(one: Candidate, other: Candidate) -> bool:
    """Whether two stories tell of one event, or one is mostly the other's text, however long afterwards."""
    first, second = one.told(), other.told()
    hours = abs((one.at - other.at).total_seconds()) / 3600
    asked = SAME + _SURER * hours / WINDOW_HOURS
    return compare(first, second, hours, _RARITY).score >= asked or likeness(first, second) >= COPY


def _timed(seed: Candidate, one: Candidate, score: float) -> float:
    if is_old(seed, one):
        return score * _BACKGROUND if one.explains else 0.0
    days = (one.at - seed.at).total_seconds() / 86_400
    return score * (1 + 2 ** (-abs(days) / (_HALF_NEWER if days > 0 else _HALF_OLDER))) / 2


def _without_repeats(seed: Candidate, best: list[Candidate], size: int) -> list[Candidate]:
    """Of several stories of one event the newest stands, in the place of the best of them."""
    chosen: list[Candidate] = []
    for one in best:
        if is_old(seed, one) and any(is_old(seed, other) for other in chosen):
            continue
        if same_event(seed, one):
            continue
        twin = next((at for at, other in enumerate(chosen) if same_event(one, other)), None)
        if twin is None and len(chosen) < size:
            chosen.append(one)
        elif twin is not None and one.at > chosen[twin].at and not chosen[twin].explains:
            chosen[twin] = one
        if len(chosen) == size and twin is None:
            break
    return chosen
