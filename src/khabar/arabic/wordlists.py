"""The word lists of the language package, read once from its data folder and folded for search."""

from functools import cache
from importlib.resources import files

from khabar.arabic.normalise import normalise_exact, normalise_search


def read_lines(name: str) -> list[str]:
    """Return the lines of `data/<name>` without comments and blank lines."""
    text = (files("khabar.arabic") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def read_words(name: str) -> frozenset[str]:
    """Return the words of `data/<name>`, folded for search."""
    return frozenset(normalise_search(word) for line in read_lines(name) for word in line.split())


@cache
def stop_words() -> frozenset[str]:
    """Return the function words in exact spelling, with and without the hamza that typists leave out."""
    words = {normalise_exact(word) for line in read_lines("stopwords.txt") for word in line.split()}
    return frozenset(words | {_bare_alef(word) for word in words})


def is_stop_word(exact: str) -> bool:
    """Tell whether a word in exact spelling is a function word; علي and ماء are not, على and ما are."""
    return exact in stop_words()


def _bare_alef(word: str) -> str:
    return word.replace("أ", "ا").replace("إ", "ا")
