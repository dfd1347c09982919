"""The word lists are written as their comments say."""

import tomllib
from importlib.resources import files

import pytest

from khabar.attribution.lexicon import listed, outlets, states
from khabar.attribution.text import fold

DATA = files("khabar.attribution") / "data"
TAKES = {"أن", "إلى", "على", "عن", "من", "في", "بـ", "لـ", "مفعول", "وصف", "مخاطب", "مسند", "سائل", "مسؤولية"}


def load(name: str) -> dict[str, list]:  # type: ignore[type-arg]
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def test_every_verb_has_known_fields() -> None:
    for verb in load("verbs.toml")["verbs"]:
        assert set(verb) <= {"past", "present", "noun", "participle", "kind", "takes", "weak", "opens"}, verb
        assert verb["kind"] in {"say", "write", "judge", "ask"}
        assert set(verb["takes"]) <= TAKES, verb


def test_no_verb_is_listed_twice() -> None:
    verbs = [verb["past"] for verb in load("verbs.toml")["verbs"]]
    assert len(verbs) == len(set(verbs))


@pytest.mark.parametrize("name", ["words.toml", "phrases.toml", "nouns.toml"])
def test_lists_hold_words(name: str) -> None:
    for key, values in load(name).items():
        assert values, key
        assert all(isinstance(value, str) and value.strip() == value and value for value in values), key


def test_states_and_outlets_are_found_by_any_of_their_names() -> None:
    assert states()[fold("موسكو")] == states()[fold("روسيا")] == "روسيا"
    assert outlets()[(fold("رويترز"),)] == outlets()[(fold("وكالة"), fold("رويترز"))]
    assert outlets()[("سي", "ان", "ان")] == "CNN"


def test_a_list_is_compared_without_hamza() -> None:
    assert "ان" in listed("that")
