"""The secret key: from `KHABAR_SECRET_KEY`, or made once and kept in the data folder."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from khabar.config.env import BadSetting
from khabar.core.once import write_once


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
        write_once(file, get_random_secret_key())
    return file.read_text(encoding="utf-8").strip()
