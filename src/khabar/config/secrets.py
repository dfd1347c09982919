"""The secret key: from `KHABAR_SECRET_KEY`, or made once and kept in the data folder."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from khabar.config.env import BadSetting


def secret_key(data_dir: Path) -> str:
    """The key that signs sessions and tokens; made on first use, readable by its owner alone.

    Raises:
        BadSetting: the given key is shorter than 32 characters.
    """
    given = os.environ.get("KHABAR_SECRET_KEY", "")
    if given:
        if len(given) < 32:
            raise BadSetting("KHABAR_SECRET_KEY: at least 32 characters")
        return given
    file = data_dir / "secret-key"
    if not file.exists():
        _write_once(file, get_random_secret_key())
    return file.read_text(encoding="utf-8").strip()


def _write_once(file: Path, key: str) -> None:
    """Write the key so that two processes starting together end up with the same one."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # nobody else's: drafts are in it
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(key)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
