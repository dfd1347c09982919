"""What the decision about an incoming item can be."""

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
