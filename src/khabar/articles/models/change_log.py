"""The change log: one row per public change, followed by the page store, the index and whoever comes next."""

from collections.abc import Iterable

from django.db import connection, models

from khabar.articles.enums import ChangeKind, ObjectType
from khabar.core import clock
from khabar.core.rows import insert_rows

_LOCK = 0x6B686162  # "khab": serialises writers of the log on PostgreSQL


class Change(models.Model):
    """One public change. Consumers read rows in `seq` order, each from its own cursor."""

    seq = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=12, choices=ChangeKind)
    object_type = models.CharField(max_length=12, choices=ObjectType)
    object_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "تغيير"
        verbose_name_plural = "سجل التغييرات"
        default_permissions = ()
        indexes = [
            # Few of very many: what takers of our feeds are told to withdraw.
            models.Index(fields=["at"], name="change_withdrawn", condition=models.Q(kind=ChangeKind.WITHDRAWN)),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.object_type} {self.object_id}"


def record(kind: ChangeKind, object_type: ObjectType, object_id: int) -> Change:
    """Append one row; call it inside the transaction that makes the change. The publisher follows after commit."""
    _lock()
    return Change.objects.create(kind=kind, object_type=object_type, object_id=object_id)


def record_many(kind: ChangeKind, object_type: ObjectType, object_ids: Iterable[int]) -> None:
    """Append a row for each object without waking the follower: for bulk work that runs its own."""
    _lock()
    at = Change._meta.get_field("at").get_db_prep_save(clock.now(), connection)
    rows = [(kind.value, object_type.value, pk, at) for pk in object_ids]
    insert_rows(Change, ("kind", "object_type", "object_id", "at"), rows)


def _lock() -> None:
    """Make the order of `seq` the order of commits, so that no follower passes a row that is still to be committed.

    PostgreSQL needs a transaction-scoped lock for that; SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
