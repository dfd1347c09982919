"""The desk's Arabic, compiled from its `.po` files into the data folder whenever they or the edition change."""

import os
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from khabar.arabic.editions import edition_of

_SOURCES = Path(__file__).parent / "locale"
# Django's names of the months, as its catalog asks for them: (context, id) in each of its four lengths.
_MONTHS = [
    [(None, full), ("alt. month", full), ("abbrev. month", short), (None, full[:3].lower())]
    for full, short in (
        *(("January", "Jan."), ("February", "Feb."), ("March", "March"), ("April", "April"), ("May", "May")),
        *(("June", "June"), ("July", "July"), ("August", "Aug."), ("September", "Sept."), ("October", "Oct.")),
        *(("November", "Nov."), ("December", "Dec.")),
    )
]


def compile_catalogs(target: Path, country: str) -> None:
    """Bring the compiled catalogs under `target` up to the sources; several processes may do it at once.

    Args:
        country: whose names of the months the desk uses, as ISO 3166 writes it.

    Raises:
        OSError: `target` cannot be written.
    """
    for source in _SOURCES.glob("*/LC_MESSAGES/*.po"):
        compiled = target / source.relative_to(_SOURCES).with_suffix(".mo")
        stamp = compiled.with_suffix(".sha256")
        text = source.read_bytes()
        digest = sha256(text + country.encode()).hexdigest()
        if not (compiled.exists() and stamp.exists() and stamp.read_text() == digest):
            compiled.parent.mkdir(parents=True, exist_ok=True)
            _write(compiled, _compile(text, country))
            _write(stamp, digest.encode())


def _compile(text: bytes, country: str) -> bytes:
    catalog = read_po(BytesIO(text), locale="ar", abort_invalid=True)
    _name_months(catalog, country)
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def _name_months(catalog: Catalog, country: str) -> None:
    """Django's Arabic has one set of months; CLDR has each country's own."""
    names = edition_of(country).locale.months["format"]["wide"]
    for number, keys in enumerate(_MONTHS, start=1):
        for context, key in keys:
            catalog.add(key, names[number], context=context)


def _write(path: Path, content: bytes) -> None:
    """Write beside and rename, so that no reader sees half a file."""
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)
