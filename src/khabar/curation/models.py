"""The tables of fronts: the pages that can be arranged, every arrangement there was or will be, breaking bars."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from khabar.articles.models import Article, Section
from khabar.core import clock
from khabar.curation.enums import Act, Level
from khabar.curation.zones import FRONT_PAGE, SECTION_FRONT, Arranged, Sizes, stored

HOME = 0
"""The key of the front page; a section's front has the section's id."""


class Front(models.Model):
    """A page that editors arrange. Its row is what two editors who save at once wait for."""

    key = models.PositiveBigIntegerField(unique=True)
    section = models.OneToOneField(
        Section, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="القسم"
    )

    class Meta:
        verbose_name = "واجهة"
        verbose_name_plural = "الواجهات"
        default_permissions = ("change",)
        constraints = [
            models.CheckConstraint(
                condition=Q(key=HOME, section=None) | Q(section__isnull=False, key=models.F("section")),
                name="front_of_home_or_section",
            )
        ]

    def __str__(self) -> str:
        return self.section.name if self.section else "الصفحة الأولى"


class Arrangement(models.Model):
    """One arrangement of a front. The one that began last is in force; those that begin later are scheduled."""

    front = models.ForeignKey(Front, on_delete=models.CASCADE, related_name="arrangements")
    zones = models.JSONField(default=dict)
    act = models.CharField(max_length=10, choices=Act, default=Act.ARRANGED)
    starts_at = models.DateTimeField("يبدأ", default=clock.now)
    made_at = models.DateTimeField("حُفظ", default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    canceled_at = models.DateTimeField("أُلغي", null=True, blank=True)

    class Meta:
        verbose_name = "ترتيب واجهة"
        verbose_name_plural = "ترتيبات الواجهات"
        default_permissions = ()
        ordering = ["-starts_at", "-pk"]
        indexes = [
            models.Index(
                fields=["front", "-starts_at", "-id"], name="arrangement_in_force", condition=Q(canceled_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.front} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def arranged(self) -> Arranged:
        """What it says."""
        return stored(self.zones)


class Bar(models.Model):
    """A line of breaking news above the front page and the sections' fronts, until its end."""

    text = models.CharField("النص", max_length=160)
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="الخبر"
    )
    level = models.PositiveSmallIntegerField("الدرجة", choices=Level, default=Level.BREAKING)
    raised_at = models.DateTimeField(default=clock.now)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    until = models.DateTimeField("ينتهي")
    lowered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "شريط عاجل"
        verbose_name_plural = "أشرطة العاجل"
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="bar_has_words"),
            models.CheckConstraint(condition=Q(until__gt=models.F("raised_at")), name="bar_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.text


def key_of(section: Section | None) -> int:
    """The key of a section's front, or of the front page."""
    return HOME if section is None else section.pk


def sizes_of(key: int) -> Sizes:
    """How much fits on a front."""
    return FRONT_PAGE if key == HOME else SECTION_FRONT
