"""What a view says about its page: purge keys, declared query parameters, life."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.http import HttpResponseBase

_CARRIED = "_khabar_carried"
_EXPIRES = "_khabar_expires"
_PLAN = "khabar_stored"

_ends: ContextVar[list[float] | None] = ContextVar("khabar_page_ends", default=None)

V = TypeVar("V", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Plan:
    """How pages of a view are stored.

    Attributes:
        keys: purge keys; format strings filled from the view's keyword arguments ("section:{slug}").
        query: names of the query parameters that choose between pages.
        max_age: seconds a stored page may live, or None for as long as nothing purges it.
    """

    keys: tuple[str, ...]
    query: tuple[str, ...] = ()
    max_age: int | None = None

    def keys_for(self, kwargs: dict[str, Any]) -> set[str]:
        """The purge keys of one page."""
        return {key.format(**kwargs) for key in self.keys}


def stored(*keys: str, query: tuple[str, ...] = (), max_age: int | None = None) -> Callable[[V], V]:
    """Declare that a view's answers to readers without a session are kept in the page store.

    Args:
        keys: purge keys every page of the view carries; "{name}" is filled from the view's keyword arguments.
        query: query parameters the view reads. The view sees no others, so a tracking parameter neither shows up
            in a page nor makes a page of its own.
        max_age: longest life in seconds.
    """
    plan = Plan(keys, tuple(sorted(query)), max_age)

    def declare(view: V) -> V:
        setattr(view, _PLAN, plan)
        return view

    return declare


def plan_of(view: Callable[..., Any]) -> Plan | None:
    """The plan a view was declared with, if any."""
    found = getattr(view, _PLAN, None)
    return found if isinstance(found, Plan) else None


def carry(response: HttpResponseBase, *keys: str) -> None:
    """Add purge keys known only once the page was rendered."""
    setattr(response, _CARRIED, carried(response) | set(keys))


def carried(response: HttpResponseBase) -> set[str]:
    """The keys added by `carry`."""
    found: set[str] = getattr(response, _CARRIED, set())
    return found


def expire_at(response: HttpResponseBase, moment: datetime) -> None:
    """Let the stored page live no longer than `moment` (aware): an embargo ends, a schedule strikes."""
    earlier = expires(response)
    at = moment.timestamp()
    setattr(response, _EXPIRES, at if earlier is None else min(at, earlier))


def expires(response: HttpResponseBase) -> float | None:
    """Epoch seconds set by `expire_at`, or None."""
    found: float | None = getattr(response, _EXPIRES, None)
    return found


@contextmanager
def collecting_ends() -> Iterator[list[float]]:
    """Collect what is given to `ends_with` while an answer is made, in epoch seconds."""
    ends: list[float] = []
    token = _ends.set(ends)
    try:
        yield ends
    finally:
        _ends.reset(token)


def ends_with(moment: datetime) -> None:
    """Let the page that is being made live no longer than `moment` (aware).

    For what is shown on many pages and may not be shown after its time: no view has to know of it.
    """
    ends = _ends.get()
    if ends is not None:
        ends.append(moment.timestamp())
