"""What is refused about newsletters."""

from khabar.core.errors import KhabarError


class BadAddress(KhabarError):
    """A text that no mail can be sent to."""


class BadLink(KhabarError):
    """A link of a mail that is too old, cut off or made up."""


class BadList(KhabarError):
    """A file of subscribers that cannot be read."""


class CannotChange(KhabarError):
    """The issue has gone out or was stopped meanwhile."""
