"""The changes of published stories: what kind each was, what readers were told of it, and what stood there before."""

import json
from typing import ClassVar

from django.conf import settings
from django.db import models

from khabar.articles.comparing import Part
from khabar.articles.enums import TIMED_KINDS, TOLD_KINDS, AmendmentKind


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    """Reads that pages and feeds share."""

    def listed(self) -> "AmendmentQuerySet":
        """Newest first, without the earlier texts, which only the comparison needs."""
        return self.defer("was").order_by("-at", "-pk")


class Amendment(models.Model):
    """One change of a story that readers could open. They are never merged: each stays listed."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="amendments", verbose_name="الخبر"
    )
    kind = models.CharField("النوع", max_length=14, choices=AmendmentKind)
    notice = models.CharField("ما يُقال للقراء", max_length=1000, blank=True)
    at = models.DateTimeField("الوقت")
    # JSON as text: SQLite's JSON column would write each Arabic letter as six.
    was = models.TextField("النص قبله", blank=True)

    objects: ClassVar[AmendmentQuerySet] = AmendmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "تغيير خبر منشور"
        verbose_name_plural = "تغييرات الأخبار المنشورة"
        ordering = ["at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["article", "at"], name="amendment_of_article")]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=AmendmentKind.values), name="amendment_is_of_a_kind"),
            models.CheckConstraint(
                condition=~models.Q(kind__in=sorted(TOLD_KINDS), notice=""), name="amendment_says_what_was_wrong"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.notice}" if self.notice else self.get_kind_display()

    @property
    def is_told(self) -> bool:
        """True where the page prints it with its words."""
        return self.kind in TOLD_KINDS

    @property
    def moves_time(self) -> bool:
        """True where the story counts as updated by it."""
        return self.kind in TIMED_KINDS

    @property
    def parts(self) -> list[Part] | None:
        """What readers read before it; None of a change whose earlier text nobody kept."""
        return [Part(kind, text) for kind, text in json.loads(self.was)] if self.was else None


class WithheldPassage(models.Model):
    """What readers may not see of a comparison: one passage, known by its mark, or all of it where there is none."""

    amendment = models.ForeignKey(Amendment, on_delete=models.CASCADE, related_name="withheld", verbose_name="التغيير")
    passage = models.CharField("بصمة الفقرة", max_length=64, blank=True)
    reason = models.CharField("السبب", max_length=500)
    at = models.DateTimeField("الوقت", auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="من حجبه"
    )

    class Meta:
        verbose_name = "ما حُجب من مقارنة"
        verbose_name_plural = "ما حُجب من المقارنات"
        ordering = ["at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["amendment", "passage"], name="passage_withheld_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="withheld_for_a_reason"),
        ]

    def __str__(self) -> str:
        return self.reason


def packed(parts: list[Part]) -> str:
    """The parts as `Amendment.was` keeps them."""
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
