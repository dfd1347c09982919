"""The registry of one article: takes in whom it introduces, and resolves a noun phrase to whom it means."""

from collections.abc import Mapping, Sequence
from itertools import compress, count

from khabar.attribution import lexicon
from khabar.attribution.aliases import Aliases
from khabar.attribution.assumed import Assumed, assumed_names, bearer
from khabar.attribution.entities import Entity, introduces, issuer_of, near, same_person
from khabar.attribution.lexicon import (
    FIRST_NAME,
    FUNCTION,
    MEDIA,
    OFFICE,
    ORGANISATION,
    REPORTER,
    TITLE,
    UNNAMED,
    listed,
)
from khabar.attribution.memo import remembered
from khabar.attribution.nounphrase import read_source
from khabar.attribution.pointing import Pointing
from khabar.attribution.second_names import own_name
from khabar.attribution.sources import (
    Source,
    bare,
    is_construct_plural,
    is_verb,
    looks_like_object,
    outlet_at,
    stripped,
    tag,
    without_l,
)
from khabar.attribution.text import Paragraph, fold

_NEAR = 4
_LONGEST_OFFICE = 16
_MORE = (["،"], [","], ["("])  # what says who it is that has just been named


@remembered
def _introduces(word: str) -> str:
    """Return what a word may introduce: a class letter, "joined" (office behind لـ or بـ), "counterpart" …, or ""."""
    if " " in word:
        return "hashtag"
    if not listed("relations").isdisjoint((word, word[1:])):
        return "counterpart"
    letters = tag(word)
    joined = word[1:] if word.startswith("بال") else stripped(word) if word[0] == "ل" else word
    if not letters and joined != word and TITLE in tag(joined):
        return "joined"
    if TITLE in letters and not word.endswith(("ون", "ين", "ات")):
        return TITLE
    if (ORGANISATION in letters or MEDIA in letters) and not word.startswith("ال"):
        return ORGANISATION
    if word in listed("plural_words") or is_construct_plural(word) or word in listed("family"):
        return UNNAMED
    return FIRST_NAME if FIRST_NAME in letters and listed("also_nouns").isdisjoint((word, word[1:])) else ""


def _names_somebody(p: Paragraph, at: int) -> bool:
    """Whether a word that can be a name stands behind an office before its clause says something else."""
    for k in range(at + 1, min(len(p.norm), at + _LONGEST_OFFICE)):
        word = p.norm[k]
        letters = tag(word)
        if p.quote[k] or FIRST_NAME in letters or (not letters and word[0].isalpha() and not word.startswith("ال")):
            return True
        if word in listed("that") or p.words[k] in ":.":
            return False
    return True


def _full(folded: list[str]) -> int:
    """Return how many words a name has beside بن, عبد, آل and the like: of too many, some are none of it."""
    return sum(word not in listed("particles") for word in folded)


class Registry(Pointing):
    """The entities of one article, and what its words say of them."""

    def __init__(self, words: Mapping[str, int] | None = None) -> None:
        super().__init__(words or {})
        self._fresh: set[Entity] = set()
        self.aliases = Aliases(self.words)

    def prepare(self, p: Paragraph) -> None:
        """Take in the people a paragraph introduces by office and name."""
        behind, self._fresh = 0, set()
        introduced = list(map(_introduces, p.norm))
        for at in compress(count(), introduced):
            what = introduced[at]
            if at < behind:
                continue
            if what == "hashtag":
                self._hashtag(p, at)
            elif what == "joined":
                with without_l(p, at):
                    self._titled(p, at)
            elif what == "counterpart":
                self._counterpart(p, at)
            elif what == TITLE:
                behind = self._titled(p, at) + 1
            elif not p.quote[at]:
                take = {ORGANISATION: self._body, UNNAMED: self._people, FIRST_NAME: self._first_named}[what]
                behind = take(p, at) + 1

    def _titled(self, p: Paragraph, at: int) -> int:
        """Take in the person whose office and name begin at `at`; return the last token, `at` where none do."""
        if at + 1 >= len(p.norm) or FUNCTION in tag(p.norm[at + 1]) or p.norm[at + 1] in ".:؟":
            return at
        if not _names_somebody(p, at):
            return at
        source = read_source(p, at, p.bounds[p.sentence[at]][1], strict=True, known=self.known)
        if source and source.kind == "person" and introduces(p, source):
            person = self._person(source)
            if at - p.bounds[p.sentence[at]][0] <= 1:
                self._leading.add(person)
            return max(at + 1, source.behind - 1)
        return at

    def _counterpart(self, p: Paragraph, at: int) -> None:
        """Take in who holds the office of the one named before in another state (الوزير فلان ونظيره التركي فلان)."""
        source = read_source(p, at, p.bounds[p.sentence[at]][1], strict=True, known=self.known)
        if source is None or source.kind != "person" or len(source.folded) < 1 or p.quote[at]:
            return
        other = next((one for one in self._recent() if one.kind == "person" and one.roles), None)
        source.gender = "f" if p.norm[at].endswith(("ته", "تها")) else "m"
        person = self._person(source)
        if other is not None and other is not person and "نظير" in p.norm[at]:
            person.roles |= other.roles
            person.head = other.head

    def _body(self, p: Paragraph, at: int) -> int:
        """Take in a body named at `at` (تنظيم كذا); return its last token."""
        source = read_source(p, at, p.bounds[p.sentence[at]][1], strict=True, known=self.known)
        if source and source.kind in ("organisation", "media") and source.behind - at > 1:
            entity = self._named(source.outlet or source.printed, source)
            if not at or {TITLE, OFFICE}.isdisjoint(tag(p.norm[at - 1])):  # أمين عام منظمة كذا، فلان: a person
                self.aliases.take(p, source, entity)
            self._touch(entity)
            return source.behind - 1
        return at

    def _hashtag(self, p: Paragraph, at: int) -> None:
        """Take in a body met by a hashtag of several words (#صندوق_كذا_الدولي)."""
        head = p.norm[at].partition(" ")[0]
        if ORGANISATION in tag(head):
            gender = "f" if head.endswith("ه") else "m"
            printed = p.words[at].lstrip("#@").replace("_", " ")
            self._touch(self._named(printed, Source(at, at + 1, "organisation", bare(head), gender=gender)))

    def _people(self, p: Paragraph, at: int) -> int:
        """Take in people without names who are met with what they belong to (سكان الجزيرة); return the last token."""
        source = read_source(p, at, p.bounds[p.sentence[at]][1], strict=True, known=self.known)
        if source and source.kind == "unnamed" and source.behind - at > 1:
            self._touch(self._named(source.printed, source))
            return next((k for k in range(at, source.behind) if p.words[k] in "،,"), source.behind) - 1
        return at

    def _first_named(self, p: Paragraph, at: int) -> int:
        """Take in a person met by first name and surname alone (كانت ليلى بدران تضرب الكرة); return the last token."""
        following = at + 1
        if following >= len(p.norm) or p.quote[following]:
            return at
        surname = p.norm[following]
        plain = surname[:1].isalpha() and not surname.startswith(("ال", "بال", "لل", "وال"))
        if surname[0] in "وفبل" and (tag(surname[1:]) or looks_like_object(surname[1:])):
            return at
        if not plain or tag(surname) not in ("", FIRST_NAME) or looks_like_object(surname) or is_verb(surname):
            return at
        source = read_source(p, at, p.bounds[p.sentence[at]][1], strict=True, known=self.known)
        if source and source.kind == "person" and len(source.folded) > 1 and not source.roles:
            self._person(source)
            return max(at + 1, source.behind - 1)
        return at

    def take_assumed(self, p: Paragraph) -> None:
        """Give whoever spoke under a description the assumed name by which a paragraph just read calls him."""
        for one in assumed_names(p):
            name, folded = p.words[one.first : one.behind], p.norm[one.first : one.behind]
            met = next((e for e in self._recent() if e.kind == "person" and e.folded == folded), None)
            others = (entity for entity in self._speakers() if entity is not met)
            described = bearer(Assumed(one.first, one.behind, one.gender or (met.gender if met else "")), others)
            if described is None or (met is not None and met.roles):
                continue
            described.name, described.folded, described.kind = " ".join(name), folded, "person"
            described.office = False
            self.known.add(folded[-1])
            if met is not None:
                self._seen.pop(met, None)
                self._spoken.pop(met, None)

    def resolve(self, p: Paragraph, source: Source, *, goes_on: bool = False) -> Entity:
        """Return the entity a noun phrase means, a new one where the article has not met it.

        A description that fits nobody is whoever spoke last, where its verb `goes_on` (وأضاف المبتعث).
        """
        entity = self._resolve(p, source)
        last = next(self._speakers(), None) if goes_on else None
        if last is None or entity in self._spoken or not self._is_description(source, entity):
            return entity
        if not self._may_go_on(last, source, entity):
            return entity
        self._seen.pop(entity, None)
        self._touch(last)
        return last

    @staticmethod
    def _is_description(source: Source, new: Entity) -> bool:
        """Whether a phrase made a new speaker by its words alone: a definite noun, but no surname in ي."""
        words = source.printed.split() if not source.name else source.name
        noun = len(words) == 1 and source.first_word.startswith("ال") and not source.first_word.endswith("ي")
        return new.folded == [fold(word) for word in words] and (noun if source.name else source.definite)

    @staticmethod
    def _may_go_on(last: Entity, source: Source, new: Entity) -> bool:
        """Whether nothing speaks against a new description being the last speaker's: kind, number, gender, state."""
        same = {last.kind, new.kind} <= {"person", "unnamed"}
        gender = source.gender in ("", last.gender or source.gender)
        plain = source.head not in listed("stay_unnamed") and last.plural == source.plural
        return same and gender and plain and (not last.nations or set(source.nations) <= last.nations)

    def _resolve(self, p: Paragraph, source: Source) -> Entity:
        known = self.aliases.find(p, source)
        if known is not None:
            self._touch(known)
            return known
        one_of_them = source.first_word in listed("some_of_them")  # إحداهما، وتدعى فلانة،
        named = own_name(p, source) if source.kind == "unnamed" or one_of_them else 0
        if named:
            source = read_source(p, named, min(len(p.norm), named + _NEAR), strict=True) or source
        if source.behind - source.first == 1 and p.norm[source.first] in listed("the_latter"):
            entity = self._latter(source, "f" if p.norm[source.first].endswith("ه") else "m")
        elif source.name and (source.kind == "person" or self._known_in_marks(p, source)):
            entity = self._now_named(p, source, self._person(source))
        elif source.kind == "media":
            entity = self._media(p, source)
        elif source.kind == "document" or bare(source.first_word) in listed("pages"):
            entity = self._document(p, source)
        else:
            entity = self._described(p, source)
        if entity.kind in ("organisation", "media", "person"):
            self.aliases.take(p, source, entity)
        self._touch(entity)
        return entity

    def together(self, entities: Sequence[Entity]) -> Entity:
        """Return the one speaker that several are who say the same (أكد كل من فلان وفلان أن)."""
        name = " و".join(one.name for one in entities)
        source = Source(0, 1, entities[0].kind, gender="", plural=True)
        return self._named(name, source)

    def _known_in_marks(self, p: Paragraph, source: Source) -> bool:
        """Whether a name alone in marks is that of a person met before."""
        return source.kind == "organisation" and bool(p.quote[source.first]) and source.folded[-1] in self.known

    def _latter(self, source: Source, gender: str) -> Entity:
        """Return whom «الأخير» means: the one named last who is not the last to speak."""
        last = next(self._speakers(), None)
        others = (one for one in self._recent() if one is not last and one.gender in ("", gender))
        return next(others, None) or self._named(source.printed or " ".join(source.name), source)

    def _person(self, source: Source) -> Entity:
        found = next((one for one in self._recent() if one.kind == "person" and same_person(one, source.folded)), None)
        if found is None:
            found = self._unnamed_holder(source)
        if found is None:
            gender = source.gender or (
                "m" if FIRST_NAME in tag(source.folded[0]) else ""
            )  # a guess, until a verb tells
            found = Entity(" ".join(source.name), "person", source.folded, source.head, gender=gender)
            self.known.add(source.folded[-1])
            self._as_known(found, source)
            self._fresh.add(found)
        elif len(found.folded) < len(source.folded) and _full(source.folded) <= _NEAR:
            found.name, found.folded = " ".join(source.name), source.folded
            self.known.add(source.folded[-1])
        self._spell_as_most(found, source.folded[-1], source.name[-1])
        found.roles |= set(source.roles)
        found.nations |= set(source.nations)
        found.own_nation = found.own_nation or source.own_nation
        self._touch(found)
        return found

    def _spell_as_most(self, person: Entity, folded: str, printed: str) -> None:
        """Print a surname as the text mostly spells it (دونالد ترامب once, then always ترمب)."""
        words, last = person.name.split(), person.folded[-1]
        more = folded != last and self.words.get(folded, 0) > self.words.get(last, 0)
        if more and bare(folded) != bare(last) and len(words) == len(person.folded) > 1 and near(folded, last):
            person.name, person.folded = " ".join([*words[:-1], printed]), [*person.folded[:-1], folded]

    def _now_named(self, p: Paragraph, source: Source, person: Entity) -> Entity:
        """Return whom a new name without office means: where an office or a relative spoke last, him.

        A name comes with what its bearer is, unless the text has said so before (أعلن وزير كذا …، وقال فلان الفلاني).
        """
        last = next(self._speakers(), None)
        bare_name = person in self._fresh and not person.roles and not source.roles and len(source.folded) > 1
        more = p.words[source.behind : source.behind + 1] in _MORE or "(" in p.words[source.first : source.behind]
        if last is None or not bare_name or more or person in self._spoken:
            return person
        described = last.office or (last.kind == "unnamed" and last.head in listed("family") | listed("may_be_named"))
        if not described or last.plural or last.head in listed("stay_unnamed") or person.gender != last.gender:
            return person
        last.name, last.folded, last.kind, last.office = person.name, person.folded, "person", False
        self._seen.pop(person, None)
        return last

    def _as_known(self, person: Entity, source: Source) -> None:
        """Give a person known by the last name the office everybody knows (وقال ماكرون: الرئيس الفرنسي)."""
        offices, state = lexicon.leaders().get(source.folded[-1], (frozenset(), ""))
        if offices and not (source.nations and state not in source.nations) and not source.roles:
            person.roles |= offices
            person.nations |= {state} if state else set()

    def _unnamed_holder(self, source: Source) -> Entity | None:
        """Return who was met by office alone and is now named (قال وزير النقل …؛ وأضاف وزير النقل فلان)."""
        if not source.roles:
            offices, state = lexicon.leaders().get(source.folded[-1], (frozenset(), ""))
            holders = (one for one in self._recent() if one.office and one.roles and one.roles == offices)
            holder = next((one for one in holders if state in one.nations), None)
            if holder is not None:  # قال الرئيس الأميركي …، وأضاف ترمب
                holder.name, holder.folded, holder.office = " ".join(source.name), source.folded, False
                self.known.add(source.folded[-1])
            return holder
        if not source.head:
            return None
        roles, nations = set(source.roles), set(source.nations)
        for one in self._recent():
            holds_it = one.office and one.head == source.head and one.roles == roles
            alone = one.office or (one.kind == "unnamed" and not one.plural and one is next(self._speakers(), None))
            again = alone and source.definite and source.roles == [one.head]  # وزير كذا …، وقال الوزير، فلان،
            if again or (holds_it and one.nations <= nations):
                one.name, one.folded, one.office = " ".join(source.name), source.folded, False
                one.kind = "person"
                self.known.add(source.folded[-1])
                return one
        return None

    def _media(self, p: Paragraph, source: Source) -> Entity:
        if not source.outlet and source.definite and source.behind - source.first <= 3:
            for one in self._recent():
                if (
                    one.kind in ("media", "organisation")
                    and one.head == source.head
                    and (not source.nations or set(source.nations) <= one.nations)
                ):
                    return one
        self._employer(p, source)
        return self._named(source.outlet or source.printed, source)

    def _employer(self, p: Paragraph, source: Source) -> None:
        """Take in the outlet that a reporter works for, so that «الوكالة» is it and not the reporter."""
        if REPORTER not in tag(source.first_word):
            return
        for at in range(source.first + 1, source.behind):
            outlet = outlet_at(p, at, source.behind)[0]
            if outlet:
                self._touch(self._named(outlet, Source(at, source.behind, "media", bare(p.norm[at]), gender="f")))
                return

    def _document(self, p: Paragraph, source: Source) -> Entity:
        """A document's issuer where it is in reach, else the document."""
        issuer = issuer_of(p, source)
        if issuer:
            return self.resolve(p, issuer)
        if bare(source.first_word) in listed("pages"):
            return self.dropped(None) or self._named(source.printed, source)
        if source.definite or (source.behind - source.first <= 2 and p.norm[source.first].startswith("ال")):
            last = self.dropped(None)
            writers = (one for one in self._speakers() if one.kind in ("organisation", "document"))
            own = bare(source.first_word) in listed("written")  # a person's: رسالة, بيان; not تقارير
            last = last if last is not None and last.kind == "person" and own else next(writers, None)
            if last in self._spoken and last is not None:
                return last
        return self._named(source.printed, source)
