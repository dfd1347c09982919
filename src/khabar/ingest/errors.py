"""What can go wrong between an agency's server and an article."""

from khabar.core.errors import KhabarError


class IngestError(KhabarError):
    """Something about feeds and wire items that cannot be done."""


class FetchFailed(IngestError):
    """The feed could not be collected this time; trying again later may help."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        """Seconds the server asked us to stay away, if it did."""


class HardFetchError(FetchFailed):
    """The feed will not work until somebody changes something: a wrong address, refused credentials."""


class FeedGone(HardFetchError):
    """The server says the feed is gone for good (HTTP 410)."""


class ItemNotUsable(IngestError):
    """The item may not become an article: killed, spiked, or not meant for readers."""


class FeedIncomplete(IngestError):
    """The feed cannot be collected before somebody says where it is."""


class SecondPublication(IngestError):
    """A rule would have published a second article about an event that readers have one of."""


class BadCredentials(IngestError):
    """Stored credentials cannot be read with this installation's key."""


class ItemTaken(IngestError):
    """An article was made from the item already, and nobody said that a second one is wanted."""


class BadView(IngestError):
    """A saved view cannot be kept like this."""
