"""Whom a description without a name points to inside one article: an office, a body by its kind, somebody's people."""

from itertools import islice

from khabar.attribution.descriptions import bearer, body_described, official, person_described, relative_again
from khabar.attribution.entities import Entity, holds, owned, same_media, same_person
from khabar.attribution.lexicon import BODY, ORGANISATION, PLACE, TITLE, UNNAMED, listed
from khabar.attribution.memory import Memory
from khabar.attribution.nounphrase import read_source
from khabar.attribution.sources import Source, bare, is_construct_plural, tag
from khabar.attribution.text import Paragraph, fold

_PEOPLE = frozenset(["person", "unnamed"])
_NEAR = 4
_PEOPLE_REACH = 20
_NEAR_GROUP = 6
_SPEAKING = ("متحدث", "ناطق")  # nobody met as a woman or a man only
_LONGEST_BODY = 6  # words; what is longer was read too far


def _holds_all(one: Entity, wanted: set[str]) -> bool:
    """Whether every one of some words without article is in an entity's name."""
    return all(word in one.folded or "ال" + word in one.folded for word in wanted)


class Pointing(Memory):
    """The entities of one article, found by descriptions."""

    def _described(self, p: Paragraph, source: Source) -> Entity:
        words = [source.first_word, *p.norm[source.first + 1 : source.behind]]
        if len(words) == 1 and words[0] in self.known:
            known = (one for one in self._recent() if one.kind == "person" and same_person(one, words))
            return next(known, None) or self._named(source.printed, source)
        if words[0] in listed("relations") or bare(words[0]) in listed("relations"):
            other = self._other()
            if other:
                return other
        if "باسمه" in words or "باسمها" in words:
            gender = "m" if "باسمه" in words else "f"
            owner = self._body_before(p, source.first, gender) or self._spoken_for(gender)
            return self._named(f"المتحدث باسم {owner.name}" if owner else source.printed, source)
        belonging = self._of_a_group(p, source, words) or self._of_somebody(source, words, owned(p, source))
        if belonging is not None:
            return belonging
        letters = tag(words[0])
        ranked = len(words) == 1 and source.head in ("فريق", "لواء") and source.definite  # الفريق فلان …، وأوضح الفريق
        officer = next((one for one in self._speakers() if source.head in one.roles), None) if ranked else None
        if officer is not None and officer.kind == "person":
            return officer
        if TITLE in letters or UNNAMED in letters:
            found = self._by_office(source, words)
        else:
            found = self._by_head(source, words)
        if found is None and ORGANISATION in letters:
            found = body_described(words, (*self._speakers(), *self._recent()))
        if found is None and words[0].startswith("ال") and UNNAMED not in letters:
            found = self._by_part(words)
        found = self._of_own_state(found or person_described(source, self._speakers(), self._recent()), source)
        return found or self._named(self._in_full(p, source), source)

    @staticmethod
    def _of_own_state(found: Entity | None, source: Source) -> Entity | None:
        """Return who was found for a description, unless he leads a body of many states and it tells of one.

        The state may be in no list (أمين عام الأمم المتحدة فلان …، وقال المسؤول الفلاني).
        """
        if found is None or listed("of_many_states").isdisjoint(found.roles):
            return found
        word = source.roles[1] if len(source.roles) > 1 else ""
        of_a_state = word.endswith(("ي", "يه")) and not tag(word) and word not in found.roles
        of_a_state = of_a_state or not set(source.nations) <= found.nations
        return None if of_a_state and source.definite else found

    def _of_somebody(self, source: Source, words: list[str], own: str) -> Entity | None:
        """Return whom a word with a pronoun means: the one who holds the office, else «محامو فلان» by its owner."""
        if not own:
            return None
        if source.head in listed("honorifics"):
            return next((one for one in self._speakers() if one.kind == "person"), None)  # معاليه
        holder = next((one for one in self._recent() if one.kind == "person" and fold(own) in one.roles), None)
        if holder is not None:
            return holder
        owner = None if own in ("مصدر", "مصادر") else self._owner(words[0])  # an outlet's own
        last = next(self._speakers(), None)
        if owner is None and last is not None and is_construct_plural(last.folded[0]) and own not in ("مصدر", "مصادر"):
            return self._named(f"{own} {last.name.partition(' ')[2]}", source)  # منتقدو الرئيس …، ومؤيدوه
        alone = own if own in ("مصدر", "مصادر") or self._seen else source.printed  # whose he is the text does not say
        found = self._named(f"{own} {owner.name}" if owner else alone, source)
        found.plural = found.plural or own.endswith("و") or fold(own) in listed("plural_words")
        found.head, found.roles = fold(own), found.roles | {fold(own)}  # محاميه, and then المحامي
        return found

    def _body_before(self, p: Paragraph, behind: int, gender: str) -> Entity | None:
        """Return the body that a sentence names before «متحدث باسمه» (رفض الجيش التعليق، لكن متحدثا باسمه قال)."""
        first = p.bounds[p.sentence[behind]][0]
        heads = (at for at in range(first, behind) if ORGANISATION in tag(p.norm[at]) and not p.quote[at])
        at = next(heads, -1)
        body = read_source(p, at, behind, strict=True) if at >= 0 else None
        if body is None or body.kind != "organisation" or body.gender != gender:
            return None
        return self._by_head(body, [body.first_word, *p.norm[at + 1 : body.behind]]) or self._named(body.printed, body)

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
        people = self._people_before(p, source.first) or self._one_of_those(p, source, words)
        if people is not None:
            return people
        near = (*islice(self._speakers(), 1), *islice(self._recent(), _NEAR))
        found = next((one for one in near if one.kind == "unnamed" and one.plural), None)
        return found or self._named(source.printed, source)

    def _one_of_those(self, p: Paragraph, source: Source, words: list[str]) -> Entity | None:
        """Return «أحد المتابعين» where «أحدهم» stands behind them in its sentence (انقسم المتابعون، فكتب أحدهم)."""
        if words[0] not in ("احدهم", "احداهن"):
            return None
        for at in range(
            source.first - 1, max(p.bounds[p.sentence[source.first]][0], source.first - _NEAR_GROUP) - 1, -1
        ):
            word = p.words[at]
            if word.startswith("ال") and word.endswith(("ون", "ين", "ات")) and UNNAMED in tag(p.norm[at]):
                one = "إحدى" if word.endswith("ات") else "أحد"
                return self._named(f"{one} {word[:-2]}ين" if one == "أحد" else f"{one} {word}", source)
        return None

    def _people_before(self, p: Paragraph, behind: int) -> Entity | None:
        """Return somebody's people named shortly before «كثيرون منهم» (أثار توقيفه غضب مؤيديه): مؤيدو فلان."""
        for at in range(behind - 1, max(p.bounds[p.sentence[behind]][0], behind - _PEOPLE_REACH) - 1, -1):
            word = p.norm[at]
            if not word.endswith(("ه", "ها")) or p.quote[at] or UNNAMED not in tag(word):
                continue
            own = owned(p, Source(at, at + 1))
            plural = own.endswith(("ي", "و")) or fold(own) in listed("plural_words")
            if own and plural:
                source = Source(at, at + 1, "unnamed", fold(own), plural=True, first_word=word, printed=p.words[at])
                return self._of_somebody(source, [word], own[:-1] + "و" if own.endswith("ي") else own)
        return None

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
        construct = construct and words[1] not in ("في", "لدي")  # قائد في المعارضة
        if not source.definite and not construct:
            return relative_again(source, words, self._recent()) or self._counted_again(source, words)
        wanted, nations = set(source.roles), set(source.nations)
        others = [word for word in words[1:] if bare(word) not in listed("epithets")]
        bound = any(one in tag(word) for word in others for one in (ORGANISATION, BODY, PLACE)) or "باسم" in words
        within = len(words) > 1 and words[1] in ("في", "لدي")  # المسؤول في شركة كذا
        if source.head in listed("generic") and source.definite and (within or not (nations or bound)):
            last = next(self._speakers(), None)
            other_office = (
                last is not None and source.head in listed("heads_of_state") and self._holds_another(last, source)
            )
            if last is not None and last.kind == "person" and not other_office:
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
                    and (plain or not source.head.startswith(_SPEAKING) or one.head not in listed("plain_people"))
                    and (source.plural or not one.plural)
                    and source.gender in ("", one.gender or source.gender)
                ),
                None,
            )
        return same_media(words, self._speakers()) or self._only_one(source)

    def _counted_again(self, source: Source, words: list[str]) -> Entity | None:
        """Return who was counted by the same word under a wider or narrower one (فرنسية ثالثة …، امرأة ثالثة)."""
        if len(words) != 2 or words[1] not in listed("counted"):
            return None
        wide = listed("plain_people")
        for one in self._speakers():
            same = one.kind == "unnamed" and one.gender == source.gender and one.folded[1:] == words[1:]
            if same and (words[0] in wide or one.folded[0] in wide):
                return one
        return None

    @staticmethod
    def _holds_another(one: Entity, source: Source) -> bool:
        """Whether somebody holds an office beside which nobody holds the one described (الرئيس فلان is no وزير)."""
        return source.head not in one.roles and not listed("heads_of_state").isdisjoint(one.roles)

    def _only_one(self, source: Source) -> Entity | None:
        """Return the one without a name whose word a definite description repeats (خبير في الأمن …، الخبير الأمني)."""
        spoke = [one for one in self._speakers() if one.kind == "unnamed" or one.folded == [source.head]]
        same = [one for one in spoke if one.head == source.head or one.folded == [source.head]]
        one = same[0] if len(same) == 1 and source.definite and not source.plural else None
        fits = one is not None and not one.plural and source.gender in ("", one.gender or source.gender)
        return one if one is not None and fits and (not one.nations or set(source.nations) <= one.nations) else None

    def _by_head(self, source: Source, words: list[str]) -> Entity | None:
        """Find a body by part of its name: التحالف for التحالف العربي, الوزارة for وزارة الدفاع."""
        wanted = {bare(word) for word in words[:1]} | {bare(word) for word in words[1:]} - listed("epithets")
        for one in (*self._speakers(), *self._recent()):
            if one.kind in ("organisation", "unnamed") and one.head == bare(words[0]) and _holds_all(one, wanted):
                return one
        return None
