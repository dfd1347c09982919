"""The desk's own tables."""

from typing import Any

from django.conf import settings
from django.db import models


class Receipt(models.Model):
    """What was found on each surface of a story that was taken from readers; a later look is a receipt of its own.

    `looks` has an object for each address: `surface`, `address`, `empty` and `said`, what was found there.
    `takedown` is the place in the change log of what the first look followed; later looks have none.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.SET_NULL, null=True, related_name="receipts", verbose_name="الخبر"
    )
    story = models.BigIntegerField("رقم الخبر")
    headline = models.CharField("عنوان الخبر", max_length=500)
    takedown = models.BigIntegerField("السحب", null=True)
    at = models.DateTimeField("الوقت")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="من فحص"
    )
    empty = models.BooleanField("لا أثر للخبر")
    looks = models.JSONField("ما فُحص", default=list)

    class Meta:
        verbose_name = "إيصال سحب"
        verbose_name_plural = "إيصالات السحب"
        ordering = ["-at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["article", "-at"], name="receipt_of_article")]
        constraints = [models.UniqueConstraint(fields=["takedown"], name="one_first_receipt_of_a_takedown")]

    def __str__(self) -> str:
        return "لا أثر للخبر في أي مكان" if self.empty else f"بقي الخبر في {len(self.left)} من مواضعه"

    @property
    def left(self) -> list[dict[str, Any]]:
        """The looks that found something."""
        return [look for look in self.looks if not look["empty"]]

    @property
    def surfaces(self) -> list[tuple[str, bool, list[dict[str, Any]]]]:
        """Each surface in the order in which they were looked at: its name, whether it is empty, and its looks."""
        grouped: dict[str, list[dict[str, Any]]] = {}
        for look in self.looks:
            grouped.setdefault(look["surface"], []).append(look)
        return [(name, all(look["empty"] for look in looks), looks) for name, looks in grouped.items()]
