"""Finding the source a word points to inside one article: a surname, an office, a dropped subject."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice

from khabar.attribution import lexicon
from khabar.attribution.aliases import Aliases
from khabar.attribution.descriptions import bearer, body_described, official, person_described, relative_again
from khabar.attribution.entities import Entity, holds, introduces, issuer_of, owned, same_person
from khabar.attribution.lexicon import (
    BODY,
    FIRST_NAME,
    FUNCTION,
    MEDIA,
    OFFICE,
    ORGANISATION,
    PLACE,
    REPORTER,
    TITLE,
    UNNAMED,
    listed,
)
from khabar.attribution.memory import Memory
from khabar.attribution.nounphrase import read_source
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

_PEOPLE = frozenset(["person", "unnamed"])
_NEAR = 4
_LONGEST_OFFICE = 16
_MORE = (["،"], [","], ["("])  # what says who it is that has just been named
_LONGEST_BODY = 6  # words; what is longer was read too far


@lru_cache(maxsize=1 << 14)
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


def _holds_all(one: Entity, wanted: set[str]) -> bool:
    """Whether every one of some words without article is in an entity's name."""
    return all(word in one.folded or "ال" + word in one.folded for word in wanted)


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


class Registry(Memory):
    """The entities of one article, and what its words say of them."""

    def __init__(self, words: Mapping[str, int] | None = None) -> None:
        super().__init__(words or {})
        self.known: set[str] = set()
        self._fresh: set[Entity] = set()
        self.aliases = Aliases(self.words)

    def prepare(self, p: Paragraph) -> None:
        """Take in the people a paragraph introduces by office and name."""
        behind, self._fresh = 0, set()
        for at, word in enumerate(p.norm):
            what = _introduces(word)
            if at < behind or not what:
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

    def resolve(self, p: Paragraph, source: Source) -> Entity:
        """Return the entity a noun phrase means, a new one where the article has not met it."""
        known = self.aliases.find(p, source)
        if known is not None:
            self._touch(known)
            return known
        named = own_name(p, source) if source.kind == "unnamed" else 0
        if named:
            source = read_source(p, named, min(len(p.norm), named + _NEAR), strict=True) or source
        if p.norm[source.first] in listed("the_latter") and source.behind - source.first == 1:
            entity = self._latter(source, "f" if p.norm[source.first].endswith("ه") else "m")
        elif source.name and (source.kind == "person" or self._known_in_marks(p, source)):
            entity = self._now_named(p, source, self._person(source))
        elif source.kind == "media":
            entity = self._media(p, source)
        elif source.kind == "document":
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
        elif len(found.folded) < len(source.folded) <= 4:
            found.name, found.folded = " ".join(source.name), source.folded
            self.known.add(source.folded[-1])
        found.roles |= set(source.roles)
        found.nations |= set(source.nations)
        self._touch(found)
        return found

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
        for one in self._recent():
            holds_it = one.office and one.head == source.head and one.roles == set(source.roles)
            again = one.office and source.definite and source.roles == [one.head]  # وزير كذا …، وقال الوزير، فلان،
            if again or (holds_it and one.nations <= set(source.nations)):
                one.name, one.folded, one.office = " ".join(source.name), source.folded, False
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
        if source.definite or (source.behind - source.first <= 2 and p.norm[source.first].startswith("ال")):
            last = self.dropped(None)
            writers = (one for one in self._speakers() if one.kind in ("organisation", "document"))
            own = bare(source.first_word) in listed("written")  # a person's: رسالة, بيان; not تقارير
            last = last if last is not None and last.kind == "person" and own else next(writers, None)
            if last in self._spoken and last is not None:
                return last
        return self._named(source.printed, source)

    def _described(self, p: Paragraph, source: Source) -> Entity:
        words = [source.first_word, *p.norm[source.first + 1 : source.behind]]
        if len(words) == 1 and words[0] in self.known:
            known = (one for one in self._recent() if one.kind == "person" and same_person(one, words))
            return next(known, None) or self._named(source.printed, source)
        if words[0] in listed("relations") or bare(words[0]) in listed("relations"):
            other = self._other()
            if other:
                return other
        if any(word in ("باسمه", "باسمها") for word in words):
            owner = self._spoken_for("m" if "باسمه" in words else "f")
            return self._named(f"المتحدث باسم {owner.name}" if owner else source.printed, source)
        belonging = self._of_a_group(p, source, words) or self._of_somebody(source, words, owned(p, source))
        if belonging is not None:
            return belonging
        letters = tag(words[0])
        if TITLE in letters or UNNAMED in letters:
            found = self._by_office(source, words)
        else:
            found = self._by_head(source, words)
        if found is None and ORGANISATION in letters:
            found = body_described(words, (*self._speakers(), *self._recent()))
        if found is None and words[0].startswith("ال") and UNNAMED not in letters:
            found = self._by_part(words)
        found = found or person_described(source, self._speakers(), self._recent())
        return found or self._named(self._in_full(p, source), source)

    def _of_somebody(self, source: Source, words: list[str], own: str) -> Entity | None:
        """Return whom a word with a pronoun means: the one who holds the office, else «محامو فلان» by its owner."""
        if not own:
            return None
        holder = next((one for one in self._recent() if one.kind == "person" and fold(own) in one.roles), None)
        if holder is not None:
            return holder
        owner = None if own in ("مصدر", "مصادر") else self._owner(words[0])  # an outlet's own
        alone = own if own in ("مصدر", "مصادر") or self._seen else source.printed  # whose he is the text does not say
        found = self._named(f"{own} {owner.name}" if owner else alone, source)
        found.plural = found.plural or own.endswith("و") or fold(own) in listed("plural_words")
        found.head, found.roles = fold(own), found.roles | {fold(own)}  # محاميه, and then المحامي
        return found

    def _spoken_for(self, gender: str) -> Entity | None:
        """Return whom «متحدث باسمه» speaks for: the one met last of that gender; for باسمها a body before a woman."""
        known = [one for one in self._recent() if not one.name.startswith("المتحدث")]
        bodies = [one for one in known if one.kind == "organisation" and one.gender in ("", gender)]
        bodies += [one for one in known if one.kind == "media" and one.gender in ("", gender)]
        people = [one for one in known if one.kind == "person" and one.gender in ("", gender)]
        if gender == "f":
            return next(iter([*bodies, *people]), None)
        sure = [one for one in known if one in people or (one in bodies and one.gender)]
        return next(iter([*sure, *bodies]), None)

    def _owner(self, pronoun: str, *, sure: bool = False) -> Entity | None:
        """Return whom in focus the pronoun of a word may mean: a person (محاميها: a woman), else a body (مندوبوها).

        `sure` leaves out a person of another gender.
        """
        gender = "f" if pronoun.endswith("ها") else "m"
        people = [one for one in self._recent() if one.kind == "person"]
        fitting = next((one for one in people if one.gender in ("", gender)), None)
        if fitting is not None or people:
            return fitting or (None if sure else people[0])
        bodies = (one for one in self._recent() if one.kind == "organisation" and one.gender == gender)
        return next(bodies, None)

    def _of_a_group(self, p: Paragraph, source: Source, words: list[str]) -> Entity | None:
        """Return whom «المقربون منه» or «كثيرون منهم» and «أحدهم» mean: a person's people, the group just named."""
        after = p.norm[source.behind] if source.behind < len(p.norm) else ""
        if source.head in ("مقربون", "مقربين", "قريبون") and after in ("منه", "منها"):
            owner = self._owner(after)
            return self._named(f"{source.printed.split()[0]} من {owner.name}", source) if owner else None
        themselves = len(words) == 1 and words[0].endswith("هم")
        if words[0].removeprefix("و") not in listed("some_of_them") or not (themselves or after == "منهم"):
            return None
        near = (*islice(self._speakers(), 1), *islice(self._recent(), _NEAR))
        found = next((one for one in near if one.kind == "unnamed" and one.plural), None)
        return found or self._named(source.printed, source)

    def _in_full(self, p: Paragraph, source: Source) -> str:
        """Return a phrase with the long name of the body it ends with (متحدث باسم الوزارة, المجلس التنفيذي للصندوق).

        Of somebody's people it tells whose they are (أحد محاميه).
        """
        last, printed = p.norm[source.behind - 1], source.printed
        if source.kind == "unnamed" and {UNNAMED, TITLE} & set(tag(last)) and source.behind - source.first > 1:
            own = owned(p, Source(source.behind - 1, source.behind))
            owner = self._owner(last, sure=True) if own else None
            return f"{printed.removesuffix(p.words[source.behind - 1])}{own} {owner.name}" if owner else printed
        after = p.norm[source.behind] if source.behind < len(p.norm) else ""
        if source.behind - source.first < 2 or not last.startswith(("ال", "لل")) or source.kind == "media":
            return printed
        if after.startswith(("ال", "لل")):
            return printed  # الأمين العام للاتحاد العام لكذا
        word = "ال" + last[2:]
        many = bare(word) in listed("broken_plurals")
        if ORGANISATION not in tag(word) or many or not printed.endswith(p.words[source.behind - 1]):
            return printed
        named = (one for one in (*self._speakers(), *self._recent()) if 1 < len(one.folded) <= _LONGEST_BODY)
        body = next((one for one in named if one.kind == "organisation" and one.head == bare(word)), None)
        if body is None:
            return printed
        joined = "ل" if last.startswith("لل") else ""
        return printed.removesuffix(p.words[source.behind - 1]) + joined + body.name

    def _by_part(self, words: list[str]) -> Entity | None:
        """Find a body that a definite noun shortens (الطاقة for سلطة الطاقة)."""
        wanted, people = {bare(word) for word in words}, UNNAMED in tag(words[0])
        return next(
            (
                one
                for one in (*self._speakers(), *self._recent())
                if one.kind != "person" and (not people or one.head == bare(words[0])) and _holds_all(one, wanted)
            ),
            None,
        )

    def _other(self) -> Entity | None:
        speaker = self.dropped(None)
        return next((one for one in self._recent() if one.kind == "person" and one is not speaker), None)

    def _by_office(self, source: Source, words: list[str]) -> Entity | None:
        """Find the person who holds the office (الرئيس الروسي), or whom a bare description repeats (المسؤول)."""
        construct = len(words) > 1 and not words[0].startswith("ال") and UNNAMED not in tag(words[0])
        if not source.definite and not construct:
            return relative_again(source, words, self._recent())
        wanted, nations = set(source.roles), set(source.nations)
        others = [word for word in words[1:] if bare(word) not in listed("epithets")]
        bound = any(one in tag(word) for word in others for one in (ORGANISATION, BODY, PLACE)) or "باسم" in words
        within = len(words) > 1 and words[1] in ("في", "لدي")  # المسؤول في شركة كذا
        if source.head in listed("generic") and source.definite and (within or not (nations or bound)):
            last = next(self._speakers(), None)
            if last is not None and last.kind == "person":
                found = bearer(source, self._speakers(), self._recent()) if last.roles else None
                if found is not None or source.gender in ("", last.gender or source.gender):
                    return found or last
        if source.head in ("مسوول", "مسووله") and source.definite and nations:  # المسؤول الأميركي
            found = official(source, self._speakers())
            if found is not None:
                return found
        spoke_last = next(self._speakers(), None)
        for one in self._recent():
            is_last = one is spoke_last and (not nations or not one.nations or nations <= one.nations)
            if (
                one.kind in _PEOPLE
                and not (source.plural and one.kind == "person")
                and source.head in one.roles | {one.head}
                and ((is_last and source.definite) or holds(one, wanted, nations))
            ):
                return one
        if source.plural:
            return self._by_part(words)
        if source.definite and source.head == "مصدر" and spoke_last is not None and spoke_last.kind != "person":
            return spoke_last  # المصدر نفسه: an outlet or a body too
        plain = source.head in listed("plain_people")  # الشاب العاطل عن العمل
        again = all(word in listed("again") or (plain and word.startswith("ال")) for word in words[1:])
        if source.definite and again and source.head in listed("repeating"):
            known = None if plain else bearer(source, self._speakers(), ())
            return known or next(
                (
                    one
                    for one in self._speakers()
                    if one.kind in _PEOPLE
                    and (source.plural or not one.plural)
                    and source.gender in ("", one.gender or source.gender)
                ),
                None,
            )
        return None

    def _by_head(self, source: Source, words: list[str]) -> Entity | None:
        """Find a body by part of its name: التحالف for التحالف العربي, الوزارة for وزارة الدفاع."""
        wanted = {bare(word) for word in words[:1]} | {bare(word) for word in words[1:]} - listed("epithets")
        for one in (*self._speakers(), *self._recent()):
            if one.kind in ("organisation", "unnamed") and one.head == bare(words[0]) and _holds_all(one, wanted):
                return one
        return None
