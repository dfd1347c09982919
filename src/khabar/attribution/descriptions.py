"""Whom a description without a name repeats: another word for the same person (العمدة), a body by its kind (الشركة)."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from khabar.attribution.entities import Entity
from khabar.attribution.lexicon import ADJECTIVE, ORGANISATION, PLACE, listed
from khabar.attribution.sources import Source, bare, stripped, tag

_NEAR = 6
_PAIR = 2


@cache
def _groups(name: str) -> tuple[frozenset[str], ...]:
    """Return the lines of a list, each as a set of words that may be said of one and the same."""
    return tuple(frozenset(line.split()) for line in sorted(listed(name)))


@lru_cache(maxsize=1 << 12)
def _kin(name: str, word: str) -> frozenset[str]:
    """Return the words of all lines that hold a word, its feminine ending left aside."""
    stems = {word, word.removesuffix("ه")}
    return frozenset().union(*(line for line in _groups(name) if not line.isdisjoint(stems)))


@lru_cache(maxsize=1 << 12)
def _wide(word: str) -> frozenset[str]:
    """Return the words for offices that a wider word may stand for (مسؤول: وزير, محافظ …)."""
    lines = (line.partition(":") for line in listed("wide_words"))
    stems = {word, word.removesuffix("ه")}
    return frozenset().union(*(narrow.split() for wide, _, narrow in lines if not stems.isdisjoint(wide.split())))


def person_described(source: Source, speakers: Iterator[Entity], recent: Iterator[Entity]) -> Entity | None:
    """Return the named person whom another word describes (رئيس بلدية كذا فلان …، وقال العمدة): nearest first.

    Where nobody bears a word of the same kind it is the last speaker, if the text has not said what that is, or the
    only one whom the text names.
    """
    head = calling(source)
    kin, spoke = _kin("same_people", head), list(speakers)
    whole = source.definite or head != source.head or bool(_kin("same_in_construct", head)) or _of_own_body(source)
    last = spoke[0] if spoke else None
    if not _is_other(source):
        serves = (one for one in spoke if _serves_same(one, source))
        leader = next((one for one in spoke if _leads_same_body(one, source, sure=one is last)), next(serves, None))
        if leader is not None:
            return leader
    if not whole and _is_only_woman(source, last, head):
        return last  # رئيسة الوزراء فلانة …، وقالت زعيمة المحافظين
    if not whole or _is_other(source) or source.plural or source.kind not in ("person", "unnamed"):
        return None
    met = list(recent)
    people = [one for one in met if _may_be(one, source)]
    sole = head not in listed("offices_of_one")
    if kin and sole and last in people and last is not None and not last.roles:
        return last
    found = bearer(source, spoke, met)
    if found is not None or not kin:
        return found
    if last in people and last is not None and sole and _is_open(last):
        return last
    if last is not None and last.kind == "unnamed" and not last.plural and last.head in kin:
        return last if source.gender in ("", last.gender or source.gender) else None  # والدة الطفل …، وأضافت الأم
    only = people[0] if len(people) == 1 and sole else None
    return None if only is not None and not listed("heads_of_state").isdisjoint(only.roles - {head}) else only


def calling(source: Source) -> str:
    """Return the word that says what a described person is (رجل الدين: دين; المدير الفني: a coach)."""
    if source.head == "مدير" and "فني" in source.roles:
        return "مدرب"
    manlike = source.head in listed("plain_people") and len(source.roles) > 1
    return source.roles[1] if manlike and _kin("same_people", source.roles[1]) else source.head


def bearer(source: Source, speakers: Iterable[Entity], recent: Iterable[Entity]) -> Entity | None:
    """Return the person who bears the word of a description, one akin to it or one that it may stand for.

    Those who have spoken come first, the last before the others, and before them whose state the description tells.
    """
    head, nations = calling(source), set(source.nations) if source.definite else set()
    words = _kin("same_people", head) | _wide(head) | {head}
    met = [one for one in dict.fromkeys((*speakers, *recent)) if _shares(one, words) and _is_one(one, source)]
    found = next((one for one in met if nations and nations <= one.nations), None)
    found = found or next((one for one in met if not nations or not one.nations), None)
    only = met[0] if len(met) == 1 and not met[0].own_nation else None
    if found is None and only is not None and not listed("of_elsewhere").isdisjoint(only.roles):
        return only  # المدرب الإيطالي of a club of Madrid
    return found


def official(source: Source, speakers: Iterator[Entity]) -> Entity | None:
    """Return whom «المسؤول الأميركي» means: who bears an office of that state, else an American who spoke."""
    spoke, nations = list(speakers), set(source.nations)
    found = bearer(source, spoke, ())
    last = spoke[0] if spoke else None
    people = (one for one in spoke if one.kind == "person")
    fitting = (one for one in people if nations <= one.nations or (one is last and one.roles and not one.nations))
    return found or next(fitting, None)


def relative_again(source: Source, words: list[str], known: Iterable[Entity]) -> Entity | None:
    """Return the named relative whom the same words mean again (والد الضحية فلان …، وقال والد الضحية)."""
    if len(words) == 1 or not words[1].startswith("ال") or bare(words[0]) not in listed("family"):
        return None
    return next((one for one in known if one.kind == "person" and set(source.roles) <= one.roles), None)


def _is_one(one: Entity, source: Source) -> bool:
    """Whether an entity is a person of a description's gender."""
    return one.kind == "person" and not one.plural and source.gender in ("", one.gender or source.gender)


def _is_open(one: Entity) -> bool:
    """Whether a person's office tells no calling, so that any may be his (مدير مستشفى كذا …، وقال الطبيب)."""
    told = set(one.roles) & (_callings() | listed("heads_of_state"))
    return not one.roles or (not one.nations and one.head in listed("heads_of_bodies") and told <= {one.head})


@cache
def _callings() -> frozenset[str]:
    """Return every word that says what somebody's calling is."""
    return frozenset().union(*_groups("same_people"))


def _is_other(source: Source) -> bool:
    """Whether a description says that it means somebody else (المدير الفني للفريق الضيف, ممثل النيابة)."""
    roles = source.roles[:1] if _of_own_body(source) else source.roles
    return not listed("opposing").isdisjoint(roles) or _represents(source)


def _serves_same(one: Entity, source: Source) -> bool:
    """Whether a named person has the same office with the same one (المحامي الشخصي لفلان: محامي فلان)."""
    if len(source.roles) < _PAIR or source.head not in one.roles or not _is_one(one, source) or source.plural:
        return False
    served = {bare(stripped(role)) for role in one.roles}
    return all(bare(stripped(role)) in served for role in source.roles[1:])


def _leads_same_body(one: Entity, source: Source, *, sure: bool) -> bool:
    """Whether an office in a body only pointed to (رئيس الشركة) is in that of a named person who has spoken.

    `sure` of the last speaker, who needs no office like it.
    """
    if one.kind != "person" or one.office or len(source.roles) != 2 or source.nations:
        return False
    head, body = source.roles
    heads = source.kind == "person" and not source.plural and source.gender in ("", one.gender or source.gender)
    same = not {body, "ل" + body, "لل" + body}.isdisjoint(one.roles)
    leads = sure or not listed("heads_of_bodies").isdisjoint(one.roles)
    return heads and leads and same and body in listed("pointed_bodies") and head in listed("heads_of_bodies")


def _is_only_woman(source: Source, last: Entity | None, head: str) -> bool:
    """Whether the last speaker is a woman whose office another word for a woman's office may stand for."""
    if last is None or last.kind != "person" or last.gender != "f" or source.gender != "f" or source.nations:
        return False
    return _shares(last, _kin("same_people", head) | _wide(head))


def _represents(source: Source) -> bool:
    """Whether a word for an actor means a body's delegate (ممثل النيابة)."""
    return source.head in ("ممثل", "ممثله") and len(source.roles) > 1 and ORGANISATION in tag(source.roles[1])


def _may_be(one: Entity, source: Source) -> bool:
    """Whether nothing speaks against a named person: gender, state (that of مهاجم ريال مدريد is the club's)."""
    named = one.kind == "person" and not one.office
    gender = not one.gender or not source.gender or one.gender == source.gender
    nations = set(source.nations) if source.definite else set()
    return named and gender and (not one.nations or nations <= one.nations)


def _shares(one: Entity, kin: frozenset[str]) -> bool:
    return any(role in kin or role.removesuffix("ه") in kin for role in one.roles)


def _of_own_body(source: Source) -> bool:
    """Whether a description ends with a body that is only pointed to (زعيم التيار)."""
    return len(source.roles) == 2 and not source.nations and source.roles[1] in listed("own_bodies")


def body_described(words: list[str], known: Iterable[Entity]) -> Entity | None:
    """Return the body in focus that a word for its kind repeats (الخطوط كذا …، وقالت الشركة)."""
    head = bare(words[0])
    kin = _kin("same_bodies", head)
    adjectives = all(ADJECTIVE in tag(word) or bare(word) in listed("epithets") for word in words[1:])
    pointing = words[0].startswith("ال") and adjectives
    if not kin or not (pointing or head == "عملاق"):
        return None
    for at, one in enumerate(known):
        if at >= _NEAR:
            break
        if one.kind == "organisation" and (one.head in kin or not _is_of_a_kind(one)):
            return one
    return None


def _is_of_a_kind(one: Entity) -> bool:
    """Whether a body's name says what kind of body it is, or is a state's."""
    letters = tag(one.head) + tag("ال" + one.head) + (tag(one.folded[0]) if one.folded else "")
    return not {ORGANISATION, PLACE, ADJECTIVE}.isdisjoint(letters)
