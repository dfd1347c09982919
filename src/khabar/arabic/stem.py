"""Light stemming of Arabic news words: clitics and endings come off, names and words that only look inflected
stay whole.

After light10 (Larkey, Ballesteros & Connell 2007), with longer clitic chains, possessives, tanween, irregular
plurals and
word lists against over-stemming. The input is a word folded by `normalise_search`; a stem is a label that
related words
share and is never shown.
"""

import re
from functools import cache, lru_cache
from itertools import chain
from typing import Protocol

from khabar.arabic.normalise import normalise_search
from khabar.arabic.verbs import is_listed_verb, past_forms, verb_stems
from khabar.arabic.wordlists import read_lines, read_words

_ARABIC_WORD = re.compile(r"[\u0621-\u064a]+")
_ARTICLE = re.compile(r"(?:[وف]?[بك]?ال|[وف]?لل)(?=..)")
_CONJUNCTION = re.compile(r"[وف](?=...)")
_PREPOSITION = re.compile(r"[بلك](?=...)|(?:ف|س(?=[يت][^ايوه]))(?=....)")
_CLITIC_LETTERS = frozenset("وفبكلسا")
_PREFIX_LETTERS = frozenset("وفبكل")
_ENDINGS = (
    (("هما", 3), ("كما", 3), ("هم", 3), ("هن", 3), ("كم", 3), ("ها", 3), ("نا", 3)),
    (("تين", 3), ("تان", 3), ("يين", 3), ("يون", 3), ("يات", 3), ("ات", 3), ("ون", 3), ("ين", 3), ("وا", 3), ("ان", 4)),
    (
        *(("ييه", 3), ("يتي", 3), ("يتا", 3), ("ييا", 3), ("يي", 3), ("هه", 3)),
        *(("يه", 3), ("يا", 3), ("ه", 3), ("ي", 3), ("ا", 3)),
    ),
)
"""Possessives, number, gender: each ending with the letters that must be left; one of each kind comes off, in order."""
_ENDINGS_BY_LETTER = tuple(
    {last: tuple(ending for ending in endings if ending[0][-1] == last) for last in {text[-1] for text, _ in endings}}
    for endings in _ENDINGS
)
"""The endings of each kind by their last letter, in their order."""
_POSSESSIVES, _NUMBERS = 0, 1
_HAMZA_INSIDE = re.compile("(.{3,})ا(?:يه|وه|يي|ييه|ييا|ييات|ييون|ييين)")
"""A word in اء of which the hamza shows before an ending: اعتدائه, احتواؤه, إحصائية, إحصائيات."""
_NISBA_PLURAL = ("يين", "يون", "يات", "يان")
_ALEF_BEHIND_N = re.compile(".{2,}[اوي]نا|ا(?:[^ا]ت|ست[^ا]|ن[^ا])نا")
"""A noun in n with the alef of tanween (قانونا, بيانا), or one with نا of which what is left ends as a plural does; a
verbal noun in ناء, of which the fold leaves the alef (اقتناء, استثناء).
"""
_OWN_AN = re.compile("ا(?:.ت.|ست[^ا].)ان")
"""A verbal noun of the forms VIII and X whose root ends in n: امتحان, استحسان."""
_ARTICLE_LIKE = 5
"""Letters from which what is left of a word in ال without its ending tells one that begins with them (التزامها) from
the article and a word (الأمين, السنتين, التفاهم)."""
_ONE_LETTER_PREPOSITIONS = "بلك"
_MUCH_MORE = 10
_SHORT_POSSESSIVES = ("ته", "اتي", "اتك")
_DUAL_OF_TEH = ("تين", "تان")
_HAMZA_SEATS = ("او", "اي")
_LAST_LETTERS = frozenset("اهيكتنم")
_PRESENT = frozenset("يت")
_LONGEST = 40


class Lexicon(Protocol):
    """What a corpus knows of words; a search index feeds it with the document frequency of its vocabulary."""

    def df(self, norm: str) -> int:
        """Return in how many documents the folded word occurs."""


def stem(word: str, lexicon: Lexicon | None = None) -> str:
    """Return the most probable stem of one word in any spelling."""
    return stems(normalise_search(word), lexicon)[0]


def stems(norm: str, lexicon: Lexicon | None = None) -> tuple[str, ...]:
    """Return the possible stems of a folded word, the most probable first.

    A word whose first letter may be a clitic or its own has two. With a `lexicon`, a clitic comes off only
    where what is left
    is attested (alone or with the article), and comes off first where that is the more frequent word.
    """
    bases = _bases(norm)
    if lexicon is not None:
        bases = _attested(bases, lexicon) if len(bases) > 1 else bases
    first, *others = map(_readings, bases)
    return tuple(dict.fromkeys(chain(first, *others))) if others else first


def surfaces(stem: str) -> tuple[str, ...]:
    """Return strings one of which every folded word of a stem contains: the stem, or a form listed under it."""
    bare = stem.removeprefix("ال") if is_name(stem) else stem
    bare = bare[:-1] if bare.endswith("ه") and len(bare) > 2 else bare
    return (bare, *past_forms(stem), *_listed_under().get(stem, ()))


def is_name(norm: str) -> bool:
    """Tell whether a folded word is a listed name of a place, person, organisation or month."""
    return norm in _names()


def bare_forms(norm: str) -> tuple[str, ...]:
    """Return the folded word without its clitics, in every reading, endings untouched; the most probable first."""
    return _bases(norm)


@lru_cache(maxsize=1 << 13)
def _bases(word: str) -> tuple[str, ...]:
    """Return the readings of a word without clitics: one when they are sure, two when the first letter is
    ambiguous.
    """
    if (
        not 4 <= len(word) <= _LONGEST
        or word[0] not in _CLITIC_LETTERS
        or not _ARABIC_WORD.fullmatch(word)
        or _is_listed(word)
    ):
        return (word,)
    if (inner := _listed_inside(word)) is not None:
        return (inner,)
    if _is_inflected_initial(word):
        return (word, word[1:]) if _may_have_preposition(word) else (word,)
    if article := _ARTICLE.match(word):
        return (word[article.end() :],)
    if _CONJUNCTION.match(word):
        return _without_conjunction(word)
    return (word, word[1:]) if _PREPOSITION.match(word) or _may_have_preposition(word) else (word,)


def _without_conjunction(word: str) -> tuple[str, ...]:
    rest = word[1:]
    readings = _bases(rest)
    if readings[0] != rest or _is_inflected_initial(rest) or (word[0] == "و" and len(word) > 5):
        return readings
    return (*readings, word) if word[0] == "و" else (word, *readings)


def _listed_inside(word: str) -> str | None:
    """Return the listed name or word that stands behind one or two clitic letters (لبوتين, والمانيا, للاجئين),
    if any.
    """
    listed = _listed()
    if word[0] not in _PREFIX_LETTERS:
        return None
    if len(word) > 3 and word[1:] in listed:
        return word[1:]
    return word[2:] if len(word) > 4 and word[1] in _PREFIX_LETTERS and word[2:] in listed else None


def _attested(bases: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """Return the readings that the lexicon has, the most frequent first; of a word in four letters the whole one unless
    the other is there much more often (بحرب): so short a word is seldom what only looks like a preposition.
    """
    seen = {base: lexicon.df(base) + lexicon.df("ال" + base) for base in bases}
    if len(bases[0]) == 4:
        seen[bases[0]] *= _MUCH_MORE
    known = [base for base in bases if seen[base]]
    return tuple(sorted(known, key=lambda base: -seen[base])) or (max(bases, key=len),)


def _is_listed(word: str) -> bool:
    return word in _listed()


def _is_inflected_initial(word: str) -> bool:
    ended = _ending_off(word)
    return ended in _initials() and (not word.startswith("ال") or len(ended) >= _ARTICLE_LIKE)


def _may_have_preposition(word: str) -> bool:
    """Tell whether a word too short for a sure clitic, or like one of the initials with an ending, may as well be a
    preposition and a noun in اء, of which the fold leaves the alef (لنداء, بشراء), or one listed with its ending
    (لحماية, بنهاية).
    """
    return word[0] in _ONE_LETTER_PREPOSITIONS and (word.endswith("ا") or word[1:] in _finals())


@lru_cache(maxsize=1 << 13)
def _readings(base: str) -> tuple[str, ...]:
    """Return the stems of a word without clitics: as a noun, and where it may be one, as a verb."""
    noun = _finish(base)
    if base in _names() or noun in _names() or noun in _of_irregulars() or not _ARABIC_WORD.fullmatch(base):
        return (noun,)
    is_listed = base[0] in _PRESENT and (_is_listed(base) or _is_inflected_initial(base))
    sure, possible = verb_stems(base, _ending_off(base), is_listed)
    if not sure and not possible:
        return (noun,)
    irregulars = _irregulars()
    verbs = [irregulars.get(verb, verb) for verb in (*sure, *possible)]
    return tuple(dict.fromkeys(verbs if sure else [noun, *verbs]))


def _finish(base: str) -> str:
    """Return the stem of a word without clitics: its ending off, a name or irregular plural under its usual
    form.
    """
    names, irregulars = _names(), _irregulars()
    if base in names:
        return names[base]
    for form in _endings_off(base):
        if form in irregulars:
            return irregulars[form]
    return names.get(form, form)


def _ending_off(word: str) -> str:
    """Return the word without possessive, number and gender endings; a word of the finals list is not cut further."""
    return _endings_off(word)[-1]


@lru_cache(maxsize=1 << 13)
def _endings_off(word: str) -> tuple[str, ...]:
    """Return the word, then what is left of it after each kind of ending."""
    finals, names, found, had_teh = _finals(), _names(), [word], False
    for kind, endings in enumerate(_ENDINGS_BY_LETTER):
        if word in finals:
            return (*found, finals[word])
        if word[-1:] not in _LAST_LETTERS or word in names:
            return tuple(found)
        if len(word) == 5 and word.endswith(_DUAL_OF_TEH) and word[:3] not in finals:
            return (*found, word[:2] + "ه")
        if kind == _NUMBERS and (nisba := _listed_nisba(word)):
            return (*found, finals.get(nisba, nisba))
        shorter = word
        own = kind == _NUMBERS and (had_teh or (word.endswith("ان") and _OWN_AN.fullmatch(word)))
        if kind == _POSSESSIVES and word.endswith("نا") and (word[:-1] in finals or _ALEF_BEHIND_N.fullmatch(word)):
            shorter = word[:-1]
        elif word[-1] in endings and not own:
            shorter = _drop(word, endings[word[-1]])
        if kind == _POSSESSIVES:
            whole = _without_open_teh(word, shorter)
            had_teh = whole != word and word.startswith(whole + "ت")  # معاينتها is of معاينة, no plural in ين
            shorter = _without_hamza(word, whole)
        word = shorter
        found.append(word)
    if word in finals:
        return (*found, finals[word])
    if (len(word) == 4 and word.endswith("ات")) or (len(word) == 5 and word.endswith(("تين", "تان"))):
        return (*found, word[:2] + "ه")
    return (*found, word[:-1]) if word.endswith("ت") and len(word) > 3 and not is_name(word) else tuple(found)


def _drop(word: str, endings: tuple[tuple[str, int], ...]) -> str:
    for ending, left in endings:
        if word.endswith(ending) and len(word) - len(ending) >= left:
            return word[: -len(ending)]
    return word


def _without_open_teh(word: str, shorter: str) -> str:
    """Return a word whose possessive is off without the ة that had become ت before it (محادثتهم, حياتها, جثته)."""
    if shorter == word and word.endswith(_SHORT_POSSESSIVES) and len(word) > 4:
        shorter = word[:-1]
    if len(word) == 4 and word.endswith("ته") and not is_listed_verb(word[:-1]):
        shorter = word[:-1]
    if shorter == word or not shorter.endswith("ت") or shorter.endswith("ات"):
        return shorter
    return _finals().get(shorter) or (shorter[:-1] if len(shorter) > 3 else shorter[:-1] + "ه")


def _listed_nisba(word: str) -> str:
    """Return the listed word in ي or ه that a plural or feminine is of (السوريين, معنية, مشبوهة); empty when there is
    none.
    """
    cut = 2 if word.endswith(_NISBA_PLURAL) else 1 if word.endswith(("يه", "هه")) else 0
    return word[:-cut] if cut and (word[:-cut] in _finals() or is_name(word[:-cut])) else ""


def _without_hamza(word: str, shorter: str) -> str:
    """Return a word whose possessive is off without the seat of a hamza that ended it (لقاؤهم, أعضائه, إحصائية)."""
    if shorter != word:
        return shorter[:-1] if shorter.endswith(_HAMZA_SEATS) and len(shorter) > 3 else shorter
    if "اي" not in word and "او" not in word:
        return word
    if (whole := word[:-2] if word.endswith(("ايه", "اوه")) else "") in _hamza_ended():
        return whole
    seated = _HAMZA_INSIDE.fullmatch(word)
    return seated[1] if seated else word


@cache
def _names() -> dict[str, str]:
    """Return each listed name with the form it is indexed under; عراق is indexed as العراق, اميركا as امريكا, a name
    that is listed with the article and without it under the former.
    """
    found: dict[str, str] = {}
    for line in read_lines("names.txt"):
        for entry in line.split():
            spelling, _, usual = (normalise_search(side) for side in entry.partition("="))
            found[spelling] = usual or spelling
            found.setdefault(usual or spelling, usual or spelling)
    bare = {name[2:]: usual for name, usual in found.items() if name.startswith("ال") and len(name) > 4}
    nisba = {name[:-1]: usual for name, usual in {**bare, **found}.items() if name.endswith("يه") and len(name) > 4}
    own = {name: usual for name, usual in found.items() if name not in bare or usual != name}
    return {**nisba, **bare, **own}


@cache
def _listed() -> frozenset[str]:
    """Return the words whose first letters are their own: names and the list of initials."""
    return read_words("initials.txt") | _names().keys()


@cache
def _initials() -> frozenset[str]:
    listed = read_words("initials.txt")
    without = ((word, _ending_off(word)) for word in listed)
    return frozenset(ended for word, ended in without if word.startswith(ended) or ended in listed)


@cache
def _finals() -> dict[str, str]:
    """Return the words not to be cut at the end; and for those with ه at the end, the forms with ت before an ending
    (حيات of حياته) and the plural in ات (كميات of كمية).
    """
    words = read_words("finals.txt")
    with_teh = {word for word in words if word.endswith("ه") and len(word) > 3}
    known = words | {word[:-1] + "ت" for word in with_teh}
    kept = {word for word in words if not any(_drop(word, endings) in known - {word} for endings in _ENDINGS)}
    open_teh = {word[:-1] + "ت": word for word in with_teh & kept}
    plurals = {word[:-1] + ending: word for word in with_teh & kept for ending in ("ات", "تين", "تان")}
    return {**open_teh, **{word: word for word in kept}, **plurals}


@cache
def _irregulars() -> dict[str, str]:
    """Return irregular plurals, whole and where it is long enough without its ending, with the stem of the singular."""
    found: dict[str, str] = {}
    for line in read_lines("broken_plurals.txt"):
        plural, singular = (normalise_search(word) for word in line.split())
        ended, stem = _ending_off(plural), _ending_off(singular)
        for form in (plural, ended) if len(ended) > 3 else (plural,):
            if form != stem:
                found.setdefault(form, stem)
    return {form: found.get(stem, stem) if found.get(stem) != form else stem for form, stem in found.items()}


@cache
def _of_irregulars() -> frozenset[str]:
    """Return the stems of the singulars that have an irregular plural: nouns, whatever letter they begin with."""
    return frozenset(_irregulars().values())


@cache
def _hamza_ended() -> frozenset[str]:
    """Return the irregular plurals that end in اء, of which the hamza shows before a possessive (وزراؤهم, أعضائه)."""
    plurals = (normalise_search(line.split()[0]) for line in read_lines("broken_plurals.txt"))
    return frozenset(plural for plural in plurals if plural.endswith("ا"))


@cache
def _listed_under() -> dict[str, tuple[str, ...]]:
    """Return, for each stem that lists give to other forms, those forms."""
    found: dict[str, list[str]] = {}
    for listed in (_names(), _finals(), _irregulars()):
        for form, stem in listed.items():
            if form != stem:
                found.setdefault(stem, []).append(form)
    return {stem: tuple(forms) for stem, forms in found.items()}
