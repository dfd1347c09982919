"""Collects what a feed has that was not taken yet, over whichever way the feed comes."""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from khabar.ingest.fetch.found import Found
from khabar.ingest.models import Feed
from khabar.ingest.states import FeedKind

if TYPE_CHECKING:
    from khabar.core.outgoing import Client

# A way's module is loaded once a feed comes that way: the SSH library alone takes 10 MB in each process.
_MODULES = {
    FeedKind.HTTP: "http",
    FeedKind.FOLDER: "folder",
    FeedKind.FTP: "ftp",
    FeedKind.SFTP: "sftp",
    FeedKind.IMAP: "imap",
}


def collect(feed: Feed, client: "Client") -> Iterator[Found]:
    """Yield the feed's new documents one by one; each is acknowledged by the caller once it is safe in the database.

    Args:
        client: the guard through which every connection goes.

    Raises:
        FetchFailed: the feed cannot be collected now, or (`HardFetchError`) at all as it is set up.
    """
    way = import_module(f"{__name__}.{_MODULES[FeedKind(feed.kind)]}")
    found: Iterator[Found] = way.collect(feed, client)
    return found
