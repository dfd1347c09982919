"""The site's own addresses by the names of their views, remembered: a page names some of them twenty times."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=2_048)
def path_to(view: str, *args: str | int) -> str:
    """The path of a view's page, percent-encoded.

    Raises:
        django.urls.NoReverseMatch: there is no such view, or it takes other arguments.
    """
    return reverse(view, args=args)
