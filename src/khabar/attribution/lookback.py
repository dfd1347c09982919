"""Cues whose content stands before or around them: بحسب الوزارة، على ما أعلنت السلطات، على حد قوله."""

from khabar.attribution import lexicon
from khabar.attribution.complements import find_complement
from khabar.attribution.content import Complement
from khabar.attribution.cue import Cue, is_passive, match_phrase, source_behind_l
from khabar.attribution.lexicon import ADJECTIVE, FIRST_NAME, FUNCTION, MEDIA, TIME, TITLE, CueForm, listed
from khabar.attribution.nounphrase import read_source
from khabar.attribution.relays import outlet_phrase
from khabar.attribution.sources import Source, bare, outlet_at, outlet_at_stripped, outlet_in_marks, stripped, tag
from khabar.attribution.text import QUOTES, Paragraph

_LONGEST_DAY = 8
_LONGEST_NAME = 5
_WITH_L = ("وفقا", "طبقا", "تبعا", "بالنسبه")
_ISSUED = ("الصادر", "الت", "الذ")
_BETWEEN = frozenset(["في", "عن", "علي", "الي", "به", "بها", "اليه", "اليها", "له", "لنا", "لي"])
_REPORTED = ("جا", "ورد", "افيد", "نشر", "بث", "اوردت", "اورد")


def looks_back(word: str) -> bool:
    """Whether a cue that looks back can begin with a word."""
    triggers = listed("triggers")
    return word in triggers or (word[0] in "وف" and word[1:] in triggers) or word.startswith(_ISSUED)


def according(p: Paragraph, at: int, first: int, stop: int) -> Cue | None:
    """Return the cue that looks back and begins at `at`, in the sentence from `first` to before `stop`."""
    word = p.norm[at]
    if word.startswith(_ISSUED):
        return _issued(p, at, first, stop)
    clitics = "وف" if at == first else "و"
    if word not in listed("triggers") and not (word[0] in clitics and word[1:] in listed("triggers")):
        return None
    follow = lexicon.followers().get(word) or lexicon.followers().get(word[1:])
    if follow is not None and (at + 1 >= stop or p.norm[at + 1] not in follow):
        return None
    own = _own_words(p, at, stop)
    if own > at:
        return Cue(at, own, "own words")
    as_verb = match_phrase(p, at, "as_verb", stop)
    if as_verb > at and as_verb < stop:
        cue = _as_verb(p, at, as_verb, stop)
        if cue:
            return cue
    opened = match_phrase(p, at, "according", stop)
    if opened == at or opened >= stop:
        return None
    return _by_preposition(p, at, opened, stop)


def _issued(p: Paragraph, at: int, first: int, stop: int) -> Cue | None:
    """التحذيرات الصادرة عن الوزير بأن …: a noun of speech, its speaker and what was said."""
    opened = match_phrase(p, at, "issued", stop)
    if opened == at or at == first:
        return None
    that = next((k for k in range(opened, min(stop, opened + 25)) if p.norm[k] in listed("that")), -1)
    source = read_source(p, opened, that if that > 0 else stop)
    if that < 0 or source is None or that + 1 >= stop:
        return None
    return Cue(at - 1, opened, "issued", complement=Complement(that, that + 1, 0, "that"), source=source)


def _own_words(p: Paragraph, at: int, stop: int) -> int:
    """Return the token behind «على حد قوله» and its like."""
    opened = match_phrase(p, at, "own_openers", stop)
    if opened > at and opened < stop and (p.norm[opened],) in lexicon.phrases("own_words"):
        return opened + 1 if not (p.norm[at].endswith("في")) else at
    return at


def _as_verb(p: Paragraph, at: int, opened: int, stop: int) -> Cue | None:
    """على ما أعلنت السلطات, كما قال الوزير: a verb whose content stands before or around it."""
    if p.norm[opened] == "ما" and opened + 1 < stop:
        opened += 1
    base = p.norm[opened].removesuffix("نا")
    found = _finite(base) or _finite(base[:-1] if base.endswith("ه") else base)
    relay = lexicon.relay_forms().get(base) or lexicon.relay_forms().get(base[:-1] if base.endswith("ه") else base)
    if found is None and relay is None and not base.startswith(_REPORTED):
        return None
    pointed = p.norm[at].endswith("علي") and found is not None and found.form.spelling != base
    if (found and is_passive(p.words[opened], found, joined=False)) or pointed:
        return None  # لم يرد تعليق على ما قاله فلان
    after = opened + 1
    if after < stop and (p.norm[after] in listed("that") or p.words[after] == ":"):
        return None
    told_by = relay is not None and p.norm[after : after + 1] != [] and p.norm[after] in listed("about_them")
    also = p.norm[at].endswith("كما") and not (told_by or _came_in_outlet(p, base, after, stop))
    if also and (found is None or _goes_on(p, found, after, stop)):
        return None
    if after + 1 < stop and p.norm[after] == "به":
        after += 1
    if after < stop and (p.norm[after] in _BETWEEN or p.norm[after] in listed("about_them")):
        after += 2 if p.norm[after + 1 : after + 2] in (["لسان"], ["لسانه"], ["لسانها"]) else 1
    if after + 1 < stop and p.words[after] in "،," and MEDIA in tag(p.norm[after + 1]):
        after += 1  # بحسب ما نقلته، وكالة كذا
    while after < stop and (TIME in tag(p.norm[after]) or p.norm[after].isdigit() or p.norm[after - 1].isdigit()):
        after += 1
    cue = _looking_back(p, at, after, stop, found)
    if told_by and cue.source is not None and not cue.relays:
        cue.relays = [cue.source]  # وفق ما نقله عنهم فلان: he passes their words on
    if also and not _closes(p, after, stop):
        return None  # كما أقرت الدولة إجراء: "also", not "as"
    return cue


def _name_in_marks(p: Paragraph, at: int, stop: int) -> bool:
    """Whether a short name in marks with a comma behind it begins at `at` (وبحسب "كود دوت أورغ"، يكسب)."""
    close = p.close(at)
    closed = at + 1 < close <= at + _LONGEST_NAME and close + 1 < stop and p.words[close + 1] in "،,"
    plain = (word[:1].isalpha() and word not in listed("never_in_names") for word in p.norm[at + 1 : close])
    return p.words[at] in QUOTES and closed and all(plain)


def _came_in_outlet(p: Paragraph, verb: str, after: int, stop: int) -> bool:
    """Whether «كما جاء في مجلة كذا» names the outlet in which the words before it stood."""
    begin = after + 1
    if verb not in listed("came_out") or begin >= stop or p.norm[after] != "في":
        return False
    return MEDIA in tag(p.norm[begin]) or bool(outlet_at(p, begin, stop)[0])


def _is_law(source: Source) -> bool:
    """Whether a phrase is a rule, a plan or a measure, which says nothing itself (وفقا للقانون, بحسب التوقيت)."""
    return bare(source.first_word) in listed("measures")


def _is_thing(source: Source) -> bool:
    """Whether a phrase in no list means something that says nothing (استنادا إلى الاسم الجديد)."""
    given = bool(source.folded) and FIRST_NAME in tag(source.folded[0])
    return source.kind == "person" and not given and TITLE not in tag(source.first_word)


def _has_a_view(p: Paragraph, source: Source) -> bool:
    """Whether «بالنسبة إلى» tells whose view follows: a named person's, before a comma or فإن."""
    given = bool(source.folded) and FIRST_NAME in tag(source.folded[0])
    named = source.kind == "person" and bool(source.name) and (TITLE in tag(source.first_word) or given)
    after = source.behind
    return named and after < len(p.norm) and (p.words[after] in "،,:" or p.norm[after] in listed("so_that"))


def _closes(p: Paragraph, after: int, stop: int) -> bool:
    """Whether a subject at `after` ends its clause (كما قال الوزير،)."""
    subject = read_source(p, after, stop, strict=True)
    behind = subject.behind if subject else after
    behind = outlet_phrase(p, behind, stop) or behind if behind < stop else behind
    while behind < stop and (TIME in tag(p.norm[behind]) or p.norm[behind].isdigit()):
        behind += 1
    return behind >= stop or not p.words[behind][0].isalnum() or FUNCTION in tag(p.norm[behind])


def _looking_back(p: Paragraph, at: int, after: int, stop: int, found: CueForm | None) -> Cue:
    """Return the cue whose subject begins at `after`; with عن behind an outlet, the source it passes on."""
    source = read_source(p, after, stop)
    behind = source.behind if source else after
    cue = Cue(at, behind, "as", found, source=source)
    if found is None:
        behind = _behind_days(p, behind, stop)
    by_outlet = source is not None and source.kind == "media"
    if source and (found is None or by_outlet) and behind + 1 < stop and p.norm[behind] in ("عن", "عنه", "عنها"):
        cue.behind = behind + 1
        passed = read_source(p, behind + 1, stop) if p.norm[behind] == "عن" else None
        if passed:
            cue.source, cue.relays, cue.behind = passed, [source], passed.behind
    return cue


def _behind_days(p: Paragraph, at: int, stop: int) -> int:
    """Return the token of عن behind an adjective, commas and days (نقلته وكالة "كذا" الروسية، الثلاثاء، عن)."""
    k = at
    while k < stop and k - at < _LONGEST_DAY:
        if p.norm[k] == "عن":
            return k
        if not (p.words[k] in "،," or {TIME, ADJECTIVE} & set(tag(p.norm[k])) or p.norm[k].isdigit()):
            break
        k += 1
    return at


def _finite(word: str) -> CueForm | None:
    """Return the cue form of a word where it is a verb."""
    found = lexicon.cue_forms().get(word)
    return found if found and found.form.use in ("past", "present") else None


def _goes_on(p: Paragraph, found: CueForm, after: int, stop: int) -> bool:
    """Whether كما قال … goes on with what was said, so that كما only joins it to the sentence before."""
    complement = find_complement(p, found, after, stop, frozenset())
    if complement is None:
        return False
    return complement.how != "object" or complement.subject is not None


def _by_preposition(p: Paragraph, at: int, opened: int, stop: int) -> Cue | None:
    """بحسب الوزارة, نقلا عن وكالة كذا, وفقا لتصريحات الوزير."""
    word = p.norm[opened]
    if word == "ما":
        return None
    begin = opened
    if (
        p.norm[opened - 1][0] == "ل"
        and len(p.norm[opened - 1]) > 2
        and p.norm[at].endswith(("وفقا", "طبقا", "تبعا", "بالنسبه"))
    ):
        begin = opened - 1
    return _source_of_preposition(p, at, begin, stop)


def _source_of_preposition(p: Paragraph, at: int, begin: int, stop: int) -> Cue | None:
    """Read the source behind a preposition and the words for speech (بحسب تصريحات الوزير)."""
    speech, word = lexicon.phrase_words("speech"), p.norm[begin]
    if begin + 1 < stop and (word in speech or stripped(word) in speech):
        begin += 1
        while begin + 1 < stop and p.norm[begin] in speech:
            begin += 1
    elif stripped(word) in listed("reports") and _of_outlet(p, begin + 1, stop):
        begin += 1  # وفقا لتقرير كذا نيوز
    elif stripped(word) in listed("reports") and begin + 3 < stop and p.norm[begin + 2] == "عن":
        begin += 3 if p.norm[begin + 1] in ("صادر", "صادره") else 0  # وفقا لأنباء صادرة عن الشرطة
    read = read_source if p.norm[begin - 1] == "لسان" else source_behind_l  # على لسان لافروف
    source = read(p, begin, _comma(p, begin, stop))
    comma = next((k for k in range(begin, source.behind) if p.words[k] in "،,"), -1) if source else -1
    closed = source is not None and source.behind < stop and p.words[source.behind] in "،,"
    if source and comma > 0 and source.folded and not closed and not {FIRST_NAME, TITLE} & set(tag(p.norm[comma + 1])):
        source = source_behind_l(p, begin, comma)  # what follows the comma is the content, not a name
    if source and source.behind < stop and p.words[source.behind] not in "،,.:":
        strict = source_behind_l(p, begin, stop, strict=True)
        source = strict if strict and p.norm[source.behind] not in listed("holders") else source
    marked = p.quote[begin] and not (outlet_in_marks(p, begin) or _name_in_marks(p, begin, stop))
    if source is not None and p.norm[at].endswith("استنادا") and _is_thing(source):
        return Cue(at, source.behind, "according")
    if source is None or marked or _is_law(source) or (p.norm[at].endswith("بالنسبه") and not _has_a_view(p, source)):
        return None
    if source.behind - begin == 1 and not tag(p.norm[begin]) and p.words[begin].endswith(("ه", "ها", "هم")):
        return Cue(at, source.behind, "own words")
    return Cue(at, source.behind, "according", source=source)


def _of_outlet(p: Paragraph, at: int, stop: int) -> bool:
    """Whether a report at `at` is named by the outlet that brought it (لتقرير سبوتنيك, لتقرير لصحيفة كذا)."""
    return at < stop and bool(outlet_at(p, at, stop)[0] or outlet_at_stripped(p, at) or MEDIA in tag(p.norm[at]))


def _comma(p: Paragraph, at: int, stop: int) -> int:
    return next(
        (k for k in range(at, min(stop, at + 30)) if p.norm[k].startswith("فان") and p.norm[k] in listed("so_that")),
        stop,
    )
