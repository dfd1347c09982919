"""Who passes a report on, or was told it, as said beside the cue: نقلتها الوكالة, لقناة كذا."""

from functools import cache
from itertools import compress
from operator import or_
from typing import NamedTuple

from khabar.attribution import lexicon
from khabar.attribution.lexicon import (
    ADJECTIVE,
    DOCUMENT,
    FIRST_NAME,
    MEDIA,
    OFFICE,
    ORGANISATION,
    REPORTER,
    TITLE,
    UNNAMED,
    listed,
)
from khabar.attribution.memo import remembered
from khabar.attribution.nounphrase import read_source
from khabar.attribution.sources import (
    Source,
    bare,
    outlet_at,
    outlet_at_stripped,
    outlet_in_marks,
    stripped,
    tag,
    without_l,
    without_w,
)
from khabar.attribution.statements import Role
from khabar.attribution.text import Paragraph
from khabar.attribution.words import is_press

_TO = frozenset(["مع", "معه", "معها", "الي", "ل"])
_PASSING = ("نقل", "اورد", "نشر", "بث", "اذاع", "بحسب", "وفق", "حسب", "نقلا")
_PASSING_TOO = ("ونقل", "واورد")
_REACH = 45
_LONGEST_NAME = 6
_CONTACT = 14
_NAMED = 2
_SHORT = 4
_THERE = frozenset(["في", "ب"])
_ACCORDING = frozenset(["وفقا", "طبقا", "تبعا"])


class Passing(NamedTuple):
    """A relay and its role; `source` None means the outlet spoken of last."""

    source: Source | None
    role: Role


@cache
def outlet_words() -> frozenset[str]:
    """Return every word at which an outlet or its reporter can be named, a preposition joined to it or not."""
    classes = lexicon.tags().items()
    heads = [word for word, letters in classes if MEDIA in letters or REPORTER in letters]
    heads += [word + pronoun for word, letters in classes if REPORTER in letters for pronoun in ("ه", "ها", "هم")]
    joined = {clitic + word for word in heads for clitic in "لبوف"} | {"لل" + word.removeprefix("ال") for word in heads}
    return frozenset(joined.union(heads, lexicon.outlet_starts()))


def passings(p: Paragraph, first: int, behind: int) -> list[Passing]:
    """Return the outlets that tokens `first` to before `behind` name as relays or as those spoken to."""
    found: list[Passing] = []
    done, stop = first, min(behind, first + _REACH)
    if done >= stop:
        return found
    named = map(or_, map(_may_be_outlet, p.norm[first:stop]), p.quote[first:stop])
    for at in compress(range(first, stop), named):
        if at < done:
            continue
        opens = p.quote[at] and p.quotes[p.quote[at] - 1][0] == at and p.close(at) - at <= _LONGEST_NAME
        source = _in_marks(p, at) if opens else None if p.quote[at] else _outlet(p, at, behind)
        role = _role(p, at, first) if source and not _is_platform(p, at) else None
        if found and at == done and p.norm[at] in listed("outlet_beside"):
            role = found[-1].role  # لوكالة كذا ووكالة كذا
        if source and role:
            found += [Passing(one, role) for one in each_outlet(p, source)]
            done = _behind_clause(p, source.behind, behind)
    return found


def each_outlet(p: Paragraph, source: Source) -> list[Source]:
    """Return the outlets of a phrase that joins several by و (وكالة كذا ووكالة كذا), else the one it is."""
    beside, begin = listed("outlet_beside"), source.first + _NAMED
    if source.kind != "media" or beside.isdisjoint(p.norm[begin : source.behind - 1]):
        return [source]
    joined = [at for at in range(begin, source.behind - 1) if p.norm[at] in beside and not p.quote[at]]
    if not joined:
        return [source]
    first = _name_at(p, source.first, joined[0])
    with without_w(p, joined[0]):
        place = _is_place(p, joined[0], source.behind)
        further = None if place else read_source(p, joined[0], source.behind)
    return [source] if first is None or further is None else [first, *each_outlet(p, further)]


@remembered
def _may_be_outlet(word: str) -> bool:
    """Whether an outlet or its reporter can be named at a word outside quotation marks."""
    return word in outlet_words() or word[0] in "لب"


def _behind_clause(p: Paragraph, at: int, behind: int) -> int:
    """Return the token behind a relative clause that begins at `at`, which names the outlet's own outlet."""
    if at >= behind or p.norm[at] not in ("الذي", "التي"):
        return at
    return next((k for k in range(at, behind) if p.words[k] in "،,:"), behind)


def _in_marks(p: Paragraph, at: int) -> Source | None:
    """Return the outlet whose name in quotation marks begins at `at` (قالت مصادر "كذا")."""
    named = read_source(p, at, p.close(at) + 1)
    return named if named and named.outlet else None


def outlet_phrase(p: Paragraph, at: int, behind: int) -> int:
    """Return the token behind the outlet spoken to that begins at `at` (لوكالة كذا); 0 where none does."""
    word = p.norm[at]
    if word == "ل" and at + 1 < behind and p.quote[at + 1]:
        return p.close(at + 1) + 1 if _in_marks(p, at + 1) else 0
    if word[0] != "ل" or (len(word) < 4 and not outlet_at_stripped(p, at)):
        return 0  # but لبي بي سي
    if is_press(stripped(word)):
        return at + 1
    source = _outlet(p, at, behind)
    return source.behind if source else 0


def behind_partner(p: Paragraph, at: int, stop: int) -> int:
    """Return the token behind «مع صحيفة كذا» with a known outlet that begins at `at`; `at` where it does not."""
    if at + 2 >= stop or p.norm[at] != "مع":
        return at
    _, behind = outlet_at(p, at + 1 + (MEDIA in tag(p.norm[at + 1])), stop)
    return behind if behind > at + 2 else at


def _outlet(p: Paragraph, at: int, behind: int) -> Source | None:
    word = p.norm[at]
    if not word[:1].isalpha():
        return None
    sent = stripped(word) in listed("sent_by_outlets")  # لمبعوثة كذا
    if (sent or REPORTER in tag(stripped(word))) and at + 1 < behind:
        named = _in_marks(p, at + 1) if p.quote[at + 1] else None
        if named or outlet_at(p, at + 1, behind)[0]:
            return named or _name_at(p, at + 1, behind)
    if word == "ل" and at + 1 < behind and p.quote[at + 1]:
        return _told_in_marks(p, at + 1)
    bracketed = p.words[at + 1 : at + 4 : 2] == ["(", ")"]
    if bracketed and (word == "ل" or REPORTER in tag(stripped(word))):
        name = lexicon.outlets().get((p.norm[at + 2],), "")  # لـ(وات)
        return Source(at + 2, at + 3, "media", p.norm[at + 2], outlet=name) if name else None
    if word == "لبرنامج" and at + 1 < behind and p.quote[at + 1]:
        with without_l(p, at):
            return read_source(p, at, p.close(at + 1) + 1)
    called = word[0] == "ب" and _in_contact(p, at, 0)
    prefixed = (word[0] == "ل" or called) and len(word) > 2  # في اتصال هاتفي بوكالة كذا
    if prefixed and (outlet_at_stripped(p, at) or {MEDIA, REPORTER} & set(tag(stripped(word)))):
        with without_l(p, at, b=called):
            return _name_at(p, at, behind)
    if outlet_at(p, at, behind)[0] or (MEDIA in tag(word) and not _is_place(p, at, behind)):
        return _name_at(p, at, behind)
    return None


def _told_in_marks(p: Paragraph, at: int) -> Source | None:
    """Return the outlet in the marks behind لـ at `at`; who is told by a name in marks is one (قال لـ"كذا" إن)."""
    close = p.close(at)
    named = read_source(p, at, close + 1)
    if named is not None and named.outlet:
        return named
    plain = all(word[:1].isalpha() and word not in listed("never_in_names") for word in p.norm[at + 1 : close])
    served = {TITLE, OFFICE, ORGANISATION, DOCUMENT, ADJECTIVE, UNNAMED} & set(tag(p.norm[at - 2]))
    if not plain or not 1 < close - at <= _SHORT or served or _opens_own(p.norm[at + 1]):
        return None  # الرئيس التنفيذي لـ"كذا"
    printed = p.span(at + 1, close)
    return Source(at, close + 1, "media", p.norm[at + 1], first_word=p.norm[at + 1], printed=printed)


def _opens_own(word: str) -> bool:
    """Whether a name in marks is that of a body, an office or people, and not of an outlet (لـ"حزب كذا")."""
    return bool({TITLE, ORGANISATION, UNNAMED, FIRST_NAME} & set(tag(word)))


def _is_place(p: Paragraph, at: int, behind: int) -> bool:
    """Whether موقع is a place (إلى موقع الحادث) and no outlet."""
    if bare(p.norm[at]) != "موقع" or at + 1 >= behind:
        return False
    following = p.norm[at + 1]
    named = p.quote[at + 1] or outlet_at(p, at + 1, behind)[0] or following.isascii() or ADJECTIVE in tag(following)
    return not (named or "لكترون" in following or not following[:1].isalpha())


def _name_at(p: Paragraph, at: int, behind: int) -> Source | None:
    """Read an outlet's name: a known one with the adjectives behind it, another as far as its phrase goes."""
    name, end = outlet_at(p, at, behind)
    if not name and at + 1 < behind:
        name, end = outlet_at(p, at + 1, behind)
    if not name:
        return read_source(p, at, behind)
    while (
        end < behind and p.norm[end].startswith("ال") and (ADJECTIVE in tag(p.norm[end]) or OFFICE in tag(p.norm[end]))
    ):
        end += 1
    return read_source(p, at, end)


def _in_contact(p: Paragraph, at: int, first: int) -> bool:
    """Whether a conversation or a programme is named shortly before `at` (في مداخلة له على قناة كذا)."""
    return not listed("contacts").isdisjoint(p.norm[max(first, at - _CONTACT) : at])


def on_air(p: Paragraph, at: int, behind: int) -> bool:
    """Whether a broadcaster, or its waves and its screen, stand at `at` (على موجات إذاعة كذا, على قناة كذا)."""
    at += at < behind and p.norm[at] in listed("airwaves")
    if at < behind and p.quote[at]:
        return bool(outlet_in_marks(p, at))
    return at < behind and (bool(outlet_at(p, at, behind)[0]) or bare(p.norm[at]) in listed("broadcasters"))


def _is_platform(p: Paragraph, at: int) -> bool:
    """Whether an outlet's word is that of a platform (موقع "فيسبوك", منصة إكس)."""
    following = [word for word in p.norm[at + 1 : at + 4] if word[:1].isalpha()][:1]
    return any(plain == "تواصل" or plain in listed("posts") for plain in map(bare, [p.norm[at], *following]))


def _is_own(p: Paragraph, at: int) -> bool:
    """Whether an outlet is the speaker's own (عبر قناته, عبر موقعه الرسمي)."""
    return p.words[at].endswith(("ه", "ها")) and not p.words[at].endswith("ة")


def _is_told_nothing(p: Paragraph, at: int, first: int) -> bool:
    """Whether nobody spoke to an outlet: it owns another (الموقع الإلكتروني لصحيفة كذا), or nobody may speak to it."""
    if any(one in listed("allowed_to_say") for one in p.norm[max(0, at - 2) : at]):
        return True  # غير مخول بالحديث إلى وسائل الإعلام
    return p.norm[at][0] == "ل" and any(MEDIA in tag(one) for one in p.norm[max(first, at - 2) : at])


def _role(p: Paragraph, at: int, first: int) -> Role | None:
    """Say which part an outlet plays by the word before it."""
    word = p.norm[at]
    if _is_told_nothing(p, at, first):
        return None
    if word[0] in "لب" and word not in lexicon.tags() and len(word) > 2:
        return "relay" if at > first and p.norm[at - 1] in _ACCORDING else "told_to"  # وفقا لوكالة كذا
    if word == "ل":
        return "told_to"
    if at > 1 and p.norm[at - 1] in _THERE and _in_contact(p, at, first):
        return "told_to"  # في مداخلة في إذاعة كذا, في برنامج كذا بـ"كذا"
    for back in range(at - 1, max(first, at - 3) - 1, -1):
        before = p.norm[back]
        if before.startswith("نشر") and p.norm[at - 1] == "في":
            return None  # نشر نتائجه في مجلة كذا
        if before in _TO or before.startswith("اجر") or (before == "خص" and back + 1 < at):
            return "told_to"
        if before == "عبر" and not _is_own(p, at):
            return "told_to"
        aired = before in listed("aired_by") or (before == "علي" and on_air(p, back + 1, len(p.norm)))
        if aired and (p.norm[back + 1] in listed("airwaves") or _in_contact(p, back, 0)):
            return "told_to"  # في مقابلة مع برنامج كذا الذي تبثه قناة كذا, قال على شاشة قناة كذا
        if before in listed("seen_by"):
            return None  # وثيقة اطلعت عليها وكالة كذا: the document itself speaks
        if before.startswith(_PASSING) or before.startswith(_PASSING_TOO):
            return "relay"
    held = at > 0 and p.quote[at] and bool({TITLE, REPORTER} & set(tag(p.norm[at - 1])))  # مبعوث "كذا"
    return "told_to" if at == first and not held else None
