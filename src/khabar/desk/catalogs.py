"""The desk's Arabic, compiled from its `.po` files into the data folder whenever they change."""

import os
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

_SOURCES = Path(__file__).parent / "locale"


def compile_catalogs(target: Path) -> None:
    """Bring the compiled catalogs under `target` up to the sources; several processes may do it at once.

    Raises:
        OSError: `target` cannot be written.
    """
    for source in _SOURCES.glob("*/LC_MESSAGES/*.po"):
        compiled = target / source.relative_to(_SOURCES).with_suffix(".mo")
        stamp = compiled.with_suffix(".sha256")
        text = source.read_bytes()
        digest = sha256(text).hexdigest()
        if not (compiled.exists() and stamp.exists() and stamp.read_text() == digest):
            compiled.parent.mkdir(parents=True, exist_ok=True)
            _write(compiled, _compile(text))
            _write(stamp, digest.encode())


def _compile(text: bytes) -> bytes:
    out = BytesIO()
    write_mo(out, read_po(BytesIO(text), locale="ar", abort_invalid=True))
    return out.getvalue()


def _write(path: Path, content: bytes) -> None:
    """Write beside and rename, so that no reader sees half a file."""
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)
