"""What the decision about an incoming item can be, and the sets of those outcomes."""

from enum import StrEnum


class Outcome(StrEnum):
    """What to do with an incoming wire item."""

    NEW = "new"
    NEW_VERSION = "new_version"
    CORRECTION = "correction"
    DUPLICATE = "duplicate"
    KILL = "kill"
    EXPIRED = "expired"
    EMBARGOED = "embargoed"
    REFUSED = "refused"


STORED = frozenset({Outcome.NEW, Outcome.NEW_VERSION, Outcome.CORRECTION, Outcome.EMBARGOED, Outcome.KILL})
"""Outcomes after which the incoming version is the one kept."""
REPLACES = frozenset({Outcome.NEW_VERSION, Outcome.CORRECTION})
"""Outcomes that change the text of a story already here."""
WITHDRAWS = frozenset({Outcome.KILL, Outcome.EXPIRED})
"""Outcomes that take what was made from the item away from readers."""
