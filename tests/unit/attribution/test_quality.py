"""The quality of reading our own marked texts stays above the floors of `benchmarks/quality/baseline.json`."""

import json
from pathlib import Path

import pytest
from benchmarks.quality import isnad

from khabar.attribution.confidence import shown_level

FLOORS = json.loads((Path(isnad.__file__).parent / "baseline.json").read_text(encoding="utf-8"))["isnad"]


@pytest.fixture(scope="module")
def measured() -> isnad.Score:
    return isnad.score(isnad.read_marked(isnad.OWN))


def test_there_are_enough_marked_statements() -> None:
    assert sum(len(text.gold) for text in isnad.read_marked(isnad.OWN)) >= 150


@pytest.mark.parametrize("name", ["overlap", "strict", "speaker", "chain", "isnad"])
def test_floor(measured: isnad.Score, name: str) -> None:
    assert measured.counts[name].f1 >= FLOORS[name], "\n".join(measured.errors)


def test_what_is_shown_unasked_is_right(measured: isnad.Score) -> None:
    assert shown_level() == FLOORS["level"]
    precision, shown = measured.precision_from(FLOORS["level"])
    assert shown > len(measured.sure) // 3
    assert precision >= FLOORS["precision_at_level"]


def test_a_text_read_wrongly_lowers_the_score() -> None:
    text = isnad.Text("x", ["قال سامر الخطيب إن الطريق مفتوح."], [isnad.Gold(0, 20, 31, "رجل آخر")])
    result = isnad.score([text])
    assert result.counts["overlap"].f1 == 1.0
    assert result.counts["isnad"].f1 == 0.0


def test_a_found_statement_that_is_not_marked_counts_against() -> None:
    result = isnad.score([isnad.Text("x", ["قال سامر الخطيب إن الطريق مفتوح."])])
    assert (result.counts["strict"].extra, result.counts["strict"].f1) == (1, 0.0)
