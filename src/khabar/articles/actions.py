"""What a person does to a published article, each one atomic act with its audit record."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from wagtail.log_actions import log

from khabar.accounts.models import User
from khabar.articles.amending import Note, plan
from khabar.articles.enums import ChangeKind, ObjectType, PubStatus
from khabar.articles.models import Article, record

taken_down = Signal()
"""Sent with `article` inside the transaction in which a person or an agency takes it from readers."""


@transaction.atomic
def publish(*, article: Article, user: User | None = None, note: Note | None = None) -> Article:
    """Publish the article's newest draft, or what is stored when it has none.

    A withheld or canceled article becomes usable again.

    Args:
        note: what kind of change it is, where readers have the story already.

    Raises:
        PermissionDenied: `user` is given and may not publish.
        PublishRefused: a registered check is against it, or `user` changes what readers have without a `note`.
    """
    if article.pub_status != PubStatus.USABLE:
        Article.objects.filter(pk=article.pk).update(pub_status=PubStatus.USABLE)
        article.pub_status = PubStatus.USABLE
    revision = article.latest_revision or article.save_revision(user=user, clean=False)
    if note is not None:
        plan(revision, note)
    revision.publish(user=user)
    article.refresh_from_db()
    return article


@transaction.atomic
def unpublish(*, article: Article, user: User | None = None) -> Article:
    """Take the article off every public surface; its drafts stay."""
    article.unpublish(user=user)
    taken_down.send(sender=Article, article=article)
    return article


@transaction.atomic
def kill(*, article: Article, user: User | None = None, reason: str = "") -> Article:
    """The item is withdrawn by its source (IPTC `pubStatus` canceled): off every surface, not to be published again.

    Publishing it again is a decision of its own: `publish` makes it usable.
    """
    article.unpublish(user=user, log_action=False)
    article.revisions.update(approved_go_live_at=None)  # Wagtail drops the schedules of live articles only
    if article.workflow_in_progress:
        article.current_workflow_state.cancel(user=user)
    Article.objects.filter(pk=article.pk).update(pub_status=PubStatus.CANCELED)
    article.pub_status = PubStatus.CANCELED
    log(instance=article, action="khabar.kill", user=user, data={"reason": reason})
    record(ChangeKind.WITHDRAWN, ObjectType.ARTICLE, article.pk)
    taken_down.send(sender=Article, article=article)
    return article


@transaction.atomic
def withhold(*, article: Article, user: User | None = None, reason: str = "") -> Article:
    """Hide the article from readers until an editor decides (IPTC `pubStatus` withheld); `publish` shows it again."""
    article.revisions.update(approved_go_live_at=None)
    Article.objects.filter(pk=article.pk).update(pub_status=PubStatus.WITHHELD, version=F("version") + 1)
    article.pub_status = PubStatus.WITHHELD
    log(instance=article, action="khabar.withhold", user=user, data={"reason": reason})
    record(ChangeKind.WITHDRAWN, ObjectType.ARTICLE, article.pk)
    taken_down.send(sender=Article, article=article)
    return article


@transaction.atomic
def limit_rights(*, article: Article, until: datetime | None) -> Article:
    """Say until when we may show the article (None: without end); what is stored of it ends then too."""
    if until == article.rights_until:
        return article
    own_end = None if article.expire_at == article.rights_until else article.expire_at
    article.rights_until = until
    article.expire_at = min((end for end in (own_end, until) if end), default=None)
    Article.objects.filter(pk=article.pk).update(rights_until=until, expire_at=article.expire_at)
    log(instance=article, action="khabar.rights", data={"until": until.isoformat() if until else ""})
    record(ChangeKind.CHANGED, ObjectType.ARTICLE, article.pk)
    return article


@transaction.atomic
def limit_passing_on(*, article: Article, allowed: bool | None) -> Article:
    """Say whether others may take the article's text from our feeds (None: no contract speaks of it)."""
    if allowed != article.passing_on:
        article.passing_on = allowed
        Article.objects.filter(pk=article.pk).update(passing_on=allowed, version=F("version") + 1)
        record(ChangeKind.CHANGED, ObjectType.ARTICLE, article.pk)
    return article
