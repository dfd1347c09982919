"""Makes newsletters, their readers and issues."""

from datetime import datetime, timedelta
from typing import Any

from khabar.articles.models import Article
from khabar.core import clock
from khabar.letters.actions import agreed
from khabar.letters.models import Issue, Newsletter, Reader, Subscription
from tests.factories.articles import published

HEADLINES = ("افتتاح سوق السمك", "عودة القطار الليلي", "موسم التمر يبدأ", "مكتبة في كل حي", "جسر للمشاة فوق النهر")


def newsletter(name: str = "نشرة المساء", **fields: Any) -> Newsletter:
    """A newsletter of the front page, unless told otherwise."""
    return Newsletter.objects.create(**{"name": name, "front": True, **fields})


def subscribed(letter: Newsletter, address: str, *, at: datetime | None = None, **fields: Any) -> Subscription:
    """A reader who confirmed."""
    reader = Reader.objects.get_or_create(address=address)[0]
    at = at or clock.now() - timedelta(days=1)
    told = {"asked_at": at, "confirmed_at": at, "agreement": agreed("وافقت"), **fields}
    return Subscription.objects.create(reader=reader, newsletter=letter, **told)


def issue_due(letter: Newsletter, *, at: datetime | None = None) -> Issue:
    """An issue whose hour has just come."""
    at = at or clock.now()
    return Issue.objects.create(newsletter=letter, day=at.date(), due_at=at - timedelta(minutes=1))


def news(number: int = 5, *, at: datetime | None = None, **fields: Any) -> list[Article]:
    """Stories of the last hours, the first the newest."""
    at = at or clock.now()
    return [
        published(headline=f"{HEADLINES[i % 5]} {i}", at=at - timedelta(minutes=30 + i), **fields)
        for i in range(number)
    ]
