"""The quality of reading our own marked texts stays above the floors of `benchmarks/quality/baseline.json`."""

import json
from pathlib import Path

import pytest
from benchmarks.quality import isnad, isnad_confidence

from khabar.attribution.confidence import shown_level, weights
from khabar.attribution.extract import extract, extract_with_signs

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


@pytest.fixture(scope="module")
def in_their_manner() -> isnad.Score:
    return isnad.score(isnad.read_marked(isnad.OUTLETS))


@pytest.mark.parametrize("name", ["overlap", "strict", "speaker", "chain", "isnad"])
def test_floor_in_the_manner_of_agencies_and_channels(in_their_manner: isnad.Score, name: str) -> None:
    assert len(in_their_manner.sure) >= 250
    assert in_their_manner.counts[name].f1 >= FLOORS["outlets"][name], "\n".join(in_their_manner.errors)


@pytest.mark.parametrize("name", ["threads", "threads_kept", "manner", "manner_kept"])
def test_floors_in_whole_texts_of_our_own(name: str) -> None:
    measured = isnad.score(isnad.read_marked(isnad.OWN.with_name(f"{name}.txt")))
    got = {measure: measured.counts[measure].f1 for measure in FLOORS[name]}
    assert {measure for measure, floor in FLOORS[name].items() if got[measure] < floor} == set(), measured.errors


def test_the_surer_a_statement_the_more_often_it_is_right(measured: isnad.Score) -> None:
    precision, sure = measured.precision_from(FLOORS["level"])
    assert sure > len(measured.sure) // 3
    assert precision >= FLOORS["precision_at_level"]


def test_nothing_is_shown_unasked_that_is_not_right_in_texts_marked_by_somebody_else() -> None:
    docs = map(json.loads, (SECOND / "docs.jsonl").read_text(encoding="utf-8").splitlines())
    kept_aside = {doc["id"] for doc in docs if doc["half"] == "B"}
    texts = isnad.read_json(SECOND / "docs.jsonl", SECOND / "gold.jsonl")
    measured = isnad.score([text for text in texts if text.name in kept_aside])
    precision, shown = measured.precision_from(shown_level())
    assert measured.counts["overlap"].hit > 100
    assert not shown or precision >= FLOORS["precision_at_level"]


def test_words_with_an_outlet_beside_their_cue_wait_for_an_editor() -> None:
    first = "قال المتحدث باسم وزارة النقل، سامر الخطيب، إن الطريق مفتوح."
    (_, plain), (_, told) = (
        extract([first, f"وأوضح الخطيب{to} أن الجسر لا يزال مغلقا."]) for to in ("", " لقناة العربية")
    )
    assert (plain.chain, [link.name for link in told.chain]) == ((), ["قناة العربية"])
    assert told.confidence < shown_level() <= plain.confidence


def test_a_text_read_wrongly_lowers_the_score() -> None:
    text = isnad.Text("x", ["قال سامر الخطيب إن الطريق مفتوح."], [isnad.Gold(0, 20, 31, "رجل آخر")])
    result = isnad.score([text])
    assert result.counts["overlap"].f1 == 1.0
    assert result.counts["isnad"].f1 == 0.0


def test_a_found_statement_that_is_not_marked_counts_against() -> None:
    result = isnad.score([isnad.Text("x", ["قال سامر الخطيب إن الطريق مفتوح."])])
    assert (result.counts["strict"].extra, result.counts["strict"].f1) == (1, 0.0)


def test_a_verdict_is_of_speaker_and_chain() -> None:
    text = isnad.Text("x", ["قال سامر الخطيب لقناة العربية إن الطريق مفتوح."], [isnad.Gold(0, 33, 45, "سامر الخطيب")])
    found = extract(text.paragraphs)
    assert isnad.verdicts(text, found) == {0: False}
    text.gold[0].chain.append("قناة العربية")
    assert isnad.verdicts(text, found) == {0: True}


def example(text: str, signs: list[str], *, right: bool) -> isnad_confidence.Example:
    return isnad_confidence.Example(text, signs, right)


def test_a_sign_beside_errors_weighs_against_and_one_beside_right_ones_for() -> None:
    wrong = [example(f"a{n}", ["unsure"], right=n % 10 == 0) for n in range(40)]
    right = [example(f"b{n}", ["subject_fits"], right=n % 10 != 0) for n in range(40)]
    fitted = isnad_confidence.fit([*wrong, *right])
    assert fitted["unsure"] < 0 < fitted["subject_fits"]


def test_a_text_is_judged_by_weights_that_have_not_seen_it() -> None:
    others = [example(f"a{n}", ["unsure"], right=False) for n in range(30)]
    odd = [example("odd", ["unsure"], right=True) for _ in range(30)]
    judged = isnad_confidence.judged_unseen([*others, *odd])
    assert len(judged) == 60
    assert max(confidence for confidence, right in judged if right) < 0.5


def test_the_weights_are_those_of_the_verdicts() -> None:
    fitted = isnad_confidence.fit(isnad_confidence.read_verdicts())
    kept = weights()
    assert {sign for sign in fitted if abs(fitted[sign] - kept.get(sign, 9.0)) > 0.02} == set()


def test_statements_at_the_level_are_right_in_texts_the_fit_has_not_seen() -> None:
    judged = isnad_confidence.judged_unseen(isnad_confidence.read_verdicts())
    shown = [right for confidence, right in judged if round(confidence, 2) >= shown_level()]
    assert len(shown) > len(judged) // 10
    assert sum(shown) / len(shown) >= FLOORS["precision_unseen"]


@pytest.mark.parametrize(
    ("text", "sign", "holds"),
    [
        ("قال سامر الخطيب في تصريح لموقعنا إن الطريق مفتوح.", "told_left", True),
        ("قال سامر الخطيب في تصريح إن الطريق مفتوح.", "told_left", False),
        ("قال كوربان إن الطريق مفتوح.", "name_of_nowhere", True),
        ("وصل كوربان أمس. قال كوربان إن الطريق مفتوح.", "name_of_nowhere", False),
        ("قال سامر الخطيب إن الطريق مفتوح.", "subject_fits", True),
        ("قال أمس الأحد سامر الخطيب إن الطريق مفتوح.", "subject_fits", False),
        ("قال وزير النقل إن الطريق مفتوح.", "office_only", True),
        ("قال وزير النقل سامر الخطيب إن الطريق مفتوح.", "office_only", False),
        ("قال سامر الخطيب إن الطريق مفتوح. ونشرته صحيفة محلية.", "outlet_left", False),
        ("قال سامر الخطيب إن الطريق مفتوح بعدما كتبت صحيفة محلية عنه.", "outlet_left", True),
    ],
)
def test_signs(text: str, sign: str, holds: bool) -> None:
    assert (sign in extract_with_signs([text])[0][1]) is holds
