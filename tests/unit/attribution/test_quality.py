"""The quality of reading our own marked texts stays above the floors of `benchmarks/quality/baseline.json`."""

import json
from pathlib import Path

import pytest
from benchmarks.quality import isnad

from khabar.attribution.confidence import shown_level

SECOND = isnad.OWN.parent / "second"
FLOORS = json.loads((Path(isnad.__file__).parent / "baseline.json").read_text(encoding="utf-8"))["isnad"]


@pytest.fixture(scope="module")
def measured() -> isnad.Score:
    return isnad.score(isnad.read_marked(isnad.OWN))


def test_there_are_enough_marked_statements() -> None:
    assert sum(len(text.gold) for text in isnad.read_marked(isnad.OWN)) >= 150


@pytest.mark.parametrize("name", ["overlap", "strict", "speaker", "chain", "isnad"])
def test_floor(measured: isnad.Score, name: str) -> None:
    assert measured.counts[name].f1 >= FLOORS[name], "\n".join(measured.errors)


def test_the_surer_a_statement_the_more_often_it_is_right(measured: isnad.Score) -> None:
    precision, sure = measured.precision_from(FLOORS["level"])
    assert sure > len(measured.sure) // 3
    assert precision >= FLOORS["precision_at_level"]


def test_nothing_is_shown_unasked_that_is_not_right_in_texts_marked_by_somebody_else() -> None:
    texts = isnad.read_json(SECOND / "docs.jsonl", SECOND / "gold.jsonl")
    precision, shown = isnad.score(texts).precision_from(shown_level())
    assert not shown or precision >= FLOORS["precision_at_level"]


def test_a_text_read_wrongly_lowers_the_score() -> None:
    text = isnad.Text("x", ["قال سامر الخطيب إن الطريق مفتوح."], [isnad.Gold(0, 20, 31, "رجل آخر")])
    result = isnad.score([text])
    assert result.counts["overlap"].f1 == 1.0
    assert result.counts["isnad"].f1 == 0.0


def test_a_found_statement_that_is_not_marked_counts_against() -> None:
    result = isnad.score([isnad.Text("x", ["قال سامر الخطيب إن الطريق مفتوح."])])
    assert (result.counts["strict"].extra, result.counts["strict"].f1) == (1, 0.0)
