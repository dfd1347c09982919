"""`khabar import wire` and `khabar ingest` on a newsroom of their own."""

import json
import subprocess
import sys
from pathlib import Path

from tests.factories.wires import newsml
from tests.running import Newsroom

SET_UP = """
import django
django.setup()
from khabar.ingest.models import Feed, Provider
provider = Provider.objects.create(name="الألمانية")
Feed.objects.create(provider=provider, name="المجلد", kind="folder", address="dpa")
Feed.objects.create(provider=provider, name="خارج", kind="folder", address="/etc")
"""


def test_wire_files_and_feeds_from_a_terminal(newsroom: Newsroom, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", SET_UP], env=newsroom.environment, check=True, timeout=120)
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.xml").write_bytes(newsml(guid="urn:a"))
    (files / "b.xml").write_bytes(b"not a wire")
    unknown = newsroom.run("import", "wire", str(files), "--provider", "غيرها", check=False)
    assert (unknown.returncode, "لا مزوّد باسم" in unknown.stderr) == (1, True)

    taken = newsroom.run("import", "wire", str(files), "--provider", "الألمانية", "--json", check=False)
    assert taken.returncode == 1
    report = json.loads(taken.stdout)
    assert (report["new"], report["held"], report["unchanged"]) == (1, 1, 0)

    folder = newsroom.data / "wires" / "dpa"
    folder.mkdir(parents=True)
    for name in ("urn:a", "urn:c"):
        (folder / f"{name[-1]}.xml").write_bytes(newsml(guid=name))
    looked = newsroom.run("ingest", "المجلد", "خارج", "--json", check=False)
    assert looked.returncode == 1
    inside, outside = map(json.loads, looked.stdout.splitlines())
    assert inside["error"] == ""
    assert "خارج المجلدات" in outside["error"]
    assert newsroom.run("ingest", check=False).returncode == 2
    assert newsroom.run("ingest", "لا أحد", check=False).returncode == 1
