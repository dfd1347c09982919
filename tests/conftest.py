"""Fixtures that every test may use."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.running import Newsroom, copy_of

hypothesis_settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("suite")  # no test looks at the clock: other work on the machine is no fault of a rule


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not go through it hundreds of times."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def fresh_outlets(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests that use the database start with an empty page store, index and media folder, and nothing remembered."""
    if not request.node.get_closest_marker("django_db"):
        yield
        return
    _forget_outlets()
    yield
    _forget_outlets()


def _forget_outlets() -> None:
    from khabar.articles import outlets
    from khabar.finding import choices, register
    from khabar.front import chrome

    for opened in (outlets._page_store, outlets._search_engine):
        if opened.cache_info().currsize:
            opened(os.getpid()).close()
        opened.cache_clear()
    choices._kept.cache_clear()
    register._kept.cache_clear()
    chrome.forget()
    caches["local"].clear()
    for folder in (settings.PAGE_STORE_DIR, settings.SEARCH_INDEX_DIR, settings.RUN_DIR, settings.MEDIA_ROOT):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def empty_newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """A prepared data folder without the demo; copy it, do not write to it."""
    newsroom = Newsroom(tmp_path_factory.mktemp("empty") / "data")
    newsroom.run("prepare", "--no-demo")
    return newsroom


@pytest.fixture
def newsroom(empty_newsroom: Newsroom, tmp_path: Path) -> Newsroom:
    """A prepared data folder of the test's own."""
    return copy_of(empty_newsroom, tmp_path / "data")
