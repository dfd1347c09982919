"""`khabar read wire` as a person at a shell meets it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.unit.formats.wire.documents import G2_NAMESPACE, STORY, g2_item, g2_message, iptc7901

from khabar.cli.read import read

KEYS = [
    "source", "format", "guid", "version", "pub_status", "signals", "urgency", "headline", "slugline", "abstract",
    "byline", "dateline", "agencies", "info_sources", "language", "subjects", "body", "associations", "link", "rights",
    "usage_terms", "ednote", "embargoed_until", "expires_at", "created_at", "modified_at", "publishable",
    "reasons", "warnings",
]  # fmt: skip


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(read, ["wire", *arguments], input=stdin)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.json").write_text('{"uri": "urn:n", "headline": "عنوان", "body_text": "نص."}', encoding="utf-8")
    (tmp_path / "b" / "story").write_bytes(iptc7901(STORY).encode("windows-1256"))
    (tmp_path / "c.txt").write_text(g2_message(g2_item(guid="urn:1"), g2_item(guid="urn:2")), encoding="utf-8")
    return tmp_path


def test_a_folder_gives_one_object_for_each_item_whatever_the_files_are_called(folder: Path) -> None:
    result = run("--json", str(folder))
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [record["format"] for record in records] == ["ninjs", "iptc7901", "newsml-g2", "newsml-g2"]
    assert all(list(record) == KEYS for record in records)
    assert records[0]["source"] == str(folder / "a.json")
    assert "عنوان" in result.stdout


def test_refusals_are_lines_and_objects_and_the_rest_goes_on(folder: Path) -> None:
    concept = f'<conceptItem xmlns="{G2_NAMESPACE}" guid="urn:c"/>'
    (folder / "d.xml").write_text(g2_message(concept, g2_item()), encoding="utf-8")
    (folder / "e.xml").write_text(concept, encoding="utf-8")
    result = run("--json", str(folder / "d.xml"), str(folder / "e.xml"), str(folder / "missing"))
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [set(line) == {"source", "error"} for line in lines] == [True, False, True, True]
    assert len(result.stderr.splitlines()) == 3
    assert "urn:c" in lines[0]["error"]


def test_standard_input_and_readable_form() -> None:
    result = run("-", stdin=g2_item("<p>القاهرة (أ ف ب) - نص.</p>"))
    assert result.exit_code == 0
    assert "العنوان: عنوان الخبر" in result.stdout
    assert "المكان: القاهرة" in result.stdout
    assert "صالح للنشر: نعم" in result.stdout


def test_an_item_not_for_readers_says_why() -> None:
    result = run("-", stdin=g2_item(item_meta='<pubStatus qcode="stat:canceled"/>'))
    assert "صالح للنشر: لا: ألغتها الوكالة" in result.stdout


@pytest.mark.parametrize("arguments", [[], ["--nonsense", "-"]])
def test_misuse_exits_2(arguments: list[str]) -> None:
    assert run(*arguments, stdin="").exit_code == 2


def test_reading_a_wire_loads_no_django() -> None:
    script = (
        "import sys; from khabar.cli.read import read; from khabar.ingest.reading import read_wire;"
        "read_wire(sys.stdin.buffer.read(), source='-');"
        "print([name for name in ('django', 'wagtail', 'feedparser', 'trafilatura') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=g2_item().encode(), capture_output=True, check=True, timeout=120
    )
    assert done.stdout.decode().strip() == "[]"
