"""A body's other name, given where it is first named: «جهاز كذا في بلد كذا، الاسم القصير،» or «هيئة كذا (الاسم)»."""

from collections.abc import Mapping

from khabar.attribution.lexicon import BODY, FIRST_NAME, MEDIA, OFFICE, ORGANISATION, PLACE, cue_starts, listed, tags
from khabar.attribution.sources import Source, behind_spelt, is_verb, looks_like_object, stripped, tag
from khabar.attribution.text import Paragraph

_LONGEST = 3
_PLACE_WORDS = 4
_CLITICS = ("", "و", "ل", "ب", "ف", "ول")
_SUPERLATIVE = 4  # letters of أكبر


def second_name(p: Paragraph, source: Source, met: Mapping[str, int]) -> tuple[str, ...]:
    """Return the words of the other name of the body that `source` names; () where it has none.

    `met` says how often each word comes in the article: a name that never comes again is nobody's other name.
    """
    if not _may_follow(p, source):
        return ()
    known = _known_as(p, source.behind)
    at = _behind_place(p, source.behind)
    if known or (at + 1 < len(p.norm) and p.words[at] in "،," and p.quote[at + 1]):
        return _in_marks(p, known or at + 1, met)
    inside = next((k for k in range(source.first, source.behind) if p.words[k] in "،,"), -1)
    if inside > 0:
        begin, marks = inside + 1, "،,"
    elif at < len(p.norm) and p.words[at] in "،,":
        begin, marks = at + 1, "،,"
    elif p.words[source.behind - 1] == ")":
        begin = next((k + 1 for k in range(source.first, source.behind) if p.words[k] == "("), source.behind)
        marks = ")"
    elif at < len(p.norm) and p.words[at] == "(":
        begin, marks = at + 1, ")"
    else:
        return ()
    end = next((k for k in range(begin, min(len(p.norm), begin + _LONGEST + 1)) if p.words[k] in marks), begin)
    words = tuple(p.words[begin:end])
    return words if words and _is_name(p, begin, end) and _comes_again(p.norm[begin], met) else ()


def _may_follow(p: Paragraph, source: Source) -> bool:
    """Whether a mark or a word that another name needs stands inside a phrase or right behind it."""
    behind, inside = source.behind, p.words[source.first : source.behind]
    if behind < len(p.norm) and (p.words[behind] in "،,(" or p.norm[behind] == "في"):
        return True
    return (
        inside[-1] == ")"
        or "،" in inside
        or "," in inside
        or (p.norm[behind : behind + 1] != [] and (p.norm[behind] in listed("known_as")))
    )


def _known_as(p: Paragraph, at: int) -> int:
    """Return the token at which the name behind «المعروف اختصارا باسم» begins; 0 where none does."""
    at += at < len(p.norm) and p.words[at] in "،,"
    if at >= len(p.norm) or p.norm[at] not in listed("known_as"):
        return 0
    named = next((k for k in range(at + 1, min(len(p.norm) - 1, at + _LONGEST + 1)) if p.norm[k] in ("باسم", "ب")), 0)
    return named and named + 1


def called(p: Paragraph, behind: int) -> tuple[str, ...]:
    """Return the by-name of a person («فلان، الملقب بأبي كذا»), in marks or before a comma; () where none is given."""
    at = _known_as(p, behind)
    if not at or at >= len(p.norm):
        return ()
    opened = bool(p.quote[at])
    end = (
        p.close(at)
        if opened
        else next((k for k in range(at, min(len(p.norm), at + _LONGEST)) if p.words[k] in "،,"), at)
    )
    words = tuple(p.words[at + opened : end])
    return words if words and len(words) <= _LONGEST and all(word[0].isalnum() for word in words) else ()


def own_name(p: Paragraph, source: Source) -> int:
    """Return the token of the name by which somebody calls himself (شاب عرف عن نفسه باسم كريم); 0 where none does."""
    at = source.behind
    if at + 2 < len(p.norm) and p.words[at] in "،," and p.norm[at + 1] in listed("called_by"):
        called = FIRST_NAME in tag(p.norm[at + 2]) or _closed_name(p, at + 2)
        return at + 2 if called else 0  # أحدهم، ويدعى يوسف،
    if at >= len(p.norm) or p.norm[at] not in listed("calls_himself"):
        return 0
    named = next((k for k in range(at, min(len(p.norm) - 1, at + _PLACE_WORDS + 1)) if p.norm[k] == "باسم"), 0)
    return named + 1 if named and FIRST_NAME in tag(p.norm[named + 1]) else 0


def _closed_name(p: Paragraph, at: int) -> bool:
    """Whether words in no list stand from `at` to a comma close by (ويدعى فلان الفلاني،)."""
    end = next((k for k in range(at + 1, min(len(p.norm), at + _LONGEST + 1)) if p.words[k] in "،,"), at)
    return end > at and all(p.norm[k].isalpha() and not tag(p.norm[k]) for k in range(at, end))


def _in_marks(p: Paragraph, at: int, met: Mapping[str, int]) -> tuple[str, ...]:
    """Return the other name in marks that opens at `at` and closes before a comma or what was said."""
    if at >= len(p.norm) or not p.quote[at] or p.close(at) - at > _LONGEST + 1:
        return ()
    close = p.close(at)
    ended = close + 1 < len(p.norm) and (p.words[close + 1] in "،,:" or p.norm[close + 1] in listed("that"))
    inside = range(at + 1, close)
    plain = all(p.norm[k][:1].isalpha() and not set(tag(p.norm[k])) - {FIRST_NAME} for k in inside)
    spelt = close > at + 1 and behind_spelt(p, at + 1, close) == close
    named = ended and bool(inside) and (plain or spelt)
    return tuple(p.words[at + 1 : close]) if named and _comes_again(p.norm[at + 1], met) else ()


def _behind_place(p: Paragraph, at: int) -> int:
    """Skip «في بلد كذا» between a body and its other name."""
    if at >= len(p.norm) or p.norm[at] != "في":
        return at
    ends = (k for k in range(at + 1, min(len(p.norm), at + 2 + _PLACE_WORDS)) if p.words[k] in "،,(")
    end = next(ends, at)
    return end if any(PLACE in tag(word) or tag(word) == "F" for word in p.norm[at + 1 : end]) else at


def _is_name(p: Paragraph, begin: int, end: int) -> bool:
    """Whether words can be a proper name: none of them is a verb, a day, an office or a word of grammar."""
    if behind_spelt(p, begin, end) == end:
        return True
    for at in range(begin, end):
        word = p.norm[at]
        letters = tag(word)
        behind = at > begin and FIRST_NAME not in tag(p.norm[begin])  # شين بيت
        inner = {ORGANISATION, OFFICE, MEDIA, FIRST_NAME} if behind else {FIRST_NAME}
        inner |= {ORGANISATION, OFFICE, MEDIA} if at > begin or BODY in letters else set()
        if not word[:1].isalpha() or p.quote[at] or is_verb(word) or set(letters) - inner - {BODY}:
            return False
        if word[0] in "لب" and word not in tags() and tag(stripped(word)):
            return False  # التابعة لوزارة كذا, برئاسة فلان
    first, raw = p.norm[begin], p.words[begin]
    superlative = raw.startswith("أ") and len(first) == _SUPERLATIVE
    adjective = first.startswith("ال") and (first.endswith("ه") or (end - begin == 1 and first.endswith("ي")))
    return not (
        first.startswith(("بال", "لل", "كال", "وال"))
        or superlative
        or adjective
        or (looks_like_object(first) and not raw.endswith("ا"))  # أكسبرا is no إجراء
        or FIRST_NAME in tag(first)
        or first in cue_starts()
        or first in listed("that")
    )


def _comes_again(word: str, met: Mapping[str, int]) -> bool:
    bare = word.removeprefix("ال")
    return sum(met.get(clitic + word, 0) for clitic in _CLITICS) + met.get("لل" + bare, 0) > 1
