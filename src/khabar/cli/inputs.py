"""The files a command was given: those named, and those below the folders named."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

SKIPPED_SUFFIXES = frozenset(
    {
        ".json",
        ".jsonl",
        ".md",
        ".css",
        ".js",
        ".jpg",
        ".jpeg",
        ".png",
        ".gif",
        ".webp",
        ".svg",
        ".ico",
        ".woff2",
    }
)
"""What lies in folders of saved pages and is no page; such a file is read where it is named itself."""


def page_files(inputs: Iterable[Path], refuse: Callable[[str, OSError], None]) -> Iterator[Path]:
    """Every file named, and every page below the folders named, in a stable order; links to folders are not followed.

    Args:
        refuse: told of each folder that cannot be listed.
    """
    for path in inputs:
        if path.is_dir():
            yield from _below(path, refuse)
        else:
            yield path


def _below(folder: Path, refuse: Callable[[str, OSError], None]) -> Iterator[Path]:
    for root, folders, names in os.walk(folder, onerror=lambda error: refuse(str(error.filename), error)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and path.suffix.lower() not in SKIPPED_SUFFIXES:
                yield path
