"""Lines that print when a page was published or updated."""

import re
from datetime import tzinfo

from khabar.arabic.dates import DateReading, find_dates
from khabar.formats.text import key

_LABEL_WORDS = set(
    "نشر نشرت في تم بتاريخ تاريخ النشر اخر تحديث التحديث تعديل محدثه محدث الساعه ساعه توقيت بتوقيت يوم الموافق كتب اضيف"
    " اضيفت بواسطه published updated last update on at posted created modified القاهره التاريخ الوقت وقت حدث حدثت عند"
    " تحديثه انسخ الرابط اول نشر المقال الخبر اعيد والساعه علي من am pm ص م gmt المحلي منذ الاحد الاثنين الثلاثاء الاربعاء"
    " الخميس الجمعه السبت مساء صباحا هجري ميلادي تحرير and ت بيروت مكه المكرمه السعوديه غرينتش جرينتش نشره date time".split()
)
_MODIFIED = re.compile(r"(?:اخر تحديث|تحديث|محدث|اخر تعديل|تعديل|updated|modified|حدث في|حدثت)")
# What else may stand on a timestamp line (a section, a place, a byline) before it is a sentence.
_MAX_OTHER_WORDS = 4


def timestamp_of(line: str, *, zone: tzinfo) -> list[DateReading] | None:
    """Return the dates of a line that is a timestamp, or None when it is anything else.

    A dateline, a headline or a sentence that mentions a date is no timestamp: at most a few words of another
    kind may stand beside the date.
    """
    if len(line) > 220:
        return None
    readings = find_dates(line, zone=zone)
    if not readings:
        return None
    rest = line
    for reading in reversed(readings):
        rest = rest[: reading.start] + " " + rest[reading.end :]
    words = [word for word in key(rest).split() if not word.isdigit()]
    other = [word for word in words if word not in _LABEL_WORDS]
    labelled = len(words) > len(other)
    allowed = _MAX_OTHER_WORDS if labelled and readings[0].value is not None else 1
    return readings if len(other) <= allowed else None


def is_modified_label(text: str) -> bool:
    """Say whether `text` announces an update rather than a first publication."""
    return bool(_MODIFIED.search(key(text)))
