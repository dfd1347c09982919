"""Taking a receipt: at once for whoever takes a story down, by the background process where nobody waits for it.

One takedown has one first receipt, whoever comes first: it carries the takedown's place in the change log, which the
database has once only.
"""

from functools import partial
from typing import Any

from django.db import transaction
from django_q.tasks import async_task

from khabar.accounts.models import User
from khabar.articles.consumers import follow
from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Article, Change
from khabar.core import clock
from khabar.core.errors import KhabarError
from khabar.desk.models import Receipt
from khabar.desk.receipts.checking import Known, known_of, look

_TASK = "khabar.desk.receipts.acts.take_missing"
_TASK_OF_DELETED = "khabar.desk.receipts.acts.take_of_deleted"
_GONE = (ChangeKind.WITHDRAWN, ChangeKind.DELETED)


class StillPublic(KhabarError):
    """There is no receipt for a story that readers have."""

    def __init__(self) -> None:
        super().__init__("الخبر منشور الآن: لا إيصال لسحبه.")


def take(*, article: Article, user: User | None = None) -> Receipt:
    """Look at every surface of an article that readers no longer have, and keep what was found.

    Raises:
        StillPublic: readers have it.
    """
    stored = _stored(article)
    found = _looked(known_of(stored))
    return Receipt.objects.create(article=stored, story=stored.pk, user=user, **found)


def take_first(*, article: Article, user: User | None = None) -> Receipt:
    """The receipt of the newest takedown of an article: taken now, unless somebody has taken it.

    Raises:
        StillPublic: readers have it.
    """
    stored = _stored(article)
    seq = last_takedown(stored.pk)
    return _first(seq, known_of(stored), stored, user) if seq else take(article=stored, user=user)


def take_missing(article_id: int) -> bool:
    """Take the receipt of the article's newest takedown. Returns whether it was missing."""
    article = Article.objects.filter(pk=article_id).first()
    if article is None or article.is_public() or _has_receipt(last_takedown(article_id)):
        return False
    take_first(article=article)
    return True


def take_of_deleted(known: Known) -> bool:
    """Take the receipt of a story whose row is gone, by what was known of it. Returns whether it was missing."""
    seq = last_takedown(known.story)
    if not seq or _has_receipt(seq) or Article.objects.filter(pk=known.story).exists():
        return False
    _first(seq, known, None, None)
    return True


def last_takedown(article_id: int) -> int | None:
    """Where the change log last says that the article was taken from readers."""
    log = Change.objects.filter(kind__in=_GONE, object_type=ObjectType.ARTICLE, object_id=article_id)
    return log.order_by("-seq").values_list("seq", flat=True).first()


def ask_for_receipt(sender: Any, article: Article, **kwargs: Any) -> None:
    """Have the background process take a receipt once the takedown is committed, unless somebody does so before."""
    transaction.on_commit(partial(async_task, _TASK, article.pk), robust=True)


def ask_before_deletion(sender: Any, instance: Article, **kwargs: Any) -> None:
    """Note where a story was met while its row still says so, for the background to look there once it is gone."""
    if instance.was_public:
        transaction.on_commit(partial(async_task, _TASK_OF_DELETED, known_of(_whole(instance.pk))), robust=True)


def _first(seq: int, known: Known, article: Article | None, user: User | None) -> Receipt:
    """The first receipt of a takedown; what another process took meanwhile stands."""
    there: Receipt | None = Receipt.objects.filter(takedown=seq).first()
    if there is not None:
        return there
    values = {"article": article, "story": known.story, "user": user, **_looked(known)}
    receipt, _ = Receipt.objects.get_or_create(takedown=seq, defaults=values)
    return receipt


def _has_receipt(seq: int | None) -> bool:
    return Receipt.objects.filter(takedown=seq).exists() if seq else False


def _looked(known: Known) -> dict[str, Any]:
    follow()
    looks = look(known)
    empty = all(one["empty"] for one in looks)
    return {"headline": known.headline[:500], "at": clock.now(), "empty": empty, "looks": looks}


def _stored(article: Article) -> Article:
    stored = _whole(article.pk)
    if stored.is_public():
        raise StillPublic
    return stored


def _whole(pk: int) -> Article:
    stored: Article = Article.objects.select_related("section").get(pk=pk)
    return stored
