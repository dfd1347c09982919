from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from khabar.search.documents import Document
from khabar.search.tantivy_engine import TantivyEngine

Make = Callable[..., Document]


@pytest.fixture
def story() -> Make:
    """Make a document; its id is the only thing that must be given."""

    def make(number: int, headline: str = "عنوان", body: str = "نص الخبر.", **values: object) -> Document:
        defaults: dict[str, object] = {
            "external_id": f"x{number}",
            "url": f"/n/{number}",
            "published_at": datetime(2023, 3, 1, 9, tzinfo=UTC),
        }
        return Document(id=number, headline=headline, body=body, **{**defaults, **values})  # type: ignore[arg-type]

    return make


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[TantivyEngine]:
    """An engine on an empty index."""
    engine = TantivyEngine(tmp_path / "index", timeout=20)
    engine.create()
    yield engine
    engine.close()
