"""A source of words, as a noun phrase of the text, and what the word lists say of its words."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from khabar.attribution import lexicon
from khabar.attribution.lexicon import FIRST_NAME, FUNCTION, LONGEST_OUTLET, MEDIA, TITLE, UNNAMED, listed
from khabar.attribution.memo import remembered
from khabar.attribution.statements import SpeakerKind
from khabar.attribution.text import QUOTES, Paragraph

_PEOPLE = ("مت", "مست", "محق", "محت", "معت", "مشا", "مخت", "مقا", "منت", "مهن", "مها")
_SHORT_OUTLET = 5
_TWO_READINGS = frozenset(["علي", "لو", "امام"])
_SHORT_WORD, _LONGEST_NOUN = 4, 6


@dataclass(slots=True)
class Source:
    """A noun phrase that can be a speaker or a relay, at tokens `first` to before `behind`."""

    first: int
    behind: int
    kind: SpeakerKind = "person"
    head: str = ""
    name: list[str] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    nations: list[str] = field(default_factory=list)
    own_nation: bool = False
    gender: str = "m"
    plural: bool = False
    outlet: str = ""
    definite: bool = False
    first_word: str = ""
    printed: str = ""


@remembered
def tag(word: str) -> str:
    """Return the class letters of a folded word, also behind و."""
    table = lexicon.tags()
    found = table.get(word)
    if found is None and len(word) > 3 and word[0] == "و":
        found = table.get(word[1:])
    if found is None and word.startswith("ال") and word.endswith("ون") and len(word) > 6:
        return UNNAMED
    if found is None and word.endswith(("ون", "ين")) and word.startswith(_PEOPLE) and len(word) > _LONGEST_NOUN - 1:
        return UNNAMED  # متعاملون, مستثمرين
    return found or _of_somebody(word)


def tag_at(p: Paragraph, at: int) -> str:
    """Return the class letters of the word at `at`; علي before a name is a name and not على."""
    word = p.norm[at]
    if word not in _TWO_READINGS and p.norm[at - 1] != "عبد":
        return tag(word)
    if word == "امام":
        return TITLE if p.words[at].startswith("إ") else FUNCTION
    if at and p.norm[at - 1] == "عبد" and word.startswith("ال"):
        return ""  # عبد المالك is no owner
    if word == "علي" and p.words[at].endswith("ى"):
        return FUNCTION
    alone = p.words[at + 1 : at + 2] == ["،"]
    if word == "علي" and alone and p.words[at].endswith("ي") and at and is_verb(p.norm[at - 1]):
        return "G"  # وقال علي، وهو …
    ended = at + 1 >= len(p.norm) or p.words[at + 1] in ".،" or p.norm[at + 1] in listed("that")
    if word == "علي" and ended and at and tag(p.norm[at - 1]) == FIRST_NAME:
        return FIRST_NAME  # عن الوزير هاشم علي.
    if word == "علي" and p.words[at].endswith("ي") and at + 1 < len(p.norm):
        following = p.norm[at + 1]
        titled = at > 0 and (p.words[at - 1] in "،," or TITLE in tag(p.norm[at - 1]) or p.norm[at - 1] in ("بن", "ابن"))
        if following[:1].isalpha() and set(tag(following)) <= {"G"} and (titled or not following.startswith("ال")):
            return "G"
    if word == "لو" and at > 0 and (any(one in tag(p.norm[at - 1]) for one in "GM") or "-" in p.words[at - 1]):
        return ""  # جان لو دريان
    return tag(word)


def _of_somebody(word: str) -> str:
    """Return the classes of a relative or aide with a pronoun behind it (ابنته, محاميها)."""
    for pronoun in ("ها", "هم", "ه"):
        if word.endswith(pronoun) and len(word) > len(pronoun) + 2:
            base = word[: -len(pronoun)]
            letters = lexicon.tags().get(base[:-1] + "ه" if base.endswith("ت") else base, "")
            if any(one in letters for one in (UNNAMED, TITLE)) or base in listed("its"):
                return letters
            feminine = base[:-1] + "ه" if base.endswith("ت") else base
            if base in lexicon.relations() or feminine in lexicon.relations():
                return UNNAMED

    return ""


@remembered
def is_verb(word: str) -> bool:
    """Whether a word is a finite verb of saying or answering, and so no part of a name."""
    forms = lexicon.cue_forms()
    found = forms.get(word) or (forms.get(word[1:]) if word[0] in "وف" and len(word) >= _SHORT_WORD else None)
    saying = found is not None and found.form.use in ("past", "present")
    return (saying or word in listed("answering")) and not tag(word)


@remembered
def bare(word: str) -> str:
    """Return a folded word without its article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def outlet_at(p: Paragraph, at: int, stop: int) -> tuple[str, int]:
    """Return the outlet named at `at` and the token behind its name; "" and `at` where none is."""
    if at >= stop or (lengths := lexicon.outlet_lengths().get(p.norm[at])) is None:
        return "", at
    table = lexicon.outlets()
    if at + 2 < stop and p.quote[at + 1] and not p.quote[at] and (half := _half_in_marks(p, at, p.norm[at])):
        return half, p.close(at + 1) + 1
    for length in lengths:
        words = tuple(p.norm[at : at + length])
        found = table.get(words) if at + length <= stop else None
        if not found:
            continue
        short = length == 1 and len(words[0]) < _SHORT_OUTLET and not words[0].isascii()
        led = not at or p.norm[at - 1] in listed("before_outlets") or MEDIA in tag(stripped(p.norm[at - 1]))
        if not short or led:
            return found, at + length
    return "", at


def behind_spelt(p: Paragraph, at: int, stop: int) -> int:
    """Return the token behind an abbreviation spelt out that begins at `at` (كي جي بي); `at` where none does."""
    letters = listed("spelt_letters")
    if p.norm[at] not in letters:
        return at
    words = listed("spelt_words")
    if p.norm[at] in words:
        return at
    end = at
    while end < stop and p.norm[end] in letters:
        end += 1
    while end > at and p.norm[end - 1] in words and p.words[end - 1] != "آي":
        end -= 1
    return end if end > at + 1 else at


def _half_in_marks(p: Paragraph, at: int, first: str) -> str:
    """Return the outlet whose first word is `first` and whose others stand in marks behind `at` (الجوهرة "أف أم")."""
    close = p.close(at + 1)
    if close - at > LONGEST_OUTLET + 1:
        return ""
    return lexicon.outlets().get((first, *(word for word in p.norm[at + 1 : close] if word[:1].isalnum())), "")


def outlet_in_marks(p: Paragraph, opened: int) -> str:
    """Return the outlet whose name fills the quotation at `opened`: a listed one, or one by its end (… نيوز)."""
    at = opened + (p.words[opened] in QUOTES)
    words = tuple(word for word in p.norm[at : p.close(opened)] if word[:1].isalnum())
    found = lexicon.outlets().get(words, "")
    if (
        found
        or not 1 < len(words) <= LONGEST_OUTLET
        or not ends_like_outlet(words)
        or " ".join(words) in listed("outlet_ends")
    ):
        return found
    if any(word in listed("never_in_names") and word != "ان" for word in words):  # إن بي سي نيوز
        return ""
    return " ".join(word for word in p.words[at : p.close(opened)] if word[:1].isalnum())


def ends_like_outlet(words: Sequence[str]) -> bool:
    """Whether folded words end as the names of outlets do (نيوز, تي في)."""
    return words[-1] in listed("outlet_ends") or " ".join(words[-2:]) in listed("outlet_ends")


@remembered
def stripped(word: str) -> str:
    """Return a word without the prepositions written together with it (لوكالة, للقناة, بصحيفة)."""
    if word in lexicon.tags():
        return word
    if word.startswith("لل") and len(word) > 4:
        return "ال" + word[2:] if "ال" + word[2:] in lexicon.tags() else word[1:]
    if word[:1] in "لبو" and len(word) > 3:
        return word[1:]
    return word


@contextmanager
def without_l(p: Paragraph, at: int, *, b: bool = False) -> Iterator[None]:
    """Read the word at `at` without a joined لـ or بـ (لوكالة as وكالة, بالمدرب as المدرب) while the block runs.

    `b` also where no article follows (بوكالة as وكالة).
    """
    norm, word = p.norm[at], p.words[at]
    if norm not in lexicon.tags() and (norm.startswith("بال") or (b and norm[0] == "ب")):
        p.norm[at], p.words[at] = norm[1:], word[1:]
    elif norm[0] == "ل" and len(norm) > 2 and norm not in lexicon.tags():
        article = "ال" if norm.startswith("لل") else ""
        cut = 1 if article and norm[1:] in listed("begin_with_l") else 2 if article else 1  # للوائح is اللوائح
        p.norm[at] = article + norm[cut:]
        p.words[at] = article + word[cut:] if article else word[1:].lstrip("\u0640")
    try:
        yield
    finally:
        p.norm[at], p.words[at] = norm, word


@remembered
def is_construct_plural(word: str) -> bool:
    """Whether a word means people of somebody named behind it (محامو فلان, مؤيدو فلان)."""
    return word.endswith("و") and len(word) > _SHORT_WORD and UNNAMED in tag(word) and not word.startswith("ال")


@remembered
def joined_by_w(word: str) -> bool:
    """Whether a word of the lists stands behind the و that joins its sentence (والرئيس, وليلى)."""
    known = word in lexicon.tags() or word in lexicon.outlet_starts()  # وام
    return word[0] == "و" and not known and bool(tag(word[1:]))


@contextmanager
def without_w(p: Paragraph, at: int) -> Iterator[None]:
    """Read the word at `at` without the و that joins its sentence (ورائف as رائف) while the block runs."""
    norm, word = p.norm[at], p.words[at]
    if norm[0] == "و" and len(norm) > _SHORT_WORD - 1 and norm not in lexicon.tags():
        p.norm[at], p.words[at] = norm[1:], word[1:]
    try:
        yield
    finally:
        p.norm[at], p.words[at] = norm, word


@contextmanager
def in_nominative(p: Paragraph, at: int) -> Iterator[None]:
    """Read the word at `at` without the accusative's alef (متحدثا as متحدث) while the block runs."""
    norm, word = p.norm[at], p.words[at]
    p.norm[at], p.words[at] = norm[:-1], word.rstrip("\u064b").removesuffix("ا").rstrip("\u064b")
    try:
        yield
    finally:
        p.norm[at], p.words[at] = norm, word


def outlet_at_stripped(p: Paragraph, at: int) -> str:
    """Return the outlet whose name begins inside the word at `at`, behind a preposition (لرويترز, للجزيرة)."""
    word = p.norm[at]
    inner = "ال" + word[2:] if word.startswith("لل") else word[1:]
    lengths = lexicon.outlet_lengths().get(inner)
    if lengths is None:
        return ""
    table = lexicon.outlets()
    if at + 1 < len(p.norm) and p.quote[at + 1] and not p.quote[at] and (half := _half_in_marks(p, at, inner)):
        return half
    for length in lengths:
        found = table.get((inner, *p.norm[at + 1 : at + length]))
        if found:
            return found
    return ""


@remembered
def looks_like_object(word: str) -> bool:
    """Whether a word without article has the shape of a verbal noun (إسقاط, تدمير, اعتراض, مواصلة, انخفاض)."""
    if word.startswith(("ال", "لل")) or len(word) < _SHORT_WORD or FIRST_NAME in tag(word):
        return False
    if len(word) == _SHORT_WORD and word[-1] != "ا":
        return False
    if word.endswith("ات") and len(word) > _LONGEST_NOUN and word[0] in "ات":
        return looks_like_object(word[:-2])  # انتقادات, تصريحات
    if word[0] == word[-1] == "ا":  # a final hamza is folded away: إخلاء, إنشاء, انتهاء
        return len(word) <= _LONGEST_NOUN
    if word[0] == "ت" and word[-1] == "ه" and len(word) == _SHORT_WORD + 1:  # تهدئة, تنمية
        return True
    base = word[:-1] if word.endswith("ه") and word[0] != "م" else word
    if word[0] == "ت" and len(base) in (5, 6) and (base[-2] == "ي" or word[-1] == "ه"):
        return True
    if word[0] == "ا" and len(base) in (5, 6, 7) and base[-2] == "ا":
        return True
    return word[0] == "م" and word[2] == "ا" and word[-1] == "ه" and len(word) == 6
