from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.factories import stories

from khabar.search.documents import Document
from khabar.search.tantivy_engine import TantivyEngine

Make = Callable[..., Document]


@pytest.fixture
def story() -> Make:
    """Make a document; its id is the only thing that must be given."""
    return stories.story


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[TantivyEngine]:
    """An engine on an empty index."""
    engine = TantivyEngine(tmp_path / "index", timeout=20)
    engine.create()
    yield engine
    engine.close()
