"""A cue: words that attribute content to somebody, with what they introduce; and matching the phrases among them."""

from dataclasses import dataclass, field
from typing import Literal

from khabar.attribution import lexicon
from khabar.attribution.content import Complement
from khabar.attribution.lexicon import CueForm
from khabar.attribution.morphology import Form
from khabar.attribution.nounphrase import read_source
from khabar.attribution.sources import Source, without_l
from khabar.attribution.text import Paragraph

_CAME_FIRST = 9

Shape = Literal["verb", "participle", "noun", "according", "as", "own words", "relay", "issued", "titled"]


@dataclass(slots=True)
class Cue:
    """One cue at tokens `at` to before `behind`, with what it introduces and whom it names."""

    at: int
    behind: int
    shape: Shape
    word: CueForm | None = None
    complement: Complement | None = None
    source: Source | None = None
    relays: list[Source] = field(default_factory=list)
    joined: bool = False
    relative: bool = False
    form: Form | None = field(init=False)
    """The form of the cue's verb; None where it has none."""

    def __post_init__(self) -> None:
        self.form = self.word.form if self.word else None


def is_passive(word: str, found: CueForm, joined: bool) -> bool:
    """Whether the vowel marks or the last letter say that a verb is passive (ذُكر, تُدعى)."""
    letters = word[1:] if joined else word
    if found.form.use == "past":
        return letters[1:2] == "\u064f"
    return (
        found.form.use == "present"
        and letters.endswith("ى")
        and not found.form.spelling.startswith(("تري", "يري", "يتمني", "تتمني"))
    )


def match_phrase(p: Paragraph, at: int, name: str, stop: int) -> int:
    """Return the token behind the longest phrase of a list that stands at `at`, و before it allowed; `at` if none."""
    best = at
    for words in lexicon.phrases_from(name).get(p.norm[at], ()):
        if at + len(words) > best and _matches(p, at, words, stop):
            best = at + len(words)
    return best


def _matches(p: Paragraph, at: int, words: tuple[str, ...], stop: int) -> bool:
    """Whether the words behind the first of a phrase follow; a closing لـ may be joined to the next word."""
    if at + len(words) > stop:
        return False
    for offset in range(1, len(words)):
        have, word = p.norm[at + offset], words[offset]
        joined = word == "ل" and offset == len(words) - 1 and have[0] == "ل" and len(have) > 2
        if have != word and not joined:
            return False
    return True


def came_first(p: Paragraph, at: int, first: int) -> int:
    """Return the token of سبق in «سبق لفلان أن» before the verb at `at`; -1 where it does not stand there."""
    reach = range(max(first, at - _CAME_FIRST), at - 2)
    return next((k for k in reach if p.norm[k] in ("سبق", "وسبق") and p.norm[k + 1][0] == "ل"), -1)


def source_behind_l(p: Paragraph, at: int, stop: int, *, strict: bool = False) -> Source | None:
    """Read the source at `at`, with لـ cut off where it is joined."""
    with without_l(p, at):
        return read_source(p, at, stop, strict=strict)
