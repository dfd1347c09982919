"""The bulk import with the index following beside it: writing and indexing each have a core of their own."""

import gc
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from django.db import connection, connections

from khabar.articles.consumers import follow, left_to_another
from khabar.importers.follower import follow_until
from khabar.importers.jsonl import import_jsonl
from khabar.importers.report import Report


def import_bulk(file: BinaryIO, **options: Any) -> Report:
    """`import_jsonl` with its options, while a second process brings store and index up to date.

    When it returns, everything imported is searchable and the database's planner knows its new size.
    """
    with _followed(), left_to_another():
        report = import_jsonl(file, **options)
    follow()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return report


@contextmanager
def _followed() -> Iterator[None]:
    """A second process follows the change log for as long as the block lasts, and to its end.

    It is forked, so that what is loaded is there already and held once; no connection may be open across that.
    """
    connections.close_all()
    context = multiprocessing.get_context("fork")
    done = context.Event()
    with _few_collections():
        follower = context.Process(target=follow_until, args=(done,), daemon=True)
        follower.start()
        try:
            yield
        finally:
            done.set()
            follower.join()


@contextmanager
def _few_collections() -> Iterator[None]:
    """Reference counts free what bulk work leaves behind; looking for cycles all the time is a tenth of its cost."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
