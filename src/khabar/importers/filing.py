"""The sections, topics, authors and agencies that imported articles are filed under."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model

from khabar.arabic.slugs import slugify
from khabar.articles.models import Agency, ArticleAgency, ArticleAuthor, ArticleTopic, Author, Section, Topic
from khabar.articles.starter import default_section
from khabar.importers.incoming import Incoming

RELATIONS: dict[type[Model], tuple[str, str]] = {
    ArticleAuthor: ("bylines", "author_id"),
    ArticleAgency: ("credits", "agency_id"),
    ArticleTopic: ("filings", "topic_id"),
}
"""The through tables of an article: its name for their rows, and their column."""


class Filing:
    """Finds or makes what articles are filed under, each looked up once."""

    def __init__(self, *, make_sections: bool, default: str = "") -> None:
        """Prepare.

        Args:
            make_sections: an unknown section is made, else the default serves.
            default: name of the section for articles that name none.
        """
        self._make_sections = make_sections
        self._default = default
        self._known: dict[tuple[type[Model], str], int | None] = {}
        self._author, self._topic = _named(Author), _named(Topic)

    def section(self, name: str) -> int:
        """The id of the section called `name`."""
        name = name or self._default
        return self._once(Section, name, self._find_section if name else lambda _: default_section()) or 0

    def rows(self, incoming: Incoming) -> dict[type[Model], list[int]]:
        """For each through table, the ids its rows point to, in order and each once."""
        return {
            ArticleAuthor: self._ids(Author, incoming.authors, self._author),
            ArticleAgency: self._ids(Agency, incoming.agencies, _agency),
            ArticleTopic: self._ids(Topic, incoming.topics, self._topic),
        }

    def forget(self) -> None:
        """Look everything up again; for after a transaction that was rolled back."""
        self._known.clear()

    def _ids(self, model: type[Model], names: Iterable[str], find: Callable[[str], Any]) -> list[int]:
        found = (self._once(model, name, find) for name in names)
        return list(dict.fromkeys(pk for pk in found if pk is not None))

    def _once(self, model: type[Model], name: str, find: Callable[[str], Any]) -> int | None:
        key = (model, name)
        if key not in self._known:
            row = find(name)
            self._known[key] = row.pk if row else None
        return self._known[key]

    def _find_section(self, name: str) -> Section:
        slug = slugify(name, limit=100)
        found: Section | None = Section.objects.filter(slug=slug).first() or Section.objects.filter(name=name).first()
        if found or not self._make_sections:
            return found or default_section()
        made: Section = _make(Section, name, slug)
        return made


def _agency(code: str) -> Agency | None:
    return Agency.objects.filter(slug=code).first()


def _named(model: Any) -> Callable[[str], Any]:
    def find(name: str) -> Any:
        slug = slugify(name, limit=100)
        return model.objects.filter(slug=slug).first() or _make(model, name, slug)

    return find


def _make(model: Any, name: str, slug: str) -> Any:
    row = model(name=name[:120], slug=slug)
    row.full_clean()
    row.save()
    return row
