"""Taking a receipt: at once for whoever takes a story down, by the background process for what agencies take down."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django_q.tasks import async_task

from khabar.accounts.models import User
from khabar.articles.consumers import follow
from khabar.articles.models import Article
from khabar.core import clock
from khabar.core.errors import KhabarError
from khabar.desk.models import Receipt
from khabar.desk.receipts.checking import look

_TASK = "khabar.desk.receipts.acts.take_missing"


class StillPublic(KhabarError):
    """There is no receipt for a story that readers have."""

    def __init__(self) -> None:
        super().__init__("الخبر منشور الآن: لا إيصال لسحبه.")


def take(*, article: Article, user: User | None = None) -> Receipt:
    """Look at every surface of an article that readers no longer have, and keep what was found.

    Raises:
        StillPublic: readers have it.
    """
    stored = Article.objects.select_related("section").get(pk=article.pk)
    if stored.is_public():
        raise StillPublic
    follow()
    looks = look(stored)
    return Receipt.objects.create(
        article=stored, at=clock.now(), user=user, empty=all(one["empty"] for one in looks), looks=looks
    )


def take_missing(article_id: int, since: str) -> bool:
    """Take the receipt of a takedown at `since` (ISO 8601) that nobody waited for. Returns whether one was missing."""
    article = Article.objects.filter(pk=article_id).first()
    moment = parse_datetime(since)
    if article is None or article.is_public() or moment is None:
        return False
    if Receipt.objects.filter(article=article, at__gte=moment).exists():
        return False
    take(article=article)
    return True


def ask_for_receipt(sender: Any, article: Article, **kwargs: Any) -> None:
    """Have the background process take a receipt once the takedown is committed, unless somebody does so before."""
    now: datetime = clock.now()
    transaction.on_commit(partial(async_task, _TASK, article.pk, now.isoformat()), robust=True)
