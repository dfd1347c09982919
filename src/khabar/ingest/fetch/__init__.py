"""Collects what a feed has that was not taken yet, over whichever way the feed comes."""

from collections.abc import Iterator

from khabar.core.outgoing import Client
from khabar.ingest.fetch import folder, ftp, http, imap, sftp
from khabar.ingest.fetch.found import Found
from khabar.ingest.models import Feed
from khabar.ingest.states import FeedKind

_COLLECTORS = {
    FeedKind.HTTP: http.collect,
    FeedKind.FOLDER: folder.collect,
    FeedKind.FTP: ftp.collect,
    FeedKind.SFTP: sftp.collect,
    FeedKind.IMAP: imap.collect,
}


def collect(feed: Feed, client: Client) -> Iterator[Found]:
    """Yield the feed's new documents one by one; each is acknowledged by the caller once it is safe in the database.

    Args:
        client: the guard through which every connection goes.

    Raises:
        FetchFailed: the feed cannot be collected now, or (`HardFetchError`) at all as it is set up.
    """
    return _COLLECTORS[FeedKind(feed.kind)](feed, client)
