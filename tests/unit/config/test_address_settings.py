"""Settings that are addresses: the newsroom's policies, its other editions."""

import pytest

from khabar.config.env import BadSetting, address, editions


@pytest.mark.parametrize("value", ["", "/principles/", "https://news.example/principles"])
def test_a_policy_is_a_path_or_an_address(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABAR_X", value)
    assert address("KHABAR_X") == value


@pytest.mark.parametrize("value", ["principles", "//evil.example/", "javascript:alert(1)", "ftp://news.example/"])
def test_anything_else_is_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABAR_X", value)
    with pytest.raises(BadSetting, match="KHABAR_X"):
        address("KHABAR_X")


def test_editions_by_country(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABAR_X", "SA=https://sa.example, MA=https://ma.example")
    assert editions("KHABAR_X") == {"SA": "https://sa.example", "MA": "https://ma.example"}


@pytest.mark.parametrize("value", ["SA", "FR=https://fr.example", "SA=sa.example", "SA=https://sa.example/ar/"])
def test_what_is_no_edition_is_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABAR_X", value)
    with pytest.raises(BadSetting, match="KHABAR_X"):
        editions("KHABAR_X")
