"""`khabar render`: fills the page store again by asking for every page a reader is likely to open."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client

from khabar.articles.consumers import clear_store
from khabar.articles.models import Article, Section


def addresses() -> Iterator[str]:
    """The front page, every section, the feeds and sitemaps, then articles from the newest on."""
    yield from ("/", "/feed/", "/sitemap.xml", "/news-sitemap.xml")
    for section in Section.objects.all():
        yield section.get_absolute_url()
    for article in Article.objects.public().newest().select_related("section").defer("body").iterator():
        yield article.get_absolute_url()


def render_all(limit: int | None = None, progress: Callable[[], None] = lambda: None) -> tuple[int, list[str]]:
    """Empty the store and render up to `limit` pages into it, through the same code that serves a reader.

    Returns:
        How many pages were rendered, and the addresses that did not answer 200.
    """
    clear_store()
    client = Client(SERVER_NAME=urlsplit(settings.SITE_URL).hostname or "localhost")
    done, failed = 0, []
    for address in addresses():
        if limit is not None and done >= limit:
            break
        response = client.get(address, secure=settings.TLS)
        done += 1
        if response.status_code != 200:
            failed.append(address)
        progress()
    return done, failed
