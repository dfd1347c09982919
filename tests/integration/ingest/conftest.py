"""Folders that feeds may watch, and settled files in them."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from khabar.articles.outlets import page_store
from khabar.pagestore.page import Entry
from khabar.pagestore.store import page_key

Drop = Callable[..., Path]


@pytest.fixture
def wires(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder below which feeds may be watched; files count as written at once, unless a test says otherwise."""
    root = tmp_path / "wires"
    (root / "dpa").mkdir(parents=True)
    settings.WIRE_FOLDERS = [root]
    monkeypatch.setattr("khabar.ingest.fetch.folder.SETTLED", 0.0)
    return root


@pytest.fixture
def drop(wires: Path) -> Drop:
    """Puts a file into the folder `dpa`, as if it had been there for an hour."""

    def put(data: bytes, name: str = "item.xml") -> Path:
        file = wires / "dpa" / name
        file.write_bytes(data)
        hour_ago = time.time() - 3600
        os.utime(file, (hour_ago, hour_ago))
        return file

    return put


def stored(address: str) -> Entry | None:
    """What the page store has of an address as it stands in links."""
    return page_store().get(page_key(unquote(address), ""))
