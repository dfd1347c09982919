"""The starter catalogue is sound: known agencies, known ways, and no address."""

import tomllib
from importlib.resources import files

from khabar.ingest.catalogue import GROUPS, entries
from khabar.ingest.models.feed import LONGEST, SHORTEST
from khabar.ingest.providers import PROFILES
from khabar.ingest.states import FeedKind

ABROAD = {"afp", "reuters", "ap", "dpa", "anadolu", "tass", "sputnik", "xinhua", "kyodo", "ansa", "belga", "efe"}
GULF = {"spa", "wam", "qna", "kuna", "bna", "ona", "saba"}
LEVANT = {"petra", "nna", "sana", "ina", "wafa"}
AFRICA = {"mena", "map", "aps", "tap", "lana", "suna"}


def test_the_main_agencies_of_an_arabic_newsroom_are_there_once() -> None:
    codes = [entry.agency for entry in entries()]
    assert len(codes) == len(set(codes))
    assert set(codes) >= ABROAD | GULF | LEVANT | AFRICA


def test_every_entry_can_become_a_feed() -> None:
    profiles = {profile.name: profile.agency for profile in PROFILES}
    for entry in entries():
        assert entry.known.code == entry.agency
        assert entry.group in GROUPS
        assert entry.kind in FeedKind.values
        assert SHORTEST <= entry.interval <= LONGEST
        assert entry.interval <= entry.idle_after * 60
        assert not entry.profile or profiles[entry.profile] == entry.agency
        assert 2 <= len(entry.language) <= 12
        assert entry.note


def test_agencies_with_a_profile_of_their_own_are_set_to_it() -> None:
    known = {profile.agency: profile.name for profile in PROFILES}
    for entry in entries():
        assert entry.profile == known.get(entry.agency, "")


def test_the_catalogue_names_no_address_and_repeats_no_name() -> None:
    text = files("khabar.ingest").joinpath("catalogue.toml").read_text(encoding="utf-8")
    assert "://" not in text
    for entry in tomllib.loads(text)["provider"]:
        assert not {"name", "credit", "address", "url"} & set(entry)
