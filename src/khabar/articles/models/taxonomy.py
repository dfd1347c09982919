"""What articles are filed under: sections, topics, authors and agencies."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from wagtail.models import Page

from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models.change_log import record
from khabar.articles.rules import RESERVED_SLUGS
from khabar.core.paths import path_to


def _free_slug(value: str) -> None:
    """Refuse a section slug that would hide one of the site's own addresses or a page written by hand."""
    if value.casefold() in RESERVED_SLUGS or Page.objects.filter(slug=value, depth__gt=2).exists():
        raise ValidationError(f"«{value}» محجوز لعنوان من عناوين الموقع، اختر غيره.")


class Filed(models.Model):
    """What the four kinds have in common: a name, a place in the address, words about it."""

    name = models.CharField("الاسم", max_length=120)
    slug = models.SlugField("الاسم في العنوان", max_length=120, unique=True, allow_unicode=True)

    object_type: ObjectType

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and tell the change log when pages already show it: a new section joins the navigation at once."""
        shown = not self._state.adding or self.object_type == ObjectType.SECTION
        with transaction.atomic():
            super().save(*args, **kwargs)
            if shown:
                record(ChangeKind.CHANGED, self.object_type, self.pk)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            record(ChangeKind.DELETED, self.object_type, self.pk)
            return super().delete(*args, **kwargs)


class Section(Filed):  # type: ignore[django-manager-missing]  # Article.objects is built from a queryset
    """A part of the portal, such as economy or sport."""

    description = models.CharField("وصف قصير", max_length=300, blank=True)
    order = models.PositiveSmallIntegerField("الترتيب", default=50)

    object_type = ObjectType.SECTION

    class Meta:
        verbose_name = "قسم"
        verbose_name_plural = "الأقسام"
        ordering = ["order", "name"]

    def clean(self) -> None:
        super().clean()
        _free_slug(self.slug)

    def get_absolute_url(self) -> str:
        return path_to("front:section", self.slug)


class Topic(Filed):
    """A subject, person or place that several articles are about."""

    description = models.CharField("وصف قصير", max_length=300, blank=True)
    summary = models.TextField(
        "القصة باختصار", max_length=1500, blank=True, help_text="يظهر أعلى صفحة الموضوع: ما الذي جرى إلى الآن"
    )
    explainer = models.ForeignKey(
        "articles.Article",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="خبر يشرح الموضوع",
        help_text="يثبت أعلى صفحة الموضوع ما دام منشورًا",
    )

    object_type = ObjectType.TOPIC

    class Meta:
        verbose_name = "موضوع"
        verbose_name_plural = "الموضوعات"
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return path_to("front:topic", self.slug)


class Author(Filed):
    """Someone named in a byline; need not be a user of the desk."""

    bio = models.TextField("نبذة", blank=True)

    object_type = ObjectType.AUTHOR

    class Meta:
        verbose_name = "كاتب"
        verbose_name_plural = "الكتّاب"
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return path_to("front:author", self.slug)


class Agency(Filed):
    """A news agency that copy is credited to. Its `slug` is the stable ASCII code, such as `dpa`."""

    credit = models.CharField("الاسم المختصر", max_length=40, help_text="كما يظهر في الخبر، مثل: د ب أ")
    latin_name = models.CharField("الاسم باللاتينية", max_length=120, blank=True)
    country = models.CharField("رمز الدولة", max_length=2, blank=True)
    website = models.URLField("الموقع", blank=True)

    object_type = ObjectType.AGENCY

    class Meta:
        verbose_name = "وكالة أنباء"
        verbose_name_plural = "وكالات الأنباء"
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return path_to("front:source", self.slug)
