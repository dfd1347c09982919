"""Whether a word of a noun phrase is part of a personal name, or of the office before it and the sentence behind it."""

from khabar.attribution import lexicon
from khabar.attribution.lexicon import (
    ADJECTIVE,
    FIRST_NAME,
    FUNCTION,
    MEDIA,
    OFFICE,
    ORGANISATION,
    PLACE,
    TITLE,
    UNNAMED,
    listed,
)  # fmt: skip
from khabar.attribution.sources import is_verb, looks_like_object, tag
from khabar.attribution.text import Paragraph

LONG_NAME = 3
PARTICIPLE = 5  # letters of مازحا
CALLED = frozenset(["يدعي", "ويدعي", "تدعي", "وتدعي", "اسمه", "اسمها", "واسمه", "واسمها"])
COMMAS = frozenset("،,")
_NO_NAMES = frozenset([TITLE, FUNCTION, PLACE, UNNAMED])
_SERVED = frozenset([OFFICE, ORGANISATION, MEDIA])


def is_name(p: Paragraph, at: int, word: str, letters: str, run: list[int], start: int, titled: bool) -> bool:
    """Whether the word at `at` is part of a personal name."""
    if (
        FIRST_NAME in letters
        and (run or titled or at == start)
        and not (ADJECTIVE in letters and not _may_be_first(p, at))
    ):
        return True
    if titled and word[0] in "وا" and _goes_with_office(p, word, letters, run):
        return False
    if run and not is_verb(word) and _NO_NAMES.isdisjoint(letters):
        return _goes_with_name(p, at, word, letters, run, titled)
    if run and _is_surname(p, at, word, letters, run):
        return True
    if word in ("ام", "ابو") and at + 1 < len(p.norm) and FIRST_NAME in tag(p.norm[at + 1]):
        return True  # أم أحمد
    if at > start and word in lexicon.state_ends() and f"{p.norm[at - 1]} {word}" in lexicon.states():
        return False
    if at > start and word.endswith("ي") and ADJECTIVE in tag(p.norm[at - 1]) and not p.norm[at - 1].startswith("ال"):
        return False  # قائد عسكري ميداني
    introduced = titled and at == start and at + 1 < len(p.norm) and p.words[at + 1][0].isalpha()  # …، نادرة فلان،
    if letters or word in CALLED or (_not_a_name(p, at) and not introduced) or is_verb(word):
        return False
    if word[0] == "و" and looks_like_noun(word[1:]):
        return False
    if titled and not run and looks_like_object(word) and {ORGANISATION, OFFICE} & set(tag(p.norm[at - 1])):
        return p.norm[at - 1].startswith("ال")  # رئيس لجنة تسعير المشتقات is no name
    if word.startswith(("ال", "لل")) or (word[0] in "لب" and (tag(word[1:]) or looks_like_object(word[1:]))):
        return not titled and word.startswith("ال") and at == start
    return True


def _goes_with_name(p: Paragraph, at: int, word: str, letters: str, run: list[int], titled: bool) -> bool:
    """Whether a word behind a name is more of it: no purpose (لتهنئة كذا), and no nationality but as the surname."""
    if (not letters and word[0] == "ل" and looks_like_object(word[1:])) or word in listed("pages"):
        return False  # كتبت فلانة تغريدة قالت فيها
    surname = len(run) == 1 and FIRST_NAME in tag(p.norm[run[0]]) and _ends_phrase(p, at + 1)  # منصور التركماني
    return ADJECTIVE not in letters or not word.startswith("ال") or not titled or surname


def _goes_with_office(p: Paragraph, word: str, letters: str, run: list[int]) -> bool:
    """Whether a word goes on with an office behind what looked like a name (قائد شرطة كذا السابق)."""
    if word.startswith("وال"):
        return True  # الباحث في كذا والمتخصص في كذا
    behind = bool(run) and OFFICE in letters and word.startswith("ال")
    return behind and FIRST_NAME not in tag(p.norm[run[-1]])


def _family_name_follows(p: Paragraph, at: int) -> bool:
    """Whether a part of two words, both offices by spelling, is a name: the second alone has ال."""
    closed = at + 2 < len(p.norm) and p.words[at + 2] in COMMAS
    behind = at > 0 and p.words[at - 1] in COMMAS and not p.norm[at].startswith("ال")
    return behind and closed and p.norm[at + 1].startswith("ال") and set(tag(p.norm[at + 1])) <= {TITLE, FIRST_NAME}


def name_or_office(p: Paragraph, at: int, run: list[int], start: int, titled: bool) -> bool | None:
    """Whether a word that can be an office is part of a name; None where its neighbours do not tell."""
    if at == start and _serves(p, at + 1):
        return False  # نجم برنامج كذا
    if titled and at == start and _family_name_follows(p, at):
        return True  # رئيسها التنفيذي، أمين الناصر
    goes_on = bool(run) and run[-1] == at - 1 and p.norm[at].startswith("ال")
    return True if titled and goes_on and _family_name_follows(p, at - 1) else None


def _serves(p: Paragraph, at: int) -> bool:
    """Whether the word at `at` is what somebody is the head, the star or the member of, and no name."""
    letters = tag(p.norm[at]) if at < len(p.norm) else ""
    return not _SERVED.isdisjoint(letters) and FIRST_NAME not in letters


def _is_surname(p: Paragraph, at: int, word: str, letters: str, run: list[int]) -> bool:
    """Whether a word that is an office's by spelling ends a name behind a first name (تركي المالكي, أحمد قايد صالح)."""
    if FIRST_NAME not in tag(p.norm[run[-1]]) or not {TITLE, OFFICE, UNNAMED} & set(letters):
        return False
    if word.startswith("ال") and set(letters) == {UNNAMED}:
        return not word.endswith(("ون", "ين", "ه"))  # يوسف الشاهد, محمد النجار
    if word == "الحاج" or (word.startswith("ال") and TITLE in letters and len(run) == 1 and _ends_phrase(p, at + 1)):
        return True  # بسام الوكيل،
    if word.startswith("ال"):
        return word.endswith("ي") and ADJECTIVE not in letters and OFFICE not in letters
    following = p.norm[at + 1] if at + 1 < len(p.norm) else ""
    return following[:1].isalpha() and tag(following) in ("", FIRST_NAME) and not following.startswith("ال")


def _ends_phrase(p: Paragraph, at: int) -> bool:
    return at < len(p.norm) and (p.words[at] in "،,:" or p.norm[at] in listed("that"))


def looks_like_noun(word: str) -> bool:
    """Whether a word behind و is a noun of the sentence (وتنصيب) and not part of a name."""
    return (bool(tag(word)) and FIRST_NAME not in tag(word)) or (len(word) > 4 and word[0] == "ت" and word[-2] == "ي")


def word_ends_like_adverb(p: Paragraph, at: int) -> bool:
    """Whether a word is an adverb (عالميا) or a common noun in ة, which begin no name unless known as first names."""
    if FIRST_NAME in tag(p.norm[at]):
        return False
    return (p.norm[at].endswith("يا") and len(p.norm[at]) > 4) or p.words[at].endswith("ة")


def word_is_adverb(p: Paragraph, at: int) -> bool:
    """Whether an accusative stands alone where a subject would (أضاف مازحا:, كتب كتابا عن)."""
    word, norm = p.words[at], p.norm[at]
    if word[-1] not in "\u064bةا":
        return False
    if word.endswith(("\u064b", "\u064bا")):
        return True
    if word.endswith("ة") and len(norm) == PARTICIPLE and norm[1] == "ا" and not tag(norm):
        return _stands_alone(p, at)  # تابعت مازحة:
    if norm[-1] != "ا" or not word.endswith("ا") or FIRST_NAME in tag(norm) or len(norm) < LONG_NAME + 1:
        return False
    if word.endswith("ها"):
        return False  # زوجها
    if lexicon.tags().get(norm[:-1], FIRST_NAME) != FIRST_NAME:
        return norm not in lexicon.tags() and not _of_two(p, at)
    alone = norm not in lexicon.tags() and _stands_alone(p, at)
    return alone and len(norm) == PARTICIPLE and norm[1] == "ا" and norm[3] != "ي"


def _of_two(p: Paragraph, at: int) -> bool:
    """Whether the dual of an office stands before what both hold it of (رئيسا البلدين, وزيرا خارجية كذا)."""
    after = p.norm[at + 1] if at + 1 < len(p.norm) else ""
    held = after.startswith("ال") or (OFFICE in tag(after) and not after.endswith("ا"))
    return held and TITLE in lexicon.tags().get(p.norm[at][:-1], "")


def _stands_alone(p: Paragraph, at: int) -> bool:
    return at + 1 >= len(p.norm) or not p.norm[at + 1][:1].isalpha() or FUNCTION in tag(p.norm[at + 1])


def _not_a_name(p: Paragraph, at: int) -> bool:
    """Whether a word carries a pronoun (نجومه) or counts something (23 عاما)."""
    if word_ends_like_adverb(p, at) or (p.norm[at][0] == "ل" and p.norm[at][1:] in listed("superlatives")):
        return True
    if p.words[at].endswith("ها") and len(p.words[at]) > PARTICIPLE - 1:
        return True  # قال إن المدير هددها
    return is_owned(p, at) or (at > 0 and p.words[at - 1][0].isdigit())


def is_owned(p: Paragraph, at: int) -> bool:
    """Whether a word has a pronoun behind it (أحد نجومه): not where a name may begin (الوزير، موشيه …)."""
    word = p.words[at]
    if word[-1] not in "اه" or at == 0:
        return False
    if word.endswith("ها") and looks_like_object(p.norm[at][:-2]):
        return True  # رئيس تحريرها
    if word[-1] != "ه" or len(word) <= 3:
        return False
    if word.endswith("ته"):
        return True
    before = p.norm[at - 1]
    return before[:1].isalpha() and not before.startswith(("ال", "لل"))


def _may_be_first(p: Paragraph, at: int) -> bool:
    """Whether an adjective without article can be a first name (العقيد تركي, تركي بن فلان)."""
    return (at > 0 and p.norm[at - 1].startswith("ال")) or p.norm[at + 1 : at + 2] == ["بن"]
