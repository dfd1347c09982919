"""How sure a statement is: a number between 0 and 1 from the signs the engine went by."""

from khabar.attribution.entities import Entity
from khabar.attribution.reports import Report
from khabar.attribution.text import Paragraph


def confidence(p: Paragraph, report: Report, entity: Entity) -> float:
    """Return the confidence of a report whose speaker is `entity`."""
    return 0.5
