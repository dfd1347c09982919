"""Files that are made once and kept: keys."""

import os
import threading
from pathlib import Path


def write_once(file: Path, text: str) -> None:
    """Write a file for its owner alone, so that two processes or threads at once end up with the same text."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # nobody else's: drafts are in it
    draft = file.with_name(f"{file.name}.{os.getpid()}-{threading.get_native_id()}")
    descriptor = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(text)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
