"""Keys of names: the folded spelling by which a name is found, and the sound by which near ones are looked for."""

from khabar.arabic.names import name_key
from khabar.arabic.tokenise import tokens

_OUTLETS = frozenset({"وكاله", "صحيفه", "جريده", "قناه", "موقع", "مجله", "شبكه", "اذاعه", "تلفزيون", "فضاييه"})
_AFTER_OUTLET = "انباء"
MAX_NAME = 200
"""Characters of a name that are kept."""


def words_of(text: str) -> list[str]:
    """The words of a name, folded for searching."""
    return [token.word.norm for token in tokens(text[:MAX_NAME])]


def key_of(text: str) -> str:
    """The key under which spellings of one name meet that differ in hamzas, marks, kashida or signs only.

    A word that only says what kind of outlet it is (وكالة، صحيفة) is left out before a name. Empty for a text
    without letters.
    """
    words = words_of(text)
    return " ".join(words[_outlet_words(words) :])


def says_outlet(text: str) -> bool:
    """Whether a name begins by saying that it is an outlet's: وكالة، صحيفة، قناة."""
    return words_of(text)[:1] != [] and words_of(text)[0] in _OUTLETS


def without_outlet(text: str) -> str:
    """A name without the words before it that only say what kind of outlet it is."""
    words = text.split()
    return " ".join(words[_outlet_words(words_of(text)) :])


def _outlet_words(words: list[str]) -> int:
    """How many of the words before a name only say what kind of outlet it is."""
    if len(words) < 2 or words[0] not in _OUTLETS:
        return 0
    return 2 if words[1] == _AFTER_OUTLET and len(words) > 2 else 1


def sound_of(key: str) -> str:
    """The consonants of each word of a key: equal for لوكاشينكو and لوكاشنكو."""
    return " ".join(name_key(word.removeprefix("ال") if len(word) > 4 else word) for word in key.split())
