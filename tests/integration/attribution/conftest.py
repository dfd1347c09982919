"""A reader's browser for the pages of sources, and an engine that says what a test has it say."""

import pytest
from tests.integration.front.conftest import clean_media, read

from khabar.attribution import confidence, seam

__all__ = ["clean_media", "read"]


@pytest.fixture(autouse=True)
def silent_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine finds nothing of its own; how well it reads is its own tests' matter."""
    monkeypatch.setattr(seam, "extract", lambda texts: [])


@pytest.fixture(autouse=True)
def shown_from(monkeypatch: pytest.MonkeyPatch) -> None:
    """Statements are shown unasked from a level of the tests' own; the one of the data follows what is measured."""
    monkeypatch.setattr(confidence, "shown_level", lambda: 0.9)
