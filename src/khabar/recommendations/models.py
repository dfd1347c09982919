"""How often stories were read: numbers by story and time, nothing of whoever read them."""

from django.db import models


class Width(models.TextChoices):
    """How long the stretch of time of one number is."""

    MINUTES = "m", "عشر دقائق"
    HOUR = "h", "ساعة"


class Span(models.TextChoices):
    """The spans that stories are ranked over."""

    HOUR = "hour", "الساعة"
    DAY = "day", "اليوم"
    WEEK = "week", "الأسبوع"


class Reads(models.Model):
    """How often a story was read in one stretch of time; the story may be gone meanwhile."""

    width = models.CharField(max_length=1, choices=Width)
    start = models.DateTimeField()
    story = models.BigIntegerField()
    reads = models.PositiveIntegerField()

    class Meta:
        verbose_name = "قراءات"
        verbose_name_plural = "القراءات في كل وقت"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["width", "start", "story"], name="reads_once_per_stretch")]

    def __str__(self) -> str:
        return f"{self.story} {self.width} {self.start:%Y-%m-%d %H:%M} {self.reads}"


class MostRead(models.Model):
    """A story's place among the most read of a span, as of `at`; worked out anew every few minutes."""

    span = models.CharField(max_length=4, choices=Span)
    place = models.PositiveSmallIntegerField()
    story = models.BigIntegerField()
    reads = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "الأكثر قراءة"
        verbose_name_plural = "الأكثر قراءة"
        default_permissions = ()
        ordering = ["span", "place"]
        constraints = [models.UniqueConstraint(fields=["span", "place"], name="most_read_one_per_place")]

    def __str__(self) -> str:
        return f"{self.span} {self.place} {self.story}"
