"""The components of a NewsML 1 item: lines, metadata, text, and the pictures that come with it."""

import re
from collections.abc import Iterator

from khabar.formats.wire.g2_content import take_body
from khabar.formats.wire.markup import Body, read_body, read_html, read_plain
from khabar.formats.wire.nitf import read_nitf_body
from khabar.formats.wire.record import Association, Draft, Subject, Text
from khabar.formats.wire.times import read_moment
from khabar.formats.wire.xml import (
    Element,
    attribute,
    child,
    children,
    descendants,
    integer,
    language_of,
    local,
    text_of,
    urgency_of,
)

_MEDIA = {
    "photo": "picture", "picture": "picture", "image": "picture", "graphic": "graphic", "video": "video",
    "clip": "video", "audio": "audio", "sound": "audio", "animation": "video", "jpg": "picture", "jpeg": "picture",
    "mpeg3": "audio", "mp3": "audio", "mpeg4": "video", "mp4": "video",
}  # fmt: skip
_RANK = {"highdef": 3, "highres": 3, "original": 3, "main": 2, "preview": 1, "quicklook": 1, "thumbnail": 0}
_CODES = ("SubjectDetail", "SubjectMatter", "Subject", "SubjectQualifier")
_LISTS = {"HeadLine": "headlines", "SubHeadLine": "abstracts", "CopyrightLine": "rights", "RightsLine": "usage_terms"}
_SINGLE = {"ByLine": "byline", "DateLine": "dateline_text"}
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BLOCK_TAG = re.compile(r"<(?:p|br|div|h\d|ul|ol|table)\b[^<>]*>", re.IGNORECASE)
_SUPPORTING = ("caption", "supporting", "sidebar")


def story_components(component: Element) -> tuple[list[Element], list[Element]]:
    """Return the inner components that are stories of their own, and those that go with them.

    A story has a role and a headline; pictures and sounds beside a text go with it, alone they are stories.
    """
    parts = [
        part
        for part in children(component, "NewsComponent")
        if child(part, "NewsLines", "HeadLine") is not None and child(part, "Role") is not None
    ]
    texts = [part for part in parts if not _is_media(part)]
    return (texts, [part for part in parts if _is_media(part)]) if texts else (parts, [])


def add_media(parts: list[Element], draft: Draft) -> None:
    """Add what goes with a story to its associations."""
    draft.associations.extend(found for part in parts if (found := _association(part)))


def read_component(component: Element, draft: Draft) -> None:
    """Read a story's component and those inside it into `draft`; outer lines and metadata come first."""
    for part in _text_components(component):
        _read_lines(child(part, "NewsLines"), draft)
        _read_administration(child(part, "AdministrativeMetadata"), draft)
        _read_rights(child(part, "RightsMetadata"), draft)
        _read_description(child(part, "DescriptiveMetadata"), draft)
        draft.language = draft.language or language_of(part)
        for item in children(part, "ContentItem"):
            _read_content(item, _role(part), draft)
    add_media(list(_media_components(component)), draft)


def _text_components(component: Element) -> Iterator[Element]:
    yield component
    for part in children(component, "NewsComponent"):
        if not _is_media(part):
            yield from _text_components(part)


def _media_components(component: Element) -> Iterator[Element]:
    for part in children(component, "NewsComponent"):
        if _is_media(part):
            yield part
        else:
            yield from _media_components(part)


def _is_media(component: Element) -> bool:
    """Say whether a component is a picture, film or sound with its renditions and caption, and no story."""
    items = list(descendants(component, "ContentItem"))
    referred = [item for item in items if attribute(item, "Href") and _media_type(item)]
    texts = [item for item in items if not attribute(item, "Href") and _content_role(item) not in ("caption", "title")]
    return bool(referred) and not any(text_of(child(item, "DataContent")) for item in texts)


def _role(component: Element) -> str:
    return (attribute(child(component, "Role"), "FormalName") or "").lower()


def _content_role(item: Element) -> str:
    parent = item.getparent()
    return _role(parent) if parent is not None else ""


def _media_type(item: Element) -> str | None:
    for name in ("MediaType", "Format", "MimeType"):
        formal = (attribute(child(item, name), "FormalName") or "").lower()
        found = _MEDIA.get(formal) or _MEDIA.get(formal.split("/")[0])
        if found:
            return found
    return _MEDIA.get(_content_role(item))


def _association(component: Element) -> Association | None:
    items = [item for item in descendants(component, "ContentItem") if attribute(item, "Href")]
    if not items:
        return None
    best = max(items, key=_weight)
    lines = next(descendants(component, "NewsLines"), None)
    by = text_of(child(lines, "ByLine"))
    owner = text_of(child(lines, "CreditLine"))
    caption = next((item for item in descendants(component, "ContentItem") if _content_role(item) == "caption"), None)
    return Association(
        type=_media_type(best) or "document",
        headline=text_of(child(lines, "HeadLine")),
        caption=text_of(child(caption, "DataContent")) or text_of(child(lines, "HeadLine")),
        credit=" / ".join(name for name in (by, owner) if name) or None,
        href=attribute(best, "Href"),
    )


def _weight(item: Element) -> tuple[int, int, int]:
    properties = {attribute(one, "FormalName"): integer(one.get("Value")) for one in descendants(item, "Property")}
    area = (properties.get("Width") or 0) * (properties.get("Height") or 0)
    size = integer(text_of(child(item, "Characteristics", "SizeInBytes"))) or 0
    return area, _RANK.get(_content_role(item), 2), size


def _read_lines(node: Element | None, draft: Draft) -> None:
    for line in node if node is not None else ():
        name, value = local(line), text_of(line)
        if value is None:
            continue
        if name == "NewsLine":
            _read_news_line(line, draft)
        elif name in _LISTS:
            getattr(draft, _LISTS[name]).append(Text(value, language_of(line), main=name == "HeadLine"))
        elif name == "CreditLine":
            draft.credit(value)
        elif name == "SlugLine":
            draft.slugline = value
        elif name in _SINGLE and getattr(draft, _SINGLE[name]) is None:
            setattr(draft, _SINGLE[name], value)


def _read_news_line(line: Element, draft: Draft) -> None:
    """Take an agency's own kind of line: what it says is for editors («(Photo+Video)», advisories)."""
    kind = (attribute(child(line, "NewsLineType"), "FormalName") or "").lower()
    text = text_of(child(line, "NewsLineText"))
    if text:
        draft.note(text)
    if "advisory" in kind and text:
        draft.kinds.append(text)


def _read_administration(node: Element | None, draft: Draft) -> None:
    if node is None:
        return
    for name in ("Provider", "Source", "Creator", "Contributor"):
        for part in children(node, name):
            party = attribute(child(part, "Party"), "FormalName")
            if party is None:
                continue
            if name in ("Provider", "Source"):
                draft.credit(party)
                draft.providers.append(party)
            elif " " in party:
                draft.creators.append(party)
    for one in descendants(node, "Property"):
        if attribute(one, "FormalName") == "Priority":
            draft.urgency = draft.urgency or urgency_of(one.get("Value"))


def _read_rights(node: Element | None, draft: Draft) -> None:
    if node is None:
        return
    for copyright_ in children(node, "Copyright"):
        words = (text_of(child(copyright_, "CopyrightDate")), text_of(child(copyright_, "CopyrightHolder")))
        draft.rights.append(Text(" ".join(word for word in words if word)))
    for usage in children(node, "UsageRights"):
        terms = (text_of(part) for part in children(usage, "UsageType", "Geography", "Limitations"))
        draft.usage_terms.append(Text(" ".join(term for term in terms if term)))


def _read_description(node: Element | None, draft: Draft) -> None:
    if node is None:
        return
    draft.language = attribute(child(node, "Language"), "FormalName") or draft.language
    for code in children(node, "SubjectCode"):
        _add_subjects(code, draft)
    for genre in children(node, "Genre", "OfInterestTo"):
        draft.kinds.extend(filter(None, [attribute(genre, "FormalName")]))
    draft.filed_on = draft.filed_on or read_moment(text_of(child(node, "DateLineDate")))
    for location in children(node, "Location"):
        if (attribute(location, "HowPresent") or "Origin").lower() in ("origin", "from", "dateline"):
            draft.place = draft.place or _city(location)


def _city(location: Element) -> str | None:
    named = {attribute(one, "FormalName"): attribute(one, "Value") for one in descendants(location, "Property")}
    return named.get("City") or named.get("SubLocation") or None


def _add_subjects(node: Element, draft: Draft) -> None:
    for part in children(node, *_CODES):
        code = attribute(part, "FormalName")
        subject = Subject(code, attribute(part, "Name"))
        if code and all(code != other.code for other in draft.subjects):
            draft.subjects.append(subject)


def _read_content(item: Element, role: str, draft: Draft) -> None:
    data = child(item, "DataContent")
    if data is None:
        href = attribute(item, "Href")
        if href and (kind := _media_type(item)):
            draft.associations.append(Association(type=kind, href=href))
        return
    if role == "title":
        draft.headlines.extend([Text(value)] if (value := text_of(data)) else [])
    elif role in ("lead", "abstract", "summary"):
        draft.abstracts.extend([Text(value)] if (value := text_of(data)) else [])
    elif role not in _SUPPORTING and not draft.body:
        take_body(_body(data, draft), draft)


def _body(data: Element, draft: Draft) -> Body:
    nitf = child(data, "nitf")
    if nitf is not None:
        return read_nitf_body(nitf, draft)
    html = child(data, "html", "body")
    if html is not None:
        return read_body(html)
    if len(data):
        return read_body(data)
    text = "".join(data.itertext())
    return read_html(text) if _BLOCK_TAG.search(text) else read_plain(_TAG.sub("", text))
