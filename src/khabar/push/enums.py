"""What a notification is, and the states it and each of its copies go through."""

from django.db import models


class Kind(models.TextChoices):
    """Whom a notification is for, and what of."""

    BREAKING = "breaking", "عاجل"
    FOLLOWED = "followed", "لمتابعي موضوعاته وقسمه"
    WITHDRAWN = "withdrawn", "سُحب بعد الإشعار به"


class State(models.TextChoices):
    """How far a notification has come."""

    PLANNED = "planned", "ينتظر النشر"
    RIPE = "ripe", "ينتظر أن تتجدد الصفحات"
    GOING = "going", "يُرسل"
    DONE = "done", "أُرسل"
    DROPPED = "dropped", "لم يُرسل"


OPEN = (State.PLANNED, State.RIPE, State.GOING)
"""States out of which a notification still moves."""


class Copy(models.TextChoices):
    """How far the copy for one reader has come."""

    WAITING = "waiting", "ينتظر"
    TAKEN = "taken", "في الطريق"
    SENT = "sent", "وصل خدمة الإشعارات"
    UNSURE = "unsure", "لا يُعرف"
    FAILED = "failed", "تعذّر"
    SKIPPED = "skipped", "تُرك"


PERHAPS_SEEN = (Copy.TAKEN, Copy.SENT, Copy.UNSURE)
"""States of a copy that the reader may have seen."""
