"""Who is told of changes, how far in the change log that has come, and what is still to be told."""

from django.db import models

from khabar.announcing.enums import Way
from khabar.core import clock

ADDRESS_LENGTH = 2_000
"""A section's and a story's name of 120 letters each, percent-encoded, stay below it."""


class Receiver(models.Model):
    """A hub or a search engine's endpoint, with a cursor of its own: what was told is one fact for all nodes."""

    way = models.CharField(max_length=10, choices=Way)
    address = models.CharField(max_length=500)
    cursor = models.BigIntegerField()
    next_at = models.DateTimeField(default=clock.now)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "جهة تُبلَّغ"
        verbose_name_plural = "الجهات التي تُبلَّغ"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["way", "address"], name="receiver_once")]

    def __str__(self) -> str:
        return f"{self.way} {self.address}"


class Notice(models.Model):
    """An address that a receiver is still to be told of; a further change of it before then is the same notice."""

    receiver = models.ForeignKey(Receiver, on_delete=models.CASCADE, related_name="notices")
    address = models.CharField(max_length=ADDRESS_LENGTH)
    due_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = "إبلاغ ينتظر"
        verbose_name_plural = "إبلاغات تنتظر"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["receiver", "address"], name="notice_merged_by_address"),
            models.CheckConstraint(condition=~models.Q(address=""), name="notice_has_address"),
        ]
        indexes = [models.Index(fields=["receiver", "due_at", "id"], name="notice_due")]

    def __str__(self) -> str:
        return self.address
