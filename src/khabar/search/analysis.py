"""From text to the token streams of the index: exact spelling, search fold, stems and spelling keys."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from khabar.arabic.names import name_key
from khabar.arabic.normalise import fold_exact
from khabar.arabic.stem import bare_forms, stems
from khabar.arabic.tokenise import Word, raw_words, word
from khabar.arabic.wordlists import is_stop_word, stop_words

KEY_SIGN = "="
"""Stands between the spelling key and the word in the terms of the lexicon field."""
_LONGEST = 60
_SHORT = str.maketrans("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
"""Words of the lexicon have neither capitals nor digits; with one byte for a letter they take a third less."""
_LONG = {short: letter for letter, short in _SHORT.items()}
_OFTEN = 4
_CACHED = 3 << 16
"""Pieces of text whose forms are kept, about 90 MB when full; a bulk build fills it and lets it go with `forget`."""
_KNOWN_ENTRIES = 1 << 17
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Forms(NamedTuple):
    """The forms of one token or a few, each a space-separated string ready for a whitespace tokenizer."""

    exact: str
    norm: str
    stems: str
    entry: str


class Streams(NamedTuple):
    """The token streams of a text; `entries` are its distinct words with their spelling keys."""

    norm: str
    stems: str
    entries: frozenset[str]


@lru_cache(maxsize=1 << 12)
def forms(raw: str) -> Forms:
    """Return the forms of one token as the tokeniser cut it; longer words than 60 letters are cut short."""
    exact, norm, parts = _cut(raw)
    if is_stop_word(exact):
        return Forms(exact, norm, "", "")
    entry = lexicon_entry(exact, norm) if norm.isalpha() and len(norm) > 2 else ""
    if not parts:
        return Forms(exact, norm, " ".join(stems(norm)), entry)
    of_parts = " ".join(parts)
    return Forms(f"{exact} {of_parts}", f"{norm} {of_parts}", " ".join(_stems_in(norm, parts)), entry)


def norms_of(raw: str) -> list[str]:
    """Return the folded words of `forms` alone, at a fraction of the work."""
    _, norm, parts = _cut(raw)
    return [*norm.split(), *parts]


def stems_of(raw: str) -> list[str]:
    """Return the stems of `forms` alone."""
    exact, norm, parts = _cut(raw)
    return [] if is_stop_word(exact) else _stems_in(norm, parts)


def _cut(raw: str) -> Word:
    exact, norm, parts = word(raw[: _LONGEST * 2])
    return Word(exact[:_LONGEST], norm[:_LONGEST], parts)


def _stems_in(norm: str, parts: tuple[str, ...]) -> list[str]:
    return [form for part in (norm, *parts) for form in stems(part)]


class _Pieces(dict[str, Forms]):
    """The forms of pieces of text, worked out when first asked for.

    When half of the room is taken, what has not been asked for since the last time goes: the words that come again and
    again stay. Equal strings of a word are one object, which halves the memory.
    """

    def __init__(self) -> None:
        super().__init__()
        self._before: dict[str, Forms] = {}

    def __missing__(self, piece: str) -> Forms:
        found = self._before.get(piece) or self._worked_out(piece)
        if len(self) >= _CACHED // 2:
            self._before = dict(self)
            self.clear()
        self[piece] = found
        return found

    def forget(self) -> None:
        """Let go of all."""
        self._before = {}
        self.clear()

    def _worked_out(self, piece: str) -> Forms:
        raws = raw_words(piece)
        if len(raws) == 1:
            return _shared(piece, forms(piece)) if raws[0] == piece else self[raws[0]]
        found = map(forms, raws)
        return Forms(*(" ".join(filter(None, column)) for column in zip(*found, strict=True))) if raws else _NONE


def _shared(piece: str, found: Forms) -> Forms:
    exact, norm, stemmed, entry = found
    exact = piece if exact == piece else exact
    norm = exact if norm == exact else norm
    return Forms(exact, norm, norm if stemmed == norm else stemmed, entry)


_NONE = Forms("", "", "", "")
_EXACT, _NORM, _STEMS, _ENTRY = map(itemgetter, range(4))
_pieces = _Pieces()


def forget() -> None:
    """Let go of the memory that analysing many stories has taken."""
    _pieces.forget()


@cache
def folded_stop_words() -> frozenset[str]:
    """Return the folds of the words that have no stems in the index, which a word that has some may share."""
    return frozenset(map(fold_exact, stop_words()))


def lexicon_entry(exact: str, norm: str) -> str:
    """Return the term of the lexicon field for a word: the spelling key of its folded form, then its exact spelling."""
    return f"{lexicon_prefix(name_key(norm))}{exact.translate(_SHORT)}"


def lexicon_prefix(key: str) -> str:
    """Return the beginning of the terms of the lexicon field with a spelling key."""
    return f"{key.translate(_SHORT)}{KEY_SIGN}"


def lexicon_word(entry: str) -> str:
    """Return the word in exact spelling of a term of the lexicon field."""
    return entry.partition(KEY_SIGN)[2].translate(_LONG)


class Fresh:
    """Leaves out the entries of the lexicon that several stories written before have: it only has to know the words.

    How often a word occurs, the other fields know. Several stories carry it, so that it stays when one is deleted.
    """

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}
        self._often: set[str] = set()

    def of(self, entries: Iterable[str]) -> set[str]:
        """Return the entries that the next story is to carry."""
        seen = self._seen
        if len(seen) >= _KNOWN_ENTRIES:
            seen.clear()
            self._often.clear()
        fresh = set(entries) - self._often
        for entry in fresh:
            seen[entry] = times = seen.get(entry, 0) + 1
            if times == _OFTEN:
                self._often.add(entry)
        return fresh


def exact_words(text: str) -> str:
    """Return the words of `text` in exact spelling, behind each the same without the letters written before it."""
    exact = " ".join(map(_EXACT, _forms_in(text))).split()
    return " ".join(form for word in exact for form in (word, *without_clitics(word)))


@lru_cache(maxsize=1 << 13)
def without_clitics(exact: str) -> tuple[str, ...]:
    """Return a word in exact spelling without و, ف, ب, ك, ل or س before it, in every reading; the article stays, also
    that of which لل has kept one letter (للشبكة is ل and الشبكة).
    """
    if is_stop_word(exact):
        return ()
    norm = fold_exact(exact)
    found = (_left(exact, norm, bare) for bare in bare_forms(norm) if bare != norm)
    return tuple(form for form in found if form and form != exact)


def _left(exact: str, norm: str, bare: str) -> str:
    if not norm.endswith(bare):
        return ""
    before, word = norm[: -len(bare)], exact[len(norm) - len(bare) :]
    return f"ال{word}" if before.endswith(("ال", "لل")) else word


def streams(text: str) -> Streams:
    """Return the token streams of `text`."""
    found = _forms_in(text)
    return Streams(" ".join(map(_NORM, found)), " ".join(map(_STEMS, found)), frozenset(map(_ENTRY, found)))


def _forms_in(text: str) -> list[Forms]:
    # No token has white space in it but a number and its percent sign: between spaces, pieces are found again faster
    # than tokens are cut.
    pieces = raw_words(text) if "%" in text or "٪" in text else text.split()
    return [*map(_pieces.__getitem__, pieces)]


def join_streams(parts: Sequence[Streams]) -> Streams:
    """Return the streams of several texts as those of one, in their order."""
    norm, stemmed, entries = zip(*parts, strict=True)
    return Streams(" ".join(norm), " ".join(stemmed), frozenset().union(*entries))


def without_surrogates(text: str) -> str:
    """Return `text` without lone surrogates, which cannot be written as UTF-8."""
    return text if text.isascii() else _LONE_SURROGATE.sub("", text)
