"""Fixtures that every test may use."""

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings


@pytest.fixture(autouse=True)
def fresh_outlets(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests that use the database start with an empty page store and index."""
    if not request.node.get_closest_marker("django_db"):
        yield
        return
    _forget_outlets()
    yield
    _forget_outlets()


def _forget_outlets() -> None:
    from khabar.articles import outlets

    for opened in (outlets._page_store, outlets._search_engine):
        if opened.cache_info().currsize:
            opened(_pid()).close()
        opened.cache_clear()
    for folder in (settings.PAGE_STORE_DIR, settings.SEARCH_INDEX_DIR, settings.RUN_DIR):
        shutil.rmtree(folder, ignore_errors=True)


def _pid() -> int:
    import os

    return os.getpid()
