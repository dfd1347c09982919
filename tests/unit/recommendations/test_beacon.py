"""What the beacon takes: signed ids, from our own pages, of readers who are not the newsroom."""

from pathlib import Path

import pytest

from khabar.core.proxies import Proxies
from khabar.recommendations.beacon import Beacon, path_for
from khabar.recommendations.pipe import Pipe

GOOD = {"sec-fetch-site": "same-origin", "user-agent": "Mozilla/5.0"}


@pytest.fixture
def pipe(tmp_path: Path) -> Pipe:
    return Pipe(tmp_path / "reads")


@pytest.fixture
def beacon(pipe: Pipe, settings) -> Beacon:  # type: ignore[no-untyped-def]
    return Beacon(pipe, [settings.SECRET_KEY], Proxies(["192.0.2.9"]), "khabar_session")


def test_a_reading_goes_on_with_address_and_browser(beacon: Beacon, pipe: Pipe) -> None:
    assert beacon.answer(path_for(41), GOOD.get, "203.0.113.5") == 204
    assert list(pipe.receive()) == [(41, "203.0.113.5", "Mozilla/5.0")]


def test_only_a_trusted_proxy_names_the_reader(beacon: Beacon, pipe: Pipe) -> None:
    headers = GOOD | {"x-forwarded-for": "198.51.100.7"}
    beacon.answer(path_for(1), headers.get, "192.0.2.9")
    beacon.answer(path_for(1), headers.get, "203.0.113.5")
    assert [address for _, address, _ in pipe.receive()] == ["198.51.100.7", "203.0.113.5"]


@pytest.mark.parametrize("site", [None, "cross-site", "same-site", "none"])
def test_other_sites_are_refused(beacon: Beacon, pipe: Pipe, site: str | None) -> None:
    headers = {"user-agent": "Mozilla/5.0"} | ({"sec-fetch-site": site} if site else {})
    assert beacon.answer(path_for(1), headers.get, "203.0.113.5") == 403
    assert list(pipe.receive()) == []


@pytest.mark.parametrize("token", ["", "1", "1.", "1.000000000000", "x.y", "٣.abc", "1" * 30 + ".a", "1.é"])
def test_ids_that_are_not_signed_are_refused(beacon: Beacon, pipe: Pipe, token: str) -> None:
    assert beacon.answer(f"/seen/{token}", GOOD.get, "203.0.113.5") == 404
    assert list(pipe.receive()) == []


def test_the_signature_of_one_story_is_not_that_of_another(beacon: Beacon) -> None:
    signature = path_for(1).rpartition(".")[2]
    assert beacon.answer(f"/seen/2.{signature}", GOOD.get, "203.0.113.5") == 404


def test_pages_signed_with_an_older_key_still_count(pipe: Pipe, settings) -> None:  # type: ignore[no-untyped-def]
    old = path_for(5)
    settings.SECRET_KEY, before = "another one entirely", settings.SECRET_KEY
    beacon = Beacon(pipe, [settings.SECRET_KEY, before], Proxies([]), "khabar_session")
    assert [beacon.answer(path, GOOD.get, "203.0.113.5") for path in (old, path_for(5))] == [204, 204]


def test_the_newsroom_is_answered_and_left_out(beacon: Beacon, pipe: Pipe) -> None:
    headers = GOOD | {"cookie": "a=b; khabar_session=abc"}
    assert beacon.answer(path_for(1), headers.get, "203.0.113.5") == 204
    assert list(pipe.receive()) == []


def test_other_addresses_are_none_of_its_business(beacon: Beacon) -> None:
    assert beacon.answer("/desk/login/", GOOD.get, "203.0.113.5") is None
