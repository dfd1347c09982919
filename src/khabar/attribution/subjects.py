"""Whether a noun phrase beside a verb is its subject: not whom it addresses, not the content, not another's side."""

from collections.abc import Set

from khabar.attribution.cue import Cue
from khabar.attribution.lexicon import FIRST_NAME, OBJECT, PLACE, TIME, TITLE, UNNAMED, listed, phrase_words
from khabar.attribution.relays import outlet_phrase
from khabar.attribution.sources import Source, tag
from khabar.attribution.text import Paragraph


def is_clause(p: Paragraph, source: Source, known: Set[str]) -> bool:
    """Whether a phrase without office that holds a verbal noun is the content itself (قال رصدنا وصول …)."""
    inside = p.norm[source.first + 1 : source.behind]
    bare = source.kind == "person" and not source.roles and p.norm[source.first] not in known
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
        elif word in listed("occasion_prepositions") and _is_occasion(p, at + 1, limit):
            at += 2
        else:
            break
    return at


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


def is_own(p: Paragraph, source: Source) -> bool:
    """Whether a phrase means the outer speaker's own side (بلاده, حكومته)."""
    return source.behind - source.first <= 2 and p.norm[source.first].endswith(("اده", "ادها", "ته", "تها"))


def is_addressee(cue: Cue, source: Source, limit: int) -> bool:
    """Whether the noun behind أبلغ is the one told: an outlet, or journalists."""
    word = cue.word
    if word and "مخاطب" in word.verb.takes and source.roles and source.definite and not agree(cue, source):
        return True
    if word and "مخاطب" in word.verb.takes and source.kind != "person":
        first = source.first_word
        if (
            (first.endswith("ين") and PLACE not in tag(first))
            or first in listed("addressed")
            or (source.gender and cue.form and cue.form.gender not in ("-", source.gender))
        ):
            return True
    return bool(word and "مسند" in word.verb.takes and source.kind == "media")
