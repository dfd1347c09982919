"""IPTC ninjs 1.x, 2.x and 3.x objects, checked for what their schemas mean, to drafts."""

import json
from collections.abc import Iterator
from typing import Any

from khabar.formats.record import InfoSource
from khabar.formats.text import clean
from khabar.formats.wire.errors import EmptyList, MalformedWire, NotAWire
from khabar.formats.wire.markup import Body, read_html, read_plain
from khabar.formats.wire.ninjs_schema import DISTINCT, STATUSES, check
from khabar.formats.wire.record import Association, Draft, Refusal, Subject, Text
from khabar.formats.wire.times import read_moment

FORMAT = "ninjs"
Node = dict[str, Any]
_MEDIA = {"picture": "picture", "photo": "picture", "graphic": "graphic", "video": "video", "audio": "audio"}
_EVENT = "موعد أو خطة تغطية وليست خبرا"
_MAX_DEPTH = 100


def load(data: bytes | str) -> Any:
    """Return the JSON value of a document. Raises MalformedWire."""
    try:
        return json.loads(data, strict=False)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise MalformedWire(f"بنية JSON غير سليمة: السطر {line}" if line else "بنية JSON غير سليمة") from error


def read_ninjs(value: Any, *, source: str) -> Iterator[Draft | Refusal]:
    """Yield a draft for each ninjs object: one, or those of a list. Raises NotAWire for other JSON."""
    nodes = value if isinstance(value, list) else [value]
    if not nodes:
        raise EmptyList("قائمة JSON فارغة لا مادة فيها")
    if not any(_is_ninjs(node) for node in nodes):
        raise NotAWire("مستند JSON ليس من صيغة ninjs ولا JSON Feed")
    for node in nodes:
        try:
            yield _item(node, source)
        except MalformedWire as error:
            if not isinstance(value, list):
                raise
            uri = node.get("uri") if isinstance(node, dict) else None
            yield Refusal(error.reason, uri if isinstance(uri, str) else None)


def _is_ninjs(node: Any) -> bool:
    return isinstance(node, dict) and any(str(name).lower() in DISTINCT for name in node)


def _item(node: Any, source: str) -> Draft:
    fields = check(node)
    draft = Draft(source=source, format=FORMAT, guid=fields.get("uri") or fields.get("guid"))
    draft.version = _version(fields.get("version"))
    draft.language = fields.get("language")
    draft.urgency = _urgency(fields)
    draft.pub_status = STATUSES[fields.get("pubstatus") or "usable"]
    kind = fields.get("type") or "text"
    draft.media = kind in _MEDIA
    _read_times(fields, draft)
    _read_words(fields, draft)
    _read_credits(fields, draft)
    _read_subjects(fields, draft)
    _read_body(fields, draft)
    _read_associations(fields, draft, kind)
    if kind in ("event", "planning") or ("eventdetails" in fields and "type" not in fields):
        draft.reasons.append(_EVENT)
    if kind == "composite":
        draft.kinds.append("composite")
    return draft


def _version(value: Any) -> int | None:
    text = str(value) if value is not None else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _urgency(fields: Node) -> int | None:
    value = fields.get("urgency") or fields.get("priority")
    return int(value) if isinstance(value, (int, float)) and 1 <= value <= 9 else None


def _read_times(fields: Node, draft: Draft) -> None:
    draft.created_at = read_moment(fields.get("contentcreated") or fields.get("firstcreated"))
    draft.modified_at = read_moment(fields.get("versioncreated") or fields.get("contentmodified"))
    draft.expires_at = read_moment(fields.get("expires"))
    if embargo := fields.get("embargoed") or fields.get("embargoeduntil"):
        draft.embargoed, draft.embargoed_until = True, read_moment(embargo)


def wordings(fields: Node, single: str, several: str) -> list[Text]:
    """Return a property's wordings: `headline`, `headline_…` of ninjs 1 and the `headlines` of ninjs 2 and 3."""
    found = [
        Text(clean(_plain(value)), None, name in (single, f"{single}_main", f"{single}_text"))
        for name, value in fields.items()
        if isinstance(value, str) and (name == single or name.startswith(f"{single}_")) and value.strip()
    ]
    for entry in fields.get(several) or []:
        text = entry.get("value") or ""
        if value := text if entry.get("contenttype") == "text/plain" else _plain(text):
            found.append(Text(clean(value), entry.get("lang") or None, entry.get("role") in ("main", "text", None)))
    return found


def _plain(value: str) -> str:
    return " ".join(block.text for block in read_html(value).blocks) if "<" in value else value


def _read_words(fields: Node, draft: Draft) -> None:
    draft.headlines.extend(wordings(fields, "headline", "headlines"))
    if title := fields.get("title"):
        draft.headlines.append(Text(clean(title), "zxx"))
    draft.abstracts.extend(wordings(fields, "description", "descriptions"))
    draft.slugline = clean(fields.get("slugline") or "") or None
    draft.byline = clean(fields.get("byline") or fields.get("by") or "") or None
    draft.place = clean(fields.get("located") or "") or None
    if holder := fields.get("copyrightnotice") or fields.get("copyrightholder"):
        draft.rights.append(Text(clean(holder)))
    if terms := fields.get("usageterms"):
        draft.usage_terms.append(Text(clean(terms)))
    for name in ("ednote", "embargoedreason"):
        draft.note(clean(_plain(fields.get(name) or "")))


def _read_credits(fields: Node, draft: Draft) -> None:
    draft.credit(clean(fields.get("source") or ""))
    for entry in [*(fields.get("infosource") or []), *(fields.get("infosources") or [])]:
        draft.informed_by(_info_source(entry))
    if not draft.credits:
        draft.credit(clean(fields.get("copyrightholder") or ""))
    draft.providers.extend([*draft.credits, draft.guid or ""])


def _info_source(entry: Node) -> InfoSource:
    code = entry.get("uri") or entry.get("literal") or entry.get("qcode")
    name = clean(str(entry.get("name") or entry.get("literal") or ""))
    return InfoSource(name, entry.get("role") or None, str(code) if code else None)


def _read_subjects(fields: Node, draft: Draft) -> None:
    for entry in [*(fields.get("subject") or []), *(fields.get("subjects") or [])]:
        code = entry.get("code") or entry.get("uri") or entry.get("qcode") or entry.get("literal")
        subject = Subject(str(code) if code else None, clean(entry.get("name") or "") or None)
        if (subject.code or subject.name) and subject not in draft.subjects:
            draft.subjects.append(subject)
    for name in ("genre", "genres", "service"):
        for entry in fields.get(name) or []:
            draft.kinds.extend(str(entry[key]) for key in ("name", "code") if entry.get(key))


def _read_body(fields: Node, draft: Draft) -> None:
    candidates = [
        (_rank(name, ""), name, value)
        for name, value in fields.items()
        if name.startswith("body") and isinstance(value, str) and value.strip()
    ]
    for entry in fields.get("bodies") or []:
        if isinstance(entry.get("value"), str) and entry["value"].strip():
            kind = str(entry.get("contenttype") or "")
            candidates.append((_rank(str(entry.get("role") or ""), kind), kind, entry["value"]))
    if not candidates:
        return
    _, kind, value = min(candidates, key=lambda found: found[0])
    body = _nitf(value, draft) if "nitf" in kind.lower() else _text(value)
    draft.body.extend(body.blocks)
    draft.associations.extend(body.associations)
    for text in body.notes:
        draft.note(text)
    draft.dateline_text = body.dateline


def _rank(name: str, kind: str) -> int:
    """Prefer mark-up, which keeps paragraphs and subheadings apart, to plain text."""
    words = f"{name} {kind}".lower()
    if "html" in words or "richtext" in words:
        return 0
    return 2 if "nitf" in words else 1


def _text(value: str) -> Body:
    return read_html(value) if "</" in value or "<br" in value or "<p" in value else read_plain(value)


def _nitf(value: str, draft: Draft) -> Body:
    from khabar.formats.wire.nitf import read_nitf_body
    from khabar.formats.wire.xml import parse_xml_text

    try:
        return read_nitf_body(parse_xml_text(value), draft)
    except MalformedWire:
        draft.warnings.append("النص بصيغة NITF غير سليم فقُرئ نصا مجردا")
        return read_html(value)


def _read_associations(fields: Node, draft: Draft, kind: str) -> None:
    value = fields.get("associations") or {}
    entries = value.values() if isinstance(value, dict) else value
    draft.associations.extend(_association(entry) for entry in entries)
    renditions = fields.get("renditions")
    draft.link = _page(renditions)
    if (href := _best(renditions)) and href != draft.link:
        draft.associations.append(
            Association(
                type=_MEDIA.get(kind, "document"),
                headline=next((text.value for text in draft.headlines), None),
                caption=next((text.value for text in draft.abstracts), None),
                credit=_credit(fields),
                href=href,
            )
        )


def _association(entry: Node) -> Association:
    fields = check(entry, associated=True)
    headlines, captions = wordings(fields, "headline", "headlines"), wordings(fields, "description", "descriptions")
    kind = fields.get("type") or "text"
    return Association(
        type=_MEDIA.get(kind, kind),
        headline=(headlines[0].value if headlines else clean(fields.get("title") or "")) or None,
        caption=(captions[0].value if captions else "") or None,
        credit=_credit(fields),
        href=_best(fields.get("renditions")) or fields.get("uri") or fields.get("guid") or fields.get("href"),
    )


def _credit(fields: Node) -> str | None:
    by = clean(fields.get("byline") or fields.get("by") or "")
    owner = clean(fields.get("source") or fields.get("copyrightholder") or "")
    return " / ".join(name for name in (by, owner) if name) or None


def _page(renditions: Any) -> str | None:
    """Return the address of the item's page on the web, when that is among its renditions."""
    kinds = {str(one.get("contenttype") or one.get("mimetype")): one["href"] for one in _usable(renditions)}
    return kinds.get("text/html")


def _usable(renditions: Any) -> list[Node]:
    entries = renditions.values() if isinstance(renditions, dict) else renditions or []
    lowered = [{str(key).lower(): value for key, value in one.items()} for one in entries if isinstance(one, dict)]
    return [one for one in lowered if isinstance(one.get("href"), str) and one["href"]]


def _best(renditions: Any) -> str | None:
    usable = _usable(renditions)
    if not usable:
        return None
    href: str = max(usable, key=lambda one: _number(one.get("width")) * _number(one.get("height")))["href"]
    return href


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**7 else 0
