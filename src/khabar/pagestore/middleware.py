"""Fills the page store: one render per missing page, kept when it is public and still true."""

import contextlib
import logging
import time
from collections.abc import Callable, Container, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils.module_loading import import_string

from khabar.pagestore.errors import PageStoreError
from khabar.pagestore.flight import flight
from khabar.pagestore.negotiate import codings
from khabar.pagestore.page import Entry, build_page, etag_of
from khabar.pagestore.query import canonical_query
from khabar.pagestore.store import PageStore, page_key
from khabar.pagestore.views import Plan, carried, collecting_ends, expires, plan_of

logger = logging.getLogger(__name__)

# A reader waits this long for another's render of the same page, then renders it beside the other; seconds.
PATIENCE = 3.0
# Seconds after which what is due is tried again where it failed.
RETRY = 2.0
STORED_STATUS = frozenset({200, 301, 308})
_STATE = "_khabar_filling"
_PLANNED = "_khabar_planned"


class Filling:
    """One page being rendered for the store."""

    def __init__(self, key: bytes, plan: Plan, ticket: int, keys: set[str], held: contextlib.ExitStack) -> None:
        self.key, self.plan, self.ticket, self.keys, self.held = key, plan, ticket, keys, held


class PageStoreMiddleware:
    """Outermost middleware: stores what the declared views answer, with all headers the others added.

    Settings: `PAGE_STORE_DIR`, `PAGE_STORE_BYTES`, `PAGE_STORE_S_MAXAGE` (seconds a CDN may keep a page, default 0),
    `PAGE_STORE_KEYS_HEADER` (name of a header that lists the purge keys for a CDN, default none), `PAGE_STORE_WHEN_DUE`
    (dotted name of what is called once the moment of `PageStore.due` has come, and sets the next one; default none).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.store = PageStore(Path(settings.PAGE_STORE_DIR), settings.PAGE_STORE_BYTES)
        self.locks = Path(settings.PAGE_STORE_DIR) / "locks"
        acts: str = getattr(settings, "PAGE_STORE_WHEN_DUE", "")
        self.not_before = 0.0
        self.when_due: Callable[[], object] | None = import_string(acts) if acts else None
        self.keys_header: str = getattr(settings, "PAGE_STORE_KEYS_HEADER", "")
        shared: int = getattr(settings, "PAGE_STORE_S_MAXAGE", 0)
        # A browser asks again each time and gets a 304: no reader sees a withdrawn story from a cache.
        self.policy = "public, max-age=0, must-revalidate" + (f", s-maxage={shared}" if shared else "")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        self._act_on_due(request)
        try:
            with collecting_ends() as ends:
                response = self.get_response(request)
            filling: Filling | None = getattr(request, _STATE, None)
            if filling is not None:
                self._keep(request, response, filling, ends)
            if hasattr(request, _PLANNED) and "Cache-Control" not in response:
                response["Cache-Control"] = "private, no-cache"
            return response
        finally:
            held = getattr(request, _STATE, None)
            if held is not None:
                held.held.close()

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Iterable[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Serve a page another reader just filled, or make ready to fill it."""
        plan = plan_of(view)
        if plan is None or request.method not in ("GET", "HEAD"):
            return None
        setattr(request, _PLANNED, True)
        query = canonical_query(request.META.get("QUERY_STRING", ""), plan.query)
        _hide_undeclared(request, plan, query)
        if query is None or self._known(request) or request.method == "HEAD":
            return None
        if self._overdue():
            return None  # what is due could not be done: rendered from the database, and not stored
        key = page_key(request.path_info, query)
        held = contextlib.ExitStack()
        alone = held.enter_context(flight(self.locks, key, wait=PATIENCE))
        entry = self.store.get(key)
        if entry is not None or not alone:
            held.close()
            return _answer(entry, request) if entry is not None else None
        try:
            ticket = self.store.ticket()
        except PageStoreError:
            held.close()
            return None
        setattr(request, _STATE, Filling(key, plan, ticket, plan.keys_for(kwargs), held))
        return None

    def _act_on_due(self, request: HttpRequest) -> None:
        """Do what is due before anything is read; without it the site goes on, its store left aside.

        A request for another host does nothing here.
        """
        if self.when_due is None or time.monotonic() < self.not_before or not self._overdue(unsaid=True):
            return
        try:
            request.get_host()
            self.when_due()
        except DisallowedHost:
            return
        except Exception:
            self.not_before = time.monotonic() + RETRY
            logger.exception("what is due could not be done; it is tried again in %s seconds", RETRY)

    def _overdue(self, *, unsaid: bool = False) -> bool:
        """Whether a moment that was set has come; `unsaid` is the answer where none was ever set."""
        due = self.store.due()
        return unsaid if due is None else due <= time.time()

    def _known(self, request: HttpRequest) -> bool:
        """Whether the request comes from someone with a session or credentials."""
        return settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META

    def _keep(self, request: HttpRequest, response: HttpResponseBase, filling: Filling, ends: Iterable[float]) -> None:
        """Store the answer if it is public, until the first of `ends` at most."""
        if not isinstance(response, HttpResponse) or not _public(response):
            return
        if "Cache-Control" not in response:
            response["Cache-Control"] = self.policy
        keys = filling.keys | carried(response)
        if self.keys_header:
            response[self.keys_header] = " ".join(sorted(keys))
        page = build_page(
            response.status_code,
            list(response.items()),
            response.content,
            query=filling.plan.query,
            expires_at=_end(filling.plan, response, ends),
        )
        coding = _coding(request, page.bodies)
        response["ETag"] = etag_of(page.digest, coding)
        if page.vary:
            response["Vary"] = ", ".join(page.vary)
        if not self.store.put(filling.ticket, filling.key, page, keys):
            logger.debug("not stored, purged meanwhile: %s", request.path_info)
        if coding != "identity":
            # The first reader gets what the next ones will: a compressed page.
            response.content = page.bodies[coding]
            response["Content-Encoding"] = coding
            response["Content-Length"] = str(len(response.content))


def _public(response: HttpResponse) -> bool:
    if response.status_code not in STORED_STATUS or response.cookies or response.streaming:
        return False
    if "cookie" in response.get("Vary", "").lower():
        return False
    policy = response.get("Cache-Control", "").lower()
    return not any(word in policy for word in ("private", "no-store"))


def _end(plan: Plan, response: HttpResponse, shown: Iterable[float]) -> float | None:
    longest = time.time() + plan.max_age if plan.max_age else None
    return min((at for at in (expires(response), longest, *shown) if at), default=None)


def _coding(request: HttpRequest, offered: Container[str]) -> str:
    """The content coding to answer with."""
    wanted = codings(request.META.get("HTTP_ACCEPT_ENCODING"))
    return next((coding for coding in wanted if coding in offered), "identity")


def _answer(entry: Entry, request: HttpRequest) -> HttpResponse:
    """A stored page as Django's response, for a request that waited for it."""
    status, headers, body = entry.answers[_coding(request, entry.answers)]
    response = HttpResponse(body, status=status)
    for name, value in headers:
        response[name] = value
    return response


def _hide_undeclared(request: HttpRequest, plan: Plan, query: str | None) -> None:
    """Let the view see only the parameters it declared."""
    if query is None:
        kept = QueryDict(mutable=True)
        for name in plan.query:
            if name in request.GET:
                kept[name] = request.GET[name]
        query = kept.urlencode()
    request.META["QUERY_STRING"] = query
    request.GET = QueryDict(query)
