"""One item as the reading pane shows it: its text, what came with it, its versions and what was made from it."""

import difflib
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_datetime

from khabar.core import clock
from khabar.ingest import contract, queries
from khabar.ingest.models import WireItem
from khabar.ingest.seam import Record
from khabar.ingest.states import ItemState

NEWEST = "now"
"""How the item as it stands now is called among its versions."""


@dataclass(frozen=True)
class Version:
    """One version that can be compared with another."""

    key: str
    number: int
    at: Any
    record: Record


def context(item: WireItem, old: str = "", new: str = "") -> dict[str, Any]:
    """What the pane's template needs.

    Args:
        old, new: keys of two versions to compare; without them the last two.
    """
    versions = versions_of(item)
    record = item.record
    return {
        "item": item,
        "record": record,
        "agencies": "، ".join(agency["credit"] for agency in record["agencies"]),
        "pictures": [part for part in record["associations"] if part["type"] == "picture"],
        "others_with_it": [part for part in record["associations"] if part["type"] != "picture"],
        "subjects": subjects(record),
        "against": against(item),
        "versions": versions,
        "compared": compared(versions, old, new),
        "alerts": item.alerts.filter(resolved_at=None).select_related("article").defer("article__body"),
    }


def against(item: WireItem) -> list[str]:
    """Why no draft can be made of the item now, each reason in words."""
    if item.state == ItemState.KILLED:
        return ["سحبته الوكالة."]
    reasons = [] if item.publishable else list(item.reasons) or ["ليس للنشر."]
    if item.state == ItemState.SPIKED:
        reasons.append("استبعدته غرفة الأخبار.")
    end = contract.rights_end([item])
    if end and end <= clock.now():
        reasons.append("انتهت مدة استعماله.")
    return reasons


def versions_of(item: WireItem) -> list[Version]:
    """Every version that is kept, the newest first."""
    kept = [Version(str(row.pk), row.version, _time(row.record), row.record) for row in item.versions.order_by("-pk")]
    return [Version(NEWEST, item.version, _time(item.record), item.record), *kept]


def compared(versions: list[Version], old: str, new: str) -> dict[str, Any]:
    """Two versions side by side as lines that stayed, went and came; empty where there is one version only."""
    if len(versions) < 2:
        return {}
    by_key = {version.key: version for version in versions}
    first, second = by_key.get(old, versions[1]), by_key.get(new, versions[0])
    return {"old": first, "new": second, "lines": changed_lines(first.record, second.record)}


def changed_lines(old: Record, new: Record) -> list[tuple[str, str]]:
    """Lines in reading order, each with `same`, `gone` or `new`."""
    names = {"  ": "same", "- ": "gone", "+ ": "new"}
    lines = difflib.ndiff(_lines(old), _lines(new))
    return [(names[line[:2]], line[2:]) for line in lines if line[:2] in names]


def subjects(record: Record) -> list[tuple[str, str]]:
    """What the item is about: the value a filter takes, and the name to show."""
    pairs = ((subject["name"] or subject["code"], subject["name"] or subject["code"]) for subject in record["subjects"])
    return list(dict.fromkeys((value, name) for value, name in pairs if value))


def _lines(record: Record) -> list[str]:
    parts = [queries.headline_of(record), record["abstract"], *(block["text"] for block in record["body"])]
    return [part for part in parts if part]


def _time(record: Record) -> Any:
    text = record["modified_at"] or record["created_at"] or ""
    return parse_datetime(text) if "T" in text else None
