"""The words of wire items, as stems in the database's own full-text index, so that spelling variants find each other.

SQLite has FTS5, PostgreSQL a GIN index over lexemes. The table stands beside Django's own, because SQLite rebuilds a
table that a migration changes and would lose what hangs on it.
"""

import re
from functools import lru_cache

from django.db import connection, models
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from khabar.arabic.stem import stems
from khabar.arabic.tokenise import raw_words, word
from khabar.arabic.wordlists import is_stop_word
from khabar.ingest.models import WireItem

_TEXT = 20_000
"""Letters of an item that are looked through."""
_ASKED = 12
"""Words of a question that count."""
_PIECE = re.compile(r"\w+")

_WRITE = {
    "sqlite": "INSERT INTO wire_words (rowid, words) VALUES (%s, %s)",
    "postgresql": "INSERT INTO wire_words (item_id, words) VALUES (%s, array_to_tsvector(string_to_array(%s, ' ')))",
}
_ERASE = {
    "sqlite": "DELETE FROM wire_words WHERE rowid = %s",
    "postgresql": "DELETE FROM wire_words WHERE item_id = %s",
}
# In SQLite the newest 20,000 are found: a word that most items hold would be a list of them all.
_FIND = {
    "sqlite": "SELECT rowid FROM wire_words WHERE wire_words MATCH %s ORDER BY rowid DESC LIMIT 20000",
    "postgresql": "SELECT item_id FROM wire_words WHERE words @@ %s::tsquery",
}
_QUOTE = {"sqlite": ('"', " OR ", " AND "), "postgresql": ("'", " | ", " & ")}


def keep(item_id: int, *texts: str | None) -> None:
    """Put an item's words into the index, in the place of what was there."""
    with connection.cursor() as cursor:
        cursor.execute(_ERASE[connection.vendor], [item_id])
        if words := stemmed(" ".join(filter(None, texts))):
            cursor.execute(_WRITE[connection.vendor], [item_id, words])


def matching(rows: "QuerySet[WireItem]", question: str) -> "QuerySet[WireItem]":
    """The items that hold every word of the question, in whatever spelling."""
    asked = [_forms(raw) for raw in raw_words(question) if not _is_stop(raw)] or [
        _forms(raw) for raw in raw_words(question)
    ]
    asked = [forms for forms in asked if forms][:_ASKED]
    if not asked:
        return rows.none()
    quote, either, both = _QUOTE[connection.vendor]
    match = both.join(f"({either.join(f'{quote}{form}{quote}' for form in forms)})" for forms in asked)
    return rows.filter(pk__in=RawSQL(_FIND[connection.vendor], [match], output_field=models.BigIntegerField()))  # noqa: S611


def stemmed(text: str) -> str:
    """Each stem of the text once, with spaces between them."""
    return " ".join(dict.fromkeys(form for raw in raw_words(text[:_TEXT]) for form in _forms(raw)))


@lru_cache(maxsize=20_000)
def _forms(raw: str) -> tuple[str, ...]:
    """The stems a word may have; a compound gives those of its parts too. Letters and digits alone are left of each."""
    found = word(raw[:120])
    forms = [form for part in (found.norm, *found.parts) for form in stems(part)]
    return tuple(dict.fromkeys(piece for form in forms for piece in _PIECE.findall(form)))


def _is_stop(raw: str) -> bool:
    return is_stop_word(word(raw[:120]).exact)
