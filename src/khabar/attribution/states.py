"""The states and kinds of statements, speakers and relays, as the isnad guideline names them."""

from django.db import models


class State(models.TextChoices):
    """What the desk says of a statement."""

    SUGGESTED = "suggested", "مقترح"
    ACCEPTED = "accepted", "مقبول"
    CORRECTED = "corrected", "مصحَّح"
    REJECTED = "rejected", "مرفوض"
    ADDED = "added", "أضافه محرر"


CONFIRMED = frozenset({State.ACCEPTED, State.CORRECTED, State.ADDED})
"""An editor stands behind the statement."""
DECIDED = CONFIRMED | {State.REJECTED}
"""An editor has decided: no reading of the text changes it."""


class Quoting(models.TextChoices):
    """How much of the statement stands between quotation marks."""

    DIRECT = "direct", "نقل حرفي"
    INDIRECT = "indirect", "نقل بالمعنى"
    MIXED = "mixed", "بعضه حرفي"


class SpeakerKind(models.TextChoices):
    """Who is claimed to have said it."""

    PERSON = "person", "شخص"
    ORGANISATION = "organisation", "جهة"
    UNNAMED = "unnamed", "مصدر لم يُسمَّ"
    MEDIA = "media", "وسيلة إعلام"
    DOCUMENT = "document", "وثيقة"


class Role(models.TextChoices):
    """How a link of the chain came by the words."""

    RELAY = "relay", "نقل عنه"
    TOLD_TO = "told_to", "قيل له"


class NameKind(models.TextChoices):
    """What a record of the authority file is about."""

    PERSON = "person", "شخص"
    ORGANISATION = "organisation", "جهة"
    PLACE = "place", "مكان"
    MEDIA = "media", "وسيلة إعلام"


UNAMBIGUOUS = (NameKind.ORGANISATION, NameKind.PLACE, NameKind.MEDIA)
"""Kinds in which one spelling is one record; two people may share a name."""

RECORD_KINDS: dict[str, tuple[NameKind, ...]] = {
    SpeakerKind.PERSON: (NameKind.PERSON,),
    # A state or its capital speaks as an organisation; its record may be that of the place.
    SpeakerKind.ORGANISATION: (NameKind.ORGANISATION, NameKind.PLACE),
    SpeakerKind.MEDIA: (NameKind.MEDIA,),
}
"""The kinds of record that may stand for a speaker of each kind, the likeliest first; other speakers have none."""
