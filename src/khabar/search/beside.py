"""One question more to the engine while a thread asks its own: what is outside Python runs at the same time."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

Answer = TypeVar("Answer")

_THREADS = 1
"""What a request's own thread asks is beside it: two cores are busy with one."""


def begun(ask: Callable[[], Answer]) -> Callable[[], Answer]:
    """Begin to ask on another thread and return what waits for the answer, and raises what asking raised.

    Where no thread has come to it until then, whoever waits asks: a thread that is busy with others holds nobody up.
    """
    future = _pool().submit(ask)

    def answer() -> Answer:
        return ask() if future.cancel() else future.result()

    return answer


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_THREADS, thread_name_prefix="search")


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_pool.cache_clear)  # threads are not forked
