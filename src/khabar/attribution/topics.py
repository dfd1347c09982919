"""Sentences that say of whom the next words speak: «فلان هو أحد …», «جاء ذلك في مقابلة أجراها فلان مع …»."""

from collections.abc import Set
from typing import NamedTuple

from khabar.attribution import lexicon
from khabar.attribution.lexicon import FIRST_NAME, MEDIA, TITLE, listed
from khabar.attribution.nounphrase import read_source
from khabar.attribution.relays import Passing, passings
from khabar.attribution.sources import Source, bare, is_verb, outlet_at, stripped, tag, without_l, without_w
from khabar.attribution.text import Paragraph

_LONGEST_NAME = 6
_REACH = 24
_DEED = 5  # tokens of the shortest sentence that tells what somebody did
_PRONOUNS = {"هو": "m", "هي": "f"}
_OPENERS = frozenset([*_PRONOUNS, "من"])
_GAVE = ("اجرا", "اجرت", "ادل", "خص", "منح")


class Interview(NamedTuple):
    """A conversation: who gave it, where the text says so, and the outlets it was given to."""

    source: Source | None
    outlets: list[Passing]


def nominal(p: Paragraph, first: int, stop: int) -> Source | None:
    """Return the person of whom a sentence without verb speaks (وفلان هو أحد …); its و is no part of the name."""
    if _OPENERS.isdisjoint(p.norm[first + 1 : first + _LONGEST_NAME]):
        return None
    reach = range(first + 1, min(stop - 1, first + _LONGEST_NAME))
    pronoun = next((at for at in reach if p.norm[at] in _PRONOUNS or _among(p, at)), -1)
    if pronoun < 0 or p.quote[first] or is_verb(p.norm[first]):
        return None
    with without_w(p, first):
        source = read_source(p, first, pronoun)
    named = source is not None and source.kind == "person" and source.behind == pronoun and source.name
    if source is None or not named or not (len(source.name) > 1 or TITLE in tag(p.norm[first])):
        return None
    source.gender = _PRONOUNS.get(p.norm[pronoun], source.gender)
    return source


def _among(p: Paragraph, at: int) -> bool:
    """Whether «من أشهر» and its like stand at `at`."""
    return p.norm[at] == "من" and p.norm[at + 1] in listed("superlatives")


def deed(p: Paragraph, first: int, stop: int, known: Set[str]) -> Source | None:
    """Return the person who does something in a sentence that opens with a verb and its subject (زار الوزير فلان …)."""
    first += first + 1 < stop and p.norm[first].removeprefix("و") in ("قد", "لقد")
    verb = p.norm[first]
    if stop - first < _DEED or p.quote[first] or not verb[0].isalpha() or tag(verb) or verb.startswith(("ال", "وال")):
        return None
    if p.words[first].endswith(("ة", "ات", "ا", "ً")):
        return None
    source = read_source(p, first + 1, stop, strict=True, known=known)
    if source is None or source.kind != "person" or not source.name or source.first != first + 1:
        return None
    gender = "f" if verb.endswith("ت") else "m"
    word = source.first_word
    named = source.roles or FIRST_NAME in tag(source.folded[0]) or not known.isdisjoint(source.folded)
    named = named and (word[0] not in "بل" or bool(tag(word)) or word in known)  # وأعلمت بانقطاع كذا
    source.gender = source.gender or gender
    either = verb.removeprefix("و").startswith("ت") and gender == "m"  # تلقى الوزير, تزور الوزيرة
    return source if named and (either or source.gender == gender) else None


def interview(p: Paragraph, first: int, behind: int) -> Interview | None:
    """Return the conversation that the words from `first` to before `behind` tell of (في مقابلة لفلان مع قناة كذا)."""
    for at in range(behind - 1, max(first, behind - _REACH), -1):
        if p.norm[at] in listed("interviews") and not p.quote[at] and p.norm[at - 1] in listed("in_course"):
            return _told_in(p, at + 1, behind)
    return None


def _told_in(p: Paragraph, at: int, behind: int) -> Interview | None:
    outlets = [one for one in passings(p, at, behind) if one.role == "told_to"]
    if not outlets:
        outlets = _on_air(p, at, behind)
    return Interview(_giver(p, at, behind), outlets) if outlets else None


def _on_air(p: Paragraph, at: int, behind: int) -> list[Passing]:
    """Return the outlet behind على (مقابلة لفلان على قناة كذا)."""
    for k in range(at, behind - 1):
        if p.norm[k] == "علي" and (MEDIA in tag(p.norm[k + 1]) or outlet_at(p, k + 1, behind)[0]):
            source = read_source(p, k + 1, behind)
            return [Passing(source, "told_to")] if source is not None and source.kind == "media" else []
    return []


def _giver(p: Paragraph, at: int, behind: int) -> Source | None:
    """Return who gave a conversation: behind لـ or أجراها."""
    while at < behind and (p.norm[at] in listed("setting_adjectives") or p.norm[at] in lexicon.adjectives()):
        at += 1
    if at >= behind:
        return None
    if p.norm[at].startswith(_GAVE) and at + 1 < behind:
        at += 2 if p.norm[at + 1] in ("بها", "به") else 1
        return read_source(p, at, behind, strict=True)
    joined = p.norm[at][0] == "ل" and p.norm[at] not in lexicon.tags()
    inner = stripped(p.norm[at])
    if (
        not joined
        or MEDIA in tag(inner)
        or not (FIRST_NAME in tag(inner) or TITLE in tag(bare(inner)) or tag(inner) == "")
    ):
        return None
    with without_l(p, at):
        source = read_source(p, at, behind, strict=True)
    return source if source is not None and source.kind == "person" and (source.name or source.definite) else None
