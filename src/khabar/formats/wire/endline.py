"""What the text wires share in their codes: priority letters, and the end line with day and time of sending."""

import hashlib
import re
from datetime import date, datetime, timedelta, timezone

from khabar.arabic.dates_lexicon import month_number

PRIORITY_LETTERS = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5, "a": 4, "z": 5, "s": 6, "h": 6, "x": 6, "w": 6}
"""Urgency by the letters of ANPA 1312: flash, bulletin, urgent, regular, deferred and below."""

_END = re.compile(
    r"(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})\s*(?P<zone>[A-Za-z]{1,5})?\s+(?P<month>[A-Za-zäÄ]{3,9})\.?\s+(?P<year>\d{2,4})"
)
_ANPA_END = re.compile(
    r"(?P<month>\d{1,2})-(?P<day>\d{1,2})-(?P<year>\d{2,4})\s+(?P<hour>\d{2}):?(?P<minute>\d{2})\s*(?P<zone>[A-Za-z]{1,5})?"
)
_GERMAN = {"mrz": 3, "mai": 5, "okt": 10, "dez": 12, "januar": 1, "marz": 3, "juni": 6, "juli": 7, "oktober": 10,
           "dezember": 12, "februar": 2}  # fmt: skip
_OFFSETS = {"gmt": 0, "utc": 0, "z": 0, "met": 1, "cet": 1, "mez": 1, "mesz": 2, "cest": 2, "bst": 1, "edt": -4,
            "est": -5, "cdt": -5, "cst": -6, "pdt": -7, "pst": -8, "msk": 3, "eet": 2, "eest": 3}  # fmt: skip


def read_end_time(text: str) -> datetime | None:
    """Return the time of an end line, without a zone where it names none known."""
    match = _END.search(text) or _ANPA_END.search(text)
    if match is None:
        return None
    month = int(match["month"]) if match["month"].isdigit() else _month(match["month"])
    year = int(match["year"])
    if month is None:
        return None
    century = 2000 if year < 70 else 1900
    try:
        moment = datetime(
            year if year > 99 else year + century, month, int(match["day"]), int(match["hour"]), int(match["minute"])
        )
    except ValueError:
        return None
    offset = _OFFSETS.get((match["zone"] or "").lower())
    return moment if offset is None else moment.replace(tzinfo=timezone(timedelta(hours=offset)))


def _month(word: str) -> int | None:
    folded = word.lower().replace("ä", "a")
    return month_number(folded) or _GERMAN.get(folded) or month_number(folded[:3])


def daily_identifier(parts: tuple[str, ...], sent: date | None, text: str) -> str:
    """Return an identifier for a message whose number begins anew each day: with the day, else a hash of the text."""
    last = f"{sent:%Y%m%d}" if sent else hashlib.sha256(text.encode("utf-8", errors="replace")).hexdigest()[:16]
    return ":".join((*filter(None, parts), last))
