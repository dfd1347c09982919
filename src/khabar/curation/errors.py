"""What is refused when a front is arranged."""

from khabar.core.errors import KhabarError


class CurationError(KhabarError):
    """A front cannot be arranged so."""


class BadArrangement(CurationError):
    """The arrangement itself cannot be: a story twice, too many in a zone, a moment that is none."""


class Stale(CurationError):
    """Another person changed the same thing since it was opened; nothing was saved."""
