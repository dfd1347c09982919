"""Finding the cues of a paragraph: verbs, participles, nouns and prepositions that attribute words to somebody."""

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Literal

from khabar.attribution import lexicon
from khabar.attribution.complements import Complement, find_complement
from khabar.attribution.lexicon import DOCUMENT, FIRST_NAME, OBJECT, TIME, TITLE, CueForm, listed
from khabar.attribution.morphology import Form
from khabar.attribution.nounphrase import looks_like_object, read_source
from khabar.attribution.sources import Source, bare, stripped, tag, without_l
from khabar.attribution.text import Paragraph, fold

Shape = Literal["verb", "participle", "noun", "according", "as", "own words", "relay", "issued"]

_STOPS = frozenset("،,.؛:-")
_CLEAR_WITH_THAT = frozenset(["كشف", "ذكر", "نفى", "حذر", "كتب", "وجد"])
_RELATIVE = frozenset(["الذي", "التي", "الذين", "اللذان"])


@dataclass(slots=True)
class Cue:
    """One cue at tokens `at` to before `behind`, with what it introduces and whom it names."""

    at: int
    behind: int
    shape: Shape
    word: CueForm | None = None
    complement: Complement | None = None
    source: Source | None = None
    relays: list[Source] = field(default_factory=list)
    joined: bool = False
    relative: bool = False

    @property
    def form(self) -> Form | None:
        """The form of the cue's verb; None where it has none."""
        return self.word.form if self.word else None


def find_cues(p: Paragraph, known: Set[str]) -> list[Cue]:
    """Return the cues of a paragraph in order; those inside quotations belong to the words quoted."""
    cues: list[Cue] = []
    at, starts = 0, lexicon.cue_starts()
    while at < len(p):
        cue = None if p.quote[at] or p.norm[at] not in starts else _cue_at(p, at, p.bounds[p.sentence[at]], known)
        if cue and not _covered(cue, cues):
            cues.append(cue)
        at = max(at + 1, cue.behind if cue else 0)
    return cues


def _covered(cue: Cue, cues: list[Cue]) -> bool:
    """Whether بالقول belongs to the verb of saying before it, which has found the same content (علق بالقول إن)."""
    last = cues[-1].complement if cues else None
    return bool(last and cue.complement and last.content == cue.complement.content and cue.shape == "participle")


_REPORTED = ("جاء", "ورد", "افيد", "نشر", "بث", "اوردت", "اورد")


def _cue_at(p: Paragraph, at: int, sentence: tuple[int, int], known: Set[str]) -> Cue | None:
    word = p.norm[at]
    if not word[:1].isalpha():
        return None
    first, stop = sentence
    if word in listed("by_saying"):
        return _by_saying(p, at, stop, known)
    return _according(p, at, first, stop) or _relayed(p, at, first, stop) or _by_word(p, at, first, stop, known)


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


def _by_word(p: Paragraph, at: int, first: int, stop: int, known: Set[str]) -> Cue | None:
    found, joined = _lookup(p.norm[at])
    if found is None or _looks_like_other(p, at, found, joined):
        return None
    previous = p.norm[at - 1] if at > first else ""
    if found.form.use == "bare participle":
        return _bare_participle(p, at, stop, found, previous, known)
    if found.form.use == "noun":
        return _noun(p, at, stop, found, previous, known)
    if found.form.use == "participle":
        return _participle(p, at, stop, found, joined, known)
    before_that = previous == "ان" and at - 2 >= first and p.norm[at - 2].endswith("سبق")
    if (previous in listed("negated") and not before_that) or (previous == "لا" and found.verb.kind != "judge"):
        return None
    cue = _with_complement(p, at, stop, found, joined, known, "verb")
    if cue is None or _impersonal(p, cue, previous):
        return None
    plain = found.verb.lemma == "نفى" and p.words[at].endswith("ى")  # the noun is نفي
    if found.verb.opens and not joined and not plain and not _opens_clause(p, at, first, previous):
        that = cue.complement is not None and cue.complement.how == "that"
        if not that or previous in listed("binding") or found.verb.lemma not in _CLEAR_WITH_THAT:
            return None
    cue.relative = previous in _RELATIVE
    return cue


def _looks_like_other(p: Paragraph, at: int, found: CueForm, joined: bool) -> bool:
    """Whether the letters or marks as written say that the word is not the form it folds to."""
    word = p.words[at]
    if found.verb.lemma == "لفت" and at + 1 < len(p) and bare(p.norm[at + 1]) in ("انتباه", "نظر", "انظار"):
        return True
    if p.norm[at] in ("ردا", "وردا") or (found.form.suffix == "ه" and word.endswith("ة")):
        return True
    if found.verb.lemma == "بين" and not joined and "\u0651" not in word:
        return True  # بين is "between" unless it is joined or doubled
    return _passive(word, found, joined)


def _participle(p: Paragraph, at: int, stop: int, found: CueForm, joined: bool, known: Set[str]) -> Cue | None:
    word = p.norm[at]
    if found.form.gender == "f" and found.form.number == "s" and p.words[at].endswith("ه"):
        return None  # مضيفه is "his host", not مضيفة
    titled = TITLE in tag(word) and not (p.words[at].endswith(("ة", "ةً", "ةٌ")) and _introduces(p, at + 1, stop, found))
    if titled or (found.form.gender != "m" and word.startswith("ال")):
        return None
    cue = _with_complement(p, at, stop, found, joined, known, "participle")
    if cue is None or cue.complement is None:
        return None
    if fold(found.verb.lemma) in listed("passive_too") and not word.endswith("ا"):
        return cue if cue.complement.limit == at + 1 and cue.complement.how != "preposition" else None
    return cue


def _introduces(p: Paragraph, at: int, stop: int, found: CueForm) -> bool:
    """Whether the word right behind a cue is one that opens its content (مشيرة إلى, مديرة أن is none)."""
    return at < stop and (p.norm[at] in listed("that") or p.norm[at] in found.verb.takes)


def _passive(word: str, found: CueForm, joined: bool) -> bool:
    """Whether the vowel marks or the last letter say that a verb is passive (ذُكر, تُدعى)."""
    letters = word[1:] if joined else word
    if found.form.use == "past":
        return letters[1:2] == "\u064f"
    return (
        found.form.use == "present"
        and letters.endswith("ى")
        and not found.form.spelling.startswith(("تري", "يري", "يتمني", "تتمني"))
    )


def _impersonal(p: Paragraph, cue: Cue, previous: str) -> bool:
    """Whether a verb is a passive that names nobody (ويُعتقد أن, التي يتوقع أن)."""
    if cue.form is None or cue.word is None or cue.form.use != "present" or cue.complement is None:
        return False
    bare = cue.complement.how == "that" and cue.complement.limit == cue.behind
    if cue.form.spelling == "تبين" and (bare or p.norm[cue.behind] in listed("triggers")):
        return True  # تبين أن: it turned out
    if cue.complement.how == "object":
        return previous in _RELATIVE and not cue.form.suffix
    return (
        bare
        and cue.form.gender == "m"
        and cue.form.number == "s"
        and fold(cue.word.verb.lemma) in listed("often_passive")
    )


def _opens_clause(p: Paragraph, at: int, first: int, previous: str) -> bool:
    if at == first or previous in listed("openers") or previous in _STOPS or TIME in tag(previous):
        return True
    following = p.norm[at + 1] if at + 1 < len(p) else ""
    return following in listed("that") or (following.startswith("بال") and p.norm[at] == "طالب")


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
    if not found.form.suffix:
        return _noun_with_subject(p, at, stop, found, previous, known)
    complement = find_complement(p, found, at + 1, min(stop, at + 12), known)
    if complement is None and found.verb.lemma == "أعلن" and at + 1 < stop and p.norm[at + 1][:1].isalpha():
        complement = Complement(at + 1, at + 1, 0, "object") if tag(p.norm[at + 1]) in ("", OBJECT) else None
    if complement is None or previous in ("حد", "بحسب", "حسب", "وفق"):
        return None
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


def _match(p: Paragraph, at: int, name: str, stop: int) -> int:
    """Return the token behind the longest phrase of a list that stands at `at`, و before it allowed; `at` if none."""
    best = at
    for words in lexicon.phrases_from(name).get(p.norm[at], ()):
        if at + len(words) > best and _matches(p, at, words, stop):
            best = at + len(words)
    return best


def _matches(p: Paragraph, at: int, words: tuple[str, ...], stop: int) -> bool:
    """Whether the words behind the first of a phrase follow; a closing لـ may be joined to the next word."""
    if at + len(words) > stop:
        return False
    for offset in range(1, len(words)):
        have, word = p.norm[at + offset], words[offset]
        joined = word == "ل" and offset == len(words) - 1 and have[0] == "ل" and len(have) > 2
        if have != word and not joined:
            return False
    return True


def _according(p: Paragraph, at: int, first: int, stop: int) -> Cue | None:
    word = p.norm[at]
    if word.startswith(("الصادر", "الت", "الذ")):
        return _issued(p, at, first, stop)
    clitics = "وف" if at == first else "و"
    if word not in listed("triggers") and not (word[0] in clitics and word[1:] in listed("triggers")):
        return None
    own = _own_words(p, at, stop)
    if own > at:
        return Cue(at, own, "own words")
    as_verb = _match(p, at, "as_verb", stop)
    if as_verb > at and as_verb < stop:
        cue = _as_verb(p, at, as_verb, stop)
        if cue:
            return cue
    opened = _match(p, at, "according", stop)
    if opened == at or opened >= stop:
        return None
    return _by_preposition(p, at, opened, stop)


def _issued(p: Paragraph, at: int, first: int, stop: int) -> Cue | None:
    """التحذيرات الصادرة عن الوزير بأن …: a noun of speech, its speaker and what was said."""
    opened = _match(p, at, "issued", stop)
    if opened == at or at == first:
        return None
    that = next((k for k in range(opened, min(stop, opened + 25)) if p.norm[k] in listed("that")), -1)
    source = read_source(p, opened, that if that > 0 else stop)
    if that < 0 or source is None or that + 1 >= stop:
        return None
    return Cue(at - 1, opened, "issued", complement=Complement(that, that + 1, 0, "that"), source=source)


def _own_words(p: Paragraph, at: int, stop: int) -> int:
    """Return the token behind «على حد قوله» and its like."""
    opened = _match(p, at, "own_openers", stop)
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
    after = opened + 1
    if after < stop and (p.norm[after] in listed("that") or p.words[after] == ":"):
        return None
    if p.norm[at].endswith("كما") and (found is None or _goes_on(p, found, after, stop)):
        return None
    if after + 1 < stop and p.norm[after] == "به":
        after += 1
    if after < stop and p.norm[after] in ("في", "عن", "علي", "الي", "عنه", "عنها", "به", "بها", "اليه", "اليها", "له"):
        after += 1
    while after < stop and (TIME in tag(p.norm[after]) or p.norm[after].isdigit() or p.norm[after - 1].isdigit()):
        after += 1
    return _looking_back(p, at, after, stop, found)


def _looking_back(p: Paragraph, at: int, after: int, stop: int, found: CueForm | None) -> Cue:
    """Return the cue whose subject begins at `after`; with عن behind an outlet, the source it passes on."""
    source = read_source(p, after, stop)
    behind = source.behind if source else after
    cue = Cue(at, behind, "as", found, source=source)
    if source and found is None and behind + 1 < stop and p.norm[behind] in ("عن", "عنه", "عنها"):
        cue.behind = behind + 1
        passed = read_source(p, behind + 1, stop) if p.norm[behind] == "عن" else None
        if passed:
            cue.source, cue.relays, cue.behind = passed, [source], passed.behind
    return cue


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
    if p.norm[opened - 1][0] == "ل" and len(p.norm[opened - 1]) > 2 and p.norm[at].endswith(("وفقا", "طبقا", "تبعا")):
        begin = opened - 1
    return _source_of_preposition(p, at, begin, stop)


def _source_of_preposition(p: Paragraph, at: int, begin: int, stop: int) -> Cue | None:
    """Read the source behind a preposition and the words for speech (بحسب تصريحات الوزير)."""
    speech, word = lexicon.phrase_words("speech"), p.norm[begin]
    if begin + 1 < stop and (word in speech or stripped(word) in speech):
        begin += 1
        while begin + 1 < stop and p.norm[begin] in speech:
            begin += 1
    source = _behind_l(p, begin, _comma(p, begin, stop))
    comma = next((k for k in range(begin, source.behind) if p.words[k] in "،,"), -1) if source else -1
    closed = source is not None and source.behind < stop and p.words[source.behind] in "،,"
    if source and comma > 0 and source.folded and not closed and not {FIRST_NAME, TITLE} & set(tag(p.norm[comma + 1])):
        source = _behind_l(p, begin, comma)  # what follows the comma is the content, not a name
    if source and source.behind < stop and p.words[source.behind] not in "،,.:":
        strict = _strictly(p, begin, stop)
        source = strict if strict and p.norm[source.behind] not in listed("holders") else source
    if source is None or p.quote[begin]:
        return None
    if source.behind - begin == 1 and not tag(p.norm[begin]) and p.words[begin].endswith(("ه", "ها", "هم")):
        return Cue(at, source.behind, "own words")
    return Cue(at, source.behind, "according", source=source)


def _comma(p: Paragraph, at: int, stop: int) -> int:
    return next(
        (k for k in range(at, min(stop, at + 30)) if p.norm[k].startswith("فان") and p.norm[k] in listed("so_that")),
        stop,
    )


def _strictly(p: Paragraph, begin: int, stop: int) -> Source | None:
    return read_source(p, begin, stop, strict=True)


def _relayed(p: Paragraph, at: int, first: int, stop: int) -> Cue | None:
    """نقلت الوكالة عن المسؤول قوله إن: the outlet is a relay, the one behind عن the speaker."""
    forms = lexicon.relay_forms()
    word = p.norm[at]
    form = forms.get(word) or (forms.get(word[1:]) if word[0] in "وف" else None)
    if word in ("جا", "وجا", "ورد", "وورد"):
        return _written(p, at, stop)
    if form is None or (at > first and p.norm[at - 1] in listed("negated")):
        return None
    if at + 2 < stop and p.norm[at + 1] in ("عنه", "عنها", "عنهم"):
        complement = _quoted_words(p, at + 2, stop)
        outlet = read_source(p, at + 2, complement.limit) if complement else None
        return Cue(at, at + 2, "relay", None, complement, relays=[outlet]) if outlet else None
    about = _about(p, at, stop)
    if about <= at or about >= stop:
        return None
    outlet = read_source(p, at + 1, about) if about > at + 1 else None
    complement = _quoted_words(p, about, stop) or _plain_object(p, about, stop)
    if complement is None:
        return None
    source = _behind_l(p, about, complement.limit)
    if source is None:
        return None
    cue = Cue(at, at + 1, "relay", CueForm(_RELAY_VERB, form), complement, source, joined=word not in forms)
    cue.relays = [outlet] if outlet else []
    return cue


def _written(p: Paragraph, at: int, stop: int) -> Cue | None:
    """وجاء في البيان أن …: the document is the source."""
    if at + 2 < stop and p.norm[at + 1] in ("فيه", "فيها"):
        return _written_there(p, at, stop)
    if at + 2 >= stop or p.norm[at + 1] != "في":
        return None
    begin = at + 3 if p.norm[at + 2] == "نص" else at + 2
    complement = _quoted_words(p, begin, stop)
    if complement is None or begin >= stop or DOCUMENT not in tag(p.norm[begin]):
        return None
    source = read_source(p, begin, complement.limit)
    return Cue(at, at + 2, "relay", CueForm(_RELAY_VERB, _CAME), complement, source) if source else None


def _written_there(p: Paragraph, at: int, stop: int) -> Cue | None:
    """تقرير للوزارة جاء فيه أن …: the document stands before the verb."""
    complement = _quoted_words(p, at + 2, stop)
    source = document_before(p, at) if complement else None
    return Cue(at, at + 2, "relay", CueForm(_RELAY_VERB, _CAME), complement, source) if source else None


def document_before(p: Paragraph, at: int) -> Source | None:
    """Return whose document or speech the nearest one before `at` is (تصريح لجمعية كذا), or the document itself."""
    for k in range(at - 1, max(p.bounds[p.sentence[at]][0], at - 12) - 1, -1):
        if p.norm[k] in lexicon.phrase_words("settings") or DOCUMENT in tag(p.norm[k]):
            owned = k + 1 < at and p.norm[k + 1][0] == "ل" and p.norm[k + 1] not in lexicon.tags()
            return _behind_l(p, k + 1, at) if owned else read_source(p, k, at)
    return None


def _about(p: Paragraph, at: int, stop: int) -> int:
    """Return the token at which the one quoted begins: behind عن or إلى, or with لـ; `at` where none does."""
    attributed = "نسب" in p.norm[at]
    for k in range(at + 1, min(stop, at + 30)):
        if p.quote[k]:
            continue
        if p.norm[k] == "عن" or (attributed and p.norm[k] == "الي"):
            return k + 1
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


def _behind_l(p: Paragraph, at: int, stop: int) -> Source | None:
    """Read the source at `at`, with لـ cut off where it is joined."""
    with without_l(p, at):
        return read_source(p, at, stop)


_CAME = Form("جاء", "m", "s", "past")
_RELAY_VERB = lexicon.Verb("نقل", "say", frozenset(["ان"]), False, False)


def _quoted_words(p: Paragraph, at: int, stop: int) -> Complement | None:
    """Find the content behind عن فلان: قوله إن, أن, a colon or a quotation."""
    for k in range(at, min(stop, at + 45)):
        word = p.norm[k]
        if word in listed("words_of"):
            after = next(
                (m for m in range(k + 1, min(stop, k + 8)) if p.norm[m] in listed("that") and not p.quote[m]), k + 1
            )
            while after < stop and (
                p.norm[after] in listed("that") or p.words[after] in ":،" or TIME in tag(p.norm[after])
            ):
                after += 1
            return Complement(k, after, 0, "that") if after < stop else None
        if p.quote[k]:
            if p.close(k) - k > 5:
                return Complement(k, k, 0, "quote")
            continue
        if word in listed("that") or word == ":":
            return Complement(k, k + 1, 0, "that") if k + 1 < stop else None
    return None
