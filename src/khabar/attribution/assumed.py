"""Assumed names: «تستخدم اسما مستعارا هو "سلمى"», «نسميها "سلمى"», «"مازن"، وهو اسم مستعار،» say who a described is."""

from collections.abc import Iterable
from dataclasses import dataclass

from khabar.attribution.entities import Entity
from khabar.attribution.lexicon import ADJECTIVE, FIRST_NAME, OFFICE, TITLE, UNNAMED, cue_forms, feminine_names, listed
from khabar.attribution.sources import tag
from khabar.attribution.text import Paragraph

_LONGEST = 2  # words of an assumed name
_REACH = 8
_SIGNS = ("مستعار", "سميها", "سميه", "تسميت", "إليها باسم", "إليه باسم", "الحقيقي")


@dataclass(frozen=True)
class Assumed:
    """A name at tokens `first` to before `behind`, assumed by somebody; `gender` is "" where no word tells it."""

    first: int
    behind: int
    gender: str


def assumed_names(p: Paragraph) -> list[Assumed]:
    """Return the assumed names that a paragraph gives."""
    if not any(sign in p.text for sign in _SIGNS):
        return []
    found = (_given_behind(p, at + 1) or _given_before(p, at) for at in range(len(p.norm)) if _is_sign(p, at))
    return [one for one in found if one is not None]


def assumes_name(p: Paragraph, at: int) -> int:
    """Return the token behind «التي تستخدم اسما مستعارا» that begins at `at`, its name included; `at` if none does."""
    near = range(at, min(len(p.norm), at + _REACH))
    word = next((k for k in near if _is_sign(p, k)), -1)
    asked = range(at, word) if p.norm[at + 1 : at + 2] != ["ان"] else range(at + 2, word)  # طلبت أن نسميها
    if word < 0 or any(p.words[k] in ".:" or (p.norm[k] in listed("that") and k > at + 2) for k in asked):
        return at
    given = _given_behind(p, word + 1)
    if given is None:
        return word + 1
    return given.behind + bool(p.quote[given.first])


def _is_sign(p: Paragraph, at: int) -> bool:
    """Whether an assumed name may stand beside the word at `at` (اسما مستعارا, نسميها, نشير إليها باسم)."""
    word = p.norm[at]
    by_name = word == "باسم" and p.norm[at - 1] in ("اليها", "اليه")
    untrue = word == "الحقيقي" and p.norm[at - 1] in ("اسمها", "اسمه") and p.norm[at - 2] in ("ليس", "غير")
    return word in listed("assumed") or word in listed("we_call") or by_name or untrue


def bearer(one: Assumed, speakers: Iterable[Entity]) -> Entity | None:
    """Return the last speaker without a name who may have assumed one."""
    others = listed("stay_unnamed") | listed("one_of")
    for entity in speakers:
        described = entity.kind == "unnamed" or entity.office
        plain = described and not entity.plural and entity.head not in others
        if plain and one.gender in ("", entity.gender or one.gender):
            return entity
    return None


def _given_behind(p: Paragraph, at: int) -> Assumed | None:
    """Read the name behind «اسما مستعارا هو» at `at`."""
    while at < len(p.norm) and (p.norm[at] in listed("assumed_as") or p.words[at] == ":"):
        at += 1
    name = _name(p, at) if at < len(p.norm) else None
    if name is None:
        return None
    first = max(p.bounds[p.sentence[at]][0], at - _REACH)
    verb = next((k for k in range(at - 1, first - 1, -1) if p.norm[k] in listed("assuming")), -1)
    if verb > first and p.norm[verb - 1] in ("الذي", "التي") and not _is_somebody(p, verb - 2):
        return None  # الموقع الذي يستخدم اسما مستعارا
    gender = "" if verb < 0 else "f" if p.norm[verb][0] == "ت" or p.norm[verb].endswith("ت") else "m"
    if p.norm[at - 1] in listed("we_call") or p.norm[at - 1] == "باسم":
        gender = "f" if p.norm[at - 1 - (p.norm[at - 1] == "باسم")].endswith("ها") else "m"
    return Assumed(*name, gender)


def _is_somebody(p: Paragraph, at: int) -> bool:
    """Whether a word for people, or an adjective of a state, stands at `at`, before the comma there if one does."""
    at -= at > 0 and p.words[at] in "،,"
    return at >= 0 and not {TITLE, UNNAMED, ADJECTIVE, OFFICE}.isdisjoint(tag(p.norm[at]))


def _given_before(p: Paragraph, at: int) -> Assumed | None:
    """Read the name before «، وهو اسم مستعار» and «(اسم مستعار)», where مستعار stands at `at`."""
    begin = at - 1 - (p.norm[at] == "الحقيقي")
    if begin < 2 or p.norm[begin] not in ("اسم", "ليس", "غير"):
        return None
    begin -= p.norm[begin - 1] in ("وهو", "وهي", "هو", "وهذا")
    if p.words[begin - 1] not in "،,(-–":
        return None
    end = begin - 1
    marked = bool(p.quote[end - 1])
    first = p.quotes[p.quote[end - 1] - 1][0] if marked else end - 1
    name = _name(p, first)
    if name is None:
        return None
    before = cue_forms().get(p.norm[first - 1].removeprefix("و")) if first else None
    woman = p.norm[name[0]] in feminine_names()
    return Assumed(*name, before.form.gender if before and before.form.gender in ("m", "f") else "f" if woman else "")


def _name(p: Paragraph, at: int) -> tuple[int, int] | None:
    """Return the tokens of the name in marks, or of the first name, that begins at `at`."""
    if p.quote[at]:
        close = p.close(at)
        plain = all(p.norm[k][:1].isalpha() for k in range(at + 1, close))
        return (at + 1, close) if plain and 0 < close - at - 1 <= _LONGEST else None
    return (at, at + 1) if FIRST_NAME in tag(p.norm[at]) else None
