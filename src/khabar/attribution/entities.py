"""The sources an article knows, and finding the one a word points to: a surname, an office, a pronoun."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from khabar.arabic.names import MIN_KEY, name_key
from khabar.arabic.normalise import CONTROLS, TATWEEL
from khabar.attribution import lexicon
from khabar.attribution.lexicon import BODY, MEDIA, ORGANISATION, PLACE, TIME, TITLE, listed
from khabar.attribution.memo import remembered
from khabar.attribution.morphology import Form
from khabar.attribution.nounphrase import read_source
from khabar.attribution.sources import Source, bare, tag, without_l
from khabar.attribution.statements import SpeakerKind
from khabar.attribution.text import Paragraph, fold

_ISSUED = (
    "نشرت",
    "نشره",
    "نشرها",
    "اصدر",
    "صدر",
    "اعدت",
    "اعده",
    "اجرت",
    "اجراه",
    "الصادر",
    "صادر",
    "قدمت",
    "قدمها",
    "سجل",
    "اعلن",
    "وفر",
    "كشف",
    "جمعت",
    "جمعها",
)
_UNSPOKEN = re.compile(f"[{CONTROLS}{TATWEEL}]")
_NEAR_LENGTH = 5
_LONGEST_NAME = 6
_SAME_OFFICE = {"حكومه": "وزرا", "دولي": "اممي"}  # رئيس الحكومة is رئيس الوزراء, المبعوث الأممي الدولي


@dataclass(slots=True, eq=False)
class Entity:
    """One source of the article: its fullest name and what it has been called; `office` until a name is known."""

    name: str
    kind: SpeakerKind
    folded: list[str]
    head: str = ""
    roles: set[str] = field(default_factory=set)
    nations: set[str] = field(default_factory=set)
    own_nation: bool = False
    gender: str = ""
    plural: bool = False
    office: bool = False

    @property
    def shown_name(self) -> str:
        """The name without stretched letters and without the unseen marks that order letters."""
        return _UNSPOKEN.sub("", self.name) if _UNSPOKEN.search(self.name) else self.name


_key = remembered(name_key)


@lru_cache(maxsize=1 << 14)
def near(left: str, right: str) -> bool:
    """Whether two folded words spell one name: equal, of equal consonants, or one letter apart in a long word."""
    if left == right:
        return True
    if min(len(left), len(right)) < _NEAR_LENGTH - 1:
        return False
    left, right = bare(left), bare(right)
    if left == right:
        return True  # عيفة, العيفة
    key = _key(left)
    if len(key) >= MIN_KEY and key == _key(right):
        return True
    return min(len(left), len(right)) >= _NEAR_LENGTH and Levenshtein.distance(left, right, score_cutoff=1) <= 1


def introduces(p: Paragraph, source: Source) -> bool:
    """Whether a phrase met in passing is sure to hold a name: right behind the office, with no preposition between."""
    if not source.name or (
        p.words[source.first + 1 : source.behind] and source.name[0].endswith("ة") and "G" not in tag(source.folded[0])
    ):
        return False
    for at in range(source.first, source.behind):
        if p.norm[at] == source.folded[0]:
            return True
        if source.definite and at > source.first and not tag(p.norm[at]) and p.words[at].endswith("ها"):
            return False  # المدير هددها مرتين
        if "S" in tag(p.norm[at]):
            sent = source.head in listed("sent") and PLACE in tag(p.norm[at + 1])
            return sent and "G" in tag(source.folded[0])
    return True


def owned(p: Paragraph, source: Source) -> str:
    """Return the first word of a phrase without its pronoun (ابنته: ابنة, مكتبه: مكتب); "" where it has none."""
    word, norm = p.words[source.first], p.norm[source.first]
    if not word.endswith(("ه", "ها", "هم")) or not tag(norm) or norm.startswith("ال"):
        return ""
    base = word[:-1] if word.endswith("ه") else word[:-2]
    if norm in lexicon.tags() and fold(base) not in lexicon.tags():
        return ""
    return base[:-1] + "ة" if base.endswith("ت") else base


def same_person(one: Entity, folded: list[str]) -> bool:
    """Whether a name is another printing of an entity's: surname and, where both have it, first name."""
    mine = one.folded
    if one.plural:
        return False
    if len(folded) == 1 or len(mine) == 1:
        short, full = (folded, mine) if len(folded) <= len(mine) else (mine, folded)
        joined = (left + right for left, right in pairwise(full) if left in listed("particles"))
        return any(near(short[0], word) for word in (*full, *joined))
    if len(folded) != len(mine) and near(folded[-1], mine[-1]):
        shared = min(len(folded), len(mine))
        if all(near(left, right) for left, right in zip(folded[-shared:], mine[-shared:], strict=True)):
            return True  # شرف الدين for رضا شرف الدين
    if not near(folded[0], mine[0]) or (len(folded) == len(mine) > 2 and not near(folded[-1], mine[-1])):
        return False  # كيم جونغ أون is not كيم يو جونغ, محمد بن سلمان not محمد بن نايف
    bound = listed("particles")
    return any(near(word, other) for word in folded[1:] for other in mine[1:] if word not in bound)


def holds(one: Entity, wanted: set[str], nations: set[str]) -> bool:
    if nations and one.nations and not nations <= one.nations:
        return False
    if len(one.roles) == 1 and one.head in wanted and one.roles <= wanted:
        return True  # met as الوزير فلان, now وزير كذا
    missing = {_SAME_OFFICE.get(word, word) for word in wanted} - {_SAME_OFFICE.get(word, word) for word in one.roles}
    return len(missing) <= (0 if len(wanted) <= 2 else 1)


def same_media(words: list[str], speakers: Iterable[Entity]) -> Entity | None:
    """Return the outlets that «المصادر ذاتها» means again (أفادت وسائل إعلام …، وقالت المصادر ذاتها)."""
    if words[0] != "المصادر" or not listed("again").issuperset(words[1:]):
        return None
    return next(
        (one for one in speakers if one.kind in ("media", "document") and one.head in listed("outlets_all")), None
    )


def agrees(entity: Entity, form: Form) -> bool:
    if form.number == "p":
        group = entity.kind == "organisation" or (entity.kind == "unnamed" and not _is_one_voice(entity))
        return entity.plural or (group and entity.gender != "f")
    if entity.plural and form.number == "s" and form.gender == "m":
        return False
    return not entity.gender or form.gender in ("-", entity.gender)


def _is_one_voice(entity: Entity) -> bool:
    """Whether somebody unnamed is a single person by his word (متحدث باسم كذا, مصدر أمني): others spoke together."""
    return TITLE in tag(entity.head) or entity.head in listed("repeating")


def _behind_days(p: Paragraph, at: int) -> int:
    """Skip the day between a verb of issuing and the issuer (بيان صدر اليوم الاثنين عن كذا)."""
    end = at
    while end + 1 < len(p.norm) and end - at < _NEAR_LENGTH and (TIME in tag(p.norm[end]) or p.norm[end].isdigit()):
        end += 1
    return end


def issuer_of(p: Paragraph, source: Source) -> Source | None:
    """Return the issuer named behind a document (بيان لوزارة الداخلية, تقرير الأمم المتحدة).

    A study that an outlet has printed is not the outlet's: it speaks itself.
    """
    issuer = _issuer_of(p, source)
    before = p.norm[issuer.first - 2 : issuer.first] if issuer is not None else []  # نشرتها مجلة, المنشورة في مجلة
    printed = issuer is not None and issuer.kind == "media" and any("نشر" in w or "منشور" in w for w in before)
    return None if printed and source.head in listed("studies") else issuer


def _issuer_of(p: Paragraph, source: Source) -> Source | None:
    for at in range(source.first + 1, source.behind):
        word = p.norm[at]
        with without_l(p, at):
            letters = tag(p.norm[at])
            owner = word[0] == "ل" and word != "للراي" and at == source.first + 1 and len(word) > 4
            if owner or not {ORGANISATION, PLACE, BODY, MEDIA}.isdisjoint(letters) or p.norm[at - 1] == "عن":
                return read_source(p, at, source.behind)
    if source.behind < len(p.norm) and p.norm[source.behind][0] == "ل":
        with without_l(p, source.behind):
            letters = tag(p.norm[source.behind])
            if not {MEDIA, ORGANISATION, BODY, PLACE}.isdisjoint(letters):
                return read_source(p, source.behind, p.bounds[p.sentence[source.first]][1], strict=MEDIA not in letters)
    for at in range(source.first + 1, min(len(p.norm), source.behind + 3)):
        if p.norm[at].startswith(_ISSUED) and at + 1 < len(p.norm):
            after = _behind_days(p, at + 1)
            after += p.norm[after] == "عن" and after + 1 < len(p.norm)
            if p.quote[after] and p.close(after) - after <= _LONGEST_NAME:
                return read_source(p, after, p.close(after) + 1)
            if {ORGANISATION, MEDIA, PLACE, BODY, TITLE}.isdisjoint(tag(p.norm[after])):
                return None
            return read_source(p, after, p.bounds[p.sentence[at]][1], strict=True)
    return None
