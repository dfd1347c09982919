"""What the desk is warned of in a text: facts without a source, one name spelled in two ways, a credit that does not
match the chain. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from babel import Locale
from rapidfuzz import fuzz

from khabar.arabic.names import name_key
from khabar.arabic.normalise import normalise_search
from khabar.arabic.plurals import counted
from khabar.arabic.stem import is_name
from khabar.arabic.tokenise import tokens
from khabar.arabic.wordlists import is_stop_word
from khabar.attribution.exports import Quoted
from khabar.attribution.spans import figures
from khabar.attribution.statements import COUNTED

_SENTENCE = re.compile(r"[^.!؟?]+(?:[.](?=\d)[^.!؟?]*)*[.!؟?]*")
_HOURS = frozenset(map(normalise_search, ("صباحا", "مساء", "ظهرا", "عصرا", "فجرا", "ليلا", "غرينتش", "غرينيتش")))
_YEAR = re.compile(r"(?:1[89]|20)\d[1-9]|(?:1[89]|20)[1-9]0")  # a round 1900 or 2000 may be a number of people
_CLITICS = "وفبلك"
_HAMZAS = str.maketrans("أإآ", "ااا")
_ENDINGS = str.maketrans("ىة", "يه")
_INFLECTIONS = frozenset(
    {"", "ي", "يه", "يون", "يين", "يات", "ون", "ين", "ات", "ان", "ه", "ا", "ها", "هم", "نا", "هما", "كم"}
)
_HAMZA_LETTERS = 4
_NAME_LETTERS = 6
_KEY_LETTERS = 3
_ALIKE = 75.0
_FEWEST_FOREIGN = 2
"""Statements through agencies that are not credited, from which the credit line may be wrong."""


@dataclass(frozen=True)
class Unsourced:
    """A sentence of paragraph `par` that states a quantity nobody is said to have given."""

    par: int
    sentence: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class TwoWays:
    """Two spellings of one word in one text, the more frequent first."""

    one: str
    other: str


@dataclass(frozen=True)
class CreditMismatch:
    """The credit line and the chains disagree; `reason` says how, to an editor."""

    reason: str
    agency: str


# --- Facts without a source -------------------------------------------------------------------------


def unsourced(paragraphs: Sequence[str], statements: Sequence[Quoted]) -> list[Unsourced]:
    """Sentences with quantities that stand in no statement, unless a statement elsewhere gives the same quantity."""
    given = {figure for statement in statements for figure in (*statement.figures, *figures(statement.text))}
    found = []
    for par, text in enumerate(paragraphs):
        spoken = [statement.text for statement in statements if statement.paragraph == par + 1]
        for match in _SENTENCE.finditer(text):
            sentence = match[0].strip()
            bare = [figure for figure in figures(sentence) if figure not in given and not _tells_time(figure)]
            if bare and not any(words in sentence or sentence in words for words in spoken):
                found.append(Unsourced(par, sentence, tuple(bare)))
    return found


def _tells_time(figure: str) -> bool:
    """Whether a number with a word behind it is an hour of the day or a year, not a quantity."""
    words = [token.word.norm for token in tokens(figure)]
    return bool(_HOURS & set(words)) or bool(words and _YEAR.fullmatch(words[0]))


# --- One name in two spellings ----------------------------------------------------------------------


def spelled_two_ways(paragraphs: Sequence[str], names: Collection[str] = ()) -> list[TwoWays]:
    """Words that one text spells in two ways: with and without a hamza, or a name by its sound.

    Args:
        names: names known beside those of states and of the word lists, such as the text's speakers.
    """
    counts = Counter(core for text in paragraphs for core in _cores(text))
    known = {normalise_search(word) for name in names for word in name.split()}
    pairs = {*_by_hamza(counts, known), *_by_sound(counts, known)}
    ordered = (sorted(pair, key=lambda word: (-counts[word], word)) for pair in pairs)
    return [TwoWays(one, other) for one, other in sorted(ordered)]


def _cores(text: str) -> Iterator[str]:
    """The words of a text in exact spelling, as they stand and without a clitic and the article."""
    for token in tokens(text):
        exact = token.word.exact
        if is_stop_word(exact) or not exact.isalpha() or exact.isascii():
            continue
        forms = {exact}
        if exact.startswith("لل"):  # لِ and the article
            forms.add(exact[2:])
        elif exact[0] in _CLITICS and len(exact) > _HAMZA_LETTERS + 1:
            forms.add(exact[1:])
        for form in forms:
            yield form
            if form.startswith("ال") and len(form) > _HAMZA_LETTERS + 1:
                yield form[2:]


def _by_hamza(counts: Mapping[str, int], known: Collection[str]) -> Iterator[tuple[str, str]]:
    """Pairs of which one leaves a hamza out that the other writes; of names also the dots of ى and ة."""
    alike: dict[str, list[str]] = {}
    for word in counts:
        alike.setdefault(normalise_search(word), []).append(word)
    for norm, words in alike.items():
        bare = norm.removeprefix("ال")
        for one, other in combinations(sorted(words), 2):
            named = bare in known or is_name(bare)
            same_ends = one[-1] == other[-1] or named
            if len(bare) >= _HAMZA_LETTERS and same_ends and _one_leaves_out(one, other):
                yield _shortest(one, other, counts)


def _one_leaves_out(one: str, other: str) -> bool:
    """Whether they differ only where one has a bare letter; أ and إ beside each other are two words (أعلام، إعلام)."""
    if len(one) != len(other) or one.translate(_HAMZAS).translate(_ENDINGS) != other.translate(_HAMZAS).translate(
        _ENDINGS
    ):
        return False
    return all("ا" in pair or not {*pair} & {*"أإآ"} for pair in zip(one, other, strict=True) if pair[0] != pair[1])


def _shortest(one: str, other: str, counts: Mapping[str, int]) -> tuple[str, str]:
    """The pair without the article where the text has it so too, so that it is told once."""
    if one.startswith("ال") and other.startswith("ال") and one[2:] in counts and other[2:] in counts:
        return one[2:], other[2:]
    return one, other


def _by_sound(counts: Mapping[str, int], known: Collection[str]) -> Iterator[tuple[str, str]]:
    sounds: dict[str, list[tuple[str, str]]] = {}
    for word in counts:
        norm = normalise_search(word)
        if len(norm) >= _NAME_LETTERS and not norm.startswith("ال"):
            sounds.setdefault(name_key(norm), []).append((norm, word))
    for key, words in sounds.items():
        for (norm, word), (norm_2, word_2) in combinations(sorted(words), 2):
            named = any(one in known or is_name(one) or one in _states() for one in (norm, norm_2))
            if len(key) >= _KEY_LETTERS and norm != norm_2 and named and _one_name(norm, norm_2):
                yield word, word_2


def _one_name(one: str, other: str) -> bool:
    """Whether two words of one sound are spellings of one name rather than forms of one word (ألمانيا، ألماني)."""
    shared = next((n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    shared = min(len(one), len(other)) if shared is None else shared
    if one[shared:] in _INFLECTIONS and other[shared:] in _INFLECTIONS:
        return False
    if one.endswith(other) or other.endswith(one):  # one carries a clitic that could not be told from the word
        return False
    return fuzz.ratio(one, other) >= _ALIKE


@cache
def _states() -> frozenset[str]:
    """The names of states and territories of one word (CLDR), folded."""
    names = Locale("ar").territories.values()
    return frozenset(normalise_search(name) for name in names if " " not in name)


# --- The credit line --------------------------------------------------------------------------------


def credit_mismatches(
    credits: Collection[str], statements: Sequence[Quoted], agencies: Mapping[str, str]
) -> list[CreditMismatch]:
    """Where the credit line and the chains of a text disagree.

    A statement that came through a credited agency as well agrees with it. One passed on by another does too (the
    credited agency may quote it: فلان عن تاس عن د ب أ), unless most of the text came through others; but what was told
    to an agency is its own work, even once.

    Args:
        credits: codes of the agencies the article is credited to.
        agencies: names of all agencies by code.
    """
    if not credits:
        named = dict.fromkeys(code for statement in statements for code in _agencies_of(statement, agencies))
        return [CreditMismatch(f"لا وكالة في سطر المصدر، والنص ينقل عن {agencies[code]}", code) for code in named]
    foreign = [found for one in statements if (found := _agencies_of(one, agencies)) and not {*found} & {*credits}]
    told = dict.fromkeys(code for found in foreign for code, role in found.items() if role == "told_to")
    through = Counter(code for found in foreign for code in found if code not in told)
    mismatches = [
        CreditMismatch(f"في النص كلام قيل {_to(agencies[code])}، وهي ليست في سطر المصدر", code) for code in told
    ]
    if len(foreign) >= _FEWEST_FOREIGN and 2 * len(foreign) > len(statements):
        mismatches += [
            CreditMismatch(f"{_share(times, len(statements))} عبر {agencies[code]}، وهي ليست في سطر المصدر", code)
            for code, times in through.most_common()
        ]
    return mismatches


def _share(times: int, total: int) -> str:
    """Return how many of a text's statements, with the verb of arriving before them."""
    return "كل الأقوال وصلت" if times == total else f"وصل {counted(times, COUNTED)} من أصل {total}"


def _to(name: str) -> str:
    """Return a name with the preposition لـ before it: للأناضول, لوكالة تاس, لـAFP."""
    if name.startswith("ال"):
        return f"لل{name[2:]}"
    return f"ل{name}" if "\u0621" <= name[:1] <= "\u064a" else f"لـ{name}"


def _agencies_of(statement: Quoted, agencies: Mapping[str, str]) -> dict[str, str]:
    """The agencies that a statement came through or that make it themselves, each with what it did."""
    links = {via.source: via.role for via in statement.chain}
    return {code: role for code, role in ({statement.source: ""} | links).items() if code in agencies}
