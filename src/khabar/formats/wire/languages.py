"""Which of several wordings a newsroom that writes Arabic wants."""

from khabar.formats.text import is_arabic
from khabar.formats.wire.record import Text

_SAMPLE = 200


def choose(texts: list[Text], language: str | None = None) -> str | None:
    """Return the Arabic wording, else the one in the item's language, else the main one, else the first."""
    filled = [text for text in texts if text.value]
    if not filled:
        return None
    own = (language or "").split("-")[0].lower()
    return min(enumerate(filled), key=lambda pair: (_rank(pair[1], own), not pair[1].main, pair[0]))[1].value


def _rank(text: Text, own: str) -> int:
    tag = (text.language or "").split("-")[0].lower()
    if tag == "ar" or (not tag and is_arabic(text.value[:_SAMPLE])):
        return 0
    return 1 if not tag or not own or tag == own else 2
