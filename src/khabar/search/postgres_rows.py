"""How a story stands in the tables of PostgreSQL: our words as lexemes of one tsvector, a letter for each field."""

from itertools import islice
from typing import Any

from khabar.search.analysis import without_surrogates
from khabar.search.documents import Document
from khabar.search.packing import Packer
from khabar.search.schema import (
    EXACT,
    FACETS,
    FIELDS,
    HEADLINE,
    LEXICON,
    NORM,
    SAID_BY,
    SECTION_NAME,
    STEM,
    THROUGH,
    VERSION,
    freshness,
    text_fields,
    to_seconds,
    value_fields,
)

SCHEMA = "khabar_search"
"""The schema of the database that holds the index; a rebuild makes a second one and renames it."""
TEXT_FIELDS = ("h_x", "h_n", "t_n", "h_s", "l_s", "t_s")
LETTERS = dict(zip((*TEXT_FIELDS, LEXICON, *FIELDS, SECTION_NAME, SAID_BY, THROUGH), "abcdefghijklmnop", strict=False))
"""The letter that each lexeme of a field begins with."""
_HEADLINE_LETTERS = frozenset(LETTERS[f"{HEADLINE}_{form}"] for form in (EXACT, NORM, STEM))
_PACKER = Packer(b"")
LAST_POSITION = 16_383
"""A tsvector knows no later position (PostgreSQL, Text Search Limitations)."""
_POSITIONS = 255
_MOST_BYTES = 900_000
_LONGEST_VALUE = 500

COLUMNS = ("id", "published", "freshness", "lengths", "tokens", "entries", *FACETS, "source")

TABLES = f"""
CREATE SCHEMA {{schema}};
CREATE TABLE {{schema}}.story (
    id bigint PRIMARY KEY, published bigint NOT NULL, freshness double precision NOT NULL, lengths integer[] NOT NULL,
    tokens tsvector NOT NULL, entries text[] NOT NULL, {" ".join(f"{name} text[] NOT NULL," for name in FACETS)}
    source bytea NOT NULL
);
CREATE TABLE {{schema}}.term (term text COLLATE "C" PRIMARY KEY, stories integer NOT NULL);
CREATE TABLE {{schema}}.state (
    version integer NOT NULL, revision bigint NOT NULL, cursor bigint, stories bigint NOT NULL,
    lengths bigint[] NOT NULL
);
INSERT INTO {{schema}}.state VALUES ({VERSION}, 0, NULL, 0, ARRAY[{", ".join("0" for _ in TEXT_FIELDS)}]);
"""
INDEXES = """
CREATE INDEX story_tokens ON {schema}.story USING gin (tokens);
CREATE INDEX story_published ON {schema}.story (published DESC, id DESC);
"""


def lexeme(field: str, term: str) -> str:
    """Return the lexeme of a word or value in a field."""
    return LETTERS[field] + term[:_LONGEST_VALUE].replace("\0", "")


def quoted(word: str) -> str:
    """Return a lexeme as tsvector and tsquery read it."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def row(doc: Document) -> tuple[Any, ...]:
    """Return the values of `COLUMNS` for a story."""
    (texts, lexicon), values = text_fields(doc), value_fields(doc)
    words = {field: texts[field].split() for field in TEXT_FIELDS}
    entries = [lexeme(LEXICON, entry) for entry in sorted(lexicon) if entry]
    return (
        doc.id,
        to_seconds(doc.published_at),
        freshness(doc.published_at),
        [len(words[field]) for field in TEXT_FIELDS],
        _tsvector(words, values),
        entries,
        *([_plain(value) for value in values[name]] for name in FACETS),
        _PACKER.pack(doc),
    )


def document(source: bytes) -> Document:
    """Return the story kept in `source`."""
    return _PACKER.unpack(bytes(source))


def _plain(text: str) -> str:
    """Return `text` as a text column takes it."""
    return without_surrogates(text).replace("\0", "")


def _tsvector(words: dict[str, list[str]], values: dict[str, tuple[str, ...]]) -> str:
    """Return the text of a tsvector; of a text that is too long for one, its beginning."""
    places: dict[str, list[int]] = {}
    for field, found in words.items():
        for at, word in enumerate(islice(found, LAST_POSITION - 1), 1):
            places.setdefault(lexeme(field, word), []).append(at)
    parts = [quoted(lexeme(field, _plain(value))) for field, of in values.items() for value in of]
    size = sum(len(part.encode()) for part in parts)
    for word, found_at in places.items():
        # Headline words carry the label A, for the ranking that chooses what is weighed in full.
        label = "A" if word[0] in _HEADLINE_LETTERS else ""
        size += len(word.encode()) + 2 * len(found_at) + 4
        if size > _MOST_BYTES:
            break
        parts.append(f"{quoted(word)}:{','.join(f'{place}{label}' for place in found_at[:_POSITIONS])}")
    return " ".join(parts)
