"""Names offered while an editor types a speaker: every spelling is looked at, those of the article come first."""

from collections.abc import Iterable
from typing import Any

from khabar.articles.models import Agency
from khabar.attribution.models import Name, Spelling, Statement
from khabar.attribution.spelling import key_of, sound_of
from khabar.attribution.states import NameKind, SpeakerKind

MOST = 8
_LETTERS = 60
_SPEAKS_AS = {
    NameKind.PERSON: SpeakerKind.PERSON,
    NameKind.ORGANISATION: SpeakerKind.ORGANISATION,
    NameKind.PLACE: SpeakerKind.ORGANISATION,  # a state or its capital speaks as a body
    NameKind.MEDIA: SpeakerKind.MEDIA,
}


def offered(text: str, statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """The records one of whose spellings begins with, holds or sounds like the text; without one, who speaks here."""
    key = key_of(text[:_LETTERS])
    here = [row.speaker_id for row in statements if row.speaker_id]
    found = _spelled(key) if key else list(dict.fromkeys(here))
    first = sorted(found, key=lambda pk: pk not in here)[:MOST]
    names = Name.objects.select_related("agency").in_bulk(first)
    known = [_told(names[pk]) for pk in first if pk in names]
    return (known + _agencies(key))[:MOST] if key else known


def _agencies(key: str) -> list[dict[str, Any]]:
    """Agencies that have no record yet: they get it when they are first named."""
    fitting = (one for one in Agency.objects.filter(record=None) if key in key_of(f"{one.name} {one.credit}"))
    return [{"id": "", "name": one.name, "kind": SpeakerKind.MEDIA, "about": "وكالة أنباء"} for one in fitting]


def _spelled(key: str) -> list[int]:
    """Ids of records, the likeliest first."""
    rows = Spelling.objects.filter(name__merged_into=None).order_by("key")
    sound = sound_of(key)
    ways = [
        rows.filter(key=key),
        rows.filter(key__startswith=key),
        rows.filter(key__contains=f" {key}"),
        rows.filter(sound=sound) if len(sound) > 2 else rows.none(),
        rows.filter(key__contains=key) if len(key) > 2 else rows.none(),
    ]
    found: dict[int, None] = {}
    for way in ways:
        if len(found) >= MOST:
            break
        found.update(dict.fromkeys(way.values_list("name_id", flat=True)[: 4 * MOST]))
    return list(found)


def _told(name: Name) -> dict[str, Any]:
    kind = NameKind(name.kind)
    about = [kind.label, *([name.description] if name.description else [])]
    return {"id": name.pk, "name": name.title, "kind": _SPEAKS_AS[kind], "about": "، ".join(map(str, about))}
