"""The other names of an article's sources: given in the text, in quotation marks, or known to everybody (قسد)."""

from collections.abc import Mapping
from functools import cache

from khabar.attribution import lexicon
from khabar.attribution.entities import Entity
from khabar.attribution.lexicon import FIRST_NAME, ORGANISATION
from khabar.attribution.second_names import called, second_name
from khabar.attribution.sources import Source, tag
from khabar.attribution.text import Paragraph, fold

_LONGEST = 4

Key = tuple[str, ...]


class Aliases:
    """Who is meant by a short name; `words` counts those of the article."""

    def __init__(self, words: Mapping[str, int]) -> None:
        self._words = words
        self._known: dict[Key, Entity] = {}

    def find(self, p: Paragraph, source: Source) -> Entity | None:
        """Return whom a phrase means by another name of theirs."""
        if not self._known:
            return None
        words = [p.norm[at] for at in range(source.first, source.behind) if p.words[at][0].isalnum()]
        if words and words[0][0] == "و" and tuple(words) not in self._known:
            words[0] = words[0][1:]
        return self._known.get(tuple(words)) or self._known.get(_well_known(tuple(words)))

    def take(self, p: Paragraph, source: Source, entity: Entity) -> None:
        """Remember the other names of the one whom a phrase names."""
        if entity.kind == "person":
            other = called(p, source.behind)
            if other:
                self._known.setdefault(tuple(map(fold, other)), entity)
            return
        words = second_name(p, source, self._words)
        if words:
            self._known[tuple(map(fold, words))] = entity
            if "(" not in entity.name:
                entity.name = f"{entity.name} ({' '.join(words)})"
        self._take_marked(p, source, entity)
        group = _well_known(tuple(entity.folded))
        if group:
            self._known.setdefault(group, entity)

    def _take_marked(self, p: Paragraph, source: Source, entity: Entity) -> None:
        """Remember the name in marks that a body's phrase holds (شركة "كذا": كذا)."""
        for opened, closed in p.quotes:
            if not source.first <= opened < closed < source.behind or closed - opened > _LONGEST + 1:
                continue
            inside = tuple(word for word in p.norm[opened + 1 : closed] if word[:1].isalnum())
            headed = opened > source.first and ORGANISATION in tag(p.norm[source.first])
            if inside and headed and FIRST_NAME not in tag(inside[0]):
                self._known.setdefault(inside, entity)


@cache
def _groups() -> dict[Key, Key]:
    """Return every name of the list `known_bodies`, with the first of its line."""
    table: dict[Key, Key] = {}
    for line in lexicon.listed("known_bodies"):
        names = [tuple(name.split()) for name in line.split(" | ")]
        table |= dict.fromkeys(names, names[0])
    return table


def _well_known(words: Key) -> Key:
    return _groups().get(words, ())
