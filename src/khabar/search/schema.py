"""The Tantivy schema of the index and how a story becomes one of its documents."""

from datetime import UTC, datetime
from typing import NamedTuple

import tantivy

from khabar.search.analysis import Fresh, Streams, exact_words, join_streams, streams, without_surrogates
from khabar.search.documents import Document
from khabar.search.packing import Packer

VERSION = 7
"""Rises with every change of schema or analysis; an index of another version has to be rebuilt."""

HEADLINE, LEAD, TEXT = "h", "l", "t"
"""Zones: the headline; what stands around the body; everything."""
EXACT, NORM, STEM = "x", "n", "s"
"""Forms: exact spelling, folded, stem. A text field is named zone_form."""
FIELD_NAMES = {HEADLINE: "headline", LEAD: "around", TEXT: "text"}
FORM_NAMES = {EXACT: "exact", NORM: "folded", STEM: "stem"}
LEXICON = "lex"
SAID_BY, THROUGH = "said_by", "through"
"""Keys of who speaks in a story and of those through whom it came."""
EXACT_WORDS = f"{HEADLINE}_{EXACT}"
"""The field with the words of headlines as they were printed."""
WORDS = f"{TEXT}_{NORM}"
"""The field with every folded word: the vocabulary of the index."""
STEMS = f"{TEXT}_{STEM}"
"""The field with every stem."""

FIELDS = ("section", "topic", "agency", "author", "place")
"""Fields to filter by and to count: the section as its slug, the others as names in the spelling they have."""
SECTION_NAME = "section_name"
FACETS = FIELDS[:4]
"""Those of them that are counted among the hits."""

_WITH_POSITIONS = (f"{HEADLINE}_{NORM}", WORDS)
_WITH_FREQUENCIES = ("h_x", "h_s", "l_s", "t_s")
_BREAK = Streams("¦", "¦", frozenset())
_EPOCH_YEAR = 2000
_GROWTH_PER_YEAR = 0.005


def build_schema() -> tantivy.Schema:
    """Return the schema."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", indexed=True, fast=True)
    builder.add_integer_field("published", indexed=True, fast=True)
    builder.add_float_field("freshness", fast=True)
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field(SECTION_NAME, tokenizer_name="raw", index_option="basic")
    for name in (SAID_BY, THROUGH):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in _WITH_POSITIONS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in _WITH_FREQUENCIES:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(LEXICON, tokenizer_name="whitespace", index_option="basic")
    builder.add_bytes_field("source", stored=True)
    return builder.build()


def text_fields(doc: Document) -> tuple[dict[str, str], frozenset[str]]:
    """Return what of a story is searched, the words of each text field with a space between two; and its entries of
    the lexicon.
    """
    head, lead, body = streams(doc.headline), streams(doc.lead), streams(doc.body)
    text = join_streams((head, _BREAK, lead, _BREAK, body))
    words = {
        EXACT_WORDS: exact_words(doc.headline),
        f"{HEADLINE}_{NORM}": head.norm,
        WORDS: text.norm,
        f"{HEADLINE}_{STEM}": head.stems,
        f"{LEAD}_{STEM}": lead.stems,
        STEMS: text.stems,
    }
    return words, text.entries


def value_fields(doc: Document) -> dict[str, tuple[str, ...]]:
    """Return by what a story is filtered and counted: the values of each field."""
    values = ((doc.section,), doc.topics, doc.agencies, doc.authors, (doc.place,))
    named = {**dict(zip(FIELDS, values, strict=True)), SECTION_NAME: (doc.section_name,)}
    found = {name: tuple(without_surrogates(value) for value in of if value) for name, of in named.items()}
    return {**found, SAID_BY: doc.said_by, THROUGH: doc.through}


class Analysed(NamedTuple):
    """A story as the index keeps it, ready for the engine: analysed for searching and whole for showing."""

    id: int
    published: int
    freshness: float
    values: dict[str, tuple[str, ...]]
    words: dict[str, str]
    entries: str
    source: bytes


class Analyst:
    """Analyses the stories of one index, many of them in several processes: it can be pickled."""

    def __init__(self, dictionary: bytes) -> None:
        self._packer = Packer(dictionary)
        self._lexicon = Fresh()

    def __call__(self, doc: Document) -> Analysed:
        """Return the story analysed."""
        words, entries = text_fields(doc)
        return Analysed(
            doc.id,
            to_seconds(doc.published_at),
            freshness(doc.published_at),
            value_fields(doc),
            words,
            " ".join(self._lexicon.of(entries)),
            self._packer.pack(doc),
        )


def index_document(story: Analysed, lexicon: Fresh) -> tantivy.Document:
    """Return an analysed story as a document of the index, without the entries that `lexicon` has seen often."""
    entry = tantivy.Document()
    entry.add_integer("id", story.id)
    entry.add_integer("published", story.published)
    entry.add_float("freshness", story.freshness)
    for name, values in story.values.items():
        for value in values:
            entry.add_text(name, value)
    for name, text in story.words.items():
        entry.add_text(name, text)
    entry.add_text(LEXICON, " ".join(lexicon.of(story.entries.split())))
    entry.add_bytes("source", story.source)
    return entry


def to_seconds(moment: datetime) -> int:
    """Return an aware moment as seconds since 1970 UTC."""
    return int(moment.timestamp())


def freshness(published_at: datetime) -> float:
    """Return the weight v that makes the newer of two equal stories rank higher.

    The engine multiplies a score by log2(2 + v); v is chosen so that the factor grows by half a percent of its
    first value a year.
    """
    years = max((published_at.astimezone(UTC) - datetime(_EPOCH_YEAR, 1, 1, tzinfo=UTC)).days / 365.25, 0.0)
    return float(2 ** (1 + _GROWTH_PER_YEAR * years) - 2)
