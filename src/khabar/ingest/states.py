"""The states and kinds of providers, feeds, wire items, lineage, alerts and rules, and the named sets of them."""

from django.db import models


class FeedKind(models.TextChoices):
    """How a feed is collected."""

    HTTP = "http", "صفحة أو خلاصة على الويب"
    FOLDER = "folder", "مجلد على الخادم"
    FTP = "ftp", "FTP أو FTPS"
    SFTP = "sftp", "SFTP"
    IMAP = "imap", "صندوق بريد IMAP"


class FeedState(models.TextChoices):
    """Whether a feed is collected."""

    OPEN = "open", "مفتوح"
    CLOSED = "closed", "مغلق"
    FAILED = "failed", "أُغلق بعد أخطاء"


class ItemState(models.TextChoices):
    """What the newsroom has done with a wire item."""

    NEW = "new", "جديد"
    USED = "used", "مستعمل"
    SPIKED = "spiked", "مستبعد"
    KILLED = "killed", "سحبته الوكالة"


OPEN_ITEMS = frozenset({ItemState.NEW, ItemState.USED})
"""States of items that the desk may work with."""


class HeldState(models.TextChoices):
    """What became of bytes that could not be read."""

    HELD = "held", "محتجز"
    TAKEN = "taken", "قُرئ بعد الإعادة"
    DROPPED = "dropped", "أُهمل"


class LineageKind(models.TextChoices):
    """How an article was made from a wire item."""

    COPY = "copy", "نسخة"
    REWRITE = "rewrite", "إعادة صياغة"
    MERGE = "merge", "دمج"
    TRANSLATION = "translation", "ترجمة"


class AlertKind(models.TextChoices):
    """What the agency did to an item that an article was made from."""

    UPDATE = "update", "تحديث"
    CORRECTION = "correction", "تصحيح"
    KILL = "kill", "سحب"


class NoticeState(models.TextChoices):
    """What became of a message that asks to kill a story under another identity."""

    OPEN = "open", "ينتظر قرارًا"
    LINKED = "linked", "سُحب ما سمّاه"
    RESOLVED = "resolved", "عولج"


class OnKill(models.TextChoices):
    """What happens to articles whose item the agency killed."""

    TAKE_DOWN = "take_down", "سحب الأخبار المبنية عليه فورًا"
    WITHHOLD = "withhold", "حجبها عن القراء حتى يقرر محرر"


class OnUpdate(models.TextChoices):
    """What happens to articles whose item the agency updated or corrected."""

    REPLACE = "replace", "استبدال ما نُشر آليًا ولم يمسه أحد، وتنبيه على غيره"
    ALERT = "alert", "تنبيه فقط"
    WITHHOLD_CORRECTED = "withhold_corrected", "حجب الخبر عند التصحيح حتى يراجعه محرر"


class PhotoUse(models.TextChoices):
    """What the contract lets us do with the agency's pictures."""

    NONE = "none", "لا تُستعمل"
    WITH_STORY = "with_story", "مع خبرها فقط"
    FREE = "free", "في أي خبر"


class PictureState(models.TextChoices):
    """What became of a picture that an item named."""

    WAITING = "waiting", "تُجلب"
    KEPT = "kept", "جُلبت"
    FAILED = "failed", "لم تُجلب"


class RuleAction(models.TextChoices):
    """Where a rule sends an item."""

    DESK = "desk", "إلى قسم في غرفة الأخبار"
    DRAFT = "draft", "مسودة في قسم"
    PUBLISH = "publish", "نشر مباشر في قسم"


class LabelKind(models.TextChoices):
    """What a label of a wire item says of it."""

    SUBJECT = "subject", "موضوع"
    AGENCY = "agency", "وكالة"
