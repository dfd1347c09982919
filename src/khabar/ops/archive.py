"""A backup of database and media while serving, and its way back."""

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

from khabar.core.errors import KhabarError
from khabar.push.keys import FILE as PUSH_KEY

_MANIFEST = "khabar.json"
_SQLITE = "khabar.sqlite3"
_POSTGRES = "khabar.pgdump"
_KEYS = ("secret-key", PUSH_KEY)


class ArchiveError(KhabarError):
    """The archive cannot be written or is not one of ours."""


def backup(file: Path) -> None:
    """Write database, media and keys into one `.tar.gz`, consistent at the moment it starts.

    Raises:
        ArchiveError: the database cannot be copied.
    """
    with tempfile.TemporaryDirectory(dir=file.resolve().parent) as scratch:
        dump = Path(scratch) / (_POSTGRES if connection.vendor == "postgresql" else _SQLITE)
        _dump(dump)
        manifest = Path(scratch) / _MANIFEST
        manifest.write_text(json.dumps({"version": version("khabar"), "made": f"{datetime.now(UTC):%FT%TZ}"}))
        draft = Path(scratch) / "whole"
        with tarfile.open(draft, "w:gz", compresslevel=3) as tar:
            tar.add(manifest, _MANIFEST)
            tar.add(dump, dump.name)
            for name in _kept_files():
                with suppress(FileNotFoundError):  # taken away since the database was copied
                    tar.add(settings.DATA_DIR / name, name)
        draft.chmod(0o600)  # it holds the keys and everything unpublished
        draft.replace(file)


def _kept_files() -> Iterator[str]:
    """What is kept beside the database, by its name in the data folder: the pictures and the keys."""
    folder = Path(settings.DATA_DIR)
    yield from (name for name in _KEYS if (folder / name).exists())
    for file in sorted((folder / "media").rglob("*")):
        if file.is_file():
            yield str(file.relative_to(folder))


def restore(file: Path) -> None:
    """Put a backup back into an unprepared data folder; store and index are rebuilt at the next start.

    Raises:
        ArchiveError: the file is not a backup of Khabar, or the data folder already holds a newsroom.
    """
    target = Path(settings.DATA_DIR)
    if connection.vendor == "sqlite" and (target / _SQLITE).exists():
        raise ArchiveError(f"في {target} غرفة أخبار قائمة؛ استرجع في مجلد فارغ (‎--data)")
    with tempfile.TemporaryDirectory(dir=_made(target)) as scratch:
        _unpack(file, Path(scratch))
        _load(Path(scratch), target)
        for name in ("media", *_KEYS):
            if (Path(scratch) / name).exists():
                shutil.rmtree(target / name, ignore_errors=True) if (target / name).is_dir() else None
                shutil.move(Path(scratch) / name, target / name)
    for name in ("pages", "index", "run"):
        shutil.rmtree(target / name, ignore_errors=True)


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _unpack(file: Path, folder: Path) -> None:
    try:
        with tarfile.open(file) as tar:
            tar.extractall(folder, filter="data")
    except (tarfile.TarError, OSError, EOFError) as error:
        raise ArchiveError(f"{file}: ليس نسخة احتياطية سليمة") from error
    if not (folder / _MANIFEST).exists():
        raise ArchiveError(f"{file}: ليس نسخة احتياطية من خبر")


def _dump(target: Path) -> None:
    if connection.vendor == "postgresql":
        _run(["pg_dump", "--format=custom", f"--file={target}", _address()])
        return
    try:
        with (
            closing(sqlite3.connect(str(settings.DATABASES["default"]["NAME"]))) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
    except sqlite3.Error as error:
        raise ArchiveError(f"لم تُنسخ قاعدة البيانات: {error}") from error


def _load(folder: Path, target: Path) -> None:
    if connection.vendor == "postgresql":
        if not (folder / _POSTGRES).exists():
            raise ArchiveError("النسخة من SQLite وقاعدة البيانات هنا PostgreSQL")
        connections.close_all()
        _run(["pg_restore", "--clean", "--if-exists", "--no-owner", f"--dbname={_address()}", str(folder / _POSTGRES)])
        return
    if not (folder / _SQLITE).exists():
        raise ArchiveError("النسخة من PostgreSQL وقاعدة البيانات هنا SQLite")
    connections.close_all()
    shutil.move(folder / _SQLITE, target / _SQLITE)


def _address() -> str:
    """A libpq connection string; the password goes through it, never through the command's own arguments list."""
    database: dict[str, Any] = settings.DATABASES["default"]
    names = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    return " ".join(f"{key}='{database[name]}'" for key, name in names.items() if database.get(name))


def _run(command: list[str]) -> None:
    environment = {**os.environ, "PGPASSWORD": str(settings.DATABASES["default"].get("PASSWORD", ""))}
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603
    except FileNotFoundError as error:
        raise ArchiveError(f"الأداة {command[0]} غير مثبتة") from error
    if done.returncode:
        raise ArchiveError(f"{command[0]}: {done.stderr.strip()[:500]}")
