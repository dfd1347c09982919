"""Fixtures for tests of the public site: a reader's browser, and pages as trees."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import lxml.html
import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.test import Client
from tests.factories.pictures import jpeg

from khabar.media.models import Picture

Page = lxml.html.HtmlElement
Read = Callable[..., Page]


@pytest.fixture(autouse=True)
def clean_media() -> Iterator[None]:
    """No picture file of one test is seen by the next."""
    yield
    shutil.rmtree(Path(settings.MEDIA_ROOT), ignore_errors=True)
    for cache in caches.all():
        cache.clear()


@pytest.fixture
def read(client: Client) -> Read:
    """Opens a page as a reader and gives its tree; fails unless the status is the expected one."""

    def open_page(path: str, status: int = 200) -> Page:
        response = client.get(path)
        assert response.status_code == status, response.status_code
        return lxml.html.document_fromstring(response.content.decode())

    return open_page


@pytest.fixture
def picture(db: None) -> Picture:
    """A stored picture of 1600 by 900 pixels, with the renditions it gets at once."""
    found = Picture(title="ميناء", description="قوارب عند الرصيف", file=ContentFile(jpeg(1600, 900), "port.jpg"))
    found.save()
    return found


def text(page: Page, query: str) -> str:
    """The text of the one element that `query` (XPath) finds, as a reader sees it."""
    found = page.xpath(query)
    assert len(found) == 1, (query, len(found))
    return " ".join(found[0].text_content().split())


def texts(page: Page, query: str) -> list[str]:
    """The texts of all elements that `query` finds."""
    return [" ".join(element.text_content().split()) for element in page.xpath(query)]
