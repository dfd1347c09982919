"""Fitting the confidence anew: the command reads marked texts, keeps verdicts without words, and writes weights."""

import json
from pathlib import Path

import pytest
from benchmarks.quality import isnad_confidence

TEXT = "قال سامر الخطيب إن الطريق مفتوح."
GOLD = {"par": 0, "start": 19, "end": 31, "chain": []}
KEPT = [
    {"text": "kept", "right": True, "signs": "subject_fits"},
    {"text": "mine-001", "right": False, "signs": "unsure"},
    {"text": "mine-002", "right": False, "signs": "unsure"},
]
WEIGHTS = "[weights]\nbase = 9.00\n\n# how it follows\nsubject_fits = 9.00  # at once\nunsure = 9.00\n"


def lines(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def marked(folder: Path, speaker: str) -> list[str]:
    docs = lines(folder / "docs.jsonl", [{"id": "first", "paras": [TEXT]}])
    gold = lines(folder / "gold.jsonl", [{"doc": "first", "speaker": {"name": speaker}, **GOLD}])
    return [str(docs), str(gold)]


def kept(folder: Path) -> tuple[Path, Path, list[str]]:
    verdicts, weights = lines(folder / "verdicts.jsonl", list(KEPT)), folder / "confidence.toml"
    weights.write_text(WEIGHTS, encoding="utf-8")
    return verdicts, weights, ["--verdicts", str(verdicts), "--weights", str(weights)]


@pytest.mark.parametrize(("speaker", "right"), [("سامر الخطيب", True), ("رجل آخر", False)])
def test_texts_read_anew_take_the_place_of_their_set(tmp_path: Path, speaker: str, right: bool) -> None:
    verdicts, _, files = kept(tmp_path)
    isnad_confidence.main(["--read", *marked(tmp_path, speaker), "--as", "mine", "--write", *files])
    old, new = map(json.loads, verdicts.read_text(encoding="utf-8").splitlines())
    assert old == KEPT[0]
    assert (new["text"], new["right"]) == ("mine-001", right)
    assert "subject_fits" in new["signs"].split()


def test_verdicts_hold_no_word_of_a_text(tmp_path: Path) -> None:
    verdicts, _, files = kept(tmp_path)
    isnad_confidence.main(["--read", *marked(tmp_path, "سامر الخطيب"), "--as", "mine", "--write", *files])
    assert verdicts.read_text(encoding="utf-8").isascii()


def test_weights_are_written_where_they_stood(tmp_path: Path) -> None:
    _, weights, files = kept(tmp_path)
    isnad_confidence.main(["--write", *files])
    written = weights.read_text(encoding="utf-8")
    assert "9.00" not in written
    assert "# how it follows\nsubject_fits = 0." in written
    assert "unsure = -0." in written
    assert written.count("# at once") == 1


def test_a_sign_without_a_line_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, weights, files = kept(tmp_path)
    weights.write_text(WEIGHTS.replace("unsure = 9.00\n", ""), encoding="utf-8")
    isnad_confidence.main(["--write", *files])
    assert capsys.readouterr().err == "unsure has no line in confidence.toml\n"


def test_nothing_is_written_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verdicts, weights, files = kept(tmp_path)
    before = verdicts.read_text(encoding="utf-8"), weights.read_text(encoding="utf-8")
    isnad_confidence.main(["--read", *marked(tmp_path, "سامر الخطيب"), "--as", "mine", *files])
    assert (verdicts.read_text(encoding="utf-8"), weights.read_text(encoding="utf-8")) == before
    assert "all: 2 statements, precision of the whole isnad 1.000" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [["--as", "mine"], []])
def test_files_come_in_pairs_and_with_a_name(tmp_path: Path, wrong: list[str]) -> None:
    docs, gold = marked(tmp_path, "سامر الخطيب")
    files = [docs] if wrong else [docs, gold]
    with pytest.raises(SystemExit):
        isnad_confidence.main(["--read", *files, *wrong])


def test_without_files_only_the_unread_half_of_our_own_is_read() -> None:
    half = {
        one["id"]: one["half"]
        for one in map(json.loads, (isnad_confidence.SECOND / "docs.jsonl").read_text(encoding="utf-8").splitlines())
    }
    read = {text.name for text in isnad_confidence.marked_texts([], "")}
    assert read == {name for name, which in half.items() if which == "B"}
    assert 0 < len(read) < len(half)
