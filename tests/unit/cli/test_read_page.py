"""`khabar read page` as a person at a shell meets it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.unit.formats.pages.markup import HEADLINE, STORY, egyptian_portal

from khabar.cli.read import read

TEXT = "\n".join([HEADLINE, "19 ديسمبر 2022 - 10:25 م", *STORY])


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(read, ["page", *arguments], input=stdin)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "story.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.html").write_text(egyptian_portal(), encoding="utf-8")
    return tmp_path


def test_a_folder_gives_one_object_per_page_in_order(folder: Path) -> None:
    result = run("--json", str(folder))
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [record["source"] for record in records] == [str(folder / "a.html"), str(folder / "b" / "story.txt")]
    assert {record["headline"] for record in records} == {HEADLINE}
    assert HEADLINE in result.stdout


def test_standard_input_and_readable_form() -> None:
    result = run("-", stdin=TEXT)
    assert result.exit_code == 0
    assert f"العنوان: {HEADLINE}" in result.stdout
    assert "نُشر: 2022-12-19T22:25:00+02:00" in result.stdout
    assert STORY[2] in result.stdout


def test_a_refusal_is_one_line_and_one_object_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "c.html").write_bytes(b"")
    result = run("--json", str(folder), str(folder / "missing.html"))
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [set(line) == {"source", "error"} for line in lines] == [False, False, True, True]
    assert result.stderr.splitlines() == [f"{line['source']}: {line['error']}" for line in lines[2:]]


@pytest.mark.parametrize(
    "arguments", [[], ["--country", "XX", "-"], ["--url", "https://example.com/1", "a", "b"], ["--nonsense", "-"]]
)
def test_misuse_exits_2(arguments: list[str]) -> None:
    assert run(*arguments, stdin=TEXT).exit_code == 2


def test_country_option_and_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert json.loads(run("--json", "--country", "ma", "-", stdin=TEXT).stdout)["published_at"].endswith("+01:00")
    monkeypatch.setenv("KHABAR_COUNTRY", "SA")
    assert json.loads(run("--json", "-", stdin=TEXT).stdout)["published_at"].endswith("+03:00")


def test_url_is_kept_and_gives_the_country() -> None:
    record = json.loads(run("--json", "--url", "https://example.com.tn/1", "-", stdin=egyptian_portal()).stdout)
    assert record["url"] == "https://example.com.tn/1"
    assert record["published_at"].endswith("+01:00")


def test_reading_text_loads_neither_django_nor_the_html_layer() -> None:
    script = (
        "import sys; from khabar.cli.read import read; from khabar.formats.page import read_page;"
        "read_page(sys.stdin.buffer.read(), source='-');"
        "print([name for name in ('django', 'wagtail', 'trafilatura') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=TEXT.encode(), capture_output=True, check=True, timeout=120
    )
    assert done.stdout.decode().strip() == "[]"
