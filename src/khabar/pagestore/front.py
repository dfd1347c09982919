"""Stored pages served before Django is touched, and the WSGI callable that does so."""

import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.http.request import split_domain_port, validate_host

from khabar.core.proxies import Readers
from khabar.core.tally import Beacon, Door
from khabar.pagestore.negotiate import codings, http_date, none_match
from khabar.pagestore.page import Entry, Headers
from khabar.pagestore.query import canonical_query
from khabar.pagestore.store import PageStore, page_key

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Answer = tuple[int, Headers, bytes]

# Entries kept decoded in each process. Each use is checked against the store, so a purge elsewhere shows at once.
_KEPT = 256
_LARGEST_KEPT = 512 * 1024
_UNSEEN: tuple[None, None] = (None, None)
_TOLD: Headers = [("cache-control", "no-store")]
_REASONS = {
    204: "204 No Content",
    400: "400 Bad Request",
    403: "403 Forbidden",
    404: "404 Not Found",
    429: "429 Too Many Requests",
    200: "200 OK",
    301: "301 Moved Permanently",
    304: "304 Not Modified",
    308: "308 Permanent Redirect",
}


class Front:
    """Answers from the page store for readers without a session."""

    def __init__(self, store: PageStore, allowed_hosts: Sequence[str], session_cookie: str) -> None:
        self._store = store
        self._allowed = list(allowed_hosts)
        self._session = session_cookie + "="
        self._hosts: dict[str, bool] = {}
        self._kept: dict[tuple[str, str], tuple[int, Entry]] = {}
        self._due_of: int | None = None
        self._due = math.inf

    def answer(
        self,
        method: str,
        path: str,
        query: str,
        host: str | None,
        accept_encoding: str | None,
        cookie: str | None = None,
        if_none_match: str | None = None,
        if_modified_since: str | None = None,
    ) -> Answer | None:
        """The stored answer to a request, or None when Django must be asked. Never raises.

        Args:
            path: decoded path.
            query: raw query string.
            others: header values as received, None when absent.
        """
        if method != "GET" and method != "HEAD":
            return None
        if cookie is not None and self._session in cookie:
            return None
        if host is None or not (self._hosts.get(host) or self._allows(host)):
            return None
        entry = self._find(path, query)
        if entry is None:
            return None
        coding = "identity"
        for coding in codings(accept_encoding):
            if coding in entry.answers:
                break
        if if_none_match is not None:
            known = none_match(if_none_match, entry.not_modified)
            if known is not None:
                return 304, entry.not_modified[known], b""
        elif if_modified_since is not None:
            since = http_date(if_modified_since)
            if since is not None and entry.modified <= since:
                return 304, entry.not_modified[entry.etags[coding]], b""
        found = entry.answers[coding]
        return found if method == "GET" else (found[0], found[1], b"")

    def _find(self, path: str, query: str) -> Entry | None:
        """The entry at `path`, or the one its declared parameters choose."""
        entry = self._look(path)
        if entry is None or not query:
            return entry
        chosen = canonical_query(query, entry.query)
        if chosen is None:
            return None
        return self._look(path, chosen) if chosen else entry

    def _look(self, path: str, query: str = "") -> Entry | None:
        """The live entry; read from the store only when the store has changed since it was read last."""
        version = self._store.version()
        if version != self._due_of:
            due = self._store.due()
            self._due_of, self._due = version, math.inf if due is None else due
        # A scheduled moment has come that nobody has acted on: what is stored may be of before it.
        if self._due != math.inf and self._due <= time.time():
            return None
        slot = (path, query)
        seen, entry = self._kept.get(slot, _UNSEEN)
        if seen != version or version is None:
            entry = self._read(slot, version, entry)
        if entry is not None and entry.expires and entry.expires <= time.time():
            return None
        return entry

    def _read(self, slot: tuple[str, str], version: int | None, known: Entry | None) -> Entry | None:
        try:
            entry = self._store.get(page_key(*slot), known)
        except UnicodeEncodeError:
            return None
        if entry is None or entry.size > _LARGEST_KEPT or version is None:
            self._kept.pop(slot, None)
        else:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[slot] = (version, entry)
        return entry

    def _allows(self, host: str) -> bool:
        """Whether Django would accept the Host header; remembered for the hosts that are ours."""
        domain, _port = split_domain_port(host)
        allowed = bool(domain) and validate_host(domain, self._allowed)
        if allowed and len(self._hosts) < 100:
            self._hosts[host] = True
        return allowed


class Doors:
    """Takes what readers' browsers tell in passing, before Django is touched.

    Args:
        doors: by path; one that ends with a slash takes what lies below it.
    """

    def __init__(self, doors: Mapping[str, Door], trusted_proxies: Iterable[str] = ()) -> None:
        self._doors = dict(doors)
        self._readers = Readers(trusted_proxies)

    def answer(
        self,
        path: str,
        query: str,
        peer: str,
        forwarded: str | None,
        agent: str | None,
        site: str | None,
        cookie: str | None,
    ) -> Answer | None:
        """The empty answer to a POST, or None when nobody takes beacons at the path.

        Args:
            peer: where the connection comes from.
            others: header values as received, None when absent.
        """
        door = self._doors.get(path) or self._doors.get(path[: path.rfind("/") + 1])
        if door is None:
            return None
        address = self._readers.address(peer, forwarded or "")
        return door(Beacon(query, address, agent or "", site or "", path, cookie or "")), _TOLD, b""


class FrontedApplication:
    """A WSGI application that asks the page store first and `application` only when it must.

    Args:
        doors: who takes the beacons sent to an address.
        trusted_proxies: whose word is taken for a reader's address.
    """

    def __init__(
        self,
        front: Front | None,
        application: Callable[[Environ, StartResponse], Iterable[bytes]],
        doors: Mapping[str, Door] | None = None,
        trusted_proxies: Iterable[str] = (),
    ) -> None:
        self.front = front
        self.application = application
        self.doors = Doors(doors or {}, trusted_proxies)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        found = self._beacon(environ) if environ.get("REQUEST_METHOD") == "POST" else None
        if found is None and self.front is not None:
            found = self._stored(environ)
        if found is None:
            return self.application(environ, start_response)
        status, headers, body = found
        start_response(_REASONS.get(status, f"{status} Status"), list(headers))
        return [body]

    def _beacon(self, environ: Environ) -> Answer | None:
        return self.doors.answer(
            environ.get("PATH_INFO", ""),
            environ.get("QUERY_STRING", ""),
            environ.get("REMOTE_ADDR", ""),
            environ.get("HTTP_X_FORWARDED_FOR"),
            environ.get("HTTP_USER_AGENT"),
            environ.get("HTTP_SEC_FETCH_SITE"),
            environ.get("HTTP_COOKIE"),
        )

    def _stored(self, environ: Environ) -> Answer | None:
        assert self.front is not None  # noqa: S101
        path = decoded_path(environ.get("PATH_INFO", ""))
        if path is None:
            return None
        return self.front.answer(
            environ.get("REQUEST_METHOD", ""),
            path,
            environ.get("QUERY_STRING", ""),
            environ.get("HTTP_HOST"),
            environ.get("HTTP_ACCEPT_ENCODING"),
            environ.get("HTTP_COOKIE"),
            environ.get("HTTP_IF_NONE_MATCH"),
            environ.get("HTTP_IF_MODIFIED_SINCE"),
        )


def decoded_path(path_info: str) -> str | None:
    """WSGI's PATH_INFO (bytes as latin-1) as text, or None when it is not UTF-8."""
    if path_info.isascii():
        return path_info
    try:
        return path_info.encode("latin-1").decode()
    except UnicodeError:
        return None
