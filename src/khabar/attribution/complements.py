"""What a cue introduces: where its content begins, and which words before it belong to the speaker."""

from collections.abc import Set
from typing import Literal, NamedTuple

from khabar.attribution import lexicon
from khabar.attribution.lexicon import (
    FIRST_NAME,
    FUNCTION,
    MEDIA,
    OBJECT,
    ORGANISATION,
    PLACE,
    TIME,
    CueForm,
    listed,
    outlet_starts,
)
from khabar.attribution.nounphrase import read_source
from khabar.attribution.relays import outlet_phrase
from khabar.attribution.sources import (
    Source,
    bare,
    behind_spelt,
    looks_like_object,
    outlet_at,
    outlet_in_marks,
    stripped,
    tag,
)
from khabar.attribution.text import Paragraph
from khabar.formats.places import is_place

How = Literal["that", "quote", "colon", "preposition", "object"]
_PREPOSITIONS = frozenset(["الي", "علي", "عن", "من", "في"])
_RELATIVES = frozenset(["الذي", "التي", "الذين", "وهو", "وهي"])
_SHORT_QUOTE = 4
_REACH = 70
_LATER_B = 8
_YEAR = 4  # digits of one


class Complement(NamedTuple):
    """The content begins at token `content` (`shift` characters into it); the speaker stands before token `limit`."""

    limit: int
    content: int
    shift: int
    how: How
    subject: Source | None = None


def find_complement(p: Paragraph, cue: CueForm, behind: int, stop: int, known: Set[str]) -> Complement | None:
    """Return what the cue ending before `behind` introduces, looking no further than `stop`."""
    reach = min(stop, behind + _REACH)
    takes = cue.verb.takes
    describes = "وصف" in takes or "مسووليه" in takes
    if describes and cue.form.suffix:
        return _described(p, cue, behind, reach)
    found = None if describes and "ان" not in takes else _marked(p, cue, behind, reach)
    if (
        found
        and "مفعول" in takes
        and found.how in ("that", "preposition", "quote")
        and _object_between(p, behind, found.limit)
    ):
        return _object(p, cue, behind, reach, known) or found
    if found or cue.verb.weak or cue.form.use == "noun":
        return found
    return _object(p, cue, behind, reach, known) if describes or "مفعول" in takes else None


def _object_between(p: Paragraph, behind: int, limit: int) -> bool:
    """Whether a plain object stands before what looked like the complement (أكد ثقته بأن, أعلن إخلاء … في أنه)."""
    relative = next(
        (at for at in range(behind + 1, limit) if p.words[at - 1] in "،," and p.norm[at] in _RELATIVES), limit
    )
    for at in range(behind_spelt(p, behind, relative) if behind < relative else behind, relative):
        word = p.norm[at]
        if not p.quote[at] and (OBJECT in tag(word) or (looks_like_object(word) and not tag(word))):
            previous = p.norm[at - 1]
            if previous in _PREPOSITIONS or previous in listed("before_adjuncts"):
                continue
            letters = tag(previous)
            if (
                at == behind
                or previous.startswith("ال")
                or previous.endswith("نا")
                or TIME in letters
                or not letters
                or p.words[at - 1] in "،,"
                or p.words[at].endswith(("ته", "تها", "تهم"))
            ):
                return True
    return False


def _marked(p: Paragraph, cue: CueForm, behind: int, stop: int) -> Complement | None:
    """Find the first conjunction, preposition, colon or quotation that introduces the content."""
    at, describes, letters = behind, "وصف" in cue.verb.takes, listed("spelt_letters")
    while at < stop:
        after = _skipped(p, at, behind, stop, letters)
        if p.quote[at]:
            named = _names_subject(p, at, behind, stop, cue)
            if not describes and not named and _is_content_quote(p, at, behind, stop):
                return Complement(at, at, 0, "quote")
            at = p.close(at) + 1
        elif after > at:
            at = after
        elif at > behind and _other_clause(p, at, behind):
            return None
        else:
            found = _mark(p, cue, at, behind, stop)
            if found:
                return found if found.content < stop else None
            at += 1
    return None


def _skipped(p: Paragraph, at: int, behind: int, stop: int, letters: Set[str]) -> int:
    """Return the token behind an outlet's name, brackets or dashes that begin at `at`; `at` where none do."""
    if p.norm[at] == "(":
        return next((k for k in range(at, min(stop, at + 12)) if p.words[k] == ")"), at) + 1
    if p.words[at] in "،," and at + 1 < stop and p.norm[at + 1] in _RELATIVES:
        return _behind_relative(p, at, stop)
    if p.norm[at] in ("-", "–") and at > behind:
        return next((k for k in range(at + 2, min(stop, at + 30)) if p.norm[k] in ("-", "–")), at) + 1
    if p.norm[at] in letters and (spelt := behind_spelt(p, at, stop)) > at:
        return spelt
    if at > behind and p.norm[at] in outlet_starts():
        _, after = outlet_at(p, at, stop)
        return after if after > at + 1 else at
    return at


def _behind_relative(p: Paragraph, comma: int, stop: int) -> int:
    """Return the token behind «، الذي …،» where أن, a colon or a quotation follows; `comma` where it does not."""
    for at in range(comma + 2, min(stop - 1, comma + _REACH // 2)):
        follows = p.norm[at + 1] in listed("that") or p.words[at + 1] == ":" or p.quote[at + 1]
        if p.words[at] in "،," and not p.quote[at] and follows:
            return at + 1
    return comma


def _mark(p: Paragraph, cue: CueForm, at: int, behind: int, stop: int) -> Complement | None:
    """Return the complement that the word at `at` introduces."""
    word, takes = p.norm[at], cue.verb.takes
    if cue.verb.lemma == "سأل" and p.norm[at + 1 : at + 2] in (["كان"], ["كانت"], ["كانوا"]):
        return None  # سأله إن كان
    if word == ":" and at + 1 < stop and p.words[at + 1] not in "،.":
        return Complement(at, at + 2 if p.norm[at + 1] in listed("that") else at + 1, 0, "colon")
    if word in listed("that") and _accepts_that(p, at, behind, takes) and not ("وصف" in takes and word[0] == "ب"):
        return Complement(at, at + 1, 0, "that")
    if word in takes and word in _PREPOSITIONS and _accepts_preposition(p, at, stop, behind, cue):
        return Complement(at, at + 2 if p.norm[at + 1] in listed("that") else at + 1, 0, "preposition")
    stretched = p.words[at].startswith("ب\u0640")
    if (
        "ب" in takes
        and _prefixed_b(p, at, word)
        and (stretched or _surely_b(word) or not (_later_mark(p, at + 1, stop) or _later_b(p, at + 1, stop)))
    ):
        return _behind_b(at, word)
    if "ل" in takes and at > behind and _prefixed_l(word):
        return Complement(at, at, 2 if word.startswith("لل") else 1, "preposition")
    return None


def _behind_b(at: int, word: str) -> Complement:
    """Return the content behind بـ, joined to its word or standing before a quotation."""
    return Complement(at, at, 1, "preposition") if len(word) > 1 else Complement(at, at + 1, 0, "preposition")


def _prefixed_l(word: str) -> bool:
    """Whether a word is what somebody is called to, with لـ before it (لضبط النفس, للتهدئة)."""
    if word[0] != "ل" or len(word) < 4:
        return False
    rest = bare("ال" + word[2:]) if word.startswith("لل") else word[1:]
    return OBJECT in tag(rest) or looks_like_object(rest)


def _accepts_that(p: Paragraph, at: int, behind: int, takes: frozenset[str]) -> bool:
    """Whether أن at `at` belongs to the cue: not to بعد أن and the like, nor to a preposition the cue does not take."""
    if at == behind:
        return True
    previous = p.norm[at - 1]
    if previous in listed("before_that") or (at - 1 > behind and _speech_of_somebody(p, at - 1)):
        return False
    return previous not in _PREPOSITIONS or previous in takes or p.norm[at] != "ان"


def _speech_of_somebody(p: Paragraph, at: int) -> bool:
    """Whether a word is a noun of speech with its speaker as a pronoun, to which أن behind it belongs (تأكيدها أن)."""
    found = lexicon.cue_forms().get(p.norm[at])
    return bool(found and found.form.use == "noun" and found.form.suffix and not p.words[at].endswith("ة"))


def _accepts_preposition(p: Paragraph, at: int, stop: int, behind: int, cue: CueForm) -> bool:
    word, following = p.norm[at], p.norm[at + 1] if at + 1 < stop else ""
    if not following or following in (":", "،", "."):
        return False
    if following in listed("that"):
        return True
    if word == "الي" and any(p.norm[back] in listed("movement") for back in range(max(behind, at - 2), at)):
        return False
    if word in ("في", "علي") and at > behind and following in lexicon.phrase_words("settings"):
        return False
    if word == "في" and (
        TIME in tag(following) or (at > behind and cue.verb.kind == "judge" and "ان" in cue.verb.takes)
    ):
        return False
    if (word == "من" and following == "قبل") or (word == "عن" and p.norm[at - 1].endswith("نقلا")):
        return False
    if word == "من" and at > behind and p.norm[at - 1] in ("كل", "عدد", "مصدر", "مجموعه", "احد", "مصادر", "اكثر"):
        return False
    return not (
        word == "علي" and following in ("حد", "ما", "هامش", "حسابه", "حسابها", "صفحته", "موقع", "تويتر", "قناه")
    )


def _prefixed_b(p: Paragraph, at: int, word: str) -> bool:
    """Whether a word carries بـ as a preposition (بوجود, بالتدخل, بـ"إشعال")."""
    if word in ("ب", "بما") or p.words[at].startswith("ب\u0640"):
        return True
    if word[0] != "ب" or len(word) < 4 or word in listed("not_prefixed") or word in listed("that"):
        return False
    letters = tag(word)
    return not letters and word[1:] not in lexicon.phrase_words("settings")


def _surely_b(word: str) -> bool:
    """Whether ب is a preposition beyond doubt: before the article, or a word that is known."""
    rest = word[1:]
    letters = tag(rest)
    if FUNCTION in letters or PLACE in letters:
        return False
    return word == "ب" or rest.startswith("ال") or bool(letters) or looks_like_object(rest)


def _later_mark(p: Paragraph, at: int, stop: int) -> bool:
    """Whether أن or a colon follows soon: then a word with ب before it may be a name (شكري بيوض)."""
    return any(p.norm[k] in listed("that") or p.words[k] == ":" for k in range(at, min(stop, at + 20)))


def _later_b(p: Paragraph, at: int, stop: int) -> bool:
    """Whether a بـ beyond doubt follows soon: then one that may be a letter of a name is that (بنغازي بإزالة)."""
    for k in range(at, min(stop, at + _LATER_B)):
        if p.words[k] in "،,.؛":
            return False
        if p.words[k].startswith("ب\u0640") or (_prefixed_b(p, k, p.norm[k]) and _surely_b(p.norm[k])):
            return True
    return False


def _other_clause(p: Paragraph, at: int, behind: int) -> bool:
    """Whether a new report begins at `at`, so that the cue before it stays without content."""
    word = p.norm[at]
    forms = lexicon.cue_forms()
    found = forms.get(word)
    if word in ("جا", "ورد") and at + 1 < len(p) and p.norm[at + 1] in ("فيه", "فيها"):
        return True
    if found and found.form.use == "participle" and p.norm[at - 1] not in listed("binding"):
        return True
    if p.words[at].endswith(("ه", "ى")):
        return False
    if word[0] in "وف" and len(word) > 3:
        found = forms.get(word[1:])
        return bool(found and found.form.use in ("past", "present", "participle") and word not in forms)
    return False


def _is_content_quote(p: Paragraph, at: int, behind: int, stop: int) -> bool:
    """Whether a quotation is what was said, and not a name (حركة "حماس") on the way to it."""
    close = p.close(at)
    length = close - at - 1
    before = p.norm[at - 1] if at else ""
    outlet = bool(outlet_in_marks(p, at))
    if outlet and close + 1 < stop and (p.words[close + 1][0].isalnum() or _later_mark(p, close + 1, stop)):
        return False
    if at == behind and length <= _SHORT_QUOTE - 1 and _later_mark(p, close + 1, stop):
        return False
    if at - 2 >= behind and before in lexicon.phrase_words("settings") and p.norm[at - 2] in ("في", "خلال", "ضمن"):
        return length > 1
    if at == behind or before in (":", "قايلا", "قايله", "قايلين", "بالقول", "بقوله", "بقولها"):
        return length > 1 or close + 1 >= stop or p.words[close + 1] in "،.؛"
    if outlet or " ".join(p.norm[at + 1 : close]) in listed("outlet_ends"):
        return False
    titled_by_outlet = MEDIA in tag(stripped(before)) and length <= _SHORT_QUOTE and _later_mark(p, close + 1, stop)
    if titled_by_outlet:
        return False
    if any(word in listed("never_in_names") for word in p.norm[at + 1 : close]):
        return True
    named = any(one in tag(before) for one in "MOTK")
    if length <= (2 * _SHORT_QUOTE if named else _SHORT_QUOTE):
        following = p.norm[close + 1 : min(stop, close + 25)]
        if any(word in listed("that") or word == ":" for word in following) or any(
            p.quote[close + 1 : min(stop, close + 6)]
        ):
            return False
        letters = tag(stripped(before))
        return not letters or TIME in letters
    return True


def _names_subject(p: Paragraph, at: int, behind: int, stop: int, cue: CueForm) -> bool:
    """Whether a quotation is who speaks: behind the verb or a body's head, and before a preposition of the verb."""
    close = p.close(at)
    after = p.norm[close + 1] if close + 1 < stop else ""
    if after not in _PREPOSITIONS or after not in cue.verb.takes or close - at == 1:
        return False
    if at > behind:
        head = p.norm[behind]
        return at - behind < _SHORT_QUOTE and ORGANISATION in tag(head) and not head.startswith("ال")
    inside = p.norm[at + 1 : close]
    grammar = any(FUNCTION in tag(word) or OBJECT in tag(word) for word in inside)
    return close - at <= _SHORT_QUOTE and not cue.verb.opens and inside[0][0] not in "بل" and not grammar


def _without_object(p: Paragraph, subject: Source, stop: int) -> Source:
    """Return a subject without the noun that ends it where nothing else can be the object (وصف فلان الاتفاق)."""
    bare_name = subject.kind == "person" and not subject.roles and subject.behind - subject.first > 1
    if not bare_name or _has_object(p, _behind_adjuncts(p, subject.behind, stop), stop):
        return subject
    keep = 2 if FIRST_NAME in tag(p.norm[subject.first]) else 1
    end = subject.first + keep
    if end >= subject.behind or not p.norm[end].startswith("ال"):
        return subject
    return read_source(p, subject.first, end, strict=True) or subject


def _object(p: Paragraph, cue: CueForm, behind: int, stop: int, known: Set[str]) -> Complement | None:
    """Find a plain object: behind the subject, or right behind a cue whose subject is dropped or stands before."""
    if behind >= stop:
        return None
    while behind < stop and TIME in tag(p.norm[behind]) and OBJECT not in tag(p.norm[behind]):
        behind += 1
    if behind >= stop:
        return None
    at, subject = behind, None
    if cue.form.use in ("past", "present") and not _starts_object(p, behind) and not _oblique(p.norm[behind]):
        subject = read_source(p, behind, stop, strict=True, known=known)
        if subject and _agrees(subject, cue):
            subject = _without_object(p, subject, stop)
            at = _behind_adjuncts(p, _behind_second_name(p, subject, stop), stop)
            if not _has_object(p, at, stop):
                at, subject = behind, None
        else:
            at, subject = behind, None
    at = _behind_adjuncts(p, at, stop)
    if (
        at >= stop
        or p.words[at] in "،.:؛"
        or p.norm[at].startswith("نفس")
        or (p.norm[at][0] == "و" and p.norm[at][1:] in _PREPOSITIONS)
        or ("وصف" in cue.verb.takes and _prefixed_b(p, at, p.norm[at]))
        or not _fits_object(p, cue, at, stop)
    ):
        return None
    return Complement(at, at, 0, "object", subject)


def _described(p: Paragraph, cue: CueForm, behind: int, stop: int) -> Complement | None:
    """Find the description of an object that is a pronoun (وصفه بأنه صديق)."""
    at = behind
    while at < min(stop, behind + 25):
        word = p.norm[at]
        if word in listed("that") and at + 1 < stop:
            return Complement(at, at + 1, 0, "that")
        if _prefixed_b(p, at, word) and not p.quote[at]:
            return _behind_b(at, word)
        if p.quote[at] and at == behind:
            return Complement(at, at, 0, "quote")
        if at == behind and _is_description(p, cue, at):
            return Complement(at, at, 0, "preposition")
        at += 1
    return None


def _is_description(p: Paragraph, cue: CueForm, at: int) -> bool:
    """Whether the word behind يعتبرها ends its clause and says what she is taken for (يعتبرها ملفقة)."""
    word = p.norm[at]
    alone = at + 1 >= len(p) or not p.words[at + 1][0].isalnum()
    plain = word[:1].isalpha() and not word.startswith("ال") and not {FUNCTION, TIME} & set(tag(word))
    return cue.verb.lemma == "اعتبر" and alone and plain


def _starts_object(p: Paragraph, at: int) -> bool:
    word = p.norm[at]
    return OBJECT in tag(word) or (looks_like_object(word) and not tag(word)) or bool(p.quote[at])


def _behind_second_name(p: Paragraph, subject: Source, stop: int) -> int:
    """Return the token behind «، شين بيت،», another name of the body before it; else behind the subject."""
    at = subject.behind
    if subject.kind != "organisation" or at + 2 >= stop or p.words[at] not in "،,":
        return at
    word = p.norm[at + 1]
    if tag(word) or looks_like_object(word) or not word[:1].isalpha() or word[0] in "بلو":
        return at
    return next((k for k in range(at + 2, min(stop, at + _SHORT_QUOTE)) if p.words[k] in "،,"), at)


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
        word not in _PREPOSITIONS
        and word not in listed("that")
        and not _prefixed_b(p, at, word)
        and not word.startswith("لل")
    )


def _joined_verb(word: str) -> bool:
    """Whether a word is a verb of saying with و or ف before it (وتساءلت)."""
    found = lexicon.cue_forms().get(word[1:]) if word[0] in "وف" and len(word) > _SHORT_QUOTE else None
    return bool(found and found.form.use in ("past", "present") and word not in lexicon.cue_forms() and not tag(word))


def _fits_object(p: Paragraph, cue: CueForm, at: int, stop: int) -> bool:
    """Whether the object at `at` is of the kind the verb takes (اتهم … بـ, حمل … مسؤولية)."""
    window = p.norm[at : min(stop, at + 40)]
    if "وصف" in cue.verb.takes and cue.verb.lemma == "اعتبر":
        return cue.form.use == "past"
    if "وصف" in cue.verb.takes:
        return any(word in listed("that") for word in window) or any(
            _prefixed_b(p, at + i, word) for i, word in enumerate(window)
        )
    if "مسووليه" in cue.verb.takes:
        return any("مسوولي" in word or "تبع" in word for word in window)
    return p.norm[at] not in _PREPOSITIONS or p.norm[at] == "في"


def _behind_adjuncts(p: Paragraph, at: int, stop: int) -> int:
    """Skip days, parenthetical commas and the setting between subject and object (الأحد، في بيان،)."""
    begun = at
    while at < stop and at - begun < 30:
        word = p.norm[at]
        told = outlet_phrase(p, at, stop) if word[0] == "ل" else 0
        if told:
            at = told + (told < stop and p.norm[told][0] == "ب" and is_place(p.words[told][1:]))  # لمراسلتنا بنابل
            continue
        if _dated(p, at, begun, stop):
            at += 1
            continue
        if p.words[at] in "،," or word == "منذ" or (TIME in tag(word) and OBJECT not in tag(word)):
            at += 2 if word in ("قبل", "بعد", "منذ") and at + 1 < stop and p.words[at + 1] not in "،," else 1
        elif word in _RELATIVES and any(p.words[k] in "،," for k in range(at, min(stop, at + 25))):
            at = next(k for k in range(at, stop) if p.words[k] in "،,")
        elif word in ("علي", "عبر") and begun < at and (posted := _behind_platform(p, at, stop)):
            at = posted
        elif word in ("في", "خلال", "عبر", "عقب", "اثر", "لدي", "علي", "قبل", "بعد", "من") and not p.quote[at]:
            comma = next((k for k in range(at, min(stop, at + 14)) if p.words[k] in "،,"), -1)
            if comma >= 0 and begun < at and p.words[begun] in "،,":
                at = comma + 1
            elif at + 1 < stop and p.norm[at + 1] in lexicon.phrase_words("settings"):
                at += 2
                while at < stop and p.norm[at] in listed("setting_adjectives"):
                    at += 1
            else:
                return at
        else:
            return at
    return at


def _dated(p: Paragraph, at: int, begun: int, stop: int) -> bool:
    """Whether the number at `at` is part of a date: before a month, or the year behind one (23 جانفي 2017)."""
    if at == begun or not p.norm[at].isdigit():
        return False
    month = at + 1 < stop and TIME in tag(p.norm[at + 1])
    return month or (len(p.norm[at]) == _YEAR and TIME in tag(p.norm[at - 1]) and p.norm[at - 1] in listed("not_units"))


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
