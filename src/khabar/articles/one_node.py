"""Work that one node of all does at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from khabar.articles.rebuilding import alone


@contextmanager
def only_node(name: str, number: int) -> Iterator[bool]:
    """True while this process alone does the work: for this node by a file, for all nodes by a lock of the database.

    Args:
        name: the file's name.
        number: the lock's key on PostgreSQL, another for each kind of work.
    """
    with alone(name):
        if connection.vendor != "postgresql":
            yield True
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
            (ours,) = cursor.fetchone()
        try:
            yield bool(ours)
        finally:
            if ours:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
