"""What FTP and SFTP have in common: a listing, then the files that were not taken yet, whole and within limits."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from khabar.ingest.fetch.found import (
    KEPT_BYTES,
    MAX_BYTES,
    MAX_DOCUMENTS,
    YOUNG,
    Found,
    mark,
    mark_key,
    unmarked,
    wanted,
)
from khabar.ingest.models import Feed


@dataclass(frozen=True)
class Listed:
    """One file of a listing."""

    name: str
    size: int
    stamp: float  # seconds of its modification on the server's clock, 0 where it does not say


class _Whole(Protocol):
    def __call__(self, name: str, limit: int) -> bytes:
        """The file's first `limit` bytes."""


def take_new(feed: Feed, listing: Iterable[Listed], read: _Whole, origin: str) -> Iterator[Found]:
    """The files of a listing that were not taken yet, oldest first; they stay on the server and are remembered."""
    files = {mark_key(file.name, file.size, str(file.stamp)): file for file in listing if wanted(file.name)}
    fresh = unmarked(feed, files)
    ordered = sorted((file.stamp, file.name, key) for key, file in files.items() if key in fresh)
    for _, _, key in ordered[:MAX_DOCUMENTS]:
        file = files[key]
        large = file.size > MAX_BYTES
        data = read(file.name, KEPT_BYTES if large else MAX_BYTES + 1)
        if not large and len(data) != file.size:
            continue  # it grew or shrank since it was listed: the next look sees it as it is then
        yield Found(
            f"{origin}/{file.name}",
            data,
            acknowledge=_remembering(feed, key),
            young=abs(time.time() - file.stamp) < YOUNG,
            too_large=large,
        )


def _remembering(feed: Feed, key: str) -> Callable[[], None]:
    return lambda: mark(feed, key)
