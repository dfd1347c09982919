"""One event as several agencies, or several versions of one story, report it."""

from django.db import models

from khabar.core import clock


class WireEvent(models.Model):
    """Items that tell of the same event; its items point to it. `changed_at` says when one joined, left or changed."""

    first_at = models.DateTimeField("أول ما وصل")
    last_at = models.DateTimeField("آخر ما وصل")
    changed_at = models.DateTimeField("آخر تغيير", default=clock.now)

    class Meta:
        verbose_name = "حدث"
        verbose_name_plural = "أحداث"
        default_permissions = ()
        indexes = [models.Index(fields=["changed_at"], name="event_changed")]
        constraints = [
            models.CheckConstraint(condition=models.Q(first_at__lte=models.F("last_at")), name="event_begins_first"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
