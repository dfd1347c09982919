"""The newsletter that a new site begins with."""

from typing import Any

from khabar.letters.models import Newsletter


def ensure_first(**_: Any) -> None:
    """Make the daily digest of the front page where there is no newsletter; without subscribers nothing is sent."""
    if not Newsletter.objects.exists():
        Newsletter.objects.create(
            name="النشرة اليومية", description="أهم ما نشرناه في يوم، في رسالة واحدة كل صباح.", front=True
        )
