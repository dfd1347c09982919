"""Addresses of hubs and the IndexNow key are read whole or refused."""

import pytest

from khabar.config import env

NAME, KEY = "KHABAR_TESTED", "a1b2c3d4-E5F6"


def test_addresses_are_read_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "https://hub.example/, http://other.example/x https://hub.example/")
    assert env.addresses(NAME) == ["https://hub.example/", "http://other.example/x"]
    monkeypatch.delenv(NAME)
    assert env.addresses(NAME) == []


@pytest.mark.parametrize(
    "value", ["hub.example", "ftp://hub.example/", "https:///path", f"https://h.example/{'x' * 500}"]
)
def test_what_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(NAME, value)
    with pytest.raises(env.BadSetting, match=NAME):
        env.addresses(NAME)


@pytest.mark.parametrize(
    ("value", "good"),
    [("", True), ("a" * 8, True), (KEY, True), ("Z" * 128, True)]
    + [(bad, False) for bad in ("a" * 7, "Z" * 129, "with space", "under_score1", "مفتاحمفتاح", "abc/defgh")],
)
def test_a_key_is_what_the_protocol_says(monkeypatch: pytest.MonkeyPatch, value: str, good: bool) -> None:
    monkeypatch.setenv(NAME, value)
    if good:
        assert env.indexnow_key(NAME) == value
        return
    with pytest.raises(env.BadSetting, match=NAME):
        env.indexnow_key(NAME)


def test_one_endpoint_needs_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "https://engine.example/indexnow")
    assert env.indexnow(NAME, KEY) == "https://engine.example/indexnow"
    with pytest.raises(env.BadSetting):
        env.indexnow(NAME, "")
    monkeypatch.setenv(NAME, "https://engine.example/indexnow https://other.example/indexnow")
    with pytest.raises(env.BadSetting):
        env.indexnow(NAME, KEY)
    monkeypatch.delenv(NAME)
    assert env.indexnow(NAME, KEY) == ""
