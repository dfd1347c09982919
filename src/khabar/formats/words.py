"""Word lists that tell names of people and places from other words, from `words.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

from khabar.formats.text import key


@cache
def _lists() -> dict[str, list[str]]:
    with files("khabar.formats").joinpath("words.toml").open("rb") as source:
        return tomllib.load(source)


@cache
def words(name: str) -> frozenset[str]:
    """Return the folded words of a list."""
    return frozenset(key(word) for word in _lists()[name])
