"""What a cue introduces: where its content begins, and which words before it belong to the speaker."""

from collections.abc import Set
from functools import cache

from khabar.attribution import lexicon
from khabar.attribution.assumed import assumes_name
from khabar.attribution.content import (
    PREPOSITIONS,
    Complement,
    behind_b,
    body_in_marks,
    prefixed_b,
    prefixed_l,
    surely_b,
)
from khabar.attribution.lexicon import (
    BODY,
    FIRST_NAME,
    FUNCTION,
    MEDIA,
    OBJECT,
    ORGANISATION,
    PLACE,
    TIME,
    TITLE,
    UNNAMED,
    CueForm,
    listed,
    outlet_starts,
)
from khabar.attribution.memo import remembered
from khabar.attribution.nounphrase import read_source
from khabar.attribution.objects import asked_of, plain_object
from khabar.attribution.relays import on_air
from khabar.attribution.sources import (
    bare,
    behind_spelt,
    looks_like_object,
    outlet_at,
    outlet_in_marks,
    stripped,
    tag,
)
from khabar.attribution.text import Paragraph, fold
from khabar.attribution.words import is_press

_RELATIVES = frozenset(["الذي", "التي", "الذين", "وهو", "وهي"])
_TELLING = frozenset(["روى", "حكى", "شرح", "تذكر", "أوضح", "وصف"])
_PLAINLY = frozenset(["قال", "أكد", "أوضح", "أشار", "صرح"])
_SHOWING = frozenset(["أظهر", "وجد", "أثبت"])
_SHORT_QUOTE = 4
_REACH = 70
_TOLD = 6
_SAID_SOON = 14  # tokens in which a subject ends
_NAMED_PARTY = 6
_COMMAS = frozenset("،,")
_LATER_B = 8
_YEAR = 4  # digits of one


def find_complement(p: Paragraph, cue: CueForm, behind: int, stop: int, known: Set[str]) -> Complement | None:
    """Return what the cue ending before `behind` introduces, looking no further than `stop`."""
    reach = min(stop, behind + _REACH)
    takes = cue.verb.takes
    describes = "وصف" in takes or "مسووليه" in takes
    if describes and cue.form.suffix:
        return _described(p, cue, behind, reach)
    if describes and cue.form.use == "participle" and (colon := _colon_soon(p, behind, reach)):
        return Complement(colon, colon + 1, 0, "colon")  # قال واصفا الموقف: "كذا"
    lemma = fold(cue.verb.lemma)
    plainly = (describes and "ان" not in takes) or lemma in listed("rejecting")
    found = None if plainly else _marked(p, cue, behind, reach)
    if lemma in listed("by_preposition"):
        return found if found and found.how == "preposition" else None
    if found and found.how != "that" and lemma in listed("only_that"):
        return None  # محتجين على كذا
    if found is None and cue.verb.lemma in _PLAINLY and cue.form.use in ("past", "present"):
        found = _without_that(p, behind, reach)
    if (
        found
        and "مفعول" in takes
        and found.how in ("that", "preposition", "quote")
        and _object_between(p, behind, found.limit)
    ):
        return plain_object(p, cue, behind, reach, known) or found
    if found is None and "مسند" in takes and cue.form.use in ("past", "present"):
        return _told_of(p, behind, reach)
    if "سايل" in takes and (found is None or found.how == "quote"):
        return asked_of(p, behind, reach, known) or found
    if found or cue.verb.weak or cue.form.use == "noun":
        return found
    return plain_object(p, cue, behind, reach, known) if describes or "مفعول" in takes else None


def _colon_soon(p: Paragraph, behind: int, stop: int) -> int:
    """Return the colon before a quotation that ends the words right behind a participle; 0 where none does."""
    reach = range(behind + 1, min(stop - 1, behind + _TOLD))
    end = next((at for at in reach if not p.words[at][0].isalpha()), 0)
    return end if end and p.words[end] == ":" and p.quote[end + 1] else 0


def _without_that(p: Paragraph, behind: int, stop: int) -> Complement | None:
    """Find what was said without أن: a denial or «هناك» right behind the subject (قال فلان لا يمكن القبول بذلك)."""
    at = behind
    if at < stop and p.norm[at] not in listed("opens_words"):
        opened = next(
            (k for k in range(at + 1, min(stop, at + _SAID_SOON)) if p.norm[k] in listed("opens_words")), stop
        )
        source = read_source(p, behind, opened) if opened < stop else None
        at = source.behind if source is not None else stop
        if at < stop and p.words[at - 1].endswith(("ا", "\u064b")):
            return None  # قال فلان كلاما لم يفهمه أحد
        at += at < stop and p.words[at] in _COMMAS
    if at + 2 >= stop or p.norm[at] not in listed("opens_words") or p.quote[at]:
        return None
    return Complement(at, at, 0, "that")


def _told_of(p: Paragraph, behind: int, stop: int) -> Complement | None:
    """Find what somebody was told of, behind a verb that has its subject before it (الوزارة أبلغت الشركة رفضها كذا)."""
    if behind < 2 or not p.norm[behind - 2][0].isalpha() or p.norm[behind - 2] in listed("openers"):
        return None
    for at in range(behind + 1, min(stop, behind + _TOLD)):
        word = p.norm[at]
        if not word[0].isalpha() or word in listed("binding") or p.quote[at]:
            return None
        if p.words[at].endswith(("ها", "هم", "ه")) and OBJECT in tag(word):
            return Complement(at, at, 0, "object")
    return None


def _object_between(p: Paragraph, behind: int, limit: int) -> bool:
    """Whether a plain object stands before what looked like the complement (أكد ثقته بأن, أعلن إخلاء … في أنه)."""
    relative = next(
        (at for at in range(behind + 1, limit) if p.words[at - 1] in "،," and p.norm[at] in _RELATIVES), limit
    )
    for at in range(behind_spelt(p, behind, relative) if behind < relative else behind, relative):
        word = p.norm[at]
        if not p.quote[at] and (OBJECT in tag(word) or (looks_like_object(word) and not tag(word))):
            previous = p.norm[at - 1]
            if previous in PREPOSITIONS or previous in listed("before_adjuncts") or previous in _RELATIVES:
                continue
            if previous in listed("charged"):
                continue  # أكدت الهيئة المكلفة مراقبة كذا أن
            letters = tag(previous)
            if (
                at == behind
                or previous.startswith("ال")
                or previous.endswith("نا")
                or TIME in letters
                or PLACE in letters
                or not letters
                or p.words[at - 1] in "،,"
                or p.words[at].endswith(("ته", "تها", "تهم"))
            ):
                return True
    return False


def _marked(p: Paragraph, cue: CueForm, behind: int, stop: int) -> Complement | None:
    """Find the first conjunction, preposition, colon or quotation that introduces the content."""
    at, describes = behind, "وصف" in cue.verb.takes
    skipped, marks, others = _skip_starts(), _marks(), lexicon.cue_starts()
    while at < stop:
        word = p.norm[at]
        if not (_may_decide(word) or p.quote[at]):
            at += 1
            continue
        after = _skipped(p, at, behind, stop) if word in skipped else at
        if p.quote[at]:
            named = _names_subject(p, at, behind, stop, cue)
            shows = cue.verb.lemma in _SHOWING and at > behind  # تظهر الصورة اسم "كذا"
            when = cue.verb.weak and at > behind and not listed("when").isdisjoint(p.norm[behind:at])
            if not (describes or named or shows or when) and _is_content_quote(p, at, behind, stop):
                return Complement(at, at, 0, "quote")
            at = p.close(at) + 1
        elif after > at:
            at = after
        elif at > behind and word in others and _other_clause(p, at, behind):
            return None
        else:
            found = _mark(p, cue, at, behind, stop) if word in marks or word[0] in "بل" else None
            if found:
                return found if found.content < stop else None
            at += 1
    return None


@cache
def _skip_starts() -> frozenset[str]:
    """Return every word at which something may begin that is skipped on the way to the content."""
    return outlet_starts() | listed("spelt_letters") | listed("anonymity") | {"(", "-", "–", "،", ","}


@cache
def _marks() -> frozenset[str]:
    """Return every word that may introduce content, but for those with a preposition joined to them."""
    return listed("that") | PREPOSITIONS | {":", "كيف"}


@remembered
def _may_decide(word: str) -> bool:
    """Whether a word may be skipped with others, begin another report or introduce content."""
    return word in _skip_starts() or word in lexicon.cue_starts() or word in _marks() or word[0] in "بل"


def _skipped(p: Paragraph, at: int, behind: int, stop: int) -> int:
    """Return the token behind an outlet's name, brackets or dashes that begin at `at`; `at` where none do."""
    if p.norm[at] == "(":
        return next((k for k in range(at, min(stop, at + 12)) if p.words[k] == ")"), at) + 1
    if p.words[at] in "،," and at + 1 < stop and p.norm[at + 1] in _RELATIVES:
        named = assumes_name(p, at + 2) if p.norm[at + 2 : at + 3] and p.norm[at + 2] in listed("anonymity") else 0
        return named if named > at + 2 else _behind_relative(p, at, stop)
    if at > behind and p.norm[at] in listed("anonymity"):
        return assumes_name(p, at)  # امرأة طلبت أن نسميها "كذا"
    if p.norm[at] in ("-", "–") and at > behind:
        return next((k for k in range(at + 2, min(stop, at + 30)) if p.norm[k] in ("-", "–")), at) + 1
    if p.norm[at] in listed("spelt_letters") and (spelt := behind_spelt(p, at, stop)) > at:
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
    if word == "كيف":
        return Complement(at, at, 0, "that") if cue.verb.lemma in _TELLING and at > behind else None
    if cue.verb.lemma == "سأل" and _asks_whether(p, at, behind):
        return None
    if word == ":" and at + 1 < stop and p.words[at + 1] not in "،.":
        return Complement(at, at + 2 if p.norm[at + 1] in listed("that") else at + 1, 0, "colon")
    if word in listed("that") and _accepts_that(p, at, behind, takes) and not ("وصف" in takes and word[0] == "ب"):
        return Complement(at, at + 1, 0, "that")
    if word in takes and word in PREPOSITIONS and not _is_ali(p, at) and _takes_preposition(p, at, stop, behind, cue):
        return Complement(at, at + 2 if p.norm[at + 1] in listed("that") else at + 1, 0, "preposition")
    stretched = p.words[at].startswith("ب\u0640")
    if (
        "ب" in takes
        and prefixed_b(p, at, word)
        and not (word.startswith("بال") and _is_surname_with_b(p, at, stop))
        and not _is_name_with_b(p, at, stop)
        and (stretched or surely_b(word) or not (_later_mark(p, at + 1, stop) or _later_b(p, at + 1, stop)))
    ):
        return behind_b(at, word)
    if "ل" in takes and at > behind and prefixed_l(word):
        return Complement(at, at, 2 if word.startswith("لل") else 1, "preposition")
    return None


def _asks_whether(p: Paragraph, at: int, behind: int) -> bool:
    """Whether أن at `at` is an "if" (سأله إن كان), or stands in an indirect question (سأله هل يوافق على أن)."""
    return p.norm[at + 1 : at + 2] in (["كان"], ["كانت"], ["كانوا"]) or "هل" in p.norm[behind:at]


def _is_surname_with_b(p: Paragraph, at: int, stop: int) -> bool:
    """Whether «بال…» behind a first name is its surname, since what was said comes later (منير بالشادلي … بأن)."""
    given = FIRST_NAME in tag(p.norm[at - 1]) and not tag(p.norm[at][1:])
    later = any(p.norm[k] in listed("that") and p.norm[k][0] == "ب" for k in range(at, min(stop, at + 20)))
    return given and later and not looks_like_object(p.norm[at][3:])


def _is_name_with_b(p: Paragraph, at: int, stop: int) -> bool:
    """Whether a word with ب behind a first name is a name: one more ب, or a name and an office follow.

    As in أفادت ليلى بدران بتعطل القطار, أفادت ليلى بوراوي فلفول المديرة أن.
    """
    if at + 2 >= stop or FIRST_NAME not in tag(p.norm[at - 1]) or tag(p.norm[at][1:]):
        return False
    following, office = p.norm[at + 1 : at + 3]
    name = not (tag(following) or following.startswith("ال") or looks_like_object(following)) and following.isalpha()
    return prefixed_b(p, at + 1, following) or (name and TITLE in tag(office) and office.startswith("ال"))


def _is_ali(p: Paragraph, at: int) -> bool:
    """Whether علي is somebody's name: written with its dots, and behind بن or shortly before أن (… علي الجابري أن)."""
    if p.norm[at] != "علي" or not p.words[at].endswith("ي"):
        return False
    if at + 1 < len(p.norm) and p.norm[at + 1] in listed("that") and tag(p.norm[at - 1]) == FIRST_NAME:
        return True  # قال هاشم علي إن
    return p.norm[at - 1] in ("بن", "ابن") or not listed("that").isdisjoint(p.norm[at + 2 : at + 4])


def _accepts_that(p: Paragraph, at: int, behind: int, takes: frozenset[str]) -> bool:
    """Whether أن at `at` belongs to the cue: not to بعد أن and the like, nor to a preposition the cue does not take."""
    if at == behind:
        return True
    previous = p.norm[at - 1]
    if previous in listed("before_that") or (at - 1 > behind and _speech_of_somebody(p, at - 1)):
        return False
    return previous not in PREPOSITIONS or previous in takes or p.norm[at] != "ان"


def _speech_of_somebody(p: Paragraph, at: int) -> bool:
    """Whether a word is a noun of speech with its speaker as a pronoun, to which أن behind it belongs (تأكيدها أن)."""
    found = lexicon.cue_forms().get(p.norm[at])
    return bool(found and found.form.use == "noun" and found.form.suffix and not p.words[at].endswith("ة"))


def _takes_preposition(p: Paragraph, at: int, stop: int, behind: int, cue: CueForm) -> bool:
    """Whether the preposition at `at` belongs to the cue; some say something only with what stands beside theirs."""
    lemma = fold(cue.verb.lemma)
    if lemma not in listed("by_preposition"):
        return _accepts_preposition(p, at, stop, behind, cue)
    if lemma in listed("throwing"):
        return p.norm[at - 1].removeprefix("ب") in listed("thrown")  # ألقى باللوم على كذا
    return at + 1 < stop and p.norm[at + 1] in listed("that")  # توصلت إلى أن


def _accepts_preposition(p: Paragraph, at: int, stop: int, behind: int, cue: CueForm) -> bool:
    word, following = p.norm[at], p.norm[at + 1] if at + 1 < stop else ""
    if not following or following in (":", "،", "."):
        return False
    if word == "علي" and p.quote[at + 1] and p.norm[at + 2 : at + 3] and p.norm[at + 2] in listed("posts"):
        return False  # نشره على "تلغرام"
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
    if word == "عن" and p.norm[at - 1] in ("صادر", "صادره", "الصادر", "الصادره"):
        return False  # كشف تقرير صادر عن هيئة كذا أن
    if word == "عن" and {ORGANISATION, BODY, PLACE} & set(tag(following)) and _elected(p, behind, at):
        return False  # أعلن النائب عن حزب كذا، فلان، كذا
    if word == "علي" and at > behind and on_air(p, at + 1, stop):
        return False  # أكد لدى استضافته في برنامج كذا على إذاعة كذا أن
    if (word == "من" and following == "قبل") or (word == "عن" and p.norm[at - 1].endswith("نقلا")):
        return False
    if word == "من" and at > behind and p.norm[at - 1] in ("كل", "عدد", "مصدر", "مجموعه", "احد", "مصادر", "اكثر"):
        return False
    return not (
        word == "علي" and following in ("حد", "ما", "هامش", "حسابه", "حسابها", "صفحته", "موقع", "تويتر", "قناه")
    )


def _elected(p: Paragraph, behind: int, at: int) -> bool:
    """Whether a member stands right before عن at `at`, or before where he sits (النائبان في البرلمان عن حزب كذا)."""
    sits = at - 3 >= behind and p.norm[at - 2] == "في" and not _COMMAS.isdisjoint(p.words[at : at + _NAMED_PARTY])
    member = bare(p.norm[at - 3 if sits else at - 1])
    return member in listed("elected") or member.removesuffix("ان") in listed("elected")


def _later_mark(p: Paragraph, at: int, stop: int) -> bool:
    """Whether أن or a colon follows soon: then a word with ب before it may be a name (شكري بيوض)."""
    return any(p.norm[k] in listed("that") or p.words[k] == ":" for k in range(at, min(stop, at + 20)))


def _later_b(p: Paragraph, at: int, stop: int) -> bool:
    """Whether a بـ beyond doubt follows soon: then one that may be a letter of a name is that (بنغازي بإزالة)."""
    for k in range(at, min(stop, at + _LATER_B)):
        if p.words[k] in "،,.؛":
            return False
        if p.words[k].startswith("ب\u0640") or (prefixed_b(p, k, p.norm[k]) and surely_b(p.norm[k])):
            return True
    return False


def _other_clause(p: Paragraph, at: int, behind: int) -> bool:
    """Whether a new report begins at `at`, so that the cue before it stays without content."""
    word = p.norm[at]
    forms = lexicon.cue_forms()
    found = forms.get(word)
    if word in ("جا", "ورد") and at + 1 < len(p.norm) and p.norm[at + 1] in ("فيه", "فيها"):
        return True
    if found and found.form.use == "participle" and p.norm[at - 1] not in listed("binding"):
        return True
    if found and p.norm[at - 1] == "ما" and p.norm[at - 2] in ("وهو", "هو", "الامر"):
        return True  # أظهرت الصور رجلا …، وهو ما قال المدير إنه كذا
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
    if " ".join(p.norm[at + 1 : close]) in listed("posts") and close + 1 < stop:
        return False  # نشره على "تلغرام"، أن
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
    named = any(one in tag(before) for one in "MOTK") and before not in listed("posts")
    if length <= (2 * _SHORT_QUOTE if named else _SHORT_QUOTE):
        following = p.norm[close + 1 : min(stop, close + 25)]
        if following and following[0] in lexicon.cue_starts() and _other_clause(p, close + 1, behind):
            following = []  # صرح لوكالة كذا "سنعود غدا" وقال إن
        if any(word in listed("that") or word == ":" for word in following) or any(
            p.quote[close + 1 : min(stop, close + 6)] if following else []
        ):
            return False
        letters = tag(stripped(before))
        told = before[0] == "ل" and is_press(stripped(before))  # قالت للصحافيين "سنعود غدا"
        ends = close + 1 >= stop or p.words[close + 1] in "،,."
        placed = ends and (before in listed("posts") or set(letters) <= {PLACE, FIRST_NAME})  # قال في أثينا "سنعود غدا"
        return not letters or TIME in letters or ((told or placed) and length > 1)
    return True


def _names_subject(p: Paragraph, at: int, behind: int, stop: int, cue: CueForm) -> bool:
    """Whether a quotation is who speaks: behind the verb or a body's head, and before a preposition of the verb."""
    close = p.close(at)
    after = p.norm[close + 1] if close + 1 < stop else ""
    if at == behind and "مفعول" in cue.verb.takes and body_in_marks(p, at):
        return True  # أعلنت "حركة كذا" مسؤوليتها
    joined = "ب" in cue.verb.takes and after != "" and prefixed_b(p, close + 1, after) and surely_b(after)
    if not joined and (after not in PREPOSITIONS or after not in cue.verb.takes or close - at == 1):
        return False
    if at > behind:
        head = p.norm[behind]
        led = not {ORGANISATION, TITLE}.isdisjoint(tag(head))  # تساءل رئيس "حركة كذا" عن
        return at - behind < _SHORT_QUOTE and led and not head.startswith("ال")
    inside = p.norm[at + 1 : close]
    grammar = any(FUNCTION in tag(word) or OBJECT in tag(word) for word in inside)
    return close - at <= _SHORT_QUOTE and (joined or not cue.verb.opens) and inside[0][0] not in "بل" and not grammar


def _described(p: Paragraph, cue: CueForm, behind: int, stop: int) -> Complement | None:
    """Find the description of an object that is a pronoun (وصفه بأنه صديق)."""
    at = behind
    if cue.verb.lemma == "اعتبر" and behind < stop and not _is_description(p, cue, behind):
        people = p.norm[behind].endswith("ون") and UNNAMED in tag(p.norm[behind])
        subject = None if people else read_source(p, behind, stop, strict=True)
        after = behind + 1 if people else subject.behind if subject is not None else stop
        if after < stop and _is_description(p, cue, after):
            return Complement(after, after, 0, "preposition")  # ويعتبرها محللون خطوة أولى
    while at < min(stop, behind + 25):
        word = p.norm[at]
        if word in listed("that") and at + 1 < stop:
            return Complement(at, at + 1, 0, "that")
        if prefixed_b(p, at, word) and not p.quote[at]:
            return behind_b(at, word)
        if p.quote[at] and at == behind:
            return Complement(at, at, 0, "quote")
        if at == behind and _is_description(p, cue, at):
            return Complement(at, at, 0, "preposition")
        if at > behind and cue.verb.lemma == "اعتبر" and word in lexicon.cue_starts() and _other_clause(p, at, behind):
            return None
        at += 1
    return None


def _is_description(p: Paragraph, cue: CueForm, at: int) -> bool:
    """Whether the word behind يعتبرها says what she is taken for (يعتبرها حملة): indefinite, and nobody's name."""
    word, letters = p.norm[at], set(tag(p.norm[at]))
    if cue.verb.lemma != "اعتبر" or not word[:1].isalpha() or word.startswith(("ال", "لل")):
        return False
    if {FUNCTION, TIME} & letters:
        return False
    alone = at + 1 >= len(p.norm) or not p.words[at + 1][0].isalnum()
    ends = p.words[at].endswith(("ة", "ا", "ًا", "اً"))
    people = {TITLE, UNNAMED, PLACE, FIRST_NAME, MEDIA} & letters and not p.words[at].endswith(("ا", "ًا", "اً"))
    return alone or (ends and not people)
