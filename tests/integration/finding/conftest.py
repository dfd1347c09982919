"""What the tests of finding share."""

import pytest

from khabar.finding import tallies


@pytest.fixture(autouse=True)
def fresh_counter(monkeypatch: pytest.MonkeyPatch) -> tallies.Counter:
    """A counter of the test's own, which no timer empties meanwhile."""
    counter = tallies.Counter()
    monkeypatch.setattr(tallies.Counter, "_wake", lambda self: None)
    monkeypatch.setattr("khabar.front.views.search.counter", counter)
    return counter
