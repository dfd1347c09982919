"""Whether a notification may still be sent: asked before it begins, and before every batch of its copies."""

import logging

from django.db.models import F

from khabar.articles.enums import TOLD_KINDS
from khabar.articles.models import Amendment
from khabar.core import clock
from khabar.push.actions import MOST_URGENT, is_old
from khabar.push.enums import PERHAPS_SEEN, Copy, Kind, State
from khabar.push.models import Sending

logger = logging.getLogger(__name__)


def reason_against(sending: Sending) -> str:
    """Why the notification may not be sent now, or on; in Arabic, empty where it may.

    A text that was corrected after the publication it was planned for is no longer what was decided on.
    """
    if sending.ends_at is not None and clock.now() >= sending.ends_at:
        return "مضى وقته قبل أن يُرسل."
    if sending.kind == Kind.WITHDRAWN:
        return "عاد الخبر إلى القراء." if sending.article is not None and sending.article.is_public() else ""
    if sending.article is None or not sending.article.is_public():
        return "لم يعد الخبر منشورًا."
    if is_old(sending.article):
        return "الخبر قديم."
    if sending.kind == Kind.BREAKING and sending.article.urgency > MOST_URGENT:
        return "لم تعد أولوية الخبر عاجلة."
    corrected = Amendment.objects.filter(
        article=sending.article, at__gt=sending.ripe_at or sending.asked_at, kind__in=TOLD_KINDS
    )
    return "صُوّب الخبر أو وُضّح قبل الإرسال: راجع نص الإشعار." if corrected.exists() else ""


def drop(sending: Sending, reason: str) -> None:
    """Send no more of it; copies that left stay counted."""
    left = sending.deliveries.filter(state=Copy.WAITING).update(state=Copy.SKIPPED)
    was_sent = sending.deliveries.filter(state__in=PERHAPS_SEEN).exists()
    # One that reached anybody stays the story's only one; another may be asked for where it reached nobody.
    state = State.DONE if was_sent else State.DROPPED
    Sending.objects.filter(pk=sending.pk).update(
        state=state, reason=reason, ended_at=clock.now(), skipped=F("skipped") + left
    )
    logger.warning("notification %s of story %s is not sent on: %s", sending.pk, sending.story, reason)
