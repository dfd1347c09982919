"""Numbers about newsletters, for the desk and for whoever looks after the installation."""

from dataclasses import dataclass

from django.db.models import Count, Q

from khabar.letters.models import Newsletter, Reader, in_force, waiting

KEY = "letters"
"""The purge key of the page that offers newsletters."""


@dataclass(frozen=True)
class Readership:
    """How many readers a newsletter has, how many have yet to confirm, how many left."""

    confirmed: int
    waiting: int
    left: int


def active() -> list[Newsletter]:
    """The newsletters that readers can ask for, in the desk's order."""
    return list(Newsletter.objects.filter(active=True))


def readership(newsletter: Newsletter) -> Readership:
    """The readers of a newsletter."""
    numbers = newsletter.subscriptions.aggregate(
        confirmed=Count("pk", filter=in_force()),
        waiting=Count("pk", filter=waiting()),
        left=Count("pk", filter=Q(left_at__isnull=False)),
    )
    return Readership(**numbers)


def reader_of(key: str) -> Reader | None:
    """The reader whose links have this key; None where she was deleted."""
    return Reader.objects.filter(key=key).first()


def chosen(reader: Reader) -> set[int]:
    """The newsletters that a reader gets, by id."""
    return set(reader.subscriptions.filter(in_force()).values_list("newsletter_id", flat=True))
