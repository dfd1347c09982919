"""Every engine there is: what one answers, the other must."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from tests.engines import AnyEngine, Make
from tests.factories import stories

from khabar.search.postgres_engine import PostgresEngine
from khabar.search.tantivy_engine import TantivyEngine


@pytest.fixture
def story() -> Make:
    """Make a document; its id is the only thing that must be given."""
    return stories.story


@pytest.fixture(params=["files", "database"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, db: None) -> Iterator[AnyEngine]:
    """An engine on an empty index; that of the database where it is PostgreSQL."""
    if request.param == "database" and connection.vendor != "postgresql":
        pytest.skip("the database has no search of ours")
    engine = TantivyEngine(tmp_path / "index", timeout=20) if request.param == "files" else PostgresEngine()
    engine.create()
    yield engine
    engine.close()
