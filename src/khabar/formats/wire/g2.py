"""NewsML-G2 items and messages (every 2.x version) to drafts."""

from collections.abc import Iterator

from khabar.formats.wire.errors import MalformedWire, NotNews
from khabar.formats.wire.g2_content import read_content
from khabar.formats.wire.g2_meta import label, read_content_meta, read_item_meta, read_rights
from khabar.formats.wire.record import Association, Draft, Refusal
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

FORMAT = "newsml-g2"
ROOTS = frozenset({"newsItem", "packageItem", "newsMessage", "conceptItem", "knowledgeItem", "catalogItem",
                   "planningItem", "hopHistory", "groupSet", "itemSet"})  # fmt: skip
_NOT_NEWS = {
    "conceptItem": "مادة مفهوم (conceptItem) تصف مصطلحا أو حدثا وليست خبرا",
    "knowledgeItem": "قاموس مفاهيم (knowledgeItem) وليس خبرا",
    "catalogItem": "فهرس رموز (catalogItem) وليس خبرا",
    "planningItem": "خطة تغطية (planningItem) وليست خبرا",
}
_MEDIA_CLASSES = {
    "picture": "picture",
    "photo": "picture",
    "graphic": "graphic",
    "video": "video",
    "audio": "audio",
    "animation": "video",
}


def read_g2(root: Element, *, source: str) -> Iterator[Draft | Refusal]:
    """Yield a draft for each news or package item, and a refusal for each item that is none."""
    name = local(root)
    if name == "newsMessage":
        yield from _message(root, source)
    elif name == "itemSet":
        yield from _items(root, source)
    elif name in ("newsItem", "packageItem"):
        yield _item(root, source)
    elif name in _NOT_NEWS:
        raise NotNews(_NOT_NEWS[name])
    else:
        raise MalformedWire(f"جزء من مستند NewsML-G2 ({name}) بلا مادة تحمله")


def _message(root: Element, source: str) -> Iterator[Draft | Refusal]:
    header = child(root, "header")
    priority = urgency_of(text_of(child(header, "priority")))
    sets = list(children(root, "itemSet"))
    if not sets:
        raise MalformedWire("رسالة NewsML-G2 بلا مجموعة مواد (itemSet)")
    for one in sets:
        for found in _items(one, source):
            if isinstance(found, Draft) and found.urgency is None:
                found.urgency = priority
            yield found


def _items(node: Element, source: str) -> Iterator[Draft | Refusal]:
    for part in node:
        name = local(part)
        if name in ("newsItem", "packageItem"):
            try:
                yield _item(part, source)
            except MalformedWire as error:
                yield Refusal(error.reason, attribute(part, "guid"))
        elif name:
            yield Refusal(_NOT_NEWS.get(name, f"مادة من نوع غير معروف ({name})"), attribute(part, "guid"))


def _item(node: Element, source: str) -> Draft:
    guid = attribute(node, "guid")
    if guid is None:
        raise MalformedWire("مادة NewsML-G2 بلا معرّف (guid)")
    draft = Draft(source=source, format=FORMAT, guid=guid, version=integer(node.get("version")) or 1)
    draft.language = language_of(node)
    draft.providers.append(guid)
    for rights in children(node, "rightsInfo"):
        read_rights(rights, draft)
    item_class = None
    item_meta = child(node, "itemMeta")
    if item_meta is not None:
        item_class = read_item_meta(item_meta, draft)
    for meta in children(node, "contentMeta"):
        read_content_meta(meta, draft)
    kind = _MEDIA_CLASSES.get(item_class or "")
    draft.media = kind is not None
    contents = child(node, "contentSet")
    if contents is not None:
        read_content(contents, draft, kind)
    if local(node) == "packageItem" or item_class == "composite":
        _package(node, draft)
    return draft


def _package(node: Element, draft: Draft) -> None:
    """Take a package's references as associations; a package names stories and holds none."""
    draft.kinds.append("composite")
    for group in children(node, "groupSet"):
        for reference in descendants(group, "itemRef"):
            draft.associations.append(_reference(reference))


def _reference(node: Element) -> Association:
    item_class = (attribute(child(node, "itemClass"), "qcode", "uri") or "text").replace("/", ":").rpartition(":")[2]
    descriptions = list(children(node, "description"))
    title = child(node, "headline")
    return Association(
        type=_MEDIA_CLASSES.get(item_class, item_class),
        headline=text_of(title if title is not None else child(node, "title")),
        caption=text_of(descriptions[0]) if descriptions else None,
        credit=label(child(node, "provider"), None),
        href=attribute(node, "href", "residref"),
    )
