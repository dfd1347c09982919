"""Pictures in the raw data of a body, in reading order: those that stand alone and those of galleries. No Django."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Value = Mapping[str, Any]


def gallery_pictures(value: Value) -> list[Value]:
    """The pictures of a gallery block, in its order; a list item is stored with or without its envelope."""
    items = value.get("pictures") or []
    found = [item["value"] if item.get("type") == "item" else item for item in items if isinstance(item, dict)]
    return [one for one in found if one.get("picture")]


def picture_values(raw: Iterable[Mapping[str, Any]]) -> Iterator[Value]:
    """Every picture of a body as it is stored, each with its own caption, credit and alternative text."""
    for block in raw:
        if block["type"] == "picture" and block["value"].get("picture"):
            yield block["value"]
        elif block["type"] == "gallery":
            yield from gallery_pictures(block["value"])
