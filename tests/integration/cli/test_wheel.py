"""The built wheel carries everything and runs outside the repository; the source archive can be built from."""

import re
import subprocess
import sys
import tarfile
import urllib.request
import zipfile
from pathlib import Path

import pytest
from tests.running import Newsroom

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", str(folder)], cwd=ROOT, check=True, timeout=120)
    return folder


def package_files() -> set[str]:
    """Every file of the package in this working copy, the built front end among them."""
    source = ROOT / "src"
    files = {f for f in (source / "khabar").rglob("*") if f.is_file() and "__pycache__" not in f.parts}
    return {str(file.relative_to(source)) for file in files}


def test_the_wheel_has_every_file_of_the_package_and_nothing_else(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        inside = {name for name in wheel.namelist() if not re.match(r"khabar-[^/]+\.dist-info/", name)}
    assert {"khabar/front/static/khabar/css/site.css", "khabar/desk/locale/ar/LC_MESSAGES/django.po"} <= inside
    assert inside == package_files()


def test_the_source_archive_needs_no_node(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE"} <= inside
    assert {name.removeprefix("src/") for name in inside if name.startswith("src/")} == package_files()
    assert [name for name in inside if name.startswith(("tests/", "docs/", "frontend/"))] == []


def test_it_serves_a_site_where_there_is_no_repository(built: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(installed)
    newsroom = Newsroom(tmp_path / "data")
    newsroom.environment["PYTHONPATH"] = str(installed)
    where = [sys.executable, "-c", "import khabar; print(khabar.__file__)"]
    found = subprocess.run(where, env=newsroom.environment, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert Path(found.stdout.strip()).is_relative_to(installed)
    with newsroom.serving("--no-demo") as address:
        page = urllib.request.urlopen(f"{address}/", timeout=60).read().decode()
        sheets = re.findall(r'href="(/static/[^"]+\.css)"', page)
        assert sheets
        for sheet in sheets:
            with urllib.request.urlopen(address + sheet, timeout=60) as answer:
                assert answer.headers["Content-Type"].startswith("text/css")
