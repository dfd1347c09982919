"""The states an article and a change can be in, after IPTC where IPTC has a word for it."""

from django.db import models


class PubStatus(models.TextChoices):
    """Publishing status (IPTC NewsML-G2 `pubStatus`): whether the item may be used at all."""

    USABLE = "usable", "صالح للنشر"
    WITHHELD = "withheld", "محجوب"
    CANCELED = "canceled", "ملغى من مصدره"


class ChangeKind(models.TextChoices):
    """What happened to an object, as the change log tells its consumers."""

    PUBLISHED = "published", "نُشر"
    WITHDRAWN = "withdrawn", "سُحب"
    DELETED = "deleted", "حُذف"
    CHANGED = "changed", "تغيّر"


class ObjectType(models.TextChoices):
    """The kinds of object the change log speaks of."""

    ARTICLE = "article", "خبر"
    SECTION = "section", "قسم"
    TOPIC = "topic", "موضوع"
    AUTHOR = "author", "كاتب"
    AGENCY = "agency", "وكالة"
    PICTURE = "picture", "صورة"
    VIDEO = "video", "فيديو"
    EMBED = "embed", "محتوى من موقع آخر"
    PAGE = "page", "صفحة"
    SOURCE = "source", "مصدر"
    SEARCH = "search", "بحث"
    FRONT = "front", "واجهة"
    BAR = "bar", "شريط عاجل"
    ADS = "ads", "إعلانات"
    CALENDAR = "calendar", "التقويم الهجري"


class AmendmentKind(models.TextChoices):
    """What a change of a published story is to its readers; one of these, never several."""

    TYPO = "typo", "تصحيح إملائي"
    UPDATE = "update", "تحديث"
    CLARIFICATION = "clarification", "توضيح"
    CORRECTION = "correction", "تصويب"


TOLD_KINDS = frozenset({AmendmentKind.CLARIFICATION, AmendmentKind.CORRECTION})
"""Kinds that readers are told of on the page, with words and a date."""
TIMED_KINDS = frozenset({AmendmentKind.UPDATE, *TOLD_KINDS})
"""Kinds that move the time a story says it was updated at."""


class NoAlt(models.TextChoices):
    """Why a picture stands without words for those who do not see it."""

    DECORATIVE = "decorative", "زخرفية: لا تضيف معنى"
    CAPTIONED = "captioned", "شرحها يصفها كاملة"
    SOURCE = "source", "وردت بلا وصف من مصدرها"


class Urgency(models.IntegerChoices):
    """IPTC urgency, 1 (flash) to 9 (when there is room)."""

    FLASH = 1, "1 – عاجل جدًا"
    URGENT = 2, "2 – عاجل"
    MAJOR = 3, "3 – رئيسي"
    HIGH = 4, "4 – مهم"
    NORMAL = 5, "5 – عادي"
    LOW = 6, "6 – ثانوي"
    MINOR = 7, "7 – خفيف"
    FILLER = 8, "8 – احتياطي"
    ANY = 9, "9 – عند الحاجة"
