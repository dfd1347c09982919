"""The bulk import with the index following beside it: writing and indexing each have a core of their own."""

import multiprocessing
from collections.abc import Callable
from typing import BinaryIO

from django.db import connection, connections

from khabar.articles.consumers import follow
from khabar.importers.follower import follow_until
from khabar.importers.jsonl import import_jsonl
from khabar.importers.store import Report


def import_bulk(file: BinaryIO, *, published: bool = True, after_batch: Callable[[int], None] | None = None) -> Report:
    """`import_jsonl`, with a second process that brings store and index up to date while rows are being written.

    When it returns, everything imported is searchable and the database's planner knows its new size.
    """
    connections.close_all()
    context = multiprocessing.get_context("spawn")
    done = context.Event()
    follower = context.Process(target=follow_until, args=(done,), daemon=True)
    follower.start()
    try:
        report = import_jsonl(file, published=published, after_batch=after_batch)
    finally:
        done.set()
        follower.join()
    follow()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return report
