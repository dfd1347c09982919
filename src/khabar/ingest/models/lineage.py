"""Which articles were made from which wire items, and what the agency has done to those items since."""

from django.conf import settings
from django.db import models

from khabar.articles.models import Article
from khabar.ingest.models.item import WireItem
from khabar.ingest.states import AlertKind, LineageKind


class Lineage(models.Model):
    """An article was made from an item at the version it had then.

    `automatic` says that a rule made it and no person; `wants_picture` that the item's picture is to lead it as soon
    as it is here, unless an editor has chosen another by then.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", verbose_name="الخبر")
    item = models.ForeignKey(WireItem, on_delete=models.PROTECT, related_name="lineage", verbose_name="خبر الوكالة")
    guid = models.CharField(max_length=500)
    version = models.BigIntegerField("النسخة المستعملة")
    kind = models.CharField("النوع", max_length=12, choices=LineageKind)
    automatic = models.BooleanField(default=False)
    wants_picture = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "أصل خبر"
        verbose_name_plural = "أصول الأخبار"
        default_permissions = ()
        ordering = ["id"]
        indexes = [models.Index(fields=["item"], name="lineage_pictureless", condition=models.Q(wants_picture=True))]
        constraints = [
            models.UniqueConstraint(fields=["article", "item"], name="lineage_once"),
            models.CheckConstraint(condition=models.Q(kind__in=LineageKind.values), name="lineage_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.guid} {self.version}"


class WireAlert(models.Model):
    """The agency updated, corrected or killed an item that an article was made from."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", verbose_name="الخبر")
    item = models.ForeignKey(WireItem, on_delete=models.PROTECT, related_name="alerts", verbose_name="خبر الوكالة")
    kind = models.CharField("ما حدث", max_length=10, choices=AlertKind)
    version = models.BigIntegerField("النسخة")
    used_version = models.BigIntegerField("النسخة المستعملة")
    created_at = models.DateTimeField("متى")
    resolved_at = models.DateTimeField("عولج", null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="عالجه"
    )

    class Meta:
        verbose_name = "تنبيه وكالة"
        verbose_name_plural = "تنبيهات الوكالات"
        default_permissions = ("view", "change")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["-created_at", "-id"], name="alert_open", condition=models.Q(resolved_at__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "item", "kind", "version"], name="alert_once"),
            models.CheckConstraint(condition=models.Q(kind__in=AlertKind.values), name="alert_kind_known"),
            models.CheckConstraint(
                condition=models.Q(resolved_by=None) | models.Q(resolved_at__isnull=False),
                name="alert_resolver_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.article}"
