"""What can go wrong with the page store."""

from khabar.core.errors import KhabarError


class PageStoreError(KhabarError):
    """The page store cannot be used; the site goes on without it."""


class DamagedEntry(PageStoreError):
    """A stored entry's bytes are not what was written."""
