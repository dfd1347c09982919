"""What an editor decides about notifications, each one atomic act with its audit record."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from khabar.accounts.models import User
from khabar.articles.models import Article
from khabar.core import clock
from khabar.push.enums import Kind, State
from khabar.push.errors import PushError
from khabar.push.models import TEXT_LETTERS, Sending

RIGHT = "push.add_sending"
LIVES = {Kind.BREAKING: timedelta(hours=4), Kind.FOLLOWED: timedelta(hours=12), Kind.WITHDRAWN: timedelta(days=1)}
"""How long after publication a notification still means something."""
NEWS = timedelta(days=1)
"""How old a story is at most that readers are notified of."""
MOST_URGENT = 2  # of IPTC's urgencies: what carries «عاجل» on the pages


@transaction.atomic
def plan(*, article: Article, kind: Kind, text: str = "", user: User | None) -> Sending:
    """Have readers notified when the story is published next, instead of what was planned for it before.

    Args:
        kind: for all who want breaking news, or for those who follow its topics or section.
        text: what it says; the headline, as it then is, where it is empty.

    Raises:
        PermissionDenied: `user` is given and may not send notifications.
        PushError: the story was notified of already, is not urgent or is old.
    """
    _allowed(user)
    words = " ".join(text.split())
    reason = refusal(article, kind)
    if not reason and len(words) > TEXT_LETTERS:
        reason = f"نص الإشعار أطول من {TEXT_LETTERS} حرفًا."
    if reason:
        raise PushError(reason)
    planned = _planned(article)
    if planned is not None and (planned.kind, planned.text) == (kind, words):
        return planned
    if planned is not None:
        planned.delete()
    made = Sending.objects.create(
        article=article, story=article.pk, kind=kind, text=words, asked_by=user, asked_at=clock.now()
    )
    log(instance=article, action="khabar.push.plan", user=user, data={"kind": kind.value, "text": words})
    return made


@transaction.atomic
def give_up(*, article: Article, user: User | None) -> bool:
    """Give up what was planned for a story; whether anything was.

    Raises:
        PermissionDenied: `user` is given and may not send notifications.
    """
    _allowed(user)
    planned = _planned(article)
    if planned is None:
        return False
    planned.delete()
    log(instance=article, action="khabar.push.give_up", user=user, data={"kind": planned.kind})
    return True


def refusal(article: Article, kind: Kind) -> str:
    """Why readers may not be notified of the story, in Arabic; empty where they may."""
    if kind == Kind.BREAKING and article.urgency > MOST_URGENT:
        return "الإشعار العاجل لخبر أولويته «عاجل» أو «عاجل جدًا»: غيّر أولوية الخبر أو أرسله لمتابعي موضوعاته."
    if is_old(article):
        return "مضى على نشر الخبر أكثر من يوم: لا يُرسل إشعار بخبر قديم."
    begun = Sending.objects.filter(story=article.pk, kind=kind).exclude(state__in=(State.PLANNED, State.DROPPED))
    return "أُرسل هذا الإشعار من قبل، ولا يصل القارئ إشعاران بخبر واحد." if begun.exists() else ""


def is_old(article: Article, now: datetime | None = None) -> bool:
    """Whether readers have had the story for more than a day."""
    first = article.first_published_at
    return first is not None and first < (now or clock.now()) - NEWS


def _planned(article: Article) -> Sending | None:
    rows = Sending.objects.select_for_update().filter(story=article.pk, state=State.PLANNED)
    found: Sending | None = rows.first()
    return found


def _allowed(user: User | None) -> None:
    if user is not None and not user.has_perm(RIGHT):
        raise PermissionDenied
