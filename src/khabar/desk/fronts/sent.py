"""What the page's script and forms send, read: arrangements and moments of the newsroom's clock."""

import json
from datetime import datetime
from typing import Any

from django.utils import timezone

from khabar.curation.errors import BadArrangement
from khabar.curation.zones import Arranged, Sizes, moment, read


def arranged_of(text: str, sizes: Sizes) -> Arranged:
    """An arrangement as the page sends it: JSON, its moments written on the newsroom's clock.

    Raises:
        BadArrangement: it cannot be read, or cannot be.
    """
    try:
        raw = json.loads(text)
    except ValueError as error:
        raise BadArrangement("لم يُفهم الترتيب المرسل. أعد تحميل الصفحة.") from error
    if isinstance(raw, dict) and isinstance(raw.get("lists"), dict):
        raw["lists"] = {key: [_with_zone(row) for row in rows] for key, rows in raw["lists"].items() if _listed(rows)}
    return read(raw, sizes)


def local_moment(text: str) -> datetime | None:
    """A moment as a date field gives it (`2026-11-26T14:30`), on the newsroom's clock; None for nothing.

    Raises:
        BadArrangement: it is no such moment.
    """
    return moment(_aware(text))


def field_value(at: datetime | None) -> str:
    """A moment as a date field takes it."""
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M") if at else ""


def number(text: Any) -> int:
    """A row's number; 0 for anything else."""
    written = str(text or "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 18 else 0


def _listed(rows: Any) -> bool:
    if not isinstance(rows, list):
        raise BadArrangement("لم يُفهم الترتيب المرسل. أعد تحميل الصفحة.")
    return True


def _with_zone(row: Any) -> Any:
    return {**row, "until": _aware(row.get("until"))} if isinstance(row, dict) else row


def _aware(text: Any) -> Any:
    """The text with the offset of the newsroom's clock; left alone where it is no moment, for `moment` to refuse."""
    try:
        found = datetime.fromisoformat(text)
        return text if found.tzinfo else timezone.make_aware(found).isoformat()
    except (TypeError, ValueError, OverflowError):
        return text
