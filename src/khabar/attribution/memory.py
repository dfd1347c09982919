"""Whom an article has met and who has spoken in it, the last first."""

from collections.abc import Iterator, Mapping
from itertools import islice

from khabar.attribution.entities import Entity, agrees
from khabar.attribution.morphology import Form
from khabar.attribution.sources import Source, bare
from khabar.attribution.text import fold

_MEMORY = 64


class Memory:
    """The entities of one article. Only the last `_MEMORY` of them can be pointed to, so that work stays linear."""

    def __init__(self, words: Mapping[str, int]) -> None:
        self.words = words
        self.known: set[str] = set()  # the last words of the names of people
        self._seen: dict[Entity, None] = {}
        self._spoken: dict[Entity, None] = {}
        self._names: dict[tuple[str, ...], Entity] = {}
        self._leading: set[Entity] = set()

    def spoke(self, entity: Entity, form: Form | None = None, *, behind: bool = False) -> None:
        """Remember that an entity has just spoken; the verb may tell its gender, surely if the name stands `behind`."""
        self._touch(entity)
        self._spoken.pop(entity, None)
        self._spoken[entity] = None
        sure = behind and entity.kind == "person" and form is not None and form.number == "s"
        if form and (sure or not entity.gender) and form.gender in "mf":
            entity.gender = form.gender

    def dropped(self, form: Form | None) -> Entity | None:
        """Return whom a verb without subject means: the last speaker that agrees with it."""
        met = list(self._recent()) if self._spoken else self._most_met()
        agreeing = (one for one in (*self._speakers(), *met) if form is None or agrees(one, form))
        return next(agreeing, next(self._speakers(), None))

    def _most_met(self) -> list[Entity]:
        """Return the entities met, people first whom the article names most often: nobody has spoken yet.

        Of two named as often, the one with whom a sentence begins comes first (وصل فلان …، ويلتقي فلانا).
        """
        return sorted(
            self._recent(),
            key=lambda one: (
                one.kind != "person",
                -self.words.get(one.folded[-1] if one.folded else "", 0),
                one not in self._leading,
            ),
        )

    def last_outlet(self) -> Entity | None:
        """Return the outlet met last."""
        return next((one for one in self._recent() if one.kind == "media"), None)

    def _touch(self, entity: Entity) -> None:
        self._seen.pop(entity, None)
        self._seen[entity] = None

    def _recent(self) -> Iterator[Entity]:
        """Yield the entities met, the last first."""
        return islice(reversed(self._seen), _MEMORY)

    def _speakers(self) -> Iterator[Entity]:
        """Yield those who have spoken, the last first."""
        return islice(reversed(self._spoken), _MEMORY)

    def _named(self, name: str, source: Source) -> Entity:
        folded = [fold(word) for word in name.split()]
        found = self._names.get(tuple(folded))
        if found is None:
            found = Entity(
                name, source.kind, folded, source.head or bare(folded[0]), gender=source.gender, plural=source.plural
            )
            found.office = source.kind == "person"
            self._names[tuple(folded)] = found
        found.roles |= set(source.roles)
        found.nations |= set(source.nations)
        return found
