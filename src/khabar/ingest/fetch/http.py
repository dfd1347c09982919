"""Feeds over HTTP(S): conditional requests, permanent moves and a server's wish to be left alone remembered."""

import base64
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from khabar.core import clock
from khabar.core.outgoing import Client, Fetched
from khabar.ingest.credentials import Credentials, unseal
from khabar.ingest.errors import FeedGone, FetchFailed, HardFetchError
from khabar.ingest.fetch.found import MAX_BYTES, TIMEOUT, Found, guarded
from khabar.ingest.models import Feed

_LONGEST_WAIT = 24 * 3600.0
_REFUSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_ACCEPT = ", ".join(
    (
        *("application/rss+xml", "application/atom+xml", "application/feed+json", "application/xml", "text/xml"),
        *("application/json;q=0.9", "*/*;q=0.5"),
    )
)


def collect(feed: Feed, client: Client) -> Iterator[Found]:
    """The feed's document, unless the server says that it is the one we have."""
    credentials = unseal(feed.credentials)
    asked = feed.moved_to or feed.address
    answer = _ask_moved(feed, credentials, client) if feed.moved_to else None
    if answer is None:
        asked = feed.address
        answer = _ask(feed, asked, credentials, client)
    if answer.not_modified:
        return
    if not answer.ok:
        raise _failure(answer)
    moved_to = _to_remember(feed, answer.moved_to or asked)
    changes = {"etag": answer.etag[:500], "modified": answer.modified[:100], "moved_to": moved_to}
    yield Found(answer.url, answer.body, changes)


def _ask_moved(feed: Feed, credentials: Credentials, client: Client) -> Fetched | None:
    """The answer from where the feed moved to; None when it does not answer there (any more)."""
    try:
        answer = _ask(feed, feed.moved_to, credentials, client)
    except FetchFailed:
        return None
    return answer if answer.ok or answer.not_modified else None


def _ask(feed: Feed, url: str, credentials: Credentials, client: Client) -> Fetched:
    headers = {"accept": _ACCEPT}
    if credentials.username and _origin(url) == _origin(feed.address):
        pair = f"{credentials.username}:{credentials.password}".encode()
        headers["authorization"] = "Basic " + base64.b64encode(pair).decode("ascii")
    with guarded():
        return client.fetch(
            url, max_bytes=MAX_BYTES, timeout=TIMEOUT, headers=headers, etag=feed.etag, modified=feed.modified
        )


def _to_remember(feed: Feed, target: str) -> str:
    """Where to ask from now on, if elsewhere: never from a secure address to an open one, nor with credentials to
    another server."""
    if target == feed.address or len(target) > 1000:
        return ""
    if feed.address.startswith("https:") and not target.startswith("https:"):
        return ""
    if feed.credentials and _origin(target) != _origin(feed.address):
        return ""
    return target


def _failure(answer: Fetched) -> FetchFailed:
    host = urlsplit(answer.url).hostname
    if answer.status == HTTPStatus.GONE:
        return FeedGone(f"أُلغي هذا البث عند {host} (410)")
    if answer.status in _REFUSED:
        return HardFetchError(f"رفض {host} الدخول ({answer.status}): راجع اسم المستخدم وكلمة المرور")
    if answer.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT) or answer.status >= 500:
        return FetchFailed(f"اعتذر {host} ({answer.status})", retry_after=_retry_after(answer))
    return HardFetchError(f"ردّ {host} بالرمز {answer.status}")


def _retry_after(answer: Fetched) -> float | None:
    """Seconds to stay away, given as such or as a date (RFC 9110, 10.2.3); a day at most."""
    value = str(answer.headers.get("retry-after", "")).strip()
    if value.isascii() and value.isdecimal():
        return min(float(value[:9]), _LONGEST_WAIT)
    try:
        seconds = (parsedate_to_datetime(value) - clock.now()).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(seconds, 0.0), _LONGEST_WAIT)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port
