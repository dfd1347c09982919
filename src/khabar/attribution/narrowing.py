"""Searching by who said it and through whom: names in a query become keys of the index."""

from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q

from khabar.articles.models import Agency, Article
from khabar.attribution.authority import by_agency
from khabar.attribution.models import Name, Reading, Spelling
from khabar.attribution.spelling import key_of
from khabar.search.documents import agency_key, pair_key
from khabar.search.query import Query, take_names

_MOST = 50
"""Records that a name of one word may mean, such as a family's."""


@dataclass(frozen=True)
class Narrowed:
    """A query whose names were looked up; `unknown` are those nobody bears, which are searched for as words."""

    query: Query
    said_by: str = ""
    through: str = ""
    unknown: tuple[str, ...] = ()


def narrowed(query: Query, said_by: str = "", through: str = "") -> Narrowed:
    """The query with the names after قال: and عبر: in its text, or those given, as filters."""
    asked = take_names(query.text)
    said_by, through = said_by or asked.said_by, through or asked.through
    speakers, relays = _keys(said_by), _keys(through)
    unknown = tuple(name for name, keys in ((said_by, speakers), (through, relays)) if name and not keys)
    if speakers and relays:  # one and the same statement must be both
        keys, rest = tuple(pair_key(speaker, relay) for speaker in speakers for relay in relays), None
    else:
        keys, rest = speakers, relays or None
    found = replace(query, text=" ".join([asked.words, *unknown]).strip(), said_by=keys or None, through=rest)
    return Narrowed(found, said_by if speakers else "", through if relays else "", unknown)


def _keys(text: str) -> tuple[str, ...]:
    """The keys of the records a name may mean: those spelled so, or else those in whose names its words stand.

    Whom only a story names that is not public is known to nobody: the answer would tell of the story.
    """
    key = key_of(text)
    if not key:
        return ()
    rows = Spelling.objects.filter(name__merged_into=None)
    ids = set(rows.filter(key=key).values_list("name_id", flat=True))
    if (agency := by_agency(text)) is not None:
        ids.add(agency.pk)
    if not ids:
        part = Q(key__startswith=f"{key} ") | Q(key__endswith=f" {key}") | Q(key__contains=f" {key} ")
        ids = set(rows.filter(part).order_by("pk").values_list("name_id", flat=True)[:_MOST])
    ids = _met(ids)
    agencies = Agency.objects.filter(pk__in=Name.objects.filter(pk__in=ids).values("agency_id"))
    return (*sorted(str(pk) for pk in ids), *(agency_key(slug) for slug in agencies.values_list("slug", flat=True)))


def _met(ids: set[int]) -> set[int]:
    """Those of the records whom a public story names; news agencies have a page in any case."""
    public = Exists(Article.objects.public().filter(pk=OuterRef("reading__article")))
    named = Reading.names.through.objects.filter(public, name=OuterRef("pk"), reading__live=True)
    rows = Name.objects.filter(Q(agency__isnull=False) | Exists(named), pk__in=ids)
    return set(rows.values_list("pk", flat=True))
