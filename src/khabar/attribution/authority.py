"""The record of the authority file that a mention means: exact or folded spelling links, a near one is suggested."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from rapidfuzz import fuzz

from khabar.arabic.names import MIN_KEY
from khabar.arabic.slugs import slugify
from khabar.articles.models import Agency
from khabar.attribution.models import Name, Spelling
from khabar.attribution.spelling import MAX_NAME, key_of, says_outlet, sound_of, without_outlet
from khabar.attribution.states import RECORD_KINDS, NameKind, SpeakerKind
from khabar.formats.agencies import find_agency

NEAR = 80.0
"""How alike (0 to 100) two spellings of one sound must be for one to be suggested for the other."""
_NEAR_WORD = 70.0
_NEAR_LETTERS = 6


def find(text: str, kinds: Iterable[str]) -> Name | None:
    """The one record of these kinds that is spelled so; None where there is none, or several."""
    wanted = list(kinds)
    key = key_of(text)
    if not key:
        return None
    rows = Name.objects.filter(spellings__key=key, kind__in=wanted, merged_into=None).select_related("agency")
    found = sorted(rows.distinct()[:20], key=lambda name: wanted.index(name.kind))
    first: list[Name] = [name for name in found if name.kind == found[0].kind]
    return first[0] if len(first) == 1 else None


def near(text: str, kinds: Iterable[str]) -> Name | None:
    """The one record whose spelling sounds the same and looks much alike, for an editor to decide about.

    Guarded, for حسن and حسين sound the same by their consonants: the words must be as many, each much alike, and
    what differs must be a long word.
    """
    key = key_of(text)
    sound = sound_of(key)
    if not any(len(part) >= MIN_KEY for part in sound.split()):
        return None
    rows = Spelling.objects.filter(sound=sound, kind__in=list(kinds), name__merged_into=None)
    found: dict[int, Name] = {
        row.name_id: row.name for row in rows.exclude(key=key).select_related("name")[:50] if _alike(key, row.key)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _alike(key: str, other: str) -> bool:
    pairs = list(zip(key.split(), other.split(), strict=False))
    if len(key.split()) != len(other.split()) or fuzz.ratio(key, other) < NEAR:
        return False
    differing = [(one, two) for one, two in pairs if one != two]
    return all(
        fuzz.ratio(one, two) >= _NEAR_WORD and min(len(one), len(two)) >= _NEAR_LETTERS for one, two in differing
    )


def by_agency(text: str) -> Name | None:
    """The record of the news agency that `text` names in full, in short or in Latin letters; made when first met."""
    known = find_agency(text) or find_agency(without_outlet(text))
    agency = Agency.objects.filter(slug=known.code).first() if known else None
    agency = agency or Agency.objects.filter(name=text).first()
    return record_of(agency) if agency else None


def record_of(agency: Agency) -> Name:
    """The record of an agency."""
    with transaction.atomic():
        found: Name = Name.objects.get_or_create(agency=agency, defaults={"kind": NameKind.MEDIA})[0]
    return found


@transaction.atomic
def make(text: str, kind: str) -> Name:
    """A new record, for an editor to look at, with the record it may be the same as."""
    title = " ".join(text.split())[:MAX_NAME]
    slug, close = free_slug(title), near(title, [kind])
    made: Name = Name.objects.create(kind=kind, name=title, slug=slug, suggested=True, near=close)
    return made


def free_slug(title: str) -> str:
    """The slug of a name, numbered where another record or an agency has it."""
    base, number = slugify(title), 1
    slug = base
    while Name.objects.filter(slug=slug).exists() or Agency.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


@dataclass
class Register:
    """Looks up the names of one text, each once; with `make_new`, a name nobody knows yet gets a record."""

    _speakers: dict[tuple[str, str, bool], Name | None] = field(default_factory=dict)
    _links: dict[tuple[str, bool], Name | None] = field(default_factory=dict)

    def speaker(self, text: str, kind: str, *, make_new: bool) -> Name | None:
        """The record of a speaker; unnamed ones and documents have none."""
        kinds = RECORD_KINDS.get(kind, ())
        if not kinds or not key_of(text):
            return None
        place = (key_of(text), kind, make_new)
        if place not in self._speakers:
            found = by_agency(text) if kind == SpeakerKind.MEDIA else None
            found = found or find(text, kinds)
            if found is None and make_new and not _is_ambiguous(text, kinds):
                found = make(text, kinds[0])
            self._speakers[place] = found
        return self._speakers[place]

    def link(self, text: str, *, make_new: bool) -> Name | None:
        """The record of a link of a chain, of whatever kind; a new one is made of what says it is an outlet."""
        place = (text, make_new)
        if place not in self._links:
            found = by_agency(text) or find(text, [NameKind.MEDIA, NameKind.PERSON, NameKind.ORGANISATION])
            if found is None and says_outlet(text):
                found = self.speaker(text, SpeakerKind.MEDIA, make_new=make_new)
            self._links[place] = found
        return self._links[place]


def _is_ambiguous(text: str, kinds: Sequence[str]) -> bool:
    """Whether several records are spelled so: an editor must say which is meant."""
    rows = Spelling.objects.filter(key=key_of(text), kind__in=list(kinds), name__merged_into=None)
    return bool(rows.exists())
