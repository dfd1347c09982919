"""How content begins behind a cue: the complement, and a preposition written together with its first word."""

from collections.abc import Set
from typing import Literal, NamedTuple

from khabar.attribution import lexicon
from khabar.attribution.lexicon import FIRST_NAME, FUNCTION, OBJECT, ORGANISATION, PLACE, listed
from khabar.attribution.sources import Source, bare, looks_like_object, tag
from khabar.attribution.text import Paragraph

How = Literal["that", "quote", "colon", "preposition", "object"]
_SHORT_QUOTE = 4
PREPOSITIONS = frozenset(["الي", "علي", "عن", "من", "في"])


class Complement(NamedTuple):
    """The content begins at token `content` (`shift` characters into it); the speaker stands before token `limit`."""

    limit: int
    content: int
    shift: int
    how: How
    subject: Source | None = None


def behind_b(at: int, word: str) -> Complement:
    """Return the content behind بـ, joined to its word or standing before a quotation."""
    return Complement(at, at, 1, "preposition") if len(word) > 1 else Complement(at, at + 1, 0, "preposition")


def prefixed_l(word: str) -> bool:
    """Whether a word is what somebody is called to, with لـ before it (لضبط النفس, للتهدئة)."""
    if word[0] != "ل" or len(word) < 4:
        return False
    rest = bare("ال" + word[2:]) if word.startswith("لل") else word[1:]
    return OBJECT in tag(rest) or looks_like_object(rest)


def prefixed_b(p: Paragraph, at: int, word: str) -> bool:
    """Whether a word carries بـ as a preposition (بوجود, بالتدخل, بـ"إشعال")."""
    if word in ("ب", "بما") or p.words[at].startswith("ب\u0640"):
        return True
    if word[0] != "ب" or len(word) < 4 or word in listed("not_prefixed") or word in listed("that"):
        return False
    letters = tag(word)
    return not letters and word[1:] not in lexicon.phrase_words("settings")


def surely_b(word: str) -> bool:
    """Whether ب is a preposition beyond doubt: before the article, or a word that is known."""
    rest = word[1:]
    letters = tag(rest)
    if FUNCTION in letters or PLACE in letters:
        return False
    return word == "ب" or rest.startswith("ال") or bool(letters) or looks_like_object(rest)


def person_in_marks(p: Paragraph, at: int, known: Set[str]) -> bool:
    """Whether a quotation is a person's name alone, with an object behind it (تتهم "سلمى" المخرج بكذا)."""
    close = p.close(at)
    word = p.norm[at + 1]
    named = close == at + 2 and (word in known or FIRST_NAME in tag(word))
    return named and close + 1 < len(p.norm) and p.words[close + 1][0].isalpha()


def body_in_marks(p: Paragraph, at: int) -> bool:
    """Whether a quotation is a body's name (أعلنت "حركة كذا" مسؤوليتها): its head, few words, and an object behind."""
    close = p.close(at)
    headed = 1 < close - at <= _SHORT_QUOTE and ORGANISATION in tag(p.norm[at + 1])
    return headed and close + 1 < len(p.norm) and p.words[close + 1][0].isalpha()
