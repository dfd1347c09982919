"""The site's key: made once for its owner alone, the same in every process, kept in backups."""

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from pytest_django import Settings
from tests.push_service import b64
from tests.running import Newsroom

from khabar.push import keys

_ASK = "import django; django.setup(); from khabar.push import keys; print(keys.public_key())"


def _ask(newsroom: Newsroom) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", _ASK]
    return subprocess.Popen(command, env=newsroom.environment, stdout=subprocess.PIPE, text=True)


def test_processes_that_begin_together_have_one_key_and_it_is_in_the_backup(newsroom: Newsroom, tmp_path: Path) -> None:
    file = newsroom.data / "push-key"
    assert not file.exists()
    asked = [_ask(newsroom) for _ in range(3)]
    told = {one.communicate(timeout=120)[0].strip() for one in asked}
    assert len(told) == 1
    assert len(told.pop()) == 87
    assert file.stat().st_mode & 0o777 == 0o600
    newsroom.run("backup", str(tmp_path / "today.tar.gz"))
    with tarfile.open(tmp_path / "today.tar.gz") as tar:
        kept = tar.extractfile("push-key")
        assert kept is not None
        assert kept.read() == file.read_bytes()
    restored = Newsroom(tmp_path / "restored")
    restored.run("restore", str(tmp_path / "today.tar.gz"))
    assert (restored.data / "push-key").read_bytes() == file.read_bytes()
    assert (restored.data / "push-key").stat().st_mode & 0o777 == 0o600


def test_a_key_that_is_set_is_used_and_none_is_made(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.PUSH_KEY = [b64(bytes(31) + b"\x01")]
    point = keys.public_key()
    # The public point of the private key 1 is the curve's own generator (SEC 2, secp256r1).
    assert point.startswith("BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKW")
    assert not list(tmp_path.iterdir())


def test_names_tell_keys_apart_and_former_ones_sign(settings: Settings) -> None:
    first, second = b64(bytes(31) + b"\x01"), b64(bytes(31) + b"\x02")
    settings.PUSH_KEY, settings.PUSH_OLD_KEYS = [first], [second]
    assert len(keys.signers()) == 2
    assert keys.current_key() in keys.signers()


@pytest.mark.parametrize("value", ["short", "a" * 44, "b" * 43 + " " + "c" * 43])
def test_a_key_that_is_none_stops_the_start_without_being_printed(newsroom: Newsroom, value: str) -> None:
    newsroom.environment["KHABAR_PUSH_KEY"] = value
    done = newsroom.run("doctor", check=False)
    assert done.returncode != 0
    assert "KHABAR_PUSH_KEY" in done.stderr
    assert value not in done.stderr
