"""The authority file: one record for each person, organisation, place or outlet, with all its spellings."""

from typing import Any

from django.db import models, transaction
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Agency, record
from khabar.articles.models.change_log import record_many
from khabar.attribution.spelling import MAX_NAME, key_of, sound_of
from khabar.attribution.states import UNAMBIGUOUS, NameKind
from khabar.core.paths import path_to


class Name(ClusterableModel):  # type: ignore[misc]
    """One record. That of a news agency has no name or address of its own: they are the agency's.

    A record merged into another stays, empty, so that its id and address lead on, and is used again when its name is
    split off.
    """

    kind = models.CharField("النوع", max_length=12, choices=NameKind)
    name = models.CharField("الاسم", max_length=MAX_NAME, blank=True)
    slug = models.SlugField("الاسم في العنوان", max_length=120, unique=True, null=True, blank=True, allow_unicode=True)
    description = models.CharField("وصف قصير", max_length=300, blank=True)
    agency = models.OneToOneField(
        Agency, on_delete=models.CASCADE, null=True, blank=True, related_name="record", verbose_name="وكالة الأنباء"
    )
    suggested = models.BooleanField("مقترح", default=False, editable=False)
    near = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False,
        verbose_name="يشبه",
    )  # fmt: skip
    merged_into = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="former", editable=False,
        verbose_name="دُمج في",
    )  # fmt: skip

    class Meta:
        verbose_name = "اسم"
        verbose_name_plural = "الأسماء"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agency=None, slug__isnull=False) & ~models.Q(name="")
                | models.Q(agency__isnull=False, slug=None, name="", kind=NameKind.MEDIA),
                name="name_or_agency",
            ),
            models.CheckConstraint(condition=~models.Q(merged_into=models.F("pk")), name="name_not_into_itself"),
        ]
        indexes = [models.Index(fields=["suggested", "kind", "name"], name="name_list")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The name readers see."""
        return self.agency.name if self.agency else self.name

    @property
    def address(self) -> str:
        """The slug of its page."""
        return self.agency.slug if self.agency else (self.slug or "")

    def get_absolute_url(self) -> str:
        return path_to("front:source", self.address)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with its own name among its spellings and the kind its spellings carry."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            rows = Spelling.objects.filter(name=self)
            rows.exclude(kind=self.kind).update(kind=self.kind)
            key = key_of(self.title)
            known = Spelling.objects.filter(kind=self.kind, key=key) if self.agency_id else rows.filter(key=key)
            if self.merged_into_id is None and not known.exists():
                Spelling.objects.create(name=self, text=self.title)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete; the stories that name it are found under their own words again."""
        with transaction.atomic():
            ids = list(self.readings.filter(live=True).values_list("article_id", flat=True))
            record_many(ChangeKind.CHANGED, ObjectType.ARTICLE, ids)
            record(ChangeKind.DELETED, ObjectType.SOURCE, self.pk)
            result: tuple[int, dict[str, int]] = super().delete(*args, **kwargs)
        return result


class Spelling(Orderable):  # type: ignore[misc]
    """One way a name is written. Ways that differ in hamzas and marks only are one spelling."""

    name = ParentalKey(Name, on_delete=models.CASCADE, related_name="spellings")
    text = models.CharField("الرسم", max_length=MAX_NAME)
    key = models.CharField(max_length=MAX_NAME, editable=False, db_index=True)
    sound = models.CharField(max_length=MAX_NAME, editable=False, db_index=True)
    kind = models.CharField(max_length=12, choices=NameKind, editable=False)

    class Meta(Orderable.Meta):  # type: ignore[misc]
        verbose_name = "رسم"
        verbose_name_plural = "أوجه الرسم"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["name", "key"], name="spelling_once_per_name"),
            models.UniqueConstraint(
                fields=["kind", "key"], condition=models.Q(kind__in=UNAMBIGUOUS), name="spelling_of_one_record"
            ),
            models.CheckConstraint(condition=~models.Q(key=""), name="spelling_has_letters"),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the keys of the text."""
        self.key, self.kind = key_of(self.text), self.name.kind
        self.sound = sound_of(self.key)
        super().save(*args, **kwargs)


class Identifier(Orderable):  # type: ignore[misc]
    """What another catalogue calls the same person, organisation or place."""

    class Scheme(models.TextChoices):
        """Catalogues in use in newsrooms."""

        WIKIDATA = "wikidata", "ويكي بيانات"
        VIAF = "viaf", "VIAF"
        ISNI = "isni", "ISNI"
        GEONAMES = "geonames", "GeoNames"
        OTHER = "other", "غير ذلك"

    name = ParentalKey(Name, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField("الفهرس", max_length=10, choices=Scheme)
    value = models.CharField("المعرّف", max_length=120)

    class Meta(Orderable.Meta):  # type: ignore[misc]
        verbose_name = "معرّف خارجي"
        verbose_name_plural = "معرّفات خارجية"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="identifier_of_one_name")]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"
