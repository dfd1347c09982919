"""Whether a noun phrase beside a verb is its subject: not whom it addresses, not the content, not another's side."""

from collections.abc import Set

from khabar.attribution.cue import Cue
from khabar.attribution.lexicon import (
    BODY,
    FIRST_NAME,
    OBJECT,
    ORGANISATION,
    PLACE,
    TIME,
    TITLE,
    UNNAMED,
    listed,
    phrase_words,
)
from khabar.attribution.nounphrase import read_source
from khabar.attribution.relays import outlet_phrase
from khabar.attribution.sources import Source, tag, without_w
from khabar.attribution.text import Paragraph


def is_clause(p: Paragraph, source: Source, known: Set[str]) -> bool:
    """Whether a phrase without office that holds a verbal noun is the content itself (قال رصدنا وصول …)."""
    inside = p.norm[source.first + 1 : source.behind]
    surnamed = len(inside) == 1 and inside[0].startswith("ال") and FIRST_NAME in tag(source.first_word)  # سامر الحداد
    bare = source.kind == "person" and not source.roles and p.norm[source.first] not in known and not surnamed
    return bare and any(OBJECT in tag(word) and FIRST_NAME not in tag(word) for word in inside)


def behind_opening(p: Paragraph, at: int, limit: int) -> int:
    """Skip what may stand between a verb and its subject: commas, days, لقناة كذا, في تصريح صحفي."""
    while at < limit:
        word = p.norm[at]
        told = outlet_phrase(p, at, limit)
        if p.words[at] in "،," or TIME in tag(word) or word in listed("to_somebody"):
            at += 1
        elif told:
            at = told
        elif word in ("في", "خلال", "ضمن") and at + 1 < limit and p.norm[at + 1] in phrase_words("settings"):
            at += 2
            while at < limit and p.norm[at] in listed("setting_adjectives"):
                at += 1
        elif says_how(p, at):
            at += 1 + (p.norm[at + 1] in listed("degrees"))
        elif word in listed("occasion_prepositions") and _is_occasion(p, at + 1, limit):
            at += 2
        else:
            break
    return at


def says_how(p: Paragraph, at: int) -> bool:
    """Whether a verbal noun with بـ and an adjective of degree stand at `at` (بانفعال شديد)."""
    return p.norm[at][0] == "ب" and p.norm[at + 1 : at + 2] != [] and p.norm[at + 1] in listed("degrees")


def _is_occasion(p: Paragraph, at: int, limit: int) -> bool:
    """Whether one definite noun stands between a preposition of time and an office (عقب الاجتماع وزير النفط فلان)."""
    if at + 1 >= limit or not p.norm[at].startswith("ال"):
        return False
    office = p.norm[at + 1]
    return TITLE in tag(office) and not office.startswith("ال") and not {TITLE, UNNAMED} & set(tag(p.norm[at]))


def agree(cue: Cue, source: Source) -> bool:
    """Whether subject and verb agree in gender; a state's name agrees with either (أعلنت الأردن)."""
    if not (source.gender and cue.form) or PLACE in tag(source.first_word):
        return True
    return cue.form.gender in ("-", source.gender)


def is_pronoun_of(cue: Cue, source: Source) -> bool:
    """Whether the pronoun at the end of a noun of speech fits a source (اللجنة …، دعوتها)."""
    suffix = cue.form.suffix if cue.form else ""
    feminine = source.gender == "f" or source.plural
    return bool(suffix) and (suffix == "ها") == feminine


def others_beside(p: Paragraph, source: Source, limit: int, known: Set[str]) -> list[Source]:
    """Return who else is named as the subject of the same verb (أكد كل من الوزير فلان والمدير فلان أن).

    Without «كل من» they must be people by name, and stand right before the content.
    """
    found: list[Source] = []
    at = source.behind
    while at < limit and p.norm[at][0] == "و" and not p.quote[at]:
        with without_w(p, at):
            named = _can_be_named(p.norm[at]) or p.norm[at] in known
            further = read_source(p, at, limit, known=known) if named else None
        if further is None or further.kind not in ("person", "organisation") or not (further.name or further.definite):
            break
        found, at = [*found, further], further.behind
    each = names_each(p, source)
    people = source.kind == "person" and bool(source.name) and all(one.kind == "person" and one.name for one in found)
    closed = at >= limit or p.words[at] in "،," or p.norm[at] in ("في", "خلال", "ان", "عن")
    return found if each or (people and closed) else []


def names_each(p: Paragraph, source: Source) -> bool:
    """Whether «كل من» stands before a source, so that it is one of several."""
    return source.first > 1 and p.norm[source.first - 1] == "من" and p.norm[source.first - 2].endswith("كل")


def _can_be_named(word: str) -> bool:
    """Whether a person or a body may begin with a word: an office, a body, a state or a first name."""
    return not {TITLE, ORGANISATION, PLACE, FIRST_NAME, BODY, UNNAMED}.isdisjoint(tag(word))


def is_own(p: Paragraph, source: Source) -> bool:
    """Whether a phrase means the outer speaker's own side (بلاده, حكومته)."""
    return source.behind - source.first <= 2 and p.norm[source.first].endswith(("اده", "ادها", "ته", "تها"))


def is_addressee(cue: Cue, source: Source, limit: int) -> bool:
    """Whether the noun behind أبلغ is the one told: an outlet, or journalists."""
    word = cue.word
    if word and "مخاطب" in word.verb.takes and source.roles and source.definite and not agree(cue, source):
        return True
    crowd = source.first_word in listed("addressed")  # دعت المجتمع الدولي إلى كذا
    if word and "مخاطب" in word.verb.takes and (source.kind != "person" or crowd):
        first = source.first_word
        if (
            (first.endswith("ين") and PLACE not in tag(first))
            or first in listed("addressed")
            or (source.gender and cue.form and cue.form.gender not in ("-", source.gender))
        ):
            return True
    return bool(word and "مسند" in word.verb.takes and source.kind == "media")
