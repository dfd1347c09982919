"""`khabar read isnad` as a person at a shell meets it."""

import json
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from khabar.cli.read import read

STORY = ["قال سامر الخطيب لوكالة رويترز إن السعر ارتفع 10%.", "وأضاف أن الطلب زاد."]


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(read, ["isnad", *arguments], input=stdin)


def found(result: Result) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_json_lines_give_statements_with_places_in_their_paragraphs() -> None:
    result = run("--json", "-", stdin=json.dumps({"id": "a1", "paras": STORY}, ensure_ascii=False))
    first, second = found(result)
    assert result.exit_code == 0
    assert (first["doc"], first["par"], second["par"]) == ("a1", 0, 1)
    assert STORY[0][first["start"] : first["end"]] == first["text"] == "السعر ارتفع 10%"
    assert first["speaker"] == {"name": "سامر الخطيب", "mention": "سامر الخطيب", "kind": "person"}
    assert second["speaker"] == {"name": "سامر الخطيب", "mention": None, "kind": "person"}
    assert first["chain"] == [{"name": "وكالة رويترز", "role": "told_to"}]
    assert first["figures"] == ["10%"]
    assert set(first) == {
        "doc", "par", "start", "end", "text", "type", "speaker", "cue", "chain", "figures", "confidence",
    }  # fmt: skip
    assert "السعر" in result.stdout


def test_plain_text_is_read_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("\n\n".join(STORY), encoding="utf-8")
    result = run("--json", str(tmp_path))
    assert result.exit_code == 0
    assert [(one["doc"], one["par"]) for one in found(result)] == [
        (str(tmp_path / "story.txt"), 0),
        (str(tmp_path / "story.txt"), 1),
    ]


PLAIN = "ويعتمد المزارعون في القرى المجاورة على القمح، وينتظرون موسم الحصاد في أول الصيف كل عام."


def test_an_html_page_is_read_without_its_mark_up(tmp_path: Path) -> None:
    lines = [STORY[0].replace("سامر", "<b>سامر</b>"), PLAIN, f"{STORY[1]} {PLAIN}", PLAIN]
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f'<html><head><script>قال "x"</script></head><body><h1>سعر القمح يرتفع</h1>{body}</body></html>'
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    first, second = found(run("--json", str(tmp_path)))
    assert (first["text"], first["speaker"]["name"], first["par"]) == ("السعر ارتفع 10%", "سامر الخطيب", 0)
    assert (second["text"], second["par"]) == ("الطلب زاد", 2)


def test_a_text_that_compares_is_no_html() -> None:
    assert found(run("--json", "-", stdin="قال سامر الخطيب إن السعر < 10 والوزن > 3."))[0]["text"].startswith(
        "السعر < 10"
    )


def test_a_name_has_no_stretched_letters_and_no_unseen_marks() -> None:
    line = "قال الوزير ســامر\u202c الخطـيب\u200f إن الجسر سليم."
    (one,) = found(run("--json", "-", stdin=line))
    assert one["speaker"]["name"] == "سامر الخطيب"
    assert line[one["start"] : one["end"]] == one["text"] == "الجسر سليم"


def test_records_of_the_page_reader_are_read_too() -> None:
    body = [{"type": "subheading", "text": "قال العنوان إن كذا"}, {"type": "paragraph", "text": STORY[0]}]
    result = run("--json", "-", stdin=json.dumps({"source": "p.html", "body": body}))
    assert [(one["doc"], one["par"]) for one in found(result)] == [("p.html", 0)]


def test_a_bad_line_is_refused_and_the_others_are_read() -> None:
    good = json.dumps({"id": "a1", "paras": STORY[:1]})
    result = run("--json", "-", stdin=f'{{"id": "a0"}}\n{{broken\n{good}\n')
    lines = found(result)
    assert result.exit_code == 1
    assert [line["source"] for line in lines[:2]] == ["-:1", "-:2"]
    assert lines[2]["doc"] == "a1"
    assert result.stderr.count("\n") == 2


def test_a_missing_file_is_refused_in_arabic() -> None:
    result = run("لا-يوجد.txt")
    assert result.exit_code == 1
    assert "الملف غير موجود" in result.stderr


def test_readable_form_names_speaker_and_chain() -> None:
    result = run("-", stdin=STORY[0])
    assert "القائل: سامر الخطيب (شخص)" in result.stdout
    assert "في حديث إلى وكالة رويترز" in result.stdout


def test_called_wrongly() -> None:
    assert run().exit_code == 2


def test_a_reader_of_the_output_who_has_had_enough_is_no_fault_of_the_input(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("\n".join(STORY * 2_000), encoding="utf-8")
    command = [sys.executable, "-c", "from khabar.cli import main; main()", "read", "isnad", str(tmp_path / "long.txt")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert "السعر ارتفع 10%" in process.stdout.readline().decode()
        process.stdout.close()
        assert process.stderr.read().decode() == ""


def test_a_line_nested_without_end_is_refused_and_the_rest_read() -> None:
    lines = ['{"id": "x", "paras": ' + "[" * 90_000, json.dumps({"id": "y", "paras": STORY}, ensure_ascii=False)]
    result = run("--json", "-", stdin="\n".join(lines))
    assert result.exit_code == 1
    assert "السطر ليس JSON صحيحا" in result.stderr
    assert [one.get("doc") for one in found(result)] == [None, "y", "y"]
