"""What is remembered of words."""

import pytest

from khabar.attribution.memo import remembered


def test_a_word_is_worked_out_once() -> None:
    asked: list[str] = []

    @remembered
    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    assert [length(word) for word in ("قال", "أضاف", "قال")] == [3, 4, 3]
    assert asked == ["قال", "أضاف"]


def test_memory_does_not_grow_without_end() -> None:
    asked: list[str] = []

    @remembered
    def same(word: str) -> str:
        asked.append(word)
        return word

    for number in range(100_000):
        assert same(str(number)) == str(number)
    assert same("0") == "0"
    assert asked.count("0") == 2


def test_what_fails_is_not_remembered() -> None:
    @remembered
    def first(word: str) -> str:
        return word[0]

    for _ in range(2):
        with pytest.raises(IndexError):
            first("")
    assert first("قال") == "ق"
