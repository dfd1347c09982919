"""Whom a description without a name repeats: another word for the same person (العمدة), a body by its kind (الشركة)."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from khabar.attribution.entities import Entity
from khabar.attribution.lexicon import ADJECTIVE, ORGANISATION, PLACE, listed
from khabar.attribution.sources import Source, bare, tag

_NEAR = 6


@cache
def _groups(name: str) -> tuple[frozenset[str], ...]:
    """Return the lines of a list, each as a set of words that may be said of one and the same."""
    return tuple(frozenset(line.split()) for line in sorted(listed(name)))


@lru_cache(maxsize=1 << 12)
def _kin(name: str, word: str) -> frozenset[str]:
    """Return the words of all lines that hold a word, its feminine ending left aside."""
    stems = {word, word.removesuffix("ه")}
    return frozenset().union(*(line for line in _groups(name) if not line.isdisjoint(stems)))


def person_described(source: Source, speakers: Iterator[Entity], recent: Iterator[Entity]) -> Entity | None:
    """Return the named person whom another word describes (رئيس بلدية كذا فلان …، وقال العمدة): nearest first.

    Where nobody bears a word of the same kind it is the last speaker, if the text has not said what that is, or the
    only one whom the text names.
    """
    head = "مدرب" if source.head == "مدير" and "فني" in source.roles else source.head
    kin = _kin("same_people", head)
    whole = source.definite or bool(_kin("same_in_construct", head)) or _of_own_body(source)
    other = not listed("opposing").isdisjoint(source.roles) or _represents(source)
    if _leads_same_body(last := next(speakers, None), source) and not other:
        return last
    if not kin or not whole or other or source.plural or source.kind not in ("person", "unnamed"):
        return None
    people = [one for one in recent if _may_be(one, source)]
    if last in people and last is not None and not last.roles and head not in listed("offices_of_one"):
        return last
    only = people[0] if len(people) == 1 and head not in listed("offices_of_one") else None
    only = None if only is not None and not listed("heads_of_state").isdisjoint(only.roles - {head}) else only
    return next((one for one in people if _shares(one, kin)), only)


def _leads_same_body(last: Entity | None, source: Source) -> bool:
    """Whether an office in a body only pointed to (رئيس الشركة) is in that of the named person who spoke last."""
    if last is None or last.kind != "person" or last.office or len(source.roles) != 2 or source.nations:
        return False
    head, body = source.roles
    heads = source.kind == "person" and not source.plural and source.gender in ("", last.gender or source.gender)
    return heads and body in listed("pointed_bodies") and body in last.roles and head in listed("heads_of_bodies")


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
