"""Pure rules of statements: which of them readers see."""

from khabar.attribution.seam import shown_from
from khabar.attribution.states import CONFIRMED, State


def is_shown(state: str, confidence: float, *, changed: bool) -> bool:
    """Whether readers see a statement of a public text: an editor stands behind it, or the engine is sure enough."""
    if changed:
        return False
    return state in CONFIRMED or (state == State.SUGGESTED and confidence >= shown_from())
