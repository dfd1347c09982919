"""What the beacon takes: signed ids, from our own pages, of readers who are not the newsroom."""

from pathlib import Path

import pytest

from khabar.core.tally import Beacon
from khabar.pagestore.front import Doors
from khabar.recommendations.beacon import PREFIX, Readings, path_for
from khabar.recommendations.pipe import Pipe

AGENT = "Mozilla/5.0"
READER = "203.0.113.5"


def told(path: str, site: str = "same-origin", cookie: str = "") -> Beacon:
    return Beacon("", READER, AGENT, site, path, cookie)


@pytest.fixture
def pipe(tmp_path: Path) -> Pipe:
    return Pipe(tmp_path / "reads")


@pytest.fixture
def readings(pipe: Pipe, settings) -> Readings:  # type: ignore[no-untyped-def]
    return Readings(pipe, [settings.SECRET_KEY], "khabar_session")


def test_a_reading_goes_on_with_address_and_browser(readings: Readings, pipe: Pipe) -> None:
    assert readings.take(told(path_for(41))) == 204
    assert list(pipe.receive()) == [(41, READER, AGENT)]


def test_only_a_trusted_proxy_names_the_reader(readings: Readings, pipe: Pipe) -> None:
    doors = Doors({PREFIX: readings.take}, ["192.0.2.9"])
    for peer in ("192.0.2.9", READER):
        doors.answer(path_for(1), "", peer, "198.51.100.7", AGENT, "same-origin", None)
    assert [address for _, address, _ in pipe.receive()] == ["198.51.100.7", READER]


@pytest.mark.parametrize("site", ["", "cross-site", "same-site", "none"])
def test_other_sites_are_refused(readings: Readings, pipe: Pipe, site: str) -> None:
    assert readings.take(told(path_for(1), site)) == 403
    assert list(pipe.receive()) == []


@pytest.mark.parametrize("token", ["", "1", "1.", "1.000000000000", "x.y", "٣.abc", "1" * 30 + ".a", "1.é"])
def test_ids_that_are_not_signed_are_refused(readings: Readings, pipe: Pipe, token: str) -> None:
    assert readings.take(told(f"/seen/{token}")) == 404
    assert list(pipe.receive()) == []


def test_the_signature_of_one_story_is_not_that_of_another(readings: Readings) -> None:
    signature = path_for(1).rpartition(".")[2]
    assert readings.take(told(f"/seen/2.{signature}")) == 404


def test_pages_signed_with_an_older_key_still_count(pipe: Pipe, settings) -> None:  # type: ignore[no-untyped-def]
    old = path_for(5)
    settings.SECRET_KEY, before = "another one entirely", settings.SECRET_KEY
    readings = Readings(pipe, [settings.SECRET_KEY, before], "khabar_session")
    assert [readings.take(told(path)) for path in (old, path_for(5))] == [204, 204]


def test_the_newsroom_is_answered_and_left_out(readings: Readings, pipe: Pipe) -> None:
    assert readings.take(told(path_for(1), cookie="a=b; khabar_session=abc")) == 204
    assert list(pipe.receive()) == []
