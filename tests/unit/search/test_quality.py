"""What search finds of our own small corpus does not fall below the floors kept with the benchmark."""

import json
from pathlib import Path

from benchmarks.quality import disguises, lemmas, search

FLOORS = json.loads((Path(search.__file__).parent / "baseline.json").read_text())


def test_disguised_queries_find_their_story() -> None:
    scores = search.run(search.Khabar(), disguises.corpus(), list(disguises.queries()))
    assert len(scores.reciprocal) > 10
    assert search.below_floors(scores) == []


def test_forms_of_a_lemma_meet_and_look_alikes_stay_apart() -> None:
    count, merged = lemmas.share("lemmas.txt")
    _, wrongly = lemmas.share("lookalikes.txt")
    assert count >= 300
    assert merged >= FLOORS["lemmas"]["same"]
    assert wrongly <= FLOORS["lemmas"]["alike"]
