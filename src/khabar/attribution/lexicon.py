"""The word lists of `data/` as tables for look-up, read once when first needed."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from khabar.attribution.morphology import Form, jussive_forms, noun_forms, participle_forms, past_forms, present_forms
from khabar.attribution.text import fold
from khabar.formats.agencies import all_agencies


class Verb(NamedTuple):
    """One line of `verbs.toml`; `takes` in folded spelling."""

    lemma: str
    kind: str
    takes: frozenset[str]
    weak: bool
    opens: bool


class CueForm(NamedTuple):
    """A word that can be a cue: its verb and which form of it."""

    verb: Verb
    form: Form


TITLE, OFFICE, ORGANISATION, UNNAMED, DOCUMENT, MEDIA, REPORTER = "T", "F", "O", "U", "K", "M", "R"
TIME, FUNCTION, OBJECT, ADJECTIVE, PLACE, BODY, FIRST_NAME = "W", "S", "J", "N", "L", "B", "G"
_LISTS = {
    "titles": TITLE, "offices": OFFICE, "organisations": ORGANISATION, "unnamed": UNNAMED, "documents": DOCUMENT,
    "media": MEDIA, "media_people": REPORTER,
}  # fmt: skip
_FIXED = {
    "times": TIME, "functions": FUNCTION, "objects": OBJECT, "first_names": FIRST_NAME, "feminine_names": FIRST_NAME,
}  # fmt: skip
LONGEST_OUTLET = 5  # words of a name
_WITH_OBJECT = frozenset({"وصف", "مخاطب", "مسند", "مسءوليه", "مسووليه"})


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("khabar.attribution") / "data" / name).read_text(encoding="utf-8"))


@cache
def cue_forms() -> dict[str, CueForm]:
    """Return every verb form by its folded spelling; of two verbs with one spelling the first listed counts."""
    table: dict[str, CueForm] = {}
    for line in _read("verbs.toml")["verbs"]:
        takes = frozenset(fold(one) if " " not in one else one for one in line["takes"])
        verb = Verb(line["past"], line["kind"], takes, line.get("weak", False), line.get("opens", False))
        for form in _forms(line, with_object=bool(takes & _WITH_OBJECT)):
            table.setdefault(form.spelling, CueForm(verb, form))
    return table


def _forms(line: dict[str, Any], *, with_object: bool) -> list[Form]:
    forms = list(past_forms(line["past"], with_object=with_object))
    if line["present"]:
        forms += present_forms(line["present"], with_object=with_object)
    if fold(line["past"]) in listed("only_denied"):
        forms += jussive_forms(line["present"])
    if line["participle"]:
        forms += participle_forms(line["participle"])
    if line["noun"]:
        forms += noun_forms(line["noun"])
    return forms


@cache
def relay_forms() -> dict[str, Form]:
    """Return the forms of the verbs of passing on (نقلت, تنقل, ناقلا)."""
    data = _read("phrases.toml")
    forms = [form for verb in data["relay_past"] for form in past_forms(verb, with_object=False)]
    forms += [form for verb in data["relay_present"] for form in present_forms(verb, with_object=False)]
    forms += [form for one in data["relay_participle"] for form in participle_forms(one)]
    return {form.spelling: form for form in forms}


@cache
def cue_starts() -> frozenset[str]:
    """Return every folded word that a cue can begin with, so that all others are passed over at once."""
    words = {
        *cue_forms(),
        *relay_forms(),
        *listed("triggers"),
        *listed("by_saying"),
        *(one[0] for one in phrases("issued")),
        "جا",
        "ورد",
    }
    return frozenset(words | {clitic + word for word in words for clitic in "وف"})


@cache
def _phrase_lists() -> dict[str, frozenset[tuple[str, ...]]]:
    lists = _read("phrases.toml").items()
    return {name: frozenset(tuple(map(fold, one.split())) for one in phrases) for name, phrases in lists}


@cache
def phrases(name: str) -> frozenset[tuple[str, ...]]:
    """Return a list of `phrases.toml` as folded word sequences; a closing لـ is the word ل."""
    return _phrase_lists()[name]


@cache
def phrases_from(name: str) -> dict[str, list[tuple[str, ...]]]:
    """Return the phrases of a list by their first word, with and without و or ف before it."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for one in phrases(name):
        for first in (one[0], "و" + one[0], "ف" + one[0]):
            table.setdefault(first, []).append(one)
    return table


@cache
def followers() -> dict[str, frozenset[str]]:
    """Return, by a preposition that is no cue alone (في, على, من), the words that make one of it."""
    lists = [phrases(name) for name in ("according", "as_verb")]
    longer = [one for found in (*lists, phrases("own_openers")) for one in found if len(one) > 1]
    alone = {one[0] for found in lists for one in found if len(one) == 1} | {one[0] for one in longer if one[1] == "ل"}
    own = {one[0] for one in phrases("own_openers") if len(one) == 1}
    words = {one[0] for one in longer} - alone
    return {
        word: frozenset(
            {one[1] for one in longer if one[0] == word} | (phrase_words("own_words") if word in own else set())
        )
        for word in words
    }


@cache
def phrase_words(name: str) -> frozenset[str]:
    """Return the one-word entries of a list of `phrases.toml`."""
    return frozenset(one[0] for one in phrases(name) if len(one) == 1)


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(fold, words)) for name, words in _read("words.toml").items()}


@cache
def listed(name: str) -> frozenset[str]:
    """Return a list of `words.toml`, folded."""
    return _word_lists()[name]


@cache
def tags() -> dict[str, str]:
    """Return, by folded word, the letters of the classes it belongs to."""
    table: dict[str, str] = {}
    for form, letter in _tagged():
        if letter not in table.get(form, ""):
            table[form] = table.get(form, "") + letter
    return table


def _tagged() -> Iterator[tuple[str, str]]:
    """Yield every form of the noun lists, of adjectives and of places with its class."""
    nouns = _read("nouns.toml")
    things = {form for name in ("organisations", "media") for word in nouns[name] for form in _noun_spellings(word)}
    for name, letter in _LISTS.items():
        for word in nouns[name]:
            plain = (fold(word), "ال" + fold(word))
            yield from (
                (form, letter)
                for form in _noun_spellings(word)
                if not (letter == MEDIA and form.endswith(("ي", "و", "ان")) and not word.endswith(("ان", "يو")))  # صحفي
                if letter != TITLE or form in plain or form not in things
            )
    for name, letter in _FIXED.items():
        yield from ((fold(word), letter) for word in nouns[name])
    yield from ((fold(word.split()[0]), BODY) for word in nouns["bodies"])
    for adjective in adjectives():
        for ending in ("", "ه", "ين", "ون", "ات", "ان", "تان"):
            yield adjective + ending, ADJECTIVE
            yield "ال" + adjective + ending, ADJECTIVE
    yield from ((place.split()[0], PLACE) for place in states() if place.split()[0] not in ("ابو", "جنوب"))


def _noun_spellings(word: str) -> set[str]:
    """Return a noun with and without ال, in the feminine and in the regular plurals (construct too)."""
    bases = {fold(one) for one in word.split()[:1]}
    for base in list(bases):
        if len(base) == 2:  # أم, أب: their plurals are other words
            continue
        if base[-1] not in "هاونت":
            bases |= {base + "ه", base + "ون", base + "ين", base + "ات", base + "و", base + "ان", base + "ي"}
        elif base.endswith("ه"):
            bases |= {base[:-1] + "تان", base[:-1] + "تين", base[:-1] + "ات"}
        elif base.endswith("ون"):
            bases |= {base[:-2] + "ين", base[:-1], base[:-2] + "ي"}
    return bases | {"ال" + base for base in bases}


@cache
def adjectives() -> dict[str, str]:
    """Return the adjectives of states (روسي) with the state's name; of regions with ""."""
    data, table = _read("places.toml"), dict[str, str]()
    for row in data["states"]:
        name, _, _, adjective = row.split("|")
        table |= {fold(one): name for one in adjective.split("/") if one}
    return table | {fold(one): "" for one in data["adjectives"] if fold(one) not in table}


@cache
def states() -> dict[str, str]:
    """Return every name of a state and of its capital, folded, with the state's name."""
    table: dict[str, str] = {}
    for row in _read("places.toml")["states"]:
        name, others, capital, _ = row.split("|")
        for one in (name, *others.split("/"), *capital.split("/")):
            if one:
                table.setdefault(fold(one), name)
    return table


@cache
def state_ends() -> frozenset[str]:
    """Return the last words of those names of `states` that have several."""
    return frozenset(name.split()[-1] for name in states() if " " in name)


@cache
def leaders() -> dict[str, tuple[frozenset[str], str]]:
    """Return the offices and the state of people known by their last name (ماكرون: رئيس, فرنسا); no one held twice."""
    table: dict[str, tuple[frozenset[str], str]] = {}
    for row in _read("leaders.toml")["leaders"]:
        office, state, names = row.split("|")
        for name in names.split("/"):
            words = fold(name).split()
            table.setdefault(words[-1], (frozenset(fold(office).split()), state))
    return table


@cache
def masculine_states() -> frozenset[str]:
    """Return the folded names of states whose verb is masculine."""
    return frozenset(fold(name) for name in _read("places.toml")["masculine"])


@cache
def feminine_names() -> frozenset[str]:
    """Return first names of women, folded, and أم before the name of a child."""
    return frozenset(fold(name) for name in [*_read("nouns.toml")["feminine_names"], "أم"])


@cache
def relations() -> frozenset[str]:
    """Return the words for people that count only with a pronoun behind them, folded."""
    return frozenset(fold(word) for word in _read("nouns.toml")["relations"])


@cache
def outlets() -> dict[tuple[str, ...], str]:
    """Return agencies and outlets by the folded words of each of their names, with the name to print."""
    table: dict[tuple[str, ...], str] = {}
    for outlet in _read("outlets.toml")["outlets"]:
        for form in (outlet["name"], *outlet["forms"]):
            table.setdefault(_name_words(form), outlet["name"])
    for agency in all_agencies():
        for form in (agency.name, agency.credit, *agency.aliases):
            words = _name_words(form)
            if words and not (len(words) == 1 and (words[0] in tags() or words[0].isascii())):
                table.setdefault(words, agency.name)
    return table


@cache
def outlet_starts() -> frozenset[str]:
    """Return the first words of the outlets' names."""
    return frozenset(outlet_lengths())


@cache
def outlet_lengths() -> dict[str, list[int]]:
    """Return how many words the outlets' names have that begin with a word, the most first."""
    table: dict[str, set[int]] = {}
    for words in filter(None, outlets()):
        table.setdefault(words[0], set()).update([len(words)] if len(words) <= LONGEST_OUTLET else [])
    return {word: sorted(lengths, reverse=True) for word, lengths in table.items()}


def _name_words(name: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in name.replace(".", " ").split() if word[0] != "(")
