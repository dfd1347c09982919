"""The process that follows the change log while a bulk import writes; imports Django only once it runs."""

from multiprocessing.synchronize import Event

STEP = 4_000
"""Changes to wait for before following: each step is a commit of the index, and few large ones are cheaper."""


def follow_until(done: Event) -> None:
    """Bring store and index up to date in steps until told that no more is coming."""
    import django

    django.setup()
    from khabar.articles.consumers import follow, latest_seq

    reached = latest_seq()
    while not done.wait(0.5):
        if latest_seq() - reached >= STEP:
            reached = latest_seq()
            follow()
    follow()
