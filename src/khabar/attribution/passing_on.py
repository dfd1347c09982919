"""Cues of passing on: an outlet does (نقلت الوكالة عن المسؤول قوله إن) or a document holds it (جاء في البيان)."""

from khabar.attribution import lexicon
from khabar.attribution.content import Complement
from khabar.attribution.cue import Cue, source_behind_l
from khabar.attribution.lexicon import DOCUMENT, FIRST_NAME, OBJECT, TIME, TITLE, CueForm, listed
from khabar.attribution.morphology import Form
from khabar.attribution.nounphrase import read_source
from khabar.attribution.relays import each_outlet, outlet_phrase, passings
from khabar.attribution.sources import Source, bare, looks_like_object, tag
from khabar.attribution.text import Paragraph

_CAME_IN = ("جا", "وجا", "ورد", "وورد")
_NAMED_OUTLET = 8  # tokens of a verb and the outlet behind it
_CARRYING = ("اورد", "يورد", "تورد")
_CAME = Form("جاء", "m", "s", "past")
_RELAY_VERB = lexicon.Verb("نقل", "say", frozenset(["ان"]), False, False)


def passes_on(word: str) -> bool:
    """Whether a cue of passing on can begin with a word."""
    return word in _CAME_IN or _form(word) is not None


def _form(word: str) -> Form | None:
    forms = lexicon.relay_forms()
    return forms.get(word) or (forms.get(word[1:]) if word[0] in "وف" else None)


def relayed(p: Paragraph, at: int, first: int, stop: int) -> Cue | None:
    """نقلت الوكالة عن المسؤول قوله إن: the outlet is a relay, the one behind عن the speaker."""
    word = p.norm[at]
    form = _form(word)
    if word in _CAME_IN:
        return None if at > first and p.norm[at - 1] == "ما" else _written(p, at, stop)  # نفى ما ورد في التقرير
    if form is None or (at > first and p.norm[at - 1] in listed("negated")):
        return None
    if at + 2 < stop and p.norm[at + 1] in listed("about_them"):
        complement = _quoted_words(p, at + 2, stop)
        outlet = read_source(p, at + 2, complement.limit) if complement else None
        return Cue(at, at + 2, "relay", None, complement, relays=[outlet]) if outlet else None
    if not listed("about_them").isdisjoint(p.norm[at + 2 : min(stop, at + _NAMED_OUTLET)]):
        return _about_them(p, at, stop)
    about = _about(p, at, stop)
    if about <= at or about >= stop:
        return _told_by_outlet(p, at, stop, form)
    outlet = read_source(p, at + 1, about) if about > at + 1 else None
    if word.lstrip("وف").startswith(_CARRYING) and (outlet is None or outlet.behind < about - 1):
        return None  # أوردت الصحيفة تقريرا عن كذا
    complement, felt = _quoted_words(p, about, stop), _plain_object(p, about, stop)
    own = felt is not None and p.words[felt.content].endswith(("ه", "ها", "هم")) and OBJECT in tag(p.norm[felt.content])
    if complement is None or (felt is not None and own and felt.content < complement.limit):
        complement = felt  # نقلت عن الوزير شعوره بالفخر بأن
    if complement is None:
        return None
    plain = p.norm[about - 1] in ("عن", "لسان", "الي") or p.words[about - 1] == "،"  # على لسان لافروف
    source = (read_source if plain else source_behind_l)(p, about, complement.limit)
    if source is None:
        return None
    between: list[Source] = []
    while source.kind == "media" and source.behind + 1 < complement.limit and p.norm[source.behind] == "عن":
        further = source_behind_l(p, source.behind + 1, complement.limit)
        if further is None:
            break
        between.append(source)
        source = further
    cue = Cue(
        at, at + 1, "relay", CueForm(_RELAY_VERB, form), complement, source, joined=word not in lexicon.relay_forms()
    )
    cue.relays = [*(each_outlet(p, outlet) if outlet else []), *between]
    return cue


def _told_by_outlet(p: Paragraph, at: int, stop: int, form: Form) -> Cue | None:
    """نقلت وكالة كذا أن: the outlet names nobody whom it has it from and speaks itself."""
    outlet = read_source(p, at + 1, stop) if at + 1 < stop else None
    if outlet is None or outlet.kind != "media" or outlet.behind + 1 >= stop:
        return None
    that = outlet.behind
    if p.norm[that] not in listed("that"):
        return None
    joined = p.norm[at] not in lexicon.relay_forms()
    return Cue(at, at + 1, "verb", CueForm(_RELAY_VERB, form), Complement(that, that + 1, 0, "that"), joined=joined)


def _about_them(p: Paragraph, at: int, stop: int) -> Cue | None:
    """نقلت الوكالة عنه قوله إن: whoever spoke last is quoted, by the outlet behind the verb."""
    about = next(k for k in range(at + 2, stop) if p.norm[k] in listed("about_them"))
    outlet = read_source(p, at + 1, about)
    complement = _quoted_words(p, about + 1, stop) if outlet is not None and outlet.behind == about else None
    return Cue(at, at + 1, "relay", None, complement, relays=each_outlet(p, outlet)) if outlet and complement else None


def _written(p: Paragraph, at: int, stop: int) -> Cue | None:
    """وجاء في البيان أن …: the document is the source."""
    if at + 2 < stop and p.norm[at + 1] in ("فيه", "فيها"):
        return _written_there(p, at, stop)
    if at + 2 >= stop or p.norm[at + 1] != "في":
        return None
    begin = at + 3 if p.norm[at + 2] == "نص" else at + 2
    complement = _quoted_words(p, begin, stop)
    if complement is None or begin >= stop:
        return None
    if DOCUMENT not in tag(p.norm[begin]) and bare(p.norm[begin]) not in listed("written_in"):
        return None
    source = read_source(p, begin, complement.limit)
    if source is None:
        return None
    passed = [one for one, role in passings(p, source.behind, complement.limit) if one and role == "relay"]
    return Cue(at, at + 2, "relay", CueForm(_RELAY_VERB, _CAME), complement, source, relays=passed)


def _written_there(p: Paragraph, at: int, stop: int) -> Cue | None:
    """تقرير للوزارة جاء فيه أن …: the document stands before the verb."""
    complement = _quoted_words(p, at + 2, stop)
    giver = _giver(p, at) if complement else None
    outlet = giver if giver is not None and giver.kind == "media" else None
    source = (None if outlet else giver) or (document_before(p, at) if complement else None)
    passed = [outlet] if outlet is not None and source is not None and source.kind != "document" else []
    source = source if passed else outlet or source  # نشرت صحيفة كذا بيانا للوزارة; نشرت صحيفة كذا تقريرا
    if source is None:
        return None
    passed = passed or _printed_by(p, at, source)
    return Cue(at, at + 2, "relay", CueForm(_RELAY_VERB, _CAME), complement, source, relays=passed)


def _printed_by(p: Paragraph, at: int, document: Source) -> list[Source]:
    """Return the outlet of «نقلت وكالة كذا بيان الوزارة وجاء فيه» before `at`."""
    for k in range(document.first - 1, max(p.bounds[p.sentence[at]][0], document.first - _NAMED_OUTLET) - 1, -1):
        if _form(p.norm[k]) is not None:
            outlet = read_source(p, k + 1, document.first, strict=True)
            return each_outlet(p, outlet) if outlet is not None and outlet.kind == "media" else []
    return []


def _giver(p: Paragraph, at: int) -> Source | None:
    """Return who gave out the document right before `at` (نشر الوزير تغريدة جاء فيها)."""
    for k in range(at - 1, max(p.bounds[p.sentence[at]][0], at - 12) - 1, -1):
        word = p.norm[k]
        if word in listed("issuing") or (word[0] in "وف" and word[1:] in listed("issuing")):
            source = read_source(p, k + 1, at, strict=True)
            return source if source is not None and source.kind in ("person", "organisation", "media") else None
    return None


def document_before(p: Paragraph, at: int) -> Source | None:
    """Return whose document or speech the nearest one before `at` is (تصريح لجمعية كذا), or the document itself."""
    for k in range(at - 1, max(p.bounds[p.sentence[at]][0], at - 12) - 1, -1):
        word = p.norm[k]
        if {word, word.removesuffix("ا")} & lexicon.phrase_words("settings") or DOCUMENT in tag(word):
            if p.norm[k + 1] == "مع" and k + 2 < at:
                return read_source(p, k + 2, at)  # مقابلة مع فلان
            owned = k + 1 < at and p.norm[k + 1][0] == "ل" and p.norm[k + 1] not in lexicon.tags()
            if owned:
                return source_behind_l(p, k + 1, at)
            return read_source(p, k, at) if word[-1] != "ا" or DOCUMENT in tag(word) else None
    return None


def _about(p: Paragraph, at: int, stop: int) -> int:
    """Return the token at which the one quoted begins: behind عن or إلى, or with لـ; `at` where none does."""
    attributed = "نسب" in p.norm[at]
    for k in range(at + 1, min(stop, at + 30)):
        if p.quote[k]:
            continue
        on_tongue = p.norm[k] == "لسان" and p.norm[k - 1] == "علي"
        if p.norm[k] == "عن" or on_tongue or (attributed and p.norm[k] == "الي"):
            return k + 1 + (p.words[k + 1 : k + 2] == ["،"])
        if attributed and p.norm[k][0] == "ل" and tag(p.norm[k][1:]):
            return k
    return at


def _plain_object(p: Paragraph, at: int, stop: int) -> Complement | None:
    """Find what is passed on as a plain object behind the source (نقلت عن الوزير تأكيده, … ارتفاع الحصيلة)."""
    source = read_source(p, at, stop, strict=True)
    after = source.behind if source else stop
    while after < stop and (p.words[after] in "،," or TIME in tag(p.norm[after])):
        after += 1
    if after >= stop or not (OBJECT in tag(p.norm[after]) or looks_like_object(p.norm[after])):
        return None
    return Complement(after, after, 0, "object")


def _quoted_words(p: Paragraph, at: int, stop: int) -> Complement | None:
    """Find the content behind عن فلان: قوله إن, أن, a colon or a quotation."""
    for k in range(at, min(stop, at + 45)):
        word = p.norm[k]
        if word in listed("words_of"):
            begin = outlet_phrase(p, k + 1, stop) if k + 1 < stop else 0  # قوله لشبكة "كذا" الأميركية إن
            reach = range(begin or k + 1, min(stop, (begin or k + 1) + 7))
            after = next((m for m in reach if p.norm[m] in listed("that") and not p.quote[m]), k + 1)
            while after < stop and (
                p.norm[after] in listed("that")
                or p.words[after] in ":،"
                or (TIME in tag(p.norm[after]) and p.norm[after - 1] not in listed("that"))
            ):
                after += 1
            if after < stop and p.norm[after] in ("خلال", "في", "علي"):  # قوله خلال ندوة: "…"
                colon = next((m for m in range(after, min(stop, after + 8)) if p.words[m] == ":"), stop)
                after = colon + 1 if colon + 1 < stop and p.quote[colon + 1] else after
            return Complement(k, after, 0, "that") if after < stop else None
        if p.quote[k]:
            if p.close(k) - k > 5:
                return Complement(k, k, 0, "quote")
            continue
        asked = word == "ان" and p.norm[k + 1 : k + 2] in (["كان"], ["كانت"])  # رده على سؤال إن كانت
        if (word in listed("that") and not asked) or word == ":":
            return Complement(k, k + 1, 0, "that") if k + 1 < stop else None
    return None


def announced_by(p: Paragraph) -> Source | None:
    """Return whose points follow a paragraph that says what they stand in (وجاء في بيان الوزارة:)."""
    came = next((at for at, word in enumerate(p.norm) if word in _CAME_IN), -1)
    begin = came + 3 if p.norm[came + 2 : came + 3] == ["نص"] else came + 2
    if came < 0 or begin >= len(p.norm) or p.norm[came + 1] != "في" or DOCUMENT not in tag(p.norm[begin]):
        return None
    return read_source(p, begin, len(p.norm))


def appoints(p: Paragraph, at: int) -> bool:
    """Whether a point of a list names somebody and his office, and says nothing (فلان الفلاني، واليا على كذا)."""
    at += p.norm[at] in ("السيد", "السيده")
    if at >= len(p.norm) or FIRST_NAME not in tag(p.norm[at]):
        return False
    mark = next((k for k in range(at, min(len(p.norm), at + 7)) if p.words[k] in "،,:-–"), -1)
    word = p.norm[mark + 1] if 0 < mark < len(p.norm) - 1 else ""
    return bool(word) and TITLE in tag(word) + tag(word.removesuffix("ا"))
