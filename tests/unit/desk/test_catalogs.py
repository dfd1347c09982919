"""The desk's Arabic: complete plural forms, placeholders kept, compiled once and again when it changes."""

import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from khabar.desk import catalogs

_SOURCES = sorted((Path(catalogs.__file__).parent / "locale").rglob("*.po"))
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


def _messages() -> list[Message]:
    found = []
    for source in _SOURCES:
        with source.open("rb") as handle:
            found += [message for message in read_po(handle, locale="ar") if message.id]
    return found


def _names(text: str) -> set[str]:
    return {a or b for a, b in _PLACEHOLDER.findall(text)}


def test_every_plural_has_six_forms() -> None:
    plurals = [message for message in _messages() if isinstance(message.id, tuple)]
    assert plurals
    assert [message.id for message in plurals if len(message.string) != 6 or not all(message.string)] == []


def test_no_translation_names_a_placeholder_that_is_not_filled() -> None:
    wrong = [
        message.id
        for message in _messages()
        for text in (message.string if isinstance(message.string, tuple) else (message.string,))
        if not _names(text) <= _names(" ".join(message.id) if isinstance(message.id, tuple) else message.id)
    ]
    assert wrong == []


def test_compiling_writes_catalogs_that_answer(tmp_path: Path) -> None:
    catalogs.compile_catalogs(tmp_path, "EG")
    with (tmp_path / "ar/LC_MESSAGES/django.mo").open("rb") as handle:
        arabic = GNUTranslations(handle)
    assert arabic.ngettext("%(num)d hour", "%(num)d hours", 2) == "ساعتين"
    assert arabic.ngettext("%(num)d hour", "%(num)d hours", 11) % {"num": 11} == "11 ساعة"


def test_compiled_again_only_when_the_source_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "sources/ar/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    source.write_text(_SOURCES[0].read_text())
    monkeypatch.setattr(catalogs, "_SOURCES", tmp_path / "sources")
    catalogs.compile_catalogs(tmp_path / "out", "EG")
    compiled = tmp_path / "out/ar/LC_MESSAGES/django.mo"
    compiled.write_bytes(b"kept")
    catalogs.compile_catalogs(tmp_path / "out", "EG")
    assert compiled.read_bytes() == b"kept"
    source.write_text(source.read_text() + '\nmsgid "new"\nmsgstr "جديد"\n')
    catalogs.compile_catalogs(tmp_path / "out", "EG")
    with compiled.open("rb") as handle:
        assert GNUTranslations(handle).gettext("new") == "جديد"


@pytest.mark.parametrize(
    ("country", "january", "july"),
    [
        ("EG", "يناير", "يوليو"),
        ("SY", "كانون الثاني", "تموز"),
        ("TN", "جانفي", "جويلية"),
        ("MA", "يناير", "يوليوز"),
        ("DE", "يناير", "يوليو"),
    ],
)
def test_months_are_those_of_the_country(tmp_path: Path, country: str, january: str, july: str) -> None:
    catalogs.compile_catalogs(tmp_path, "EG")
    catalogs.compile_catalogs(tmp_path, country)  # the edition moved: compiled again
    with (tmp_path / "ar/LC_MESSAGES/django.mo").open("rb") as handle:
        arabic = GNUTranslations(handle)
    assert arabic.gettext("January") == january
    assert arabic.pgettext("alt. month", "July") == july
    assert arabic.pgettext("abbrev. month", "Jan.") == january
