"""The national offsets of the Hijri calendar, as a setting."""

import pytest

from khabar.config.env import BadSetting, hijri_offsets


def test_a_good_list_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABAR_HIJRI_OFFSETS", "1445-09=+1, 1445-10=0")
    assert [days for _, days in hijri_offsets("KHABAR_HIJRI_OFFSETS")] == [1, 0]


def test_without_one_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KHABAR_HIJRI_OFFSETS", raising=False)
    assert hijri_offsets("KHABAR_HIJRI_OFFSETS") == ()


def test_a_bad_list_names_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABAR_HIJRI_OFFSETS", "1445-09=+9")
    with pytest.raises(BadSetting, match="KHABAR_HIJRI_OFFSETS"):
        hijri_offsets("KHABAR_HIJRI_OFFSETS")
