"""How many independent sources a story has, and what in it rests on a single one. Pure."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from khabar.arabic.stem import stems
from khabar.arabic.tokenise import tokens
from khabar.arabic.wordlists import is_stop_word
from khabar.attribution.exports import Quoted
from khabar.attribution.spelling import key_of

SAME = 60.0
"""How much (0 to 100) two statements of different sources must share, word by word, to say the same thing."""
_FEWEST_WORDS = 3
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_DENIALS = frozenset(
    f"{joined}{word}" for joined in ("", "و", "ف") for word in ["لا", "لم", "لن", "ليس", "ليست", "ليسوا"]
)


def origin(statement: Quoted) -> str:
    """Whom a statement goes back to: its innermost speaker, however many agencies pass the words on."""
    return statement.source or f"{statement.kind}:{key_of(statement.speaker)}"


def independent_sources(statements: Sequence[Quoted]) -> int:
    """The number of sources, agencies that pass on one origin counting once, with it."""
    return len({origin(statement) for statement in statements})


def single_sourced(statements: Sequence[Quoted]) -> list[Quoted]:
    """Statements that no other source of the story bears out, in their order."""
    words = [_words(statement.text) for statement in statements]
    found = []
    for at, statement in enumerate(statements):
        others = (n for n, other in enumerate(statements) if origin(other) != origin(statement))
        if not any(_same(words[at], words[n]) and _agree(statement.text, statements[n].text) for n in others):
            found.append(statement)
    return found


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    shared = set(one) & set(other)
    if len(shared) < _FEWEST_WORDS:
        return False
    return fuzz.token_set_ratio(" ".join(one), " ".join(other)) >= SAME and _half(shared, one, other)


def _agree(one: str, other: str) -> bool:
    """Whether two statements in like words may be the same: not with other numbers, nor where one alone denies it."""
    words, other_words = ([token.word.norm for token in tokens(text)] for text in (one, other))
    numbers, others = ({found for word in each for found in _NUMBER.findall(word)} for each in (words, other_words))
    denied, other_denied = (bool(_DENIALS & set(each)) for each in (words, other_words))
    return denied == other_denied and (numbers <= others or others <= numbers)


def _half(shared: set[str], one: Sequence[str], other: Sequence[str]) -> bool:
    return 2 * len(shared) >= min(len(set(one)), len(set(other)))


def _words(text: str) -> list[str]:
    """The stems of a statement's words; numbers stay as they are, function words are left out."""
    found = [token.word for token in tokens(text) if not is_stop_word(token.word.exact)]
    return [next(iter(stems(word.norm)), word.norm) for word in found]
