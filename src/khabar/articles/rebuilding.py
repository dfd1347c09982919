"""The search index built anew from the database while the site serves and publishes, and how far that has come."""

import fcntl
import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from khabar.articles.documents import documents
from khabar.articles.models import Article
from khabar.articles.outlets import search_engine
from khabar.search.documents import Document

_LOCK = "rebuild"
_TOLD_EVERY, _LOGGED_EVERY = 0.5, 30.0
"""Seconds."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Progress:
    """How many stories of how many the index that is being built holds."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        """The share in whole hundredths; the last one is the merging at the end."""
        return min(99, self.done * 100 // self.total) if self.total else 0


@contextmanager
def alone(name: str) -> Iterator[None]:
    """One process of this node at a time."""
    settings.RUN_DIR.mkdir(parents=True, exist_ok=True)
    with open(settings.RUN_DIR / f"{name}.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def building() -> Iterator[None]:
    """While it lasts, no other process of this node builds the index; waits for one that does."""
    with alone(_LOCK):
        _told().unlink(missing_ok=True)
        yield


def build(cursor: int) -> None:
    """Build the index beside the old one and put it in its place, `building`; `cursor` is where the log stood before.

    A process that dies under way leaves the old index as it was.
    """
    search_engine().rebuild(_counted(), cursor=cursor)


def progress() -> Progress | None:
    """How far the building has come; None when no process of this node builds."""
    try:
        with open(settings.RUN_DIR / f"{_LOCK}.lock") as handle:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return None
    except FileNotFoundError:
        return None
    except BlockingIOError:
        pass
    try:
        values = json.loads(_told().read_text())
        return Progress(int(values["done"]), int(values["total"]))
    except (OSError, ValueError, KeyError):
        return Progress(0, 0)


def doubt() -> None:
    """Note for the background process that a search met damage, wherever in the index it is."""
    settings.RUN_DIR.mkdir(parents=True, exist_ok=True)
    _doubted().touch()


def take_doubt() -> bool:
    """Whether a search met damage since this was asked last."""
    try:
        _doubted().unlink()
    except FileNotFoundError:
        return False
    return True


def _counted() -> Iterator[Document]:
    total, told, logged = Article.objects.public().count(), 0.0, time.monotonic()
    for done, document in enumerate(documents()):
        now = time.monotonic()
        if now - told >= _TOLD_EVERY:
            told = now
            _tell(Progress(done, total))
        if now - logged >= _LOGGED_EVERY:
            logged = now
            logger.info("the index is being built: %d of %d stories", done, total)
        yield document
    _tell(Progress(total, total))


def _tell(reached: Progress) -> None:
    temporary = _told().with_suffix(".new")
    temporary.write_text(json.dumps(asdict(reached)))
    temporary.replace(_told())


def _told() -> Path:
    return Path(settings.RUN_DIR) / "rebuild.json"


def _doubted() -> Path:
    return Path(settings.RUN_DIR) / "index.doubted"
