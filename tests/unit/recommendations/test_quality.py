"""The measured quality of what to read next does not fall under what `benchmarks/quality/baseline.json` asks."""

import pytest
from benchmarks.quality.related import below_floor, measured


@pytest.mark.parametrize("part", ["dev", "held"])
def test_quality_is_not_under_its_floor_and_above_the_newest_of_the_section(part: str) -> None:
    found = measured(part)
    assert found["ours"]["stories"] >= 20
    assert below_floor(part, found["ours"]) == []
    assert found["ours"]["ndcg"] > found["newest"]["ndcg"] + 0.2
