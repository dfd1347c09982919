"""The address that a page calls once it has been read for some seconds; answered before Django is touched.

A story is named with a signature of ours, so that only ids of pages that were rendered are counted and no database is
asked. The reading goes into the pipe; what it is worth the counting process decides.
"""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from hmac import compare_digest

from django.conf import settings

from khabar.core.tally import Beacon, Door
from khabar.recommendations.pipe import Pipe

PREFIX = "/seen/"
_AGENT = 300
_SIGNED = 6
_TAKEN, _FOREIGN, _UNKNOWN = 204, 403, 404


class Readings:
    """Takes readings from browsers; `take` may be called from any thread and never waits."""

    def __init__(self, pipe: Pipe, keys: Sequence[str], session_cookie: str) -> None:
        self._pipe = pipe
        self._keys = tuple(keys)
        self._session = f"{session_cookie}="

    def take(self, told: Beacon) -> int:
        """The status that answers a POST to an address of `path_for`."""
        if told.site != "same-origin":
            return _FOREIGN
        story = self._story(told.path[len(PREFIX) :])
        if story is None:
            return _UNKNOWN
        if self._session not in told.cookie:  # the newsroom's own reading is left out
            self._pipe.send(story, told.address, told.agent.replace("\n", " ")[:_AGENT])
        return _TAKEN

    def _story(self, token: str) -> int | None:
        number, _, signature = token.partition(".")
        if not (number.isascii() and number.isdecimal() and len(number) <= 18 and signature.isascii()):
            return None
        story = int(number)
        good = any(compare_digest(signature, _signature(key, story)) for key in self._keys)
        return story if good else None


def path_for(story: int) -> str:
    """The address by which the page of a story tells that it was read."""
    return f"{PREFIX}{story}.{_signature(settings.SECRET_KEY, story)}"


def doors() -> dict[str, Door]:
    """The site's own, for whoever answers before Django."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return {PREFIX: Readings(pipe(), keys, settings.SESSION_COOKIE_NAME).take}


def pipe() -> Pipe:
    """An end of the site's pipe."""
    return Pipe(settings.RUN_DIR / "reads")


def _signature(key: str, story: int) -> str:
    return blake2b(str(story).encode(), digest_size=_SIGNED, key=_derived(key)).hexdigest()


@lru_cache(maxsize=8)
def _derived(key: str) -> bytes:
    return blake2b(key.encode(), digest_size=32, person=b"khabar reads").digest()
