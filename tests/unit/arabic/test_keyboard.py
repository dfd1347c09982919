import pytest

from khabar.arabic.keyboard import MISTAKE_COST, arabic_for_latin_keys, latin_for_arabic_keys


@pytest.mark.parametrize(("typed", "meant"), [("lwv", "مصر"), ("hgrhivm", "القاهرة"), ("Hofhv", "أخبار")])
def test_latin_keys_read_as_arabic(typed: str, meant: str) -> None:
    assert arabic_for_latin_keys(typed) == meant


def test_arabic_keys_read_as_latin() -> None:
    assert latin_for_arabic_keys("مخىيخى") == "london"


def test_sound_alikes_cost_less_than_neighbouring_keys() -> None:
    assert MISTAKE_COST["ض", "ظ"] < MISTAKE_COST["ش", "س"] < 1
    assert MISTAKE_COST["ت", "ط"] == MISTAKE_COST["ط", "ت"]
