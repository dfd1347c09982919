"""Finding the cues of a paragraph: verbs, participles, nouns and prepositions that attribute words to somebody."""

from collections.abc import Set
from functools import lru_cache
from itertools import compress, count
from typing import NamedTuple

from khabar.attribution import lexicon
from khabar.attribution.complements import find_complement
from khabar.attribution.content import Complement, behind_b, prefixed_b, surely_b
from khabar.attribution.cue import Cue, Shape, came_first, is_passive
from khabar.attribution.lexicon import (
    OBJECT,
    TIME,
    TITLE,
    CueForm,
    listed,
)
from khabar.attribution.lookback import according, looks_back
from khabar.attribution.memo import remembered
from khabar.attribution.nounphrase import read_source
from khabar.attribution.passing_on import passes_on, relayed
from khabar.attribution.sources import bare, is_verb, looks_like_object, tag
from khabar.attribution.text import Paragraph, fold

_STOPS = frozenset("،,.؛:-")
_WAS = frozenset(["كان", "كانت", "كانوا", "يكون", "تكون", "يكونوا", "اكون", "نكون", "سيكون", "ستكون", "ليكون", "لتكون"])
_SUBJECT = 9
_BETWEEN = 4
_CLEAR_WITH_THAT = frozenset(["كشف", "ذكر", "نفى", "حذر", "كتب", "وجد"])
_NEGATIONS = ("لم", "لن", "ليس")
_TWO_SENSES = frozenset(["لفت", "بين"])
_BEFORE_MOST = frozenset(
    ["من", "ومن", "بين", "وبين", "احد", "احدي", "هو", "هي", "وهو", "وهي", "كان", "كانت"]
)  # من أبرز الوجوه
_RELATIVE = frozenset(["الذي", "التي", "الذين", "اللذان", "والذي", "والتي", "والذين"])


def find_cues(p: Paragraph, known: Set[str]) -> list[Cue]:
    """Return the cues of a paragraph in order; those inside quotations belong to the words quoted."""
    cues: list[Cue] = []
    behind, starts = 0, lexicon.cue_starts()
    for at in compress(count(), map(starts.__contains__, p.norm)):
        if at < behind or p.quote[at]:
            continue
        cue = _cue_at(p, at, p.bounds[p.sentence[at]], known)
        if cue and not _covered(cue, cues):
            cues.append(cue)
        behind = cue.behind if cue else 0
    return cues


def _covered(cue: Cue, cues: list[Cue]) -> bool:
    """Whether بالقول belongs to the verb of saying before it, which has found the same content (علق بالقول إن)."""
    last = cues[-1].complement if cues else None
    return bool(last and cue.complement and last.content == cue.complement.content and cue.shape == "participle")


class _Start(NamedTuple):
    """What cues a word can begin: with بالقول, looking back, of passing on, by its form; whether و or ف is joined."""

    by_saying: bool
    looks_back: bool
    passes_on: bool
    found: CueForm | None
    joined: bool


@remembered
def _start(word: str) -> _Start:
    return _Start(word in listed("by_saying"), looks_back(word), passes_on(word), *_lookup(word))


def _cue_at(p: Paragraph, at: int, sentence: tuple[int, int], known: Set[str]) -> Cue | None:
    (first, stop), start = sentence, _start(p.norm[at])
    if start.by_saying:
        return _by_saying(p, at, stop, known)
    cue = according(p, at, first, stop) if start.looks_back else None
    cue = cue or (relayed(p, at, first, stop) if start.passes_on else None)
    if cue or start.found is None or _looks_like_other(p, at, start.found, start.joined):
        return cue
    return _by_word(p, at, first, stop, start.found, start.joined, known)


def _by_saying(p: Paragraph, at: int, stop: int, known: Set[str]) -> Cue | None:
    """اكتفى بالقول: … : the words follow at once; whose they are the clause before says, as with a participle."""
    said = lexicon.cue_forms()["قايلا"]
    complement = find_complement(p, said, at + 1, stop, known)
    if complement is None or complement.limit > at + 1:
        return None
    return Cue(at, at + 1, "participle", said, complement)


def _lookup(word: str) -> tuple[CueForm | None, bool]:
    """Return the cue form of a word and whether و or ف is joined to it."""
    forms = lexicon.cue_forms()
    found = forms.get(word)
    if found is None and len(word) > 2 and word[0] in "وف":
        joined = forms.get(word[1:])
        return joined, joined is not None
    return found, False


def _by_word(p: Paragraph, at: int, first: int, stop: int, found: CueForm, joined: bool, known: Set[str]) -> Cue | None:
    previous = p.norm[at - 1] if at > first else ""
    use = found.form.use
    if use == "bare participle":
        return _bare_participle(p, at, stop, found, previous, known)
    if use == "noun":
        return _noun(p, at, stop, found, previous, known)
    if use == "participle":
        unlike = previous == "غير" and fold(found.verb.lemma) not in listed("denied_too")  # معلومات غير مؤكدة
        bound = previous in listed("binding") or previous in _WAS or previous in listed("accusative")
        return None if bound or unlike else _participle(p, at, stop, found, joined, known)
    if _denied(p, at, first, previous, found) if _may_deny(previous) else _only_denied(found.verb.lemma):
        return None
    cue = _with_complement(p, at, stop, found, joined, known, "verb")
    if (cue and _points(p, cue, previous)) or (not joined and previous in listed("things")):
        return None
    if cue and cue.complement is None and fold(found.verb.lemma) in listed("rejecting") | listed("by_preposition"):
        return None
    if cue is None or _impersonal(p, cue, previous) or (p.norm[at] == "ابرز" and previous in _BEFORE_MOST):
        return None
    plain = found.verb.lemma == "نفى" and p.words[at].endswith("ى")  # the noun is نفي
    opens = not found.verb.opens or joined or plain or _opens_clause(p, at, first, previous)
    plainly = cue.complement is not None and cue.complement.how == "object"
    if not opens and (cue.complement is None or not _behind_subject(p, at, first, known, plainly)):
        that = cue.complement is not None and cue.complement.how == "that"
        if not that or previous in listed("binding") or found.verb.lemma not in _CLEAR_WITH_THAT:
            return None
    cue.relative = previous in _RELATIVE
    return cue


def _denied(p: Paragraph, at: int, first: int, previous: str, found: CueForm) -> bool:
    """Whether a verb is denied by the word before it and so tells of nothing said; some tell of it only so (لم يخف)."""
    if previous in listed("no_speakers"):
        return True
    only = _only_denied(found.verb.lemma)
    if previous in listed("plain_negation") and (only or fold(found.verb.lemma) in listed("denied_too")):
        return False
    before_that = previous == "ان" and at - 2 >= first and _sets_before(p.norm[at - 2], found.verb.lemma)
    before_that = before_that or (previous == "ان" and came_first(p, at, first) >= 0)
    in_case = previous == "حال" and at - 2 >= first and p.norm[at - 2] in ("في", "وفي")
    denied = in_case or previous in listed("negated") or previous[1:] in _NEGATIONS
    judged = previous != "لا" or found.verb.kind == "judge"
    return only or (denied and not before_that) or not judged


def _sets_before(word: str, lemma: str) -> bool:
    """Whether a word before أن sets what was said in time and denies nothing (بعد أن قال, قال كذا قبل أن يضيف)."""
    return word.endswith(("سبق", "بعد", "منذ")) or (word == "قبل" and fold(lemma) in listed("going_on"))


@remembered
def _only_denied(lemma: str) -> bool:
    """Whether a verb tells of something said only where it is denied (لم يخف)."""
    return fold(lemma) in listed("only_denied")


@remembered
def _may_deny(previous: str) -> bool:
    """Whether a verb behind a word may be denied by it, or is never one of a speaker."""
    lists = previous in listed("no_speakers") or previous in listed("plain_negation") or previous in listed("negated")
    return lists or previous in ("حال", "لا") or previous[1:] in _NEGATIONS


def _looks_like_other(p: Paragraph, at: int, found: CueForm, joined: bool) -> bool:
    """Whether the letters or marks as written say that the word is not the form it folds to."""
    if joined and at and p.norm[at - 1] == "ما":
        return True  # نفى ما ورد في التقرير
    if found.verb.lemma in _TWO_SENSES and _in_its_other_sense(p, at, found, joined):
        return True
    return _is_written_otherwise(p.words[at], p.norm[at])


def _in_its_other_sense(p: Paragraph, at: int, found: CueForm, joined: bool) -> bool:
    """Whether لفت is of attention, and بين "between"."""
    if found.verb.lemma == "لفت" and at + 1 < len(p.norm) and bare(p.norm[at + 1]) in ("انتباه", "نظر", "انظار"):
        return True
    if found.verb.lemma == "بين" and not joined and found.form.use == "past" and "\u0651" not in p.words[at]:
        return True  # unless it is joined or doubled
    before = p.norm[max(0, at - _BETWEEN) : at]
    return found.verb.lemma == "بين" and any(word.startswith("بين") for word in before)  # بينها وبين كذا


@lru_cache(maxsize=1 << 12)
def _is_written_otherwise(word: str, folded: str) -> bool:
    found, joined = _lookup(folded)
    if found is None or folded in ("ردا", "وردا") or (found.form.suffix == "ه" and word.endswith("ة")):
        return True
    if found.verb.lemma == "أبان" and word.startswith("إ"):
        return True  # إبان is "during"
    if found.form.spelling == "راي" and not word.endswith("ى"):
        return True  # رأي is an opinion, راي a name
    return is_passive(word, found, joined)


def _participle(p: Paragraph, at: int, stop: int, found: CueForm, joined: bool, known: Set[str]) -> Cue | None:
    word = p.norm[at]
    if found.form.gender == "f" and found.form.number == "s" and p.words[at].endswith("ه"):
        return None  # مضيفه is "his host", not مضيفة
    titled = TITLE in tag(word) and not (p.words[at].endswith(("ة", "ةً", "ةٌ")) and _introduces(p, at + 1, stop, found))
    if titled or (found.form.gender != "m" and word.startswith("ال")):
        return None
    if found.verb.lemma == "اتهم" and p.norm[at + 1 : at + 2] == ["من"]:
        return _accused_by(p, at, stop)
    cue = _with_complement(p, at, stop, found, joined, known, "participle")
    if cue is None or cue.complement is None:
        return None
    noun = word.endswith("ات") and (cue.complement.limit > at + 1 or cue.complement.how == "object")
    if noun and found.form.number == "p":
        return None  # يتضمن القانون مقترحات تتطلب …
    apart = cue.complement.limit > at + 1 and at > 0 and p.words[at - 1] not in "،,"
    if apart and p.words[at].endswith("ة") and not joined:
        return None  # المشاركين متابعة الأخبار "…"
    if fold(found.verb.lemma) in listed("passive_too") and not word.endswith("ا"):
        return cue if cue.complement.limit == at + 1 and cue.complement.how != "preposition" else None
    return cue


def _accused_by(p: Paragraph, at: int, stop: int) -> Cue | None:
    """متهم من كذا بـ: whoever stands behind من accuses."""
    begin = at + 2 + (p.norm[at + 2 : at + 3] == ["قبل"])
    reach = range(begin + 1, min(stop, begin + _SUBJECT))
    act = next((k for k in reach if prefixed_b(p, k, p.norm[k]) and surely_b(p.norm[k])), 0)
    source = read_source(p, begin, act) if act else None
    if source is None or source.behind != act:
        return None
    return Cue(at, at + 1, "issued", complement=behind_b(act, p.norm[act]), source=source)


def _introduces(p: Paragraph, at: int, stop: int, found: CueForm) -> bool:
    """Whether the word right behind a cue is one that opens its content (مشيرة إلى, مديرة أن is none)."""
    return at < stop and (p.norm[at] in listed("that") or p.norm[at] in found.verb.takes)


def _impersonal(p: Paragraph, cue: Cue, previous: str) -> bool:
    """Whether a verb is a passive that names nobody (ويُعتقد أن, التي يتوقع أن)."""
    if cue.form is None or cue.word is None or cue.form.use != "present" or cue.complement is None:
        return False
    bare = cue.complement.how == "that" and cue.complement.limit == cue.behind
    if cue.form.spelling == "تبين" and (bare or p.norm[cue.behind] in listed("triggers")):
        return True  # تبين أن: it turned out
    if cue.complement.how == "object":
        return previous in _RELATIVE and not cue.form.suffix
    inside = cue.joined and previous in ("،", ",")  # عزا ذلك إلى كذا، ويتوقع أن
    return (
        bare
        and not inside
        and cue.form.gender == "m"
        and cue.form.number == "s"
        and fold(cue.word.verb.lemma) in listed("often_passive")
    )


def _points(p: Paragraph, cue: Cue, previous: str) -> bool:
    """Whether «وهو يشير إلى» tells of a hand: a noun follows, and no أن."""
    shown = cue.complement is not None and cue.complement.how == "preposition" and p.norm[cue.behind] == "الي"
    gesture = cue.word is not None and cue.word.verb.lemma == "أشار" and previous in ("وهو", "وهي", "وهم")
    return gesture and shown and p.norm[cue.behind + 1] not in listed("that")


def _opens_clause(p: Paragraph, at: int, first: int, previous: str) -> bool:
    if at == first or previous in listed("openers") or previous in _STOPS or TIME in tag(previous):
        return True
    following = p.norm[at + 1] if at + 1 < len(p.norm) else ""
    return following in listed("that") or (following.startswith("بال") and p.norm[at] == "طالب")


def _behind_subject(p: Paragraph, at: int, first: int, known: Set[str], known_kind: bool) -> bool:
    """Whether a subject stands between a clause's conjunction and the verb at `at` (غير أن الوزير فلان حذر من …).

    `known_kind` where the verb has a plain object: the subject is a body, an office or a name met (لكن الرياض نفت ذلك).
    """
    for k in range(at - 1, max(first, at - _SUBJECT) - 1, -1):
        unlike = p.norm[k] == "غير" and p.norm[k + 1] not in listed("that")  # منظمة غير حكومية
        if p.norm[k] in listed("boundaries") and not unlike:
            source = read_source(p, k + 1, at)
            if source is None or source.behind != at:
                return False
            named = source.roles or not known.isdisjoint(source.folded) if known_kind else source.name
            return source.kind != "person" or bool(named)
        if not p.norm[k][0].isalpha() and not p.quote[k]:
            return False
    return False


def _with_complement(
    p: Paragraph, at: int, stop: int, found: CueForm, joined: bool, known: Set[str], shape: Shape
) -> Cue | None:
    complement = find_complement(p, found, at + 1, stop, known)
    if complement is None and shape == "participle":
        return None
    return Cue(at, at + 1, shape, found, complement, joined=joined)


def _bare_participle(p: Paragraph, at: int, stop: int, found: CueForm, previous: str, known: Set[str]) -> Cue | None:
    """A participle without its accusative ending counts only behind a comma and right before what it introduces."""
    if previous not in ("،", ","):
        return None
    complement = find_complement(p, found, at + 1, stop, known)
    if complement is None or complement.limit > at + 1 or complement.how not in ("that", "preposition"):
        return None
    return Cue(at, at + 1, "participle", found, complement)


def _noun(p: Paragraph, at: int, stop: int, found: CueForm, previous: str, known: Set[str]) -> Cue | None:
    """A verbal noun with its speaker behind it (بعد إعلان التحالف مقتل…) or as a pronoun (بعد إعلانها إسقاط…)."""
    if p.norm[at] not in lexicon.cue_forms() and previous[:1].isalpha():
        return None  # الخطوة التي اتخذتها كذا وإعلانها كذا
    if not found.form.suffix:
        return _noun_with_subject(p, at, stop, found, previous, known)
    complement = find_complement(p, found, at + 1, min(stop, at + 12), known)
    if complement is None and found.verb.lemma == "أعلن" and at + 1 < stop and p.norm[at + 1][:1].isalpha():
        complement = Complement(at + 1, at + 1, 0, "object") if tag(p.norm[at + 1]) in ("", OBJECT) else None
    if complement is None or previous in ("حد", "بحسب", "حسب", "وفق"):
        return None
    if any(is_verb(p.norm[k + 1]) for k in range(at, complement.limit - 1) if p.norm[k] in _RELATIVE):
        return None  # في نفيها إلى الموقع الذي تقول كذا إنه
    if "وصف" in found.verb.takes and complement.how == "preposition":
        if complement.limit == at + 1:
            return None  # على خلفية اتهامه بكذا: he is accused
        complement = Complement(at + 1, at + 1, 0, "object")
    return Cue(at, at + 1, "noun", found, complement)


def _noun_with_subject(p: Paragraph, at: int, stop: int, found: CueForm, previous: str, known: Set[str]) -> Cue | None:
    if previous.removeprefix("و") not in listed("before_noun") or found.verb.lemma not in ("أعلن", "أكد", "قال", "نفى"):
        return None
    source = read_source(p, at + 1, stop, strict=True, known=known)
    if source is None or source.behind >= stop:
        return None
    after = source.behind
    if p.norm[after] in listed("that"):
        complement = Complement(after, after + 1, 0, "that") if after + 1 < stop else None
    else:
        objects = OBJECT in tag(p.norm[after]) or looks_like_object(p.norm[after])
        complement = Complement(after, after, 0, "object") if objects else None
    return Cue(at, at + 1, "noun", found, complement, source) if complement else None
