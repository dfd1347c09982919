"""Counted nouns and relative times in the six Arabic plural forms of CLDR (zero, one, two, few, many, other)."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from babel import Locale
from babel.plural import PluralRule


@dataclass(frozen=True)
class Noun:
    """A noun in the forms that counting asks for.

    `one` and `two` stand alone (نتيجة واحدة, نتيجتان); `few` follows 3 to 10, `many` 11 to 99, `other` 100 to
    102 and the
    like; `zero` is the whole phrase for none.
    """

    zero: str
    one: str
    two: str
    few: str
    many: str
    other: str


RESULT = Noun("لا نتائج", "نتيجة واحدة", "نتيجتان", "نتائج", "نتيجة", "نتيجة")
SUGGESTION = Noun("لا اقتراحات", "اقتراح واحد", "اقتراحان", "اقتراحات", "اقتراحًا", "اقتراح")
ARTICLE = Noun("لا أخبار", "خبر واحد", "خبران", "أخبار", "خبرًا", "خبر")
OTHER_ARTICLE = Noun("لا أخبار أخرى", "خبر آخر", "خبران آخران", "أخبار أخرى", "خبرًا آخر", "خبر آخر")
MINUTE = Noun("أقل من دقيقة", "دقيقة", "دقيقتين", "دقائق", "دقيقة", "دقيقة")
HOUR = Noun("أقل من ساعة", "ساعة", "ساعتين", "ساعات", "ساعة", "ساعة")
DAY = Noun("أقل من يوم", "يوم", "يومين", "أيام", "يومًا", "يوم")
MONTH = Noun("أقل من شهر", "شهر", "شهرين", "أشهر", "شهرًا", "شهر")
YEAR = Noun("أقل من سنة", "سنة", "سنتين", "سنوات", "سنة", "سنة")
"""The time nouns are in the genitive, as after منذ."""

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_MONTH, _YEAR = 30 * _DAY, 365 * _DAY


@cache
def _rule() -> PluralRule:
    return Locale("ar").plural_form


def plural_form(count: int) -> str:
    """Return the CLDR plural category of a whole number in Arabic: zero, one, two, few, many or other."""
    return str(_rule()(abs(count)))


def counted(count: int, noun: Noun) -> str:
    """Return a number with its noun: نتيجة واحدة, نتيجتان, 3 نتائج, 11 نتيجة, 100 نتيجة."""
    form = plural_form(count)
    words = str(getattr(noun, form))
    return words if form in ("zero", "one", "two") else f"{count} {words}"


def time_since(then: datetime, now: datetime) -> str:
    """Return how long ago `then` was, both aware: منذ لحظات, منذ دقيقتين, منذ 3 ساعات, منذ 11 يومًا.

    Whole units, rounded down; a moment that is still to come counts as just now.
    """
    seconds = int((now - then).total_seconds())
    if seconds < _MINUTE:
        return "منذ لحظات"
    units = ((_YEAR, YEAR), (_MONTH, MONTH), (_DAY, DAY), (_HOUR, HOUR), (_MINUTE, MINUTE))
    size, noun = next((size, noun) for size, noun in units if seconds >= size)
    return f"منذ {counted(seconds // size, noun)}"
