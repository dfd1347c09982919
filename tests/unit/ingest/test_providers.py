"""The registry of providers."""

import pytest

from khabar.formats.agencies import agency_by_code
from khabar.formats.wire import PLAIN
from khabar.ingest.providers import PROFILES, profile_for


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_every_profile_names_an_agency_and_identifiers_of_its_own(profile) -> None:  # type: ignore[no-untyped-def]
    assert profile.agency is None or agency_by_code(profile.agency) is not None
    assert profile.ids
    assert all(profile_for([identifier]) is profile for identifier in profile.ids)


@pytest.mark.parametrize(
    ("identifiers", "name"),
    [
        (["urn:newsml:dpa.com:20090101:1"], "dpa"),
        (["nprov:AFP"], "afp"),
        (["http://www.belga.be/x"], "belga"),
        (["unknown", "ANSA"], "ansa"),
        (["تاس", "itar-tass"], "tass"),
        (["Kyodo News"], "kyodo"),
        (["urn:newsml:stt.fi:20130216:1"], "stt"),
    ],
)
def test_a_provider_is_known_by_code_domain_or_name(identifiers: list[str], name: str) -> None:
    assert profile_for(identifiers).name == name


@pytest.mark.parametrize("identifiers", [[], [""], ["urn:newsml:example.org:1"], ["afpx"]])
def test_others_have_the_plain_profile(identifiers: list[str]) -> None:
    assert profile_for(identifiers) is PLAIN
