"""The plain object of a verb of saying: where it begins, and the subject before it (أعلن الجيش، الأحد، مقتل جندي)."""

from collections.abc import Set

from khabar.attribution import lexicon
from khabar.attribution.assumed import assumes_name
from khabar.attribution.content import (
    PREPOSITIONS,
    Complement,
    behind_b,
    body_in_marks,
    person_in_marks,
    prefixed_b,
    surely_b,
)
from khabar.attribution.lexicon import FIRST_NAME, OBJECT, ORGANISATION, PLACE, TIME, TITLE, UNNAMED, CueForm, listed
from khabar.attribution.nounphrase import read_source
from khabar.attribution.relays import behind_partner, outlet_phrase
from khabar.attribution.sources import Source, looks_like_object, tag, without_w
from khabar.attribution.text import Paragraph, fold
from khabar.formats.places import is_place

_RELATIVES = frozenset(["الذي", "التي", "الذين", "وهو", "وهي", "ومقره", "ومقرها", "مقره", "مقرها"])
_ACCORDING = frozenset(["بحسب", "حسب", "وفق", "وفقا", "نقلا", "حسبما", "طبقا"])
_SHORT_QUOTE = 4
_YEAR = 4  # digits of one
_PAIR = 2
_LONGEST_WISH = 7
_LONGEST_CLAUSE = 14


def plain_object(p: Paragraph, cue: CueForm, behind: int, stop: int, known: Set[str]) -> Complement | None:
    """Find a plain object: behind the subject, or right behind a cue whose subject is dropped or stands before."""
    while behind < stop and p.norm[behind] in listed("manners"):
        behind += 1  # نافيا بشدة الاتهامات
    if behind >= stop:
        return None
    while behind < stop and TIME in tag(p.norm[behind]) and OBJECT not in tag(p.norm[behind]):
        behind += 1
    if behind >= stop:
        return None
    at, subject = behind, None
    alone = cue.form.number == "p"  # طالبوا مدير المعهد: behind a verb with the plural's ending stands no subject
    finite = cue.form.use in ("past", "present") and not alone
    rejected = fold(cue.verb.lemma) in listed("rejecting") and accused_of(p, behind)
    if finite and not rejected and not _starts_object(p, behind, known) and not _oblique(p.norm[behind]):
        subject = read_source(p, behind, stop, strict=True, known=known)
        if subject and _agrees(subject, cue):
            described = "وصف" in cue.verb.takes
            subject = _with_office(p, cue, _without_object(p, subject, stop, described=described), stop)
            _take_adjective(p, subject, stop)
            at = _behind_others(p, _behind_wish(p, _behind_second_name(p, subject, stop), stop), stop, known)
            accused = _accused_of(p, cue, subject, stop)
            if accused:
                return behind_b(accused, p.norm[accused])._replace(subject=subject)
            at = _behind_adjuncts(p, at, stop)
            if not _has_object(p, at, stop):
                at, subject = behind, None
        else:
            at, subject = behind, None
    at = _behind_adjuncts(p, at, stop)
    if (
        at >= stop
        or p.words[at] in "،.:؛"
        or p.norm[at].startswith("نفس")
        or (p.norm[at][0] == "و" and p.norm[at][1:] in PREPOSITIONS)
        or ("وصف" in cue.verb.takes and prefixed_b(p, at, p.norm[at]))
        or not _fits_object(p, cue, at, stop)
    ):
        return None
    return Complement(at, at, 0, "object", subject)


def _behind_others(p: Paragraph, at: int, stop: int, known: Set[str]) -> int:
    """Return the token behind the people joined to a subject by و (نفى مراد سليم وسامر الخطيب التهم)."""
    while at < stop and not p.quote[at] and _joins_name(p.norm[at], known):
        with without_w(p, at):
            further = read_source(p, at, stop, strict=True, known=known)
        if further is None or further.kind != "person" or not further.name:
            break
        at = further.behind
    return at


def _joins_name(word: str, known: Set[str]) -> bool:
    """Whether و and a first name or a name met are joined in a word (وسامر; but وجود)."""
    name = word[1:]
    return word[0] == "و" and (FIRST_NAME in tag(name) or name in known) and OBJECT not in lexicon.tags().get(word, "")


def _accused_of(p: Paragraph, cue: CueForm, subject: Source, stop: int) -> int:
    """Return the بـ of «اتهمت المرأة التي عملت معه باستخدام القوة», which names nobody accused; 0 where it does."""
    at = subject.behind
    if "وصف" not in cue.verb.takes or at >= stop or p.norm[at] not in ("الذي", "التي", "الذين"):
        return 0
    for k in range(assumes_name(p, at), min(stop, at + _LONGEST_CLAUSE)):
        word = p.norm[k]
        if k > at and (p.words[k] in "،,.:" or ({TITLE, PLACE} & set(tag(word)) and word.startswith("ال"))):
            return 0
        if prefixed_b(p, k, word) and surely_b(word) and _is_act(word):
            return k
    return 0


def _is_act(word: str) -> bool:
    """Whether a word with بـ is a verbal noun (باستخدام, بالتحرش)."""
    rest = word[3:] if word.startswith("بال") else word[1:]
    return OBJECT in tag(rest) or looks_like_object(rest)


def asked_of(p: Paragraph, behind: int, stop: int, known: Set[str]) -> Complement | None:
    """Find what somebody asks of another as a plain object (طلبت كذا من مواطنيها ملازمة منازلهم)."""
    subject = (
        None if behind >= stop or p.norm[behind] == "من" else read_source(p, behind, stop, strict=True, known=known)
    )
    at = subject.behind if subject else behind
    demanded = _behind_adjuncts(p, at, stop) if subject else stop
    if demanded < stop and p.norm[demanded] in listed("penalties"):
        return Complement(demanded, demanded, 0, "object", subject)
    if at + 2 >= stop or p.norm[at] != "من":
        return None
    reach = range(at + 2, min(stop, at + 2 + _SHORT_QUOTE))
    after = next((k for k in reach if OBJECT in tag(p.norm[k]) or looks_like_object(p.norm[k].removeprefix("ال"))), 0)
    return Complement(after, after, 0, "object", subject) if after else None


def _starts_object(p: Paragraph, at: int, known: Set[str]) -> bool:
    word = p.norm[at]
    if p.quote[at]:
        return not (body_in_marks(p, at) or person_in_marks(p, at, known))
    owned = word.removesuffix("ا")[:-1] if p.words[at].endswith(("ه", "ها", "هم")) else ""  # طردها
    return OBJECT in tag(word) or OBJECT in lexicon.tags().get(owned, "") or (looks_like_object(word) and not tag(word))


def _without_object(p: Paragraph, subject: Source, stop: int, *, described: bool = False) -> Source:
    """Return a subject without the noun that ends it where nothing else can be the object (وصف فلان الاتفاق)."""
    length = subject.behind - subject.first
    single = subject.kind == "organisation" and length == _PAIR  # استنكر الأزهر الاعتداء
    last = p.norm[subject.behind - 1]
    long = described and subject.kind == "organisation" and length > _PAIR + 1
    bare_end = long and last.startswith("ال") and not tag(last)
    if bare_end and not _has_object(p, _behind_adjuncts(p, subject.behind, stop), stop):
        return read_source(p, subject.first, subject.behind - 1, strict=True) or subject
    if single and not tag(last) and not last.endswith(("ي", "يه")) and not last.startswith("الم"):
        subject = _without_last(p, subject, stop)
    elif p.norm[subject.first] in lexicon.leaders() and last.startswith("ال") and not tag(last):
        return read_source(p, subject.first, subject.first + 1) or subject  # انتقد ماكرون القرار
    bare_name = subject.kind == "person" and not subject.roles and subject.behind - subject.first > 1
    if not bare_name or _has_object(p, _behind_adjuncts(p, subject.behind, stop), stop):
        return subject
    keep = 2 if FIRST_NAME in tag(p.norm[subject.first]) else 1
    end = subject.first + keep
    if end >= subject.behind or not p.norm[end].startswith("ال"):
        return subject
    return read_source(p, subject.first, end, strict=True) or subject


def _with_office(p: Paragraph, cue: CueForm, subject: Source, stop: int) -> Source:
    """Return a subject with the office right behind its name: only whom one asks or judges can be a person."""
    at = subject.behind
    plain = cue.verb.kind == "say" and not {"مخاطب", "وصف"} & cue.verb.takes
    if not plain or subject.roles or not subject.name or at >= stop or TITLE not in tag(p.norm[at]):
        return subject
    office = read_source(p, at, stop, strict=True)
    if office is None or office.kind != "person" or (office.name and FIRST_NAME in tag(office.folded[0])):
        return subject
    end = office.behind
    end += end < stop and p.norm[end][0] == "ب" and is_place(p.words[end][1:])
    if _has_object(p, _behind_adjuncts(p, end, stop), stop):
        subject.behind, subject.roles, subject.nations = end, office.roles, office.nations
    return subject


def _without_last(p: Paragraph, subject: Source, stop: int) -> Source:
    """Return a body without the definite noun that ends its phrase, where nothing else can be the object."""
    first = p.norm[subject.first]
    pair = first.startswith("ال") and p.norm[subject.behind - 1].startswith("ال")
    if not pair or _has_object(p, _behind_adjuncts(p, subject.behind, stop), stop):
        return subject
    return read_source(p, subject.first, subject.behind - 1, strict=True) or subject


def _take_adjective(p: Paragraph, subject: Source, stop: int) -> None:
    """Give a subject the definite word between it and a comma with the object behind it (الحزب كذا الحر، إقصاءه)."""
    at = subject.behind
    if at + 2 < stop and p.norm[at].startswith("ال") and p.words[at + 1] in "،," and _is_verbal(p, at + 2):
        subject.behind = at + 1
        subject.printed = f"{subject.printed} {p.words[at]}" if subject.printed else ""


def _is_verbal(p: Paragraph, at: int) -> bool:
    word = p.norm[at]
    owned = p.words[at].endswith(("ه", "ها", "هم")) and looks_like_object(word.removesuffix("ا")[:-1])
    return OBJECT in tag(word) or owned or (looks_like_object(word) and not tag(word))


def _behind_second_name(p: Paragraph, subject: Source, stop: int) -> int:
    """Return the token behind «، شين بيت،», another name of the body before it; else behind the subject."""
    at = subject.behind
    if subject.kind != "organisation" or at + 2 >= stop or p.words[at] not in "،,":
        return at
    word = p.norm[at + 1]
    if tag(word) or looks_like_object(word) or not word[:1].isalpha() or word[0] in "بلو":
        return at
    return next((k for k in range(at + 2, min(stop, at + _SHORT_QUOTE)) if p.words[k] in "،,"), at)


def _behind_wish(p: Paragraph, at: int, stop: int) -> int:
    """Return the token behind «طلبت عدم ذكر اسمها» that begins at `at`; `at` where no such wish does."""
    if at >= stop or p.norm[at] not in listed("anonymity"):
        return at
    reach = range(at + 1, min(stop, at + _LONGEST_WISH))
    return next((k + 1 for k in reach if p.norm[k].startswith(("اسم", "هوي"))), at)


def _oblique(word: str) -> bool:
    """Whether a noun has an ending that no subject has (وصف حزبي كذا وكذا)."""
    return word.endswith("ي") and ORGANISATION in tag(word) and ORGANISATION in tag(word[:-1])


def _has_object(p: Paragraph, at: int, stop: int) -> bool:
    """Whether something that can be an object stands at `at`: not a preposition or the end of the clause."""
    if at >= stop or p.words[at] in "،.:؛":
        return False
    word = p.norm[at]
    if word in ("نفسه", "نفسها", "انفسهم") or _joined_verb(word):
        return False
    return (
        word not in PREPOSITIONS
        and word not in listed("that")
        and not prefixed_b(p, at, word)
        and not word.startswith("لل")
    )


def accused_of(p: Paragraph, at: int) -> bool:
    """Whether accusations or reports, which are rejected in words, stand at `at` (هذه الاتهامات)."""
    at += p.norm[at] in listed("pointers") and at + 1 < len(p.norm)
    told = p.norm[at] == "ما" and at + 2 < len(p.norm) and p.norm[at + 1] in listed("told_of")  # ما جاء في الكتاب
    return told or p.norm[at] in listed("accusations")


def _joined_verb(word: str) -> bool:
    """Whether a word is a verb of saying with و or ف before it (وتساءلت)."""
    found = lexicon.cue_forms().get(word[1:]) if word[0] in "وف" and len(word) > _SHORT_QUOTE else None
    return bool(found and found.form.use in ("past", "present") and word not in lexicon.cue_forms() and not tag(word))


def _fits_object(p: Paragraph, cue: CueForm, at: int, stop: int) -> bool:
    """Whether the object at `at` is of the kind the verb takes (اتهم … بـ, حمل … مسؤولية)."""
    classes = lexicon.tags().get(p.norm[at], "")
    people = not {TITLE, UNNAMED}.isdisjoint(classes) and FIRST_NAME not in classes
    if fold(cue.verb.lemma) in listed("rejecting"):
        return accused_of(p, at)
    if p.norm[at] in listed("no_objects") or (people and p.norm[at].endswith(("ان", "ون"))):
        return False  # واتهم حارسان بالإهمال: nobody accuses
    window = p.norm[at : min(stop, at + 40)]
    if "وصف" in cue.verb.takes and cue.verb.lemma == "اعتبر":
        return cue.form.use == "past" or (cue.form.use == "participle" and p.norm[at].startswith(("ال", "ذلك", "هذ")))
    if "وصف" in cue.verb.takes:
        return any(word in listed("that") for word in window) or any(
            prefixed_b(p, at + i, word) for i, word in enumerate(window)
        )
    if "مسووليه" in cue.verb.takes:
        return any("مسوولي" in word or "تبع" in word for word in window)
    return p.norm[at] not in PREPOSITIONS or p.norm[at] == "في"


def _behind_adjuncts(p: Paragraph, at: int, stop: int) -> int:
    """Skip days, parenthetical commas and the setting between subject and object (الأحد، في بيان،)."""
    begun = at
    while at < stop and at - begun < 30:
        word = p.norm[at]
        told = outlet_phrase(p, at, stop) if word[0] == "ل" else 0
        if told:
            at = told + (told < stop and p.norm[told][0] == "ب" and is_place(p.words[told][1:]))  # لمراسلتنا بنابل
            continue
        if short := _short_adjunct(p, at, begun, stop):
            at += short
            continue
        if word in listed("in_places"):
            at = _behind_place(p, at + 1, stop)
            continue
        if p.words[at] in "،," or _opens_time(p, at, stop) or (TIME in tag(word) and OBJECT not in tag(word)):
            at += 2 if word in ("قبل", "بعد", "منذ", "في") and at + 1 < stop and p.words[at + 1] not in "،," else 1
        elif clause := _behind_clause(p, at, begun, stop):
            at = clause
        elif word in ("علي", "عبر") and begun < at and (posted := _behind_platform(p, at, stop)):
            at = posted
        elif word in ("في", "خلال", "عبر", "عقب", "اثر", "لدي", "علي", "قبل", "بعد", "من") and not p.quote[at]:
            comma = next((k for k in range(at, min(stop, at + 14)) if p.words[k] in "،,"), -1)
            if comma >= 0 and ((begun < at and p.words[begun] in "،,") or _owned_object(p, comma + 1, stop)):
                at = comma + 1
            elif at + 1 < stop and p.norm[at + 1] in lexicon.phrase_words("settings"):
                at += 2
                while at < stop and p.norm[at] in listed("setting_adjectives"):
                    at += 1
                at = behind_partner(p, at, stop)
            else:
                return at
        else:
            return at
    return at


def _short_adjunct(p: Paragraph, at: int, begun: int, stop: int) -> int:
    """Return how many tokens a number of a date, «جميعها» or «بشكل مبطن» at `at` has; 0 where none stands there."""
    word = p.norm[at]
    if _dated(p, at, begun, stop) or word in listed("all_of_them"):
        return 1
    if word[0] != "ب" or word[1:] not in listed("how_behind_b") or at + 1 >= stop:
        return 0
    return 1 + (word[1:] in listed("how_described"))  # بشدة, بشكل مبطن


def _opens_time(p: Paragraph, at: int, stop: int) -> bool:
    """Whether «منذ» or «في ديسمبر» stands at `at`."""
    if at + 1 >= stop or p.norm[at] != "في":
        return p.norm[at] == "منذ"
    return p.norm[at + 1] in listed("months")


def _behind_place(p: Paragraph, at: int, stop: int) -> int:
    """Return the token behind the name and the adjectives of a place (بالعاصمة الليبية طرابلس)."""
    while at < stop and not p.quote[at] and OBJECT not in tag(p.norm[at]):
        if not (p.norm[at].startswith("ال") or PLACE in tag(p.norm[at]) or is_place(p.words[at])):
            break
        at += 1
    return at


def _behind_clause(p: Paragraph, at: int, begun: int, stop: int) -> int:
    """Return the token behind a relative clause or «بحسب فلان،» that begins at `at`; 0 where none does."""
    word = p.norm[at]
    if word in _ACCORDING and begun < at and p.words[at - 1] in "،,":
        closed = _comma_behind(p, at, stop)  # أكد الملك، بحسب البيان، حرص المملكة
        return closed and closed + 1
    if word not in _RELATIVES:
        return 0
    named = assumes_name(p, at)
    if begun == at and named > at:
        return named  # اتهمت المرأة التي تستخدم اسما مستعارا المدير بكذا
    comma = next((k for k in range(at, min(stop, at + 25)) if p.words[k] in "،,"), 0)
    return comma or (_pointed_object(p, at, stop) if begun == at else 0)


def _comma_behind(p: Paragraph, at: int, stop: int) -> int:
    """Return the comma that soon ends what begins at `at`; 0 where none does."""
    return next((k for k in range(at, min(stop, at + 10)) if p.words[k] in "،,"), 0)


def _pointed_object(p: Paragraph, at: int, stop: int) -> int:
    """Return the token of «هذه المزاعم» behind a relative clause without commas; 0 where none stands."""
    reach = range(at + 2, min(stop - 1, at + 10))
    return next((k for k in reach if p.norm[k] in ("هذه", "هذا", "تلك") and p.norm[k + 1].startswith("ال")), 0)


def _dated(p: Paragraph, at: int, begun: int, stop: int) -> bool:
    """Whether the number at `at` is part of a date: before a month, or the year behind one (23 جانفي 2017)."""
    if at == begun or not p.norm[at].isdigit():
        return at > begun and p.norm[at - 1].isdigit() and p.norm[at] in listed("months")
    month = at + 1 < stop and (TIME in tag(p.norm[at + 1]) or p.norm[at + 1] in listed("months"))
    return month or (len(p.norm[at]) == _YEAR and p.norm[at - 1] in listed("not_units"))


def _owned_object(p: Paragraph, at: int, stop: int) -> bool:
    """Whether an object with a pronoun stands at `at`: behind a comma it ends a setting (…، دعمها لكذا)."""
    return at < stop and OBJECT in tag(p.norm[at]) and p.words[at].endswith(("ه", "ها", "هم"))


def _behind_platform(p: Paragraph, at: int, stop: int) -> int:
    """Return the token behind «على "تويتر"» that begins at `at`; 0 where none does."""
    named = at + 1
    while named < stop and (p.norm[named] in ("موقع", "منصه", "شبكه") or p.words[named] in '"«“'):
        named += 1
    if named >= stop or p.norm[named] not in listed("posts"):
        return 0
    return p.close(named) + 1 if p.quote[named] else named + 1


def _agrees(subject: Source, cue: CueForm) -> bool:
    """Whether subject and verb agree in gender; an unknown gender agrees with either, and so does a state's name."""
    return not subject.gender or cue.form.gender in ("-", subject.gender) or PLACE in tag(subject.first_word)
