"""The page reader's word lists, from `lexicon.toml`."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from khabar.formats.text import key


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    with files("khabar.formats.page").joinpath("lexicon.toml").open("rb") as source:
        return tomllib.load(source)


@cache
def words(name: str) -> frozenset[str]:
    """Return the folded words of a list."""
    return frozenset(key(word) for word in _lists()["words"][name])


@cache
def class_pattern(name: str) -> re.Pattern[str]:
    """Return the pattern that finds a class word of a list in class and id attributes."""
    return re.compile(rf"(?:^|[\s_\-])(?:{'|'.join(_lists()['classes'][name])})(?=$|[\s_\-])", re.IGNORECASE)


@cache
def marks(name: str) -> tuple[str, ...]:
    """Return the attribute parts of a list, words joined by hyphens."""
    return tuple(_lists()["marks"][name])
