"""The measured quality of grouping does not fall under what `benchmarks/quality/baseline.json` asks."""

import pytest
from benchmarks.quality.events import below_floor, measure


@pytest.mark.parametrize("part", ["dev", "held"])
def test_quality_is_not_under_its_floor(part: str) -> None:
    measured = measure(part)
    assert measured["pairs"] > 60
    assert below_floor(part, measured) == []
