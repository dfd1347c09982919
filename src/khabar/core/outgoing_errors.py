"""What goes wrong when another server is asked; apart from the client, which few processes load."""

from khabar.core.errors import KhabarError


class OutgoingError(KhabarError):
    """A request to another server that was refused or did not succeed."""


class BadAddress(OutgoingError):
    """The address is not one that can be asked: not http(s), no host, a port that is not allowed."""


class RefusedAddress(OutgoingError):
    """The host is inside our own network, or leads there."""


class TooManyRedirects(OutgoingError):
    """The server sent us on more than `MAX_REDIRECTS` times."""


class TooLarge(OutgoingError):
    """The answer, as sent or as unpacked, is larger than the caller allows."""


class TooSlow(OutgoingError):
    """The whole exchange took longer than the caller allows."""


class Unreachable(OutgoingError):
    """No such host, nobody answers there, or the secure connection cannot be made."""


class BadResponse(OutgoingError):
    """The server's answer cannot be understood."""
