"""When Hijri months began in the edition's country, as the moon was sighted there."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from khabar.arabic.hijri import MONTHS, BadOffsets, offsets_of, umm_al_qura
from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models.change_log import record


class Sighting(models.Model):
    """The first day of one month. What it differs by from Umm al-Qura holds until the next month that has a row."""

    year = models.PositiveSmallIntegerField("السنة الهجرية", help_text="مثل: 1448")
    month = models.PositiveSmallIntegerField("الشهر", choices=list(enumerate(MONTHS, start=1)))
    begins = models.DateField(
        "أول أيامه في البلد", help_text="التاريخ الميلادي لأول يوم من الشهر كما أُعلن؛ لا يبعد عن أم القرى أكثر من يومين"
    )

    class Meta:
        verbose_name = "رؤية هلال"
        verbose_name_plural = "رؤية الأهلة"
        ordering = ["-year", "-month"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "month"], name="month_sighted_once", violation_error_message="سُجّل هذا الشهر من قبل."
            ),
            models.CheckConstraint(condition=models.Q(month__range=(1, 12)), name="month_of_the_year"),
        ]

    def __str__(self) -> str:
        return f"{MONTHS[self.month - 1]} {self.year}"

    @property
    def correction(self) -> int:
        """Days by which the month began later than Umm al-Qura has it."""
        return (self.begins - umm_al_qura(self.year, self.month)).days

    def clean(self) -> None:
        """Refuse what no calendar could follow, together with the other months."""
        super().clean()
        if self.year is None or self.month is None or self.begins is None:
            return
        others = Sighting.objects.exclude(pk=self.pk).exclude(year=self.year, month=self.month)
        try:
            offsets_of([*_rows(others), (self.year, self.month, self.begins)])
        except BadOffsets as error:
            raise ValidationError({"begins": f"{error}."}) from error

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            record(ChangeKind.CHANGED, ObjectType.CALENDAR, self.pk)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Take the month out.

        Raises:
            BadOffsets: no calendar could follow the months that are left.
        """
        with transaction.atomic():
            _check_without([self])
            record(ChangeKind.CHANGED, ObjectType.CALENDAR, self.pk)
            return super().delete(*args, **kwargs)


@transaction.atomic
def delete_together(sightings: Iterable["Sighting"]) -> None:
    """Take several months out; only what is left at the end has to be a calendar, whatever order they go in.

    Raises:
        BadOffsets: no calendar could follow the months that are left.
    """
    going = list(sightings)
    _check_without(going)
    for one in going:
        record(ChangeKind.CHANGED, ObjectType.CALENDAR, one.pk)
    Sighting.objects.filter(pk__in=[one.pk for one in going]).delete()


def _check_without(going: list["Sighting"]) -> None:
    """Refuse what no calendar could follow once these months are gone. Raises `BadOffsets`."""
    offsets_of(_rows(Sighting.objects.exclude(pk__in=[one.pk for one in going])))


def _rows(rows: "models.QuerySet[Sighting]") -> Any:
    return rows.order_by("year", "month").values_list("year", "month", "begins")
