"""NITF 3.x documents, and NITF inside other formats, to drafts."""

import re

from khabar.formats.text import clean
from khabar.formats.wire.endline import PRIORITY_LETTERS
from khabar.formats.wire.errors import MalformedWire
from khabar.formats.wire.markup import Body, read_body
from khabar.formats.wire.record import Draft, PubStatus, Subject, Text
from khabar.formats.wire.times import instant, read_moment
from khabar.formats.wire.xml import (
    XML_LANG,
    Element,
    attribute,
    child,
    children,
    descendants,
    integer,
    text_of,
    urgency_of,
)

FORMAT = "nitf"
_STATUS: dict[str, PubStatus] = {"usable": "usable", "withheld": "withheld", "canceled": "canceled"}
_DASHED = re.compile(r"\s+-\s+$")


def read_nitf(root: Element, *, source: str) -> Draft:
    """Read an NITF document. Raises MalformedWire when it has no body."""
    if child(root, "body") is None:
        raise MalformedWire("مستند NITF بلا متن (body)")
    draft = Draft(source=source, format=FORMAT)
    head = child(root, "head")
    if head is not None:
        _read_head(head, draft)
    body = read_nitf_body(root, draft)
    draft.body.extend(body.blocks)
    draft.associations.extend(body.associations)
    for text in body.notes:
        draft.note(text)
    draft.language = draft.language or attribute(root, XML_LANG)
    if title := text_of(child(head, "title")):
        draft.headlines.append(Text(title, "zxx"))
    return draft


def read_nitf_body(root: Element, draft: Draft) -> Body:
    """Read the body of an `nitf` element: what its head says goes to `draft`, the content is returned."""
    node = child(root, "body")
    if node is None:
        return read_body(root)
    head = child(node, "body.head")
    if head is not None:
        _read_body_head(head, draft)
    end = child(node, "body.end")
    for tagline in children(end, "tagline") if end is not None else ():
        draft.note(text_of(tagline) or "")
    content = child(node, "body.content")
    return read_body(node if content is None else content)


def _read_head(head: Element, draft: Draft) -> None:
    for subject in descendants(head, "tobject.subject"):
        _add_subject(subject, draft)
    for kind in children(head, "tobject"):
        draft.kinds.extend(filter(None, [attribute(kind, "tobject.type")]))
        draft.kinds.extend(
            filter(None, (attribute(p, "tobject.property.type") for p in children(kind, "tobject.property")))
        )
    for meta in children(head, "meta"):
        _read_meta(meta, draft)
    data = child(head, "docdata")
    if data is not None:
        _read_docdata(data, draft)


def _add_subject(node: Element, draft: Draft) -> None:
    name = attribute(
        node, "tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type", "tobject.subject.code"
    )
    subject = Subject(attribute(node, "tobject.subject.refnum", "tobject.subject.code"), name)
    if (subject.code or subject.name) and subject not in draft.subjects:
        draft.subjects.append(subject)


def _read_meta(meta: Element, draft: Draft) -> None:
    name, content = (attribute(meta, "name") or "").lower(), attribute(meta, "content")
    if not content:
        return
    if name in ("anpa-keyword", "slug", "slugline"):
        draft.slugline = draft.slugline or content
    elif name in ("category_iptc", "iptc-subject", "subjectcode"):
        draft.subjects.append(Subject(content, None))
    elif name == "priority":
        draft.urgency = draft.urgency or urgency_of(content) or PRIORITY_LETTERS.get(content.lower())
    elif name in ("category", "anpa-category"):
        draft.kinds.append(content)
    elif name == "version":
        draft.version = integer(content) or draft.version


def _read_docdata(data: Element, draft: Draft) -> None:
    draft.guid = attribute(child(data, "doc-id"), "id-string", "regsrc")
    draft.providers.extend(filter(None, [attribute(child(data, "doc-id"), "regsrc"), draft.guid]))
    draft.version = integer(attribute(child(data, "du-key"), "version")) or draft.version
    draft.urgency = urgency_of(attribute(child(data, "urgency"), "ed-urg")) or draft.urgency
    draft.created_at = read_moment(attribute(child(data, "date.issue"), "norm"))
    draft.expires_at = read_moment(attribute(child(data, "date.expire"), "norm"))
    _read_release(data, draft)
    for message in children(data, "ed-msg"):
        draft.note(attribute(message, "info") or text_of(message) or "")
    if draft.slugline is None:
        keys = [key for node in descendants(data, "keyword") if (key := attribute(node, "key"))]
        draft.slugline = "-".join(keys) or None
    holder = child(data, "doc.copyright")
    if holder is not None:
        words = (attribute(holder, "year"), attribute(holder, "holder"))
        draft.rights.append(Text(" ".join(word for word in words if word)))
    if child(data, "correction") is not None:
        draft.signal("correction")


def _read_release(data: Element, draft: Draft) -> None:
    """Read status and release: a release after the issue is an embargo."""
    status = (attribute(data, "management-status") or "usable").lower()
    draft.pub_status = _STATUS.get(status, "usable")
    release = read_moment(attribute(child(data, "date.release"), "norm"))
    later = release is not None and draft.created_at is not None and instant(release) > instant(draft.created_at)
    draft.embargoed = status == "embargoed" or later
    draft.embargoed_until = release if draft.embargoed else None


def _read_body_head(head: Element, draft: Draft) -> None:
    lines = child(head, "hedline")
    if lines is not None:
        for number, line in enumerate(children(lines, "hl1")):
            if value := text_of(line):
                draft.headlines.append(Text(value, attribute(line, "lang", XML_LANG), number == 0))
        draft.abstracts.extend(Text(value) for line in children(lines, "hl2") if (value := text_of(line)))
    abstract = text_of(child(head, "abstract"))
    if abstract:
        draft.abstracts.append(Text(abstract, None, main=True))
    draft.byline = draft.byline or _byline(child(head, "byline"))
    draft.credit(text_of(child(head, "distributor")))
    if holder := text_of(child(head, "rights")):
        draft.rights.append(Text(holder))
    for note in children(head, "note"):
        draft.note(text_of(note) or "")
    _read_dateline(child(head, "dateline"), draft)


def _byline(node: Element | None) -> str | None:
    """Return a byline without the job title that may follow the name."""
    if node is None:
        return None
    people = [name for person in children(node, "person") if (name := text_of(person))]
    if people:
        return ", ".join(people)
    titles = set(children(node, "byttl"))
    pieces = [node.text or ""]
    for part in node:
        pieces.append("" if part in titles else "".join(part.itertext()))
        pieces.append(part.tail or "")
    return clean("".join(pieces)).strip(" ,،") or None


def _read_dateline(node: Element | None, draft: Draft) -> None:
    if node is None:
        return
    location = child(node, "location")
    city = text_of(next(descendants(node, "city"), None)) or text_of(location)
    draft.place = draft.place or (_DASHED.sub("", city) if city else None)
    date = child(node, "story.date")
    draft.filed_on = draft.filed_on or read_moment(attribute(date, "norm"))
    if city is None:
        draft.dateline_text = draft.dateline_text or text_of(node)
