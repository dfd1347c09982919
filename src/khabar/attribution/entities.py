"""The sources an article knows, and finding the one a word points to: a surname, an office, a pronoun."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from khabar.arabic.names import MIN_KEY, name_key
from khabar.attribution import lexicon
from khabar.attribution.lexicon import BODY, MEDIA, ORGANISATION, PLACE, TITLE, UNNAMED, listed
from khabar.attribution.morphology import Form
from khabar.attribution.nounphrase import read_source
from khabar.attribution.sources import Source, bare, tag, without_l
from khabar.attribution.statements import SpeakerKind
from khabar.attribution.text import Paragraph, fold

_ISSUED = ("نشرت", "نشره", "نشرها", "اصدر", "صدر", "اعدت", "اعده", "اجرت", "اجراه", "الصادر")
_PEOPLE = frozenset(["person", "unnamed"])
_NEAR_LENGTH = 5


@dataclass(slots=True, eq=False)
class Entity:
    """One source of the article: its fullest name and what it has been called."""

    name: str
    kind: SpeakerKind
    folded: list[str]
    head: str = ""
    roles: set[str] = field(default_factory=set)
    nations: set[str] = field(default_factory=set)
    gender: str = ""
    plural: bool = False
    seen: int = 0
    spoke: int = 0


def near(left: str, right: str) -> bool:
    """Whether two folded words spell one name: equal, of equal consonants, or one letter apart in a long word."""
    if left == right:
        return True
    if min(len(left), len(right)) < _NEAR_LENGTH - 1:
        return False
    left, right = bare(left), bare(right)
    key = name_key(left)
    if len(key) >= MIN_KEY and key == name_key(right):
        return True
    return min(len(left), len(right)) >= _NEAR_LENGTH and Levenshtein.distance(left, right, score_cutoff=1) <= 1


class Registry:
    """The entities of one article in the order met; `speaker` is the one who spoke last."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self.clock = 0
        self.known: set[str] = set()

    def prepare(self, p: Paragraph) -> None:
        """Take in the people a paragraph introduces by office and name."""
        at = 0
        while at < len(p):
            if TITLE in tag(p.norm[at]) and not p.norm[at].endswith(("ون", "ين", "ات")):
                stop = p.bounds[p.sentence[at]][1]
                source = read_source(p, at, stop, strict=True, known=frozenset(self.known))
                if source and source.kind == "person" and _introduces(p, source):
                    self._person(source)
                    at = max(at + 1, source.behind - 1)
            elif ORGANISATION in tag(p.norm[at]) and not p.norm[at].startswith("ال") and not p.quote[at]:
                at = self._body(p, at)
            at += 1

    def _body(self, p: Paragraph, at: int) -> int:
        """Take in a body named at `at` (تنظيم كذا); return its last token."""
        source = read_source(p, at, p.bounds[p.sentence[at]][1], strict=True, known=frozenset(self.known))
        if source and source.kind == "organisation" and source.behind - at > 1:
            self._touch(self._named(source.printed, source))
            return source.behind - 1
        return at

    def resolve(self, p: Paragraph, source: Source) -> Entity:
        """Return the entity a noun phrase means, a new one where the article has not met it."""
        if source.kind == "person" and source.name:
            entity = self._person(source)
        elif source.kind == "media":
            entity = self._media(p, source)
        elif source.kind == "document":
            entity = self._document(p, source)
        else:
            entity = self._described(p, source)
        self._touch(entity)
        return entity

    def spoke(self, entity: Entity, form: Form | None = None) -> None:
        """Remember that an entity has just spoken; the verb may tell its gender."""
        self._touch(entity)
        entity.spoke = self.clock
        if form and not entity.gender and form.gender in "mf":
            entity.gender = form.gender

    def dropped(self, form: Form | None) -> Entity | None:
        """Return whom a verb without subject means: the last speaker that agrees with it."""
        speakers = sorted((one for one in self.entities if one.spoke), key=lambda one: -one.spoke)
        for entity in speakers:
            if form is None or _agrees(entity, form):
                return entity
        others = sorted((one for one in self.entities if one.seen), key=lambda one: -one.seen)
        return next((one for one in others if form is None or _agrees(one, form)), speakers[0] if speakers else None)

    def _touch(self, entity: Entity) -> None:
        self.clock += 1
        entity.seen = self.clock

    def _recent(self) -> Iterator[Entity]:
        return iter(sorted(self.entities, key=lambda one: -one.seen))

    def _person(self, source: Source) -> Entity:
        found = next((one for one in self._recent() if one.kind == "person" and _same_person(one, source.folded)), None)
        if found is None:
            found = Entity(" ".join(source.name), "person", source.folded, source.head, gender=source.gender)
            self.entities.append(found)
            self.known.add(source.folded[-1])
        elif len(found.folded) < len(source.folded) <= 4:
            found.name, found.folded = " ".join(source.name), source.folded
        found.roles |= set(source.roles)
        found.nations |= set(source.nations)
        self._touch(found)
        return found

    def _media(self, p: Paragraph, source: Source) -> Entity:
        if not source.outlet and source.definite and source.behind - source.first <= 3:
            for one in self._recent():
                if (
                    one.kind == "media"
                    and one.head == source.head
                    and (not source.nations or set(source.nations) <= one.nations)
                ):
                    return one
        name = source.outlet or source.printed
        return self._named(name, source)

    def _document(self, p: Paragraph, source: Source) -> Entity:
        """A document's issuer where it is in reach, else the document."""
        issuer = _issuer(p, source)
        if issuer:
            return self.resolve(p, issuer)
        if source.definite or (source.behind - source.first <= 2 and p.norm[source.first].startswith("ال")):
            last = self.dropped(None)
            if last is not None and last.spoke and last.kind != "media":
                return last
        return self._named(source.printed, source)

    def _described(self, p: Paragraph, source: Source) -> Entity:
        words = [p.norm[at] for at in range(source.first, source.behind)]
        if words[0] in listed("relations") or bare(words[0]) in listed("relations"):
            other = self._other()
            if other:
                return other
        if any(word in ("باسمه", "باسمها") for word in words):
            kinds = ("person",) if "باسمه" in words else ("organisation", "media", "person")
            owner = next(
                (one for one in self._recent() if one.kind in kinds and not one.name.startswith("المتحدث")), None
            )
            return self._named(f"المتحدث باسم {owner.name}" if owner else source.printed, source)
        owned = _owned(p, source)
        if owned:
            owner = next((one for one in self._recent() if one.kind == "person"), None)
            return self._named(f"{owned} {owner.name}" if owner else owned, source)
        letters = tag(words[0])
        if TITLE in letters or UNNAMED in letters:
            found = self._by_office(source, words)
        else:
            found = self._by_head(source, words)
        if found is None and words[0].startswith("ال") and UNNAMED not in letters:
            found = self._by_part(words)
        return found or self._named(source.printed, source)

    def _by_part(self, words: list[str]) -> Entity | None:
        """Find a body that a definite noun shortens (الطاقة for سلطة الطاقة)."""
        wanted = {bare(word) for word in words}
        speakers = sorted((one for one in self.entities if one.spoke), key=lambda one: -one.spoke)
        return next((one for one in speakers if one.kind != "person" and wanted <= {bare(w) for w in one.folded}), None)

    def _other(self) -> Entity | None:
        speaker = self.dropped(None)
        return next((one for one in self._recent() if one.kind == "person" and one is not speaker), None)

    def _by_office(self, source: Source, words: list[str]) -> Entity | None:
        """Find the person who holds the office (الرئيس الروسي), or whom a bare description repeats (المسؤول)."""
        construct = len(words) > 1 and not words[0].startswith("ال")
        if not source.definite and not construct:
            return None
        wanted, nations = set(source.roles), set(source.nations)
        bound = any(one in tag(word) for word in words[1:] for one in (ORGANISATION, BODY, PLACE)) or "باسم" in words
        if source.head in listed("generic") and source.definite and not nations and not bound:
            last = max(self.entities, key=lambda one: one.spoke, default=None)
            if last is not None and last.spoke and last.kind == "person":
                return last
        spoke_last = max((one.spoke for one in self.entities), default=0)
        for one in self._recent():
            is_last = one.spoke > 0 and one.spoke == spoke_last
            if (
                one.kind in _PEOPLE
                and source.head in one.roles | {one.head}
                and ((is_last and source.definite) or _holds(one, wanted, nations))
            ):
                return one
        if source.plural:
            return self._by_part(words)
        if source.definite and len(words) == 1 and UNNAMED in tag(words[0]):
            return next(
                (
                    one
                    for one in sorted(self.entities, key=lambda e: -e.spoke)
                    if one.spoke and one.kind in _PEOPLE and source.gender in ("", one.gender or source.gender)
                ),
                None,
            )
        return None

    def _by_head(self, source: Source, words: list[str]) -> Entity | None:
        """Find a body by part of its name: التحالف for التحالف العربي, الوزارة for وزارة الدفاع."""
        wanted = {bare(word) for word in words}
        for one in sorted(self.entities, key=lambda one: (-one.spoke, -one.seen)):
            if (
                one.kind in ("organisation", "unnamed")
                and one.head == bare(words[0])
                and wanted <= {bare(w) for w in one.folded}
            ):
                return one
        return None

    def _named(self, name: str, source: Source) -> Entity:
        folded = [fold(word) for word in name.split()]
        found = next((one for one in self.entities if one.folded == folded), None)
        if found is None:
            found = Entity(
                name, source.kind, folded, source.head or bare(folded[0]), gender=source.gender, plural=source.plural
            )
            self.entities.append(found)
        found.roles |= set(source.roles)
        found.nations |= set(source.nations)
        return found


def _introduces(p: Paragraph, source: Source) -> bool:
    """Whether a phrase met in passing is sure to hold a name: right behind the office, with no preposition between."""
    if not source.name or (
        p.words[source.first + 1 : source.behind] and source.name[0].endswith("ة") and "G" not in tag(source.folded[0])
    ):
        return False
    for at in range(source.first, source.behind):
        if p.norm[at] == source.folded[0]:
            return True
        if "S" in tag(p.norm[at]):
            return False
    return True


def _owned(p: Paragraph, source: Source) -> str:
    """Return the first word of a phrase without its pronoun (ابنته: ابنة, مكتبه: مكتب); "" where it has none."""
    word, norm = p.words[source.first], p.norm[source.first]
    if norm in lexicon.tags() or not word.endswith(("ه", "ها", "هم")) or not tag(norm):
        return ""
    base = word[:-1] if word.endswith("ه") else word[:-2]
    return base[:-1] + "ة" if base.endswith("ت") else base


def _same_person(one: Entity, folded: list[str]) -> bool:
    """Whether a name is another printing of an entity's: surname and, where both have it, first name."""
    mine = one.folded
    if len(folded) == 1 or len(mine) == 1:
        short, full = (folded, mine) if len(folded) <= len(mine) else (mine, folded)
        return any(near(short[0], word) for word in full)
    return near(folded[0], mine[0]) and any(near(word, other) for word in folded[1:] for other in mine[1:])


def _holds(one: Entity, wanted: set[str], nations: set[str]) -> bool:
    if nations and one.nations and not nations <= one.nations:
        return False
    return len(wanted - one.roles) <= (0 if len(wanted) <= 2 else 1)


def _agrees(entity: Entity, form: Form) -> bool:
    if form.number == "p":
        return entity.plural or (entity.kind in ("organisation", "unnamed") and entity.gender != "f")
    if entity.plural and form.number == "s" and form.gender == "m":
        return False
    return not entity.gender or form.gender in ("-", entity.gender)


def _issuer(p: Paragraph, source: Source) -> Source | None:
    """Return the issuer named behind a document (بيان لوزارة الداخلية, تقرير الأمم المتحدة)."""
    for at in range(source.first + 1, source.behind):
        word = p.norm[at]
        with without_l(p, at):
            letters = tag(p.norm[at])
            owner = word[0] == "ل" and at == source.first + 1 and len(word) > 4
            if owner or any(one in letters for one in (ORGANISATION, PLACE, BODY, MEDIA)) or p.norm[at - 1] == "عن":
                return read_source(p, at, source.behind)
    for at in range(source.behind, min(len(p), source.behind + 3)):
        if p.norm[at].startswith(_ISSUED) and at + 1 < len(p):
            after = at + 2 if p.norm[at + 1] == "عن" and at + 2 < len(p) else at + 1
            if not any(one in tag(p.norm[after]) for one in (ORGANISATION, MEDIA, PLACE, BODY, TITLE)):
                return None
            return read_source(p, after, p.bounds[p.sentence[at]][1], strict=True)
    return None
