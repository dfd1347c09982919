"""Deletes what is kept no longer than it is needed."""

from datetime import timedelta

from khabar.core import clock
from khabar.letters.models import Agreement, Delivery, Reader, Subscription, waiting

UNCONFIRMED_FOR = timedelta(days=7)
LEFT_FOR = timedelta(days=365)
"""How long the proof of a consent that was withdrawn is kept, and with it that a list may not bring her back."""
MAILS_FOR = timedelta(days=30)


def sweep() -> None:
    """Delete requests that were never confirmed, what readers left long ago, and the single mails of old issues."""
    now = clock.now()
    Subscription.objects.filter(waiting(), asked_at__lt=now - UNCONFIRMED_FOR).delete()
    Subscription.objects.filter(left_at__lt=now - LEFT_FOR).delete()
    Reader.objects.filter(subscriptions=None, asked_at__lt=now - timedelta(days=1)).delete()
    Delivery.objects.filter(issue__ended_at__lt=now - MAILS_FOR).delete()
    used = Subscription.objects.values("agreement")
    Agreement.objects.exclude(pk__in=used).delete()
