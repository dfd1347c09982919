"""Reading a noun phrase: where the words of a source end and the rest of the sentence begins."""

from collections.abc import Set

from khabar.attribution import lexicon
from khabar.attribution.content import person_in_marks
from khabar.attribution.lexicon import (
    ADJECTIVE,
    DOCUMENT,
    FIRST_NAME,
    FUNCTION,
    MEDIA,
    OBJECT,
    OFFICE,
    ORGANISATION,
    PLACE,
    REPORTER,
    TIME,
    TITLE,
    UNNAMED,
    listed,
)  # fmt: skip
from khabar.attribution.memo import remembered
from khabar.attribution.name_words import CALLED, is_owned, word_is_adverb
from khabar.attribution.naming import classify
from khabar.attribution.object_starts import ObjectStarts
from khabar.attribution.shares import behind_share, of_share
from khabar.attribution.sources import (
    Source,
    bare,
    behind_spelt,
    in_nominative,
    is_verb,
    joined_by_w,
    looks_like_object,
    outlet_at,
    outlet_in_marks,
    stripped,
    tag,
    tag_at,
    without_w,
)  # fmt: skip
from khabar.attribution.text import Paragraph
from khabar.attribution.words import (
    ABBREVIATIONS,
    LED_BY,
    is_accusative,
    is_dual,
    is_dual_office,
    is_name_like,
    is_ordinary,
    is_participle,
    is_plain,
    joins_another,
    take_reporters_name,
    take_second_holder,
    with_adjectives_in_nominative,
)
from khabar.formats.places import is_place

_LONGEST = 30
_LONGEST_NAME = 7
_SHORT_WORD = 4
_PATTERN = 5  # letters of واسعا and شديدا
_MANNER_ENDS = "ا\u064bةه"  # of what says how one speaks
_COMMAS = frozenset("،,")
_BEFORE_CONTENT = frozenset(["من", "الي", "علي", "عن"])
_BEARERS = frozenset([TITLE, REPORTER])
_NO_BODIES = frozenset([TITLE, UNNAMED, FUNCTION])


def read_source(
    p: Paragraph, first: int, stop: int, *, strict: bool = False, known: Set[str] = frozenset()
) -> Source | None:
    """Return the source whose noun phrase begins at `first`, at most up to `stop`; None where none begins.

    `strict` is for a subject with an object right behind it (أعلن الجيش مقتل جندي): the phrase ends where the object
    seems to begin. `known` are the last words of names met in the article.
    """
    if first < stop and _opens_plainly(p.norm[first]):
        return _read(p, first, stop, strict, known)
    if first and p.norm[first - 1] in listed("accusative") and is_accusative(p, first):
        with in_nominative(p, first):
            source = read_source(p, first, stop, strict=strict, known=known)
        return with_adjectives_in_nominative(source)
    if first + 1 < stop and p.norm[first].isdigit():
        return _counted(p, first, stop, strict, known)
    while first < stop and p.norm[first] in listed("pointers"):
        first += 2 if p.norm[first].startswith("كل") and first + 1 < stop and p.norm[first + 1] == "من" else 1
    if first + 1 < stop and p.norm[first] in listed("latest") and DOCUMENT in tag(p.norm[first + 1]):
        first += 1  # أحدث تقرير
    if first + 1 < stop and bare(p.norm[first]) in lexicon.phrase_words("speech") and UNNAMED in tag(p.norm[first + 1]):
        first += 1  # روايات شهود
    letters = first < stop and p.norm[first] in listed("spelt_letters")
    spelt = behind_spelt(p, first, stop) if letters else first
    if spelt > first and not outlet_at(p, first, stop)[0]:
        printed = p.span(first, spelt)
        return Source(first, spelt, "organisation", p.norm[first], gender="", first_word=p.norm[first], printed=printed)
    if first < stop and joined_by_w(p.norm[first]):
        with without_w(p, first):
            return _read(p, first, stop, strict, known)
    return _read(p, first, stop, strict, known)


def _counted(p: Paragraph, first: int, stop: int, strict: bool, known: Set[str]) -> Source | None:
    """Read people or bodies behind their number (70 منظمة حقوقية), which are several and have no name."""
    share = behind_share(p, first, stop)
    if share > first:
        asked = read_source(p, share, stop)
        return of_share(p, first, share, asked.behind if asked else share + 1, asked)
    heads = {ORGANISATION, UNNAMED, TITLE}
    source = None if heads.isdisjoint(tag(p.norm[first + 1])) else _read(p, first + 1, stop, strict, known)
    if source is None or source.name:
        return None
    source.first, source.plural, source.printed = first, True, p.span(first, source.behind)
    return source


@remembered
def _opens_plainly(word: str) -> bool:
    """Whether a word can neither be an accusative nor point to what is behind it, is no letter and has no و joined."""
    speech = bare(word) in lexicon.phrase_words("speech") or word[-1] == "ا"
    points = word in listed("pointers") or word in listed("latest")
    return not (speech or points or word in listed("spelt_letters") or joined_by_w(word) or word.isdigit())


def _read(p: Paragraph, first: int, stop: int, strict: bool, known: Set[str]) -> Source | None:
    behind = _Phrase(p, min(stop, first + _LONGEST), strict, known).read(first)
    if behind <= first:
        return None
    source = classify(p, first, behind, strict=strict)
    if source.kind == "media" and REPORTER in tag(source.first_word) and not strict:
        take_reporters_name(p, source)
    if source.name and p.words[first][-1] in "اي" and is_dual_office(p.norm[first]):
        take_second_holder(p, source, stop)
    return source


@remembered
def _is_like(word: str) -> bool:
    """Whether a word says "like" something (كالعادة); but كالديرون is a name."""
    known = word in listed("as_usual") or word[1:] in lexicon.tags()
    return word.startswith("كال") and (known or len(word) < _SHORT_WORD + 2)


class _Phrase(ObjectStarts):
    """Walks over a noun phrase word by word until one does not belong to it."""

    def read(self, first: int) -> int:
        """Return the token behind the phrase that begins at `first`."""
        p, at, outlets = self.p, first, lexicon.outlet_starts()
        self.at_first = first
        self.first = p.norm[first] if first < len(p.norm) else ""
        while at < self.stop:
            word = p.norm[at]
            if word in outlets and (at == first or MEDIA in self.classes):
                named_outlet = outlet_at(p, at, self.stop)[1]
                if named_outlet > at + 1:
                    self.classes += MEDIA
                    at = named_outlet
                    continue
            if p.quote[at] or not is_ordinary(word):
                behind = self._behind_mark(at, first, word)
            else:
                behind = at + 1 if self._belongs(at, first, word) else at
            if behind == at:
                break
            at = behind
        while at > first and (p.words[at - 1] in "،,(" or p.norm[at - 1] == "غير"):
            at -= 1
        return at

    def _behind_mark(self, at: int, first: int, word: str) -> int:
        """Return the token behind a mark, a clause or a name in marks of the phrase at `at`; `at` where it ends."""
        p = self.p
        if p.quote[at]:
            close = p.close(at)
            if not self._is_name_in_marks(at, close, first):
                return at
            self.named += at > first and p.words[at - 1] in _COMMAS
            return close + 1
        if word in ABBREVIATIONS and at + 1 < self.stop and p.words[at + 1] in "./":
            return at + 2
        if p.words[at] == "(":
            return self._behind_parenthesis(at)
        if word in LED_BY and ORGANISATION in self.classes and (led := self._behind_leader(at)):
            return led  # الذي تقوده كذا, بقيادة كذا
        if p.words[at] in _COMMAS:
            if not self._goes_on_behind_comma(at, first):
                return at
            self.segment = at + 1
            return at + 1
        alone = not word[:1].isalnum() or word in ("ب", "ل")
        return at if alone or not self._belongs(at, first, word) else at + 1

    def _is_name_in_marks(self, at: int, close: int, first: int) -> bool:
        """Whether what stands in quotation marks is a part of the source, short enough for a name."""
        if not 1 < close - at <= 6 or close >= self.stop:
            return False
        if at > first:
            if not {MEDIA, REPORTER} & set(self.classes) and self._is_outlet(at):
                return False
        elif self.strict and ORGANISATION not in tag(self.p.norm[at + 1]):
            alone = person_in_marks(self.p, at, self.known)
            self.stop = close + 1 if alone else self.stop
            return alone
        return not self._is_said(at, close)

    def _is_said(self, opened: int, close: int) -> bool:
        """Whether a quotation holds words of a sentence, and so is no name (المسؤول "نشعر أن …")."""
        inside = self.p.norm[opened + 1 : close]
        if MEDIA in self.classes or self._is_outlet(opened):
            return False
        begun = bool(inside) and (OBJECT in tag(inside[0]) or looks_like_object(inside[0]))
        behind_adjective = self.strict and ADJECTIVE in tag(self.p.norm[opened - 1])
        return (begun and behind_adjective) or any(word in listed("never_in_names") for word in inside)

    def _is_outlet(self, opened: int) -> bool:
        """Whether a quotation is the name of an outlet, which the source speaks to (قالت مصادر "كذا")."""
        return bool(outlet_in_marks(self.p, opened))

    def _behind_parenthesis(self, at: int) -> int:
        closes = (k for k in range(at + 1, min(at + 8, self.stop)) if self.p.words[k] == ")")
        return next(closes, self.stop - 1) + 1

    def _behind_leader(self, at: int) -> int:
        """Return the token behind «الذي تقوده السعودية», said of a body at hand; 0 where no such clause begins."""
        begin = at + 1 if self.p.norm[at][0] == "ب" else at + 2
        if self.named or begin >= self.stop or (begin == at + 2 and self.p.norm[at + 1] not in listed("led_by")):
            return 0
        leader = read_source(self.p, begin, self.stop, strict=True)
        return leader.behind if leader is not None else 0

    def _goes_on_behind_comma(self, comma: int, first: int) -> bool:
        """Whether what stands behind a comma is the name of the office before it, or the office of the name."""
        p, after = self.p, comma + 1
        if after >= self.stop or comma == first:
            return False
        if p.quote[after]:
            return TITLE in self.classes and not self.named and p.close(after) - after <= _SHORT_WORD
        word, letters = p.norm[after], tag_at(p, after)
        if word in listed("anonymity") or word in listed("directions"):
            return False  # مسؤول كبير، فضل عدم الكشف عن اسمه; محافظ كذا، شمال البلاد
        if not word[:1].isalpha() or FUNCTION in letters or TIME in letters or (word[0] in "و" and len(letters) == 0):
            return False
        if outlet_at(p, after, self.stop)[0] or word.startswith("لل") or is_participle(p, after) or is_verb(word):
            return False
        closed = self._closing_comma(after)
        if self.strict and self._is_another(word, letters, closed=closed):
            return False
        if TITLE in letters or UNNAMED in letters:
            relation = closed and self.p.words[after - 2].endswith(("ه", "ها")) and self._holds_first_name(after)
            return self.named > 0 or TITLE in self.classes or relation  # ابنته، الممثلة كيت فلان،
        if self._names_the_office(after, first):
            return True
        if TITLE in self.classes and FIRST_NAME in letters and closed and not self.given:
            return True  # نائب مدير دار فلان، مارك فلان،
        if TITLE in self.classes and not self.named and FIRST_NAME in letters and OBJECT not in letters:
            return True
        if TITLE in self.classes and not self.named and closed:
            return not (self.strict and OBJECT in letters)
        return False

    def _is_another(self, word: str, letters: str, *, closed: bool) -> bool:
        """Whether a person behind a comma is another (اتهم فلان، مؤسس كذا، أحد موظفيه; أقال الرئيس، فلان، وزير كذا)."""
        if self.segment and UNNAMED in letters and TITLE not in letters:
            return True
        return self.named > 0 and not closed and word in listed("heads_of_state") and TITLE in tag(self.first)

    def _holds_first_name(self, after: int) -> bool:
        """Whether the part behind a comma holds a first name before it ends."""
        reach = range(after, min(self.stop, after + _LONGEST_NAME))
        end = next((k for k in reach if self.p.words[k] in _COMMAS), after)
        return any(FIRST_NAME in tag_at(self.p, k) for k in range(after, end))

    def _names_the_office(self, after: int, first: int) -> bool:
        """Whether a name and nothing else stands between two commas (رئيس بلدية كذا، فلان الفلاني، أن)."""
        p = self.p
        one_of = bare(self.first) in listed("family") or self.first in ("احد", "احدي")
        theirs = UNNAMED in self.classes and self.first not in lexicon.tags()  # جارته، فلانة الفلانية،
        related = self.first.startswith("ال") or one_of or theirs  # والد الضحية، فلان الفلاني، أحد الناجين، فلان،
        described = TITLE in self.classes or (UNNAMED in self.classes and related)
        others = bare(self.first) in listed("family") and TITLE in self.classes and not self.segment
        if (self.given and not others) or not described or after - 1 - first > _LONGEST:
            return False
        end = next((k for k in range(after, min(len(p.norm), after + _SHORT_WORD + 2)) if p.words[k] in "،,."), -1)
        if end <= after or not all(is_name_like(self.p, k) for k in range(after, end)):
            return False
        given = FIRST_NAME in tag_at(p, after)
        if not given and p.norm[after].startswith("ال"):
            return False
        told = (
            end + 1 >= len(p.norm)
            or p.words[end] == "."
            or (
                p.norm[end + 1] in listed("that")
                or p.norm[end + 1] in _BEFORE_CONTENT
                or p.quote[end + 1]
                or p.words[end + 1] == ":"
            )
        )
        return given or bool(end - after > 1 and (told or not self.strict))

    def _closing_comma(self, after: int) -> bool:
        """Whether the part behind the comma ends soon: with a comma, or where the phrase may end."""
        window = self.p.words[after : after + _LONGEST_NAME]
        dated = any(TIME in tag(word) for word in self.p.norm[after + 1 : min(self.stop, after + 5)])
        return (
            dated
            or any(word in _COMMAS for word in window)
            or (self.stop < self.p.bounds[self.p.sentence[after]][1] and after + 9 >= self.stop)
        )

    def _belongs(self, at: int, first: int, word: str) -> bool:
        letters = tag_at(self.p, at)
        if at == first:
            return self._begins(at, word, letters)
        previous = tag(self.p.norm[at - 1])
        if not is_plain(word) and not self._goes_on(at, word, letters, previous):
            return False
        if REPORTER in letters and UNNAMED in tag(self.first) and not word.startswith(("ال", "و")):
            return False  # أفاد مصدر أمني مراسل كذا
        if FUNCTION in letters:
            return True
        if word[0] == "و" and self.named and previous in ("", FIRST_NAME) and joins_another(word):
            return False
        if not letters and self.p.words[at][-1] in "ا\u064b" and self._accusative_behind_name(at):
            return False
        if self.strict and self.p.quote[at - 1] and self._people_behind_marks(at, word, letters):
            return False
        if self.strict and self._begins_object(at, word, letters, previous):
            return False
        if not letters and self._has_pronoun(at):
            return False  # لخص وزير الصحة خطته, أعلن فلان مساندته
        self._take(at, word, letters)
        return True

    def _goes_on(self, at: int, word: str, letters: str, previous: str) -> bool:
        """Whether a word that may end a phrase does not end this one."""
        if word == "غير" and at + 1 < self.stop and not self.named:
            return self.p.norm[at + 1].endswith(("ه", "ي")) and not self.p.quote[at + 1]  # منظمة غير حكومية
        if FUNCTION in letters:
            return self._preposition_inside(at, word, previous)
        starts = word in lexicon.outlet_starts() and MEDIA not in self.classes
        if starts and self._free_behind(previous, at) and outlet_at(self.p, at, self.stop)[0]:
            return False
        written = word != "راي" or self.p.words[at].endswith("ى")
        relative = (
            UNNAMED in self.classes
            and word not in CALLED
            and at == self.at_first + 1
            and not self.first.startswith("ال")
        )
        if is_verb(word) and written and (self.strict or self.named or relative):
            return False  # قالت امرأة تتهم فلانا إن
        if word in listed("seen_by") and DOCUMENT in self.classes:
            return False
        if word in listed("relations") and self.named:
            return False  # التقى الوزير فلان نظيره
        if word in listed("calls_himself") and UNNAMED in self.classes:
            return False  # شاب عرف عن نفسه باسم كذا
        if word == "مطلع" and UNNAMED not in self.classes:
            return False  # مطلع سبتمبر
        given = FIRST_NAME in letters and TITLE in previous
        heads = MEDIA in previous and at == self.at_first + 1 and not self.first.startswith("ال")  # صحيفة اليوم السابع
        given = given or (heads and word.startswith("ال"))
        if TIME in letters and not given and not (OFFICE in letters and previous):
            return False
        return not (is_participle(self.p, at) or self._begins_address(at, word, letters))

    def _accusative_behind_name(self, at: int) -> bool:
        """Whether an indefinite accusative stands behind a name (رنا فلان جدلا واسعا)."""
        if not self.named:
            if self.p.norm[at - 1].startswith("ال") and self.p.words[at].endswith(("\u064b", "\u064bا")):
                return True  # وضع الوزير شروطًا
            if not self.p.norm[at - 1].startswith("ال") or not self.p.words[at].endswith("ا"):
                return False
            second = self.p.norm[at + 1] if at + 1 < len(self.p.norm) else ""
            described = len(second) == _PATTERN and second[-1] == "ا" and (second[1] == "ا" or second[2] == "ي")
            both = described and len(self.p.norm[at]) < _PATTERN  # جدلا واسعا, غضبا شديدا
            name = FIRST_NAME in tag(self.p.norm[at][:-1]) or FIRST_NAME in tag(second)
            return (both and not name) or self._is_inflected(at)  # أثار الوزير جدلا واسعا, يعود اللاعب قريبا
        word, after = self.p.words[at], self.p.words[at + 1 : at + 2]
        if word.endswith(("\u064b", "\u064bا")):
            return True
        if word.endswith("ا") and self._is_inflected(at):
            return True  # استقبل الشيخ فلان وفدا من كذا
        described = bool(after) and after[0].endswith("ا") and not tag(self.p.norm[at + 1])
        return self.named > 1 and word.endswith("ا") and len(word) > _SHORT_WORD - 1 and described

    def _is_inflected(self, at: int) -> bool:
        """Whether a word without its last letter is a noun of the lists."""
        letters = set(lexicon.tags().get(self.p.norm[at][:-1], ""))
        return not letters.isdisjoint({TITLE, UNNAMED, OFFICE, ORGANISATION, DOCUMENT, OBJECT})

    def _has_pronoun(self, at: int) -> bool:
        """Whether a word without class has a pronoun behind it where only a name or an adjective could follow."""
        before, word = self.p.norm[at - 1], self.p.words[at]
        if word.endswith(("ه", "ها")) and self.p.norm[at] in lexicon.phrase_words("settings"):
            return True  # تابع المدير حديثه
        if not word.endswith(("ته", "تها", "تهم")) or before == "المنتهيه":
            return False  # الرئيس المنتهية ولايته فلان
        return before.startswith("ال") or (self.strict and self.named > 0 and len(word) > _SHORT_WORD)

    def _begins(self, at: int, word: str, letters: str) -> bool:
        """Whether a phrase can begin with the word at `at`."""
        if len(word) == 1:
            return False
        told = word[0] == "ل" and not letters and self._is_told(at, word)
        addressed = told or (word[0] == "ل" and self._begins_address(at, word, letters))
        if addressed or word.startswith(("بال", "لل")) or (word[0] == "ك" and _is_like(word)) or not word[0].isalpha():
            return False
        if self.p.words[at][-1] in _MANNER_ENDS and (word_is_adverb(self.p, at) or self._is_manner(at, word, letters)):
            return False
        if FUNCTION in letters or (TIME in letters and OFFICE not in letters) or is_participle(self.p, at):
            return False
        how = word[0] == "ب" and not (letters or listed("degrees").isdisjoint(self.p.norm[at + 1 : at + 2]))
        if how or (word[0] == "ب" and word[1:] in listed("how_behind_b")):
            return False  # بانفعال شديد, بحضور الوزير
        self._take(at, word, letters)
        self.named += not self.named and word in self.known
        return True

    def _is_manner(self, at: int, word: str, letters: str) -> bool:
        """Whether a word says how or in what one speaks (بثقة, حديثه) and begins no source."""
        raw = self.p.words[at]
        if word[0] == "ب" and raw.endswith(("ة", "ها")) and not letters and word not in self.known:
            return True
        return raw.endswith(("ه", "ها")) and word in lexicon.phrase_words("settings") and DOCUMENT not in letters

    def _free_behind(self, previous: str, at: int) -> bool:
        """Whether an outlet's name at `at` is not bound to the word before it (but: مدير قناة, مراسل الوكالة)."""
        bound = not _BEARERS.isdisjoint(previous) and not is_dual(self.p.norm[at - 1])
        people = UNNAMED in tag(self.first) and _NO_BODIES.isdisjoint(previous) and at > 1
        if people and MEDIA in tag(self.p.norm[at]) and tag(self.p.norm[at - 1]) != "":
            return True  # أفاد مصدر طبي وكالة كذا
        return ADJECTIVE in previous or (self.strict and not bound)

    def _take(self, at: int, word: str, letters: str) -> None:
        self.classes += letters
        if PLACE in self.classes and f"{self.p.norm[at - 1]} {word}" in lexicon.states():
            return  # بيونغ يانغ
        given, definite = FIRST_NAME in letters, word.startswith(("ال", "وال"))
        self.given = self.given or given
        if self.named and self.p.norm[at - 1] == "عبد":
            return  # عبد الفتاح is one name
        if word.isascii():
            return  # CNN
        if self.named and not given:  # a surname, or a second name
            before = tag(self.p.norm[at - 1])
            headed = TITLE in before and OFFICE in letters  # نجم كرة السلة: نجم is a name elsewhere
            given = not letters if definite else FIRST_NAME in before and not headed
        if given or not (letters or definite or self._is_bound(at, word)):
            self.named += 1

    def _is_bound(self, at: int, word: str) -> bool:
        """Whether a word in no list has a preposition or a pronoun joined to it, or describes sources without names."""
        raw = self.p.words[at]
        inner = stripped(word)
        joined = word[0] in "لب" and (
            word.startswith("لل")
            or bool(tag(inner))
            or looks_like_object(inner)
            or inner in lexicon.phrase_words("settings") | listed("superlatives")
        )
        placed = word[0] == "ب" and is_place(raw[1:])
        held = at == self.at_first + 1 and self.first in listed("householders")
        near = raw.endswith("ة") and UNNAMED in self.classes  # مصادر مقربة
        return joined or placed or held or near or is_owned(self.p, at)

    def _preposition_inside(self, at: int, word: str, previous: str) -> bool:
        """Whether a preposition is part of the description (مصدر في الشرطة, عدد من السكان)."""
        if word not in listed("inner_prepositions") or at + 1 >= self.stop or self.named:
            return False
        following = self.p.norm[at + 1]
        if word == "من" and bare(self.p.norm[at - 1]) in listed("close_to"):
            return True  # صحيفة كذا المقربة من الحكومة
        its = self.p.words[at + 1].endswith(("ها", "ته"))
        if its and word == "في" and ORGANISATION in self.classes:
            return False  # الشركة في مدونتها
        if following in lexicon.phrase_words("settings") or TIME in tag(following) or FUNCTION in tag(following):
            return False
        if word == "في" and following in ("ذات", "نفس"):
            return False  # دعا البنك في ذات الوثيقة إلى كذا
        if {TITLE, UNNAMED, ORGANISATION, DOCUMENT}.isdisjoint(self.classes) and not self.first.endswith("ون"):
            return False
        issued = self.p.norm[at - 1].startswith(("صادر", "الصادر"))
        if word == "في" and DOCUMENT in tag(following):
            return False  # أكدت الحركة في وثيقة
        sent = bare(self.first) in listed("sent") and PLACE in tag(following)  # المبعوث الأممي إلى ليبيا
        if sent or following in listed("posts"):
            return sent  # الأميرة على إنستغرام
        if word == "عن" and bare(self.first) in listed("elected"):
            return True  # النائبة عن حزب كذا
        if word == "الي" and TITLE in previous and not issued:
            return False  # وصل رئيس الوزراء إلى السلطة
        if word in ("الي", "علي", "عن") and not sent and not issued and {TITLE, DOCUMENT, UNNAMED}.isdisjoint(previous):
            return False
        return not (self.strict and word in ("من", "عن", "علي", "الي") and UNNAMED not in self.classes)
