"""Reads the demo edition's TOML files into typed records and checks that they agree."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import Any

from khabar.importers.demo.pictures import SCENE_NAMES


class EditionError(ValueError):
    """The edition's files are malformed or do not agree with each other."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the paper; ``order`` is its place in the menu, from 1."""

    id: str
    name: str
    slug: str
    description: str
    order: int


@dataclass(frozen=True, slots=True)
class Author:
    """An invented author with one line about them."""

    id: str
    name: str
    bio: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that several stories share."""

    id: str
    name: str
    slug: str
    description: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A story's lead picture: what to draw, and the words that go with it."""

    scene: str
    seed: int
    caption: str
    credit: str
    alt: str

    @property
    def file_name(self) -> str:
        """The name of the drawn file."""
        return f"{self.scene}-{self.seed}.jpg"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside the body."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words set apart, without quotation marks, with who said them and in what role."""

    text: str
    speaker: str
    speaker_title: str


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list of short items."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A small table whose first row is its header."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Related:
    """A pointer to an older story of the edition, by its id."""

    article: str


Block = Paragraph | Subheading | Quote | BulletList | Table | Related


@dataclass(frozen=True, slots=True)
class Statement:
    """What an editor says of ``words``, which stand once in the story's paragraphs: who said them, through whom."""

    words: str
    speaker: str
    kind: str
    cue: str
    told_to: tuple[str, ...] = ()
    relays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One story; ``section``, ``authors`` and ``topics`` hold ids, ``agencies`` codes."""

    id: str
    section: str
    headline: str
    kicker: str
    abstract: str
    place: str
    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    topics: tuple[str, ...]
    urgency: int
    minutes_ago: int
    picture: Picture
    body: tuple[Block, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """How the front page is arranged: stories by zone, and the order of the sections' rivers; all by id."""

    secondary: tuple[str, ...] = ()
    opinion: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edition:
    """Everything the demo site starts with: sections in menu order, articles newest first."""

    sections: tuple[Section, ...]
    authors: tuple[Author, ...]
    topics: tuple[Topic, ...]
    articles: tuple[Article, ...]
    front: Front = Front()

    @cached_property
    def lead(self) -> Article:
        """The one story of urgency 1."""
        return next(article for article in self.articles if article.urgency == 1)


def load_edition() -> Edition:
    """The edition that comes with Khabar. Raises EditionError when its files are not right."""
    folder = resources.files("khabar.importers.demo") / "edition"
    return parse_edition({entry.name: entry.read_text("utf-8") for entry in folder.iterdir() if entry.is_file()})


def parse_edition(files: Mapping[str, str]) -> Edition:
    """An edition from its files' texts by name. Raises EditionError when they are not right."""
    try:
        tables = {name: tomllib.loads(text) for name, text in files.items() if name.endswith(".toml")}
        authors = tables.pop("authors.toml")["authors"]
        topics = tables.pop("topics.toml")["topics"]
        front = Front(**{name: tuple(ids) for name, ids in tables.pop("front.toml", {}).items()})
        articles = [_article(raw, table["section"]["id"]) for table in tables.values() for raw in table["articles"]]
        edition = Edition(
            sections=tuple(sorted((Section(**t["section"]) for t in tables.values()), key=lambda s: s.order)),
            authors=tuple(Author(**raw) for raw in authors),
            topics=tuple(Topic(**raw) for raw in topics),
            articles=tuple(sorted(articles, key=lambda article: article.minutes_ago)),
            front=front,
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise EditionError(f"the demo edition cannot be read: {error!r}") from error
    _check(edition)
    return edition


def _article(raw: dict[str, Any], section: str) -> Article:
    return Article(
        id=raw["id"],
        section=section,
        headline=raw["headline"],
        kicker=raw.get("kicker", ""),
        abstract=raw["abstract"],
        place=raw["place"],
        authors=tuple(raw["authors"]),
        agencies=tuple(raw.get("agencies", ())),
        topics=tuple(raw["topics"]),
        urgency=raw["urgency"],
        minutes_ago=raw["minutes_ago"],
        picture=Picture(**raw["picture"]),
        body=tuple(_block(block) for block in raw["body"]),
        statements=tuple(_statement(one) for one in raw.get("statements", ())),
    )


def _statement(raw: dict[str, Any]) -> Statement:
    lists = {name: tuple(raw.get(name, ())) for name in ("told_to", "relays")}
    return Statement(**{**raw, **lists})


def _block(raw: str | dict[str, Any]) -> Block:
    match raw:
        case str(text):
            return Paragraph(text)
        case {"subheading": str(text)}:
            return Subheading(text)
        case {"quote": str(text), "speaker": str(speaker)}:
            return Quote(text, speaker, raw.get("title", ""))
        case {"list": list(items)}:
            return BulletList(tuple(items))
        case {"header": list(header), "rows": list(rows)}:
            return Table(raw.get("caption", ""), tuple(header), tuple(tuple(row) for row in rows))
        case {"related": str(article)}:
            return Related(article)
    raise EditionError(f"unknown body block: {raw!r}")


def _check(edition: Edition) -> None:
    stories = [article.id for article in edition.articles]
    _unique("article id", stories)
    _unique("headline", [article.headline for article in edition.articles])
    authors, topics = [author.id for author in edition.authors], [topic.id for topic in edition.topics]
    _unique("author or topic id", authors + topics)
    _unique("section id", [section.id for section in edition.sections])
    older = set(stories)
    for article in edition.articles:
        if not article.authors and not article.agencies:
            raise EditionError(f"{article.id} names neither an author nor an agency")
        _known(article.id, article.authors, authors)
        _known(article.id, article.topics, topics)
        _known(article.id, [article.picture.scene], SCENE_NAMES)
        _said(article)
        older.remove(article.id)  # the articles come newest first
        _known(article.id, [block.article for block in article.body if isinstance(block, Related)], older)
    _known("front.toml", (*edition.front.secondary, *edition.front.opinion), stories)
    _known("front.toml", edition.front.order, [section.id for section in edition.sections])
    leads = [article.id for article in edition.articles if article.urgency == 1]
    if len(leads) != 1:
        raise EditionError(f"the edition needs exactly one story of urgency 1, not {len(leads)}: {leads}")


def _said(article: Article) -> None:
    paragraphs = [block.text for block in article.body if isinstance(block, Paragraph)]
    for one in article.statements:
        if sum(text.count(one.words) for text in paragraphs) != 1:
            raise EditionError(f"{article.id} does not say once: {one.words}")


def _unique(what: str, values: Iterable[str]) -> None:
    doubled = [value for value, count in Counter(values).items() if count > 1]
    if doubled:
        raise EditionError(f"{what} used more than once: {', '.join(doubled)}")


def _known(article: str, references: Iterable[str], known: Iterable[str]) -> None:
    unknown = set(references) - set(known)
    if unknown:
        raise EditionError(f"{article} refers to what is not there: {', '.join(sorted(unknown))}")
