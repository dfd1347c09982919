"""The process that follows the change log while a bulk import writes."""

import os
import signal
from multiprocessing.synchronize import Event

from khabar.articles.consumers import follow, latest_seq

STEP = 4_000
"""Changes to wait for before following: each step is a commit of the index, and few large ones are cheaper."""


def follow_until(done: Event) -> None:
    """Bring store and index up to date in steps until told that no more is coming, or the importer has died."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the importer's: it ends, and then says so here
    importer = os.getppid()
    reached = latest_seq()
    while not done.wait(0.2) and os.getppid() == importer:
        if latest_seq() - reached >= STEP:
            reached = latest_seq()
            follow()
    follow()
