"""This process's page store and search index: the local copies that follow the change log."""

import os
from functools import lru_cache

from django.conf import settings

from khabar.pagestore.store import PageStore
from khabar.search.engine import Engine
from khabar.search.postgres_engine import PostgresEngine
from khabar.search.tantivy_engine import TantivyEngine


def page_store() -> PageStore:
    """The page store of this node, opened once per process."""
    return _page_store(os.getpid())


def search_engine() -> Engine:
    """The search index of this node, or that in the database, opened once per process."""
    return _search_engine(os.getpid())


@lru_cache(maxsize=1)
def _page_store(_pid: int) -> PageStore:
    return PageStore(settings.PAGE_STORE_DIR, settings.PAGE_STORE_BYTES)


@lru_cache(maxsize=1)
def _search_engine(_pid: int) -> Engine:
    return PostgresEngine() if settings.SEARCH_IN_DATABASE else TantivyEngine(settings.SEARCH_INDEX_DIR)
