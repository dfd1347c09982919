"""What grouping keeps of items and published articles: fingerprints, keys to find like ones by, and ties of pairs."""

from django.conf import settings
from django.db import models

from khabar.articles.models import Article
from khabar.ingest.models.item import WireItem


class WireTrace(models.Model):
    """The fingerprint of an item at its newest version."""

    item = models.OneToOneField(WireItem, on_delete=models.CASCADE, primary_key=True, related_name="trace")
    at = models.DateTimeField()
    fingerprint = models.TextField()

    class Meta:
        verbose_name = "بصمة خبر وكالة"
        verbose_name_plural = "بصمات أخبار الوكالات"
        default_permissions = ()
        indexes = [models.Index(fields=["at"], name="trace_time")]

    def __str__(self) -> str:
        return str(self.pk)


class WireKey(models.Model):
    """A word or a band of a signature, hashed, by which items that may tell of one event find each other."""

    key = models.BigIntegerField()
    at = models.DateTimeField()
    item = models.ForeignKey(WireItem, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "مفتاح بصمة"
        verbose_name_plural = "مفاتيح البصمات"
        default_permissions = ()
        indexes = [models.Index(fields=["key", "at", "item"], name="wire_key")]

    def __str__(self) -> str:
        return f"{self.key} {self.item_id}"


class WireTie(models.Model):
    """What is known of two items: how far they seem to tell of one event, and what a person said of it.

    `said` True: of one event; False: of two; empty: nobody said anything.
    """

    one = models.ForeignKey(WireItem, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(WireItem, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField(default=0.0)
    said = models.BooleanField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "صلة خبرين"
        verbose_name_plural = "صلات الأخبار"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="tie_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="tie_lower_first"),
            models.CheckConstraint(condition=models.Q(score__range=(0, 1)), name="tie_score_0_to_1"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"


class WordCounts(models.Model):
    """In how many of the stories received lately each common word stands; one row."""

    at = models.DateTimeField()
    stories = models.PositiveIntegerField()
    counts = models.JSONField()

    class Meta:
        verbose_name = "تواتر الكلمات"
        verbose_name_plural = "تواتر الكلمات"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.at)


class ArticleTrace(models.Model):
    """The fingerprint of an article as it was last published."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="+")
    published_at = models.DateTimeField()
    fingerprint = models.TextField()

    class Meta:
        verbose_name = "بصمة خبر منشور"
        verbose_name_plural = "بصمات الأخبار المنشورة"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)
