"""The process that follows the change log while a bulk import writes; imports Django only once it runs."""

from multiprocessing.synchronize import Event


def follow_until(done: Event) -> None:
    """Bring store and index up to date every half second until told that no more is coming."""
    import django

    django.setup()
    from khabar.articles.consumers import follow

    while not done.wait(0.5):
        follow()
    follow()
