"""The tables of finding: what an editor pins above the hits of a query, words that mean the same, searches by day."""

from typing import Any

from django.db import models, transaction
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, RevisionMixin

from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Article, record
from khabar.core import clock
from khabar.finding.keys import MAX_KEY, query_key


class _Followed(models.Model):
    """Every change stands in the change log, by which all processes notice it at once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            record(ChangeKind.CHANGED, ObjectType.SEARCH, self.pk)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            record(ChangeKind.DELETED, ObjectType.SEARCH, self.pk)
            return super().delete(*args, **kwargs)


class Pin(_Followed, RevisionMixin, ClusterableModel):  # type: ignore[django-manager-missing, misc]
    """The stories that stand above the hits of a query, however it is spelled."""

    query = models.CharField("البحث", max_length=MAX_KEY)
    key = models.CharField(max_length=MAX_KEY, unique=True, editable=False)

    class Meta:
        verbose_name = "نتيجة مثبتة"
        verbose_name_plural = "النتائج المثبتة"
        ordering = ["query", "pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(key=""), name="pin_has_words")]

    def __str__(self) -> str:
        return self.query

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the key of the query."""
        self.key = query_key(self.query)
        super().save(*args, **kwargs)


class PinnedStory(Orderable):  # type: ignore[misc]
    """One of the stories of a pin; readers see it while the gate lets them."""

    pin = ParentalKey(Pin, on_delete=models.CASCADE, related_name="stories")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", verbose_name="الخبر")

    class Meta(Orderable.Meta):  # type: ignore[misc]
        verbose_name = "خبر مثبت"
        verbose_name_plural = "الأخبار المثبتة"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["pin", "article"], name="pinned_once")]

    def __str__(self) -> str:
        return str(self.article)


class Synonyms(_Followed, RevisionMixin, models.Model):  # type: ignore[misc]
    """Words that mean the same to whoever searches; `words` has them in the editor's spelling, separated by «،»."""

    words = models.CharField("الكلمات", max_length=600)

    class Meta:
        verbose_name = "مترادفات"
        verbose_name_plural = "المترادفات"
        ordering = ["words", "pk"]

    def __str__(self) -> str:
        return self.words


class Tally(models.Model):
    """How often a query was asked on a day and how often nothing was found; nothing tells who asked."""

    day = models.DateField("اليوم")
    key = models.CharField(max_length=MAX_KEY)
    text = models.CharField("البحث", max_length=2 * MAX_KEY)
    asked = models.PositiveIntegerField("المرات", default=0)
    empty = models.PositiveIntegerField("بلا نتائج", default=0)
    understood = models.CharField("كيف فُهم", max_length=300, blank=True)
    last_at = models.DateTimeField("آخر مرة", default=clock.now)

    class Meta:
        verbose_name = "بحث القراء"
        verbose_name_plural = "أبحاث القراء"
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["day", "key"], name="tally_once_a_day")]
        indexes = [models.Index(fields=["day", "asked"], name="tally_day")]

    def __str__(self) -> str:
        return self.text
