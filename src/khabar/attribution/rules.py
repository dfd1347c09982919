"""Pure rules of statements: which of them readers see, and which suggestions the desk calls sure."""

from khabar.attribution.seam import shown_from, sure_from
from khabar.attribution.statements import UNKNOWN
from khabar.attribution.states import CONFIRMED, State


def is_shown(state: str, confidence: float, *, changed: bool) -> bool:
    """Whether readers see a statement of a public text: an editor stands behind it, or the engine is sure enough."""
    if changed:
        return False
    return state in CONFIRMED or (state == State.SUGGESTED and confidence >= shown_from())


def is_sure(speaker: str, confidence: float) -> bool:
    """Whether the desk calls a suggestion sure; one whose speaker the text does not name waits for an editor."""
    return confidence >= sure_from() and speaker not in ("", UNKNOWN)
