"""A backup taken while serving comes back whole in another folder; what is no backup is refused."""

from pathlib import Path

import pytest
from tests.running import Newsroom

PAGE = """افتتاح حديقة النخيل وسط المدينة

10:00 ص الأحد 1 مارس 2026

مسقط - (رويترز)

افتتحت بلدية المدينة حديقة النخيل بعد أعمال استمرت عاما كاملا وشارك فيها أهالي الحي.

وقالت البلدية إن الحديقة تضم 300 نخلة ومسارا للدراجات.
"""


@pytest.fixture
def filled(newsroom: Newsroom, tmp_path: Path) -> Newsroom:
    page = tmp_path / "palm.txt"
    page.write_text(PAGE, encoding="utf-8")
    newsroom.run("import", "pages", str(page), "--publish")
    return newsroom


def test_a_backup_comes_back_with_its_stories_and_its_search(filled: Newsroom, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    filled.run("backup", str(archive))
    other = Newsroom(tmp_path / "other")
    other.run("restore", str(archive))
    other.run("prepare", "--no-demo")
    assert [hit["headline"] for hit in other.search("النخيل")["hits"]] == ["افتتاح حديقة النخيل وسط المدينة"]
    assert other.run("doctor").returncode == 0


def test_restore_never_overwrites_a_newsroom(filled: Newsroom, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    filled.run("backup", str(archive))
    refused = filled.run("restore", str(archive), check=False)
    assert refused.returncode == 1
    assert filled.search("النخيل")["total"] == 1


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    junk = tmp_path / "junk.tar.gz"
    junk.write_bytes(b"not a tar")
    refused = Newsroom(tmp_path / "new").run("restore", str(junk), check=False)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr


def test_doctor_names_an_index_that_lags_and_the_command_that_mends_it(filled: Newsroom) -> None:
    for file in (filled.data / "index").rglob("*"):
        if file.is_file():
            file.unlink()
    sick = filled.run("doctor", check=False)
    assert sick.returncode == 1
    assert "khabar reindex" in sick.stdout
    filled.run("reindex")
    assert filled.run("doctor").returncode == 0
    assert filled.search("النخيل")["total"] == 1
