"""Where a subject ends: its object without a sign behind it (أعلن الجيش مقتل جندي), or whom it speaks to (قال لكذا)."""

from collections.abc import Set

from khabar.attribution import lexicon
from khabar.attribution.lexicon import (
    ADJECTIVE,
    BODY,
    DOCUMENT,
    FIRST_NAME,
    FUNCTION,
    MEDIA,
    OBJECT,
    OFFICE,
    ORGANISATION,
    PLACE,
    REPORTER,
    TITLE,
    UNNAMED,
    listed,
)  # fmt: skip
from khabar.attribution.sources import bare, is_verb, looks_like_object, outlet_at_stripped, stripped, tag
from khabar.attribution.text import Paragraph
from khabar.attribution.words import PUBLISHED, is_press
from khabar.formats.places import is_place

_SHORT_WORD = 4
_SHORTEST_TOLD = 5  # letters of a word with لـ and a pronoun that means people (لمعاونيه)
_COMMAS = frozenset("،,")
_BODY_HEADS = frozenset([ORGANISATION, MEDIA])
_GROUPS = frozenset([DOCUMENT, MEDIA, UNNAMED, ORGANISATION])
_HEADS = frozenset([TITLE, ORGANISATION, OFFICE, UNNAMED, MEDIA])
_DESCRIBING = frozenset([OFFICE, ADJECTIVE, FIRST_NAME, PLACE, UNNAMED])
_MANY = frozenset([MEDIA, ORGANISATION, UNNAMED])
_PEOPLE = frozenset([TITLE, UNNAMED])


class ObjectStarts:
    """What a walk over a noun phrase knows of it so far, and whether a word is one of it or begins the object."""

    def __init__(self, p: Paragraph, stop: int, strict: bool, known: Set[str]) -> None:
        self.p, self.stop, self.strict, self.known = p, stop, strict, known
        self.classes = ""
        self.named = 0
        self.given = False
        self.segment = 0
        self.first = ""
        self.at_first = 0

    def _body(self, first_word: str) -> bool:
        """Whether the phrase began with a body, a group or an outlet: no personal name follows its description."""
        letters = tag(first_word)
        return TITLE not in letters and not _GROUPS.isdisjoint(letters)

    def _surely_object(self, at: int, word: str, letters: str) -> bool:
        """Whether a word is an object wherever it stands (أعلنت الحركة مسؤوليتها, نشرت الصحيفة خبرا)."""
        raw = self.p.words[at]
        if UNNAMED in letters and raw.endswith(("يها", "يهم")) and self._body(self.first):
            return True  # حذرت الوزارة مواطنيها من كذا
        if word in listed("accusations"):
            return True  # فند الحزب الأنباء
        if word in listed("relations") and self.p.norm[at - 1].startswith("ال"):
            return True  # أبلغ الرئيس نظيره بكذا
        if TITLE in letters and word not in lexicon.tags() and raw.endswith(("ه", "ها")) and not raw.endswith("ة"):
            return self.p.norm[at - 1].startswith("ال") and word[0] not in "وال"  # اتهمت لاعبة في المنتخب مدربها
        if letters:
            return OBJECT in letters and raw.endswith(("ه", "ها", "هم"))
        if word[-1] == "ا" and OBJECT in tag(word[:-1]):
            return True
        if not raw.endswith(("ها", "هم")) or not looks_like_object(word[:-2]):
            return False
        before = self.p.norm[at - 1]  # أعلنت حماس تأييدها, but رئيس تحريرها
        letters = tag(before)
        return before.startswith("ال") or BODY in letters or not {TITLE, ORGANISATION, OFFICE} & set(letters)

    def _people_behind_marks(self, at: int, word: str, letters: str) -> bool:
        """Whether people, a state or a body stand behind a body's name in marks (رشح حزب "كذا" شقيقة الملك)."""
        if not self.p.quote[at - 1] or self.p.quote[at] or ADJECTIVE in letters:
            return False
        body = ORGANISATION in letters and not word.endswith(("ي", "يه"))
        return PLACE in letters or body or (not _PEOPLE.isdisjoint(letters) and not word.startswith("ال"))

    def _begins_object(self, at: int, word: str, letters: str, previous: str) -> bool:
        """Whether a word looks like the beginning of the object rather than more of the subject."""
        before = self.p.norm[at - 1]
        bound = not before.startswith("ال") and not (before.endswith(("يه", "ي")) and len(before) > _SHORT_WORD)
        if UNNAMED in previous and word.startswith("ال") and self._behind_people(at, word, letters):
            return True
        construct = bound and self.named < 2 and not _HEADS.isdisjoint(previous)
        if construct and not _BODY_HEADS.isdisjoint(previous) and TITLE not in previous:
            return OBJECT in letters and self._of_theirs(at + 1)
        if self.named and (before in self.known or (previous and FIRST_NAME not in previous and PLACE in previous)):
            return not (word.startswith("ال") and ADJECTIVE in letters and before not in self.known)
        another = ADJECTIVE in letters and self._of_another_state(at, previous)
        if another or self._surely_object(at, word, letters):
            return True
        if self.named and (before in listed("particles") or word == "ال"):
            return False  # محمد بن عبد الرحمن آل راشد
        fresh = at == self.segment and at > 0 and self.p.words[at - 1] in _COMMAS
        if self.named and TITLE not in self.classes and TITLE in letters and FIRST_NAME not in letters and not fresh:
            return True
        if word.startswith("ال") and self._behind_indefinite(at, letters):
            return True
        if self.named > 1 and FIRST_NAME not in letters and not _GROUPS.isdisjoint(letters):
            led = TITLE in previous and not before.startswith("ال") and FIRST_NAME not in previous
            return not (fresh or (led and ORGANISATION in letters))  # فلان، مؤسس شركة كذا
        definite = before.startswith(("ال", "لل"))
        if definite and (
            self._second_definite(at, word, letters) or self._bare_behind_definite(at, word, letters, construct)
        ):
            return True
        ranked = OFFICE in letters and TITLE in previous  # العقيد أركان حرب فلان
        verbal = looks_like_object(word) and ADJECTIVE not in letters and FUNCTION not in previous
        verbal = verbal and not (word[0] == word[-1] == "ا" == self.p.words[at][-1])  # أوباما is no إخلاء
        name = FIRST_NAME in previous or (not previous and self.named == 1)
        verbal = verbal and not (name and self.p.words[at][0] == "أ")  # بيرات أقصاي
        if OBJECT in letters or (verbal and not ranked):
            plain = FIRST_NAME not in letters and not self._is_surname(at, word, previous)
            return plain and not (construct and letters)
        served = self.named == 1 and TITLE in tag(self.first) and not self.first.startswith("ال")
        if self.named and not construct and not served:
            return (word.startswith("ال") and self.named > 1) or PLACE in letters or ORGANISATION in letters
        return self._behind_place(word, letters, before, previous, bound)

    def _of_theirs(self, at: int) -> bool:
        """Whether the word at `at` has the subject's pronoun (أعلنت دول خفض إنتاجها)."""
        return at < len(self.p.words) and self.p.words[at].endswith(("ها", "هم"))

    def _is_surname(self, at: int, word: str, previous: str) -> bool:
        """Whether a definite noun stands between a first name and the object (ينفي المخرج كريم الحداد التهم)."""
        object_follows = at + 1 < self.stop and self.p.norm[at + 1].startswith("ال")
        return self.named == 1 and FIRST_NAME in previous and word.startswith("ال") and object_follows

    def _of_another_state(self, at: int, previous: str) -> bool:
        """Whether another adjective of a state opens a name behind a body's (اتهمت النيابة الأميركية الروسي فلانا)."""
        both = ADJECTIVE in previous and self._body(self.first)
        return both and at + 1 < self.stop and FIRST_NAME in tag(self.p.norm[at + 1])

    def _behind_people(self, at: int, word: str, letters: str) -> bool:
        """Whether a definite noun behind people is none of their words (يعزو محللون الارتفاع, وصف محاموه الحكم)."""
        before = self.p.norm[at - 1]
        if before.endswith(("ون", "ان")) and not before.startswith("ال"):
            return True
        owned = self.p.words[at - 1].endswith(("ه", "ها", "هم"))
        adjective = ADJECTIVE in letters or FIRST_NAME in letters or word.endswith(("ي", "يه", "ون", "ين"))
        return owned and not adjective

    def _behind_place(self, word: str, letters: str, before: str, previous: str, bound: bool) -> bool:
        """Whether a word behind a state's name begins the object; بيونغ يانغ is one name."""
        of_state = word in lexicon.state_ends() and f"{before} {word}" in lexicon.states()
        if of_state or (word[0] == "و" and PLACE in tag(word[1:])):
            return False
        if PLACE in self.classes and {TITLE, ORGANISATION}.isdisjoint(self.classes):
            return not (word.startswith("ال") and before in ("الولايات", "كوريا", "المملكه"))
        adjective = word.endswith("يه") and word.startswith("ال") and before.endswith(("ه", "ات"))  # السفارة السعودية
        return not (bound or adjective) and PLACE in letters and FUNCTION not in previous

    def _behind_indefinite(self, at: int, letters: str) -> bool:
        """Whether a definite noun stands behind an adjective without ال, to which it is no part (نائب محلي الحصيلة)."""
        before = self.p.norm[at - 1]
        if at == 1 or FIRST_NAME in letters or before.startswith("ال"):
            return False
        kinds, ordinal = tag(before), before in listed("ordinal_adjectives")
        if before in ("نادي", "شوري", "ري") or FIRST_NAME in kinds or self.named > ordinal:
            return False
        adjective = before[-1] == "ي" and (OFFICE in kinds or ADJECTIVE in kinds)
        return adjective or ordinal or (ADJECTIVE in kinds and before[-1] == "ه")  # اتهمت برازيلية ثالثة المعالج فلانا

    def _bare_behind_definite(self, at: int, word: str, letters: str, construct: bool) -> bool:
        """Whether a word without ال begins the object behind a body's definite name (المحكمة العليا بطلان …)."""
        if not letters and not word.startswith(("ال", "ل")) and self._body(self.first):
            return True
        if TITLE in letters and self._body(self.first) and not construct and not word.startswith("ال"):
            return FIRST_NAME not in letters and OFFICE not in letters  # اتهمت السلطات التركية رجل الدين بكذا
        if (
            letters == TITLE
            and word in lexicon.tags()
            and not word.startswith("ال")
            and self._is_office_with_adjective(at)
        ):
            return True  # اتهم النائب المعارض وزير الداخلية
        groups = not _MANY.isdisjoint(letters) and TITLE not in letters
        return groups and not construct and not word.startswith("ال") and word in lexicon.tags()

    def _is_office_with_adjective(self, at: int) -> bool:
        """Whether an office and an adjective of it, both definite, stand right before `at` and are the whole phrase."""
        first, before = self.p.norm[at - 2], self.p.norm[at - 1]
        served = tag(self.p.norm[at + 1]) if at + 1 < self.stop else ""
        if {OFFICE, ORGANISATION}.isdisjoint(served):
            return False  # المحافظ اليمني رائد فلان: a name
        whole = self.segment in (0, at - 2) and first == self.first and TITLE in tag(first) and first.startswith("ال")
        return whole and not self.named and not {OFFICE, ADJECTIVE, TITLE}.isdisjoint(tag(before))

    def _asked(self, before: str, word: str, letters: str) -> bool:
        """Whether a definite noun is whom somebody asks or tells (ناشدت المنظمة المجتمع الدولي, طمأن الوزير الناس)."""
        body = ORGANISATION in (self.classes if ADJECTIVE in tag(before) else tag(before))
        body = body or (BODY in self.classes and before.startswith("ال"))  # حثت الأمم المتحدة الأطراف
        group = word in listed("addressed") and body
        return group or (before == self.first and UNNAMED in letters and word.endswith("ين"))

    def _second_definite(self, at: int, word: str, letters: str) -> bool:
        """Whether a definite noun behind another is no adjective of it: نفى المتهم التهم, حثت المنظمة السلطات."""
        if not word.startswith("ال") or word in listed("of_origin"):
            return False
        before, earlier = self.p.norm[at - 1], self.p.norm[at - 2] if at >= 2 else ""
        if self._asked(before, word, letters):
            return True
        adjective = (
            not _DESCRIBING.isdisjoint(letters) or word.endswith(("ي", "يه")) or (letters and word.startswith("الم"))
        )
        if letters and not adjective and before != self.first and ORGANISATION in tag(self.first):
            return True  # وصفت وزارة العدل الحكم
        headed = ORGANISATION in tag(self.first) and not self.first.startswith("ال") and earlier == self.first
        if headed and not letters and not adjective and OFFICE in tag(before):
            return not word.startswith("الم")  # أدان مجلس الأمن الهجوم
        if before == self.first:
            first = tag(before)
            if TITLE in first and word.startswith("المعارض"):
                return False
            described = OFFICE in letters and word.endswith(("ي", "يه"))  # المبعوث الدولي
            if ADJECTIVE not in letters and not described and not {ORGANISATION, UNNAMED}.isdisjoint(letters):
                return True
            if TITLE in first:
                return not adjective and not word.startswith("الم")  # الرئيس المنتخب
            return not adjective and bool({UNNAMED, DOCUMENT} & set(first) or not self._body(before))
        described = before.endswith(("ي", "يه")) and before.startswith("ال") and OFFICE in tag(before)
        feminine = before.endswith("ه") and OFFICE in tag(before) and earlier.startswith("ال") and not letters
        if feminine and not word.startswith("الم") and not adjective:
            return True  # أعلنت بعثة الأمم المتحدة التوصل إلى كذا
        if (ADJECTIVE in tag(before) or described) and not adjective and FIRST_NAME not in letters:
            return True
        body = ORGANISATION in letters and ADJECTIVE not in letters and not word.endswith(("ي", "يه"))
        if body and before != self.first and ADJECTIVE in tag(before):
            return True  # طالب الاتحاد الأوروبي السلطات بكذا
        people = UNNAMED in tag(earlier) and not earlier.startswith("ال")
        return (people or earlier == "باسم") and not adjective

    def _is_purpose(self, word: str, inner: str) -> bool:
        """Whether a word with لـ says what a body is for (شركة كذا للتجميل, النقابة الوطنية للصحفيين)."""
        if is_press(inner) and bare(self.first) in listed("unions"):
            return True
        body = ORGANISATION in self.classes and (not self.given or ORGANISATION in tag(self.first))
        return body and word.startswith("لل") and looks_like_object(word[2:]) and MEDIA not in tag(inner)

    def _is_told(self, at: int, word: str) -> bool:
        """Whether somebody's people with لـ stand right behind a verb (وقال لمعاونيه, وقال لمحبي الموسيقى)."""
        if not self.strict and at and is_verb(self.p.norm[at - 1]) and word not in self.known:
            theirs = self.p.words[at].endswith(("ه", "ها", "هم")) and len(word) > _SHORTEST_TOLD
            following = self.p.norm[at + 1] if at + 1 < len(self.p.norm) else ""
            return theirs or (word.endswith("ي") and following.startswith("ال") and word[1] == "م")
        return False

    def _begins_address(self, at: int, word: str, letters: str) -> bool:
        """Whether a word with لـ or بـ opens the person or outlet spoken to, or something else outside the phrase."""
        stretched = self.p.words[at][:2] in ("ب\u0640", "ل\u0640")  # أشادت الأكاديمية بـإرثه
        if stretched or (word[0] == "ل" and len(word) > 2 and outlet_at_stripped(self.p, at)):
            return True
        if MEDIA in self.classes and word.startswith(PUBLISHED):
            return True
        if (
            word in listed("with_others")
            or word in listed("numbers")
            or (word[0] == "ب" and word[1:] in listed("thrown") | listed("how_behind_b"))  # ألقت المنظمة باللوم على كذا
            or (word[0] in "لب" and word[1:] in listed("numbers"))
        ):
            return True
        if letters or len(word) < 4 or word[0] not in "لب":
            return False
        inner = stripped(word)
        if word[0] == "ب":
            if self.named and self.p.words[at].endswith(("ها", "هم")):
                return True  # فلان بحضورها
            inside = lexicon.tags().get(word[1:], "") if word[1] == "و" else tag(word[1:])  # بونعيم is no ب and ونعيم
            act = (
                looks_like_object(word[1:])
                and word not in listed("not_prefixed")
                and word[-1] != "ا"
                and not is_place(self.p.words[at][1:])
            )  # منظمات بتلويث
            if not word.startswith("بال") and not inside and not (act and self.strict):
                return False
            return self.named > 0 or (self.strict and not {ORGANISATION, OFFICE, PLACE} & set(tag(word[1:])))
        if word.startswith("لل") and ORGANISATION in self.classes and bare(inner) in ("اذاعه", "تلفزيون", "انباء"):
            return False
        if self._is_purpose(word, inner):
            return False
        named = self.named > 0 and not self._is_served(at)
        if word.startswith("لل"):
            return named or MEDIA in tag(inner) or is_press(inner) or bool(outlet_at_stripped(self.p, at))
        if {MEDIA, REPORTER} & set(tag(inner)) or is_press(inner) or outlet_at_stripped(self.p, at):
            return True
        return bool(tag(inner)) and inner[0] != "و" and named  # لوبان is no لـ and و

    def _is_served(self, at: int) -> bool:
        """Whether a word with لـ says whom the office behind a name serves (فلان، المدير التنفيذي لشركة كذا،)."""
        office = self.p.norm[self.segment : at] if self.segment else []
        return bool(office) and TITLE in tag(office[0]) and all(FIRST_NAME not in tag(word) for word in office)
