"""What the ninjs schemas require of an object, for all their versions at once.

Source: the JSON schemas of ninjs 1.0 to 3.x (iptc.org/std/ninjs). Names are compared in lower case, which is
where version 3 differs from the earlier ones. Properties the schemas do not know are let through: agencies add
their own, and nothing of ours depends on them.
"""

from typing import Any

from khabar.formats.wire.errors import MalformedWire
from khabar.formats.wire.record import PubStatus
from khabar.formats.wire.times import read_moment

Node = dict[str, Any]

_STRINGS = (
    frozenset({"uri", "guid", "type", "mimetype", "representationtype", "profile", "versioncreated", "firstcreated"})
    | {"contentcreated", "contentmodified", "embargoed", "expires", "pubstatus", "copyrightholder", "copyrightnotice"}
    | {"embargoeduntil"}
    | {
        "usageterms",
        "ednote",
        "embargoedreason",
        "language",
        "title",
        "byline",
        "by",
        "headline",
        "slugline",
        "located",
    }
    | {"body_text", "body_html", "body_xhtml", "body_main", "body_richtext", "description_text", "description_html"}
    | {"description_caption", "source", "href"}
)
_LISTS = (
    frozenset({"headlines", "bodies", "descriptions", "subject", "subjects", "place", "places", "person", "people"})
    | {"organisation", "organisations", "event", "events", "object", "objects", "genre", "genres", "service"}
    | {"infosource", "infosources", "trustindicator", "trustindicators", "financialinstruments", "products"}
)
_PLAIN_NAMES = frozenset({"genre", "genres", "service"})
_EITHER = frozenset({"associations", "renditions"})
_DATES = frozenset({"versioncreated", "firstcreated", "contentcreated", "contentmodified", "embargoed", "expires",
                    "embargoeduntil"})  # fmt: skip
_TYPES = frozenset({"text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"}) | {
    "photo"
}
STATUSES: dict[str, PubStatus] = {
    "usable": "usable",
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
}
DISTINCT = frozenset({"uri", "headline", "headlines", "bodies", "body_text", "body_html", "body_xhtml", "body_main",
                      "versioncreated", "pubstatus", "copyrightholder", "description_text", "usageterms", "$standard",
                      "standard", "representationtype"})  # fmt: skip
"""Names by which an object is known as ninjs."""


def check(node: Any, *, associated: bool = False) -> Node:
    """Return the object's properties by lower-case name. Raises MalformedWire where the schemas are broken.

    An associated object may stand without an identifier of its own; inner objects keep their names in lower case.
    """
    if not isinstance(node, dict):
        raise MalformedWire("مادة ninjs ليست كائن JSON")
    fields: Node = {str(name).lower(): value for name, value in node.items() if value is not None}
    for name, value in list(fields.items()):
        fields[name] = _checked(name, value)
    if not associated and not (fields.get("uri") or fields.get("guid")):
        raise MalformedWire("مادة ninjs بلا معرّف (uri)")
    if fields.get("type", "text") not in _TYPES:
        raise MalformedWire(f"نوع مادة ninjs غير معروف: {str(fields['type'])[:40]}")
    if fields.get("pubstatus", "usable") not in STATUSES:
        raise MalformedWire(f"حالة النشر في ninjs غير معروفة: {str(fields['pubstatus'])[:40]}")
    return fields


def _checked(name: str, value: Any) -> Any:
    if name in _STRINGS and not isinstance(value, str):
        raise MalformedWire(f"الحقل {name} في ninjs ليس نصا")
    if name in _DATES and value and read_moment(value) is None:
        raise MalformedWire(f"الحقل {name} في ninjs ليس تاريخا")
    if name in _EITHER:
        inner = value.values() if isinstance(value, dict) else value
        if not isinstance(value, (dict, list)) or not all(isinstance(one, dict) for one in inner):
            raise MalformedWire(f"الحقل {name} في ninjs لا يحوي كائنات")
    if name == "urgency" and (isinstance(value, bool) or not isinstance(value, (int, float)) or not 1 <= value <= 9):
        raise MalformedWire("الحقل urgency في ninjs ليس عددا من 1 إلى 9")
    if name in _LISTS:
        return _objects(name, value)
    return value


def _objects(name: str, value: Any) -> list[Node]:
    """Return a list of objects; ninjs 3 examples write a single object where the schema has a list."""
    entries = value if isinstance(value, list) else [value]
    if name in _PLAIN_NAMES:
        entries = [{"name": entry} if isinstance(entry, str) else entry for entry in entries]
    if not all(isinstance(entry, dict) for entry in entries):
        raise MalformedWire(f"الحقل {name} في ninjs ليس قائمة كائنات")
    found = []
    for entry in entries:
        lowered = {str(key).lower(): one for key, one in entry.items()}
        for key in ("value", "name", "lang", "role", "contenttype"):
            if lowered.get(key) is not None and not isinstance(lowered[key], str):
                raise MalformedWire(f"الحقل {name}.{key} في ninjs ليس نصا")
        found.append(lowered)
    return found
