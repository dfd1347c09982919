"""The states of subscriptions, issues and single mails."""

from django.db import models


class IssueState(models.TextChoices):
    """How far an issue has come."""

    PLANNED = "planned", "تنتظر موعدها"
    SENDING = "sending", "تُرسل"
    SENT = "sent", "أُرسلت"
    FEW = "few", "لم تُرسل: لا أخبار كافية"
    NOBODY = "nobody", "لم تُرسل: لا مشتركين"
    LATE = "late", "لم تُرسل: كان الخادم متوقفًا في موعدها"
    STOPPED = "stopped", "أوقفها محرر"
    WITHDRAWN = "withdrawn", "توقفت: سُحبت أخبارها"


OPEN = (IssueState.PLANNED, IssueState.SENDING)
"""States in which something may still be sent."""
OUT = (IssueState.SENDING, IssueState.SENT, IssueState.WITHDRAWN)
"""States of issues that readers got: the next one tells what came after them."""


class MailState(models.TextChoices):
    """How far one reader's mail of an issue has come."""

    WAITING = "waiting", "تنتظر"
    TAKEN = "taken", "في الطريق"
    SENT = "sent", "قبلها الخادم"
    REFUSED = "refused", "رُفضت"
    UNCLEAR = "unclear", "لا يُعرف أوصلت"
    DROPPED = "dropped", "لم تُرسل"


class Left(models.TextChoices):
    """Why a subscription ended."""

    OWN = "own", "ألغاه صاحبه"
    REFUSED = "refused", "العنوان لا يستقبل"
    COMPLAINT = "complaint", "شكوى بلّغها مزود البريد"
    DESK = "desk", "ألغاه محرر بطلب صاحبه"


class Came(models.TextChoices):
    """How a subscription began."""

    FORM = "form", "من الموقع"
    IMPORT = "import", "من قائمة مستوردة"


class Kind(models.TextChoices):
    """What a mail is that is sent to one person, beside issues."""

    CONFIRM = "confirm", "تأكيد"
    KNOWN = "known", "مشترك من قبل"
    WELCOME = "welcome", "ترحيب"
    TEST = "test", "تجربة"
