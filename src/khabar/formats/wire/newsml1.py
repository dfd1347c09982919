"""NewsML 1.x items to drafts: the standard's components, whatever depth an agency puts its story at."""

from collections.abc import Iterator

from khabar.formats.wire.errors import MalformedWire, NotNews
from khabar.formats.wire.newsml1_content import add_media, read_component, story_components
from khabar.formats.wire.record import Draft, ProfileFor, PubStatus, Refusal
from khabar.formats.wire.times import read_moment
from khabar.formats.wire.xml import (
    Element,
    attribute,
    child,
    children,
    integer,
    language_of,
    local,
    text_of,
    urgency_of,
)

FORMAT = "newsml-1.2"
_STATUS: dict[str, PubStatus] = {
    "usable": "usable",
    "embargoed": "usable",
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
}
# Instructions and item types that say what kind of version this is, as signals.
_SIGNALS = {
    "alert": "alert",
    "flash": "flash",
    "urgent": "alert",
    "newsalert": "alert",
    "correction": "correction",
    "corrected": "correction",
    "rectify": "correction",
    "rectification": "correction",
    "update": "update",
    "kill": "kill",
    "delete": "kill",
    "cancel": "kill",
    "advisory": "advisory",
}


def read_newsml1(root: Element, *, source: str, profile_for: ProfileFor) -> Iterator[Draft | Refusal]:
    """Yield the stories of a NewsML 1 document, and a refusal for each item that holds none."""
    items = [root] if local(root) == "NewsItem" else list(children(root, "NewsItem"))
    if not items:
        raise MalformedWire("مستند NewsML بلا مادة (NewsItem)")
    envelope = child(root, "NewsEnvelope")
    for item in items:
        try:
            yield from _item(item, envelope, source, profile_for)
        except (MalformedWire, NotNews) as error:
            yield Refusal(error.reason, text_of(child(item, "Identification", "NewsIdentifier", "PublicIdentifier")))


def _item(node: Element, envelope: Element | None, source: str, profile_for: ProfileFor) -> Iterator[Draft]:
    component = child(node, "NewsComponent")
    if component is None:
        _refuse(node)
        return
    seed = _identified(node, envelope, source)
    profile = profile_for(seed.providers)
    stories, media = story_components(component) if profile.split_components else ([], [])
    if not stories:
        read_component(component, seed)
        yield seed
        return
    for story in stories:
        draft = _identified(node, envelope, source)
        draft.guid = f"{draft.guid}#{story.get('Duid')}" if story.get("Duid") else draft.guid
        draft.language = language_of(story) or draft.language
        read_component(story, draft)
        add_media(media, draft)
        yield draft


def _refuse(node: Element) -> None:
    if child(node, "TopicSet") is not None:
        raise NotNews("قائمة موضوعات (TopicSet) وليست خبرا")
    if child(node, "Update") is not None:
        raise NotNews("تعديل جزئي (Update) لمادة سابقة لا يمكن تطبيقه من غيرها")
    raise MalformedWire("مادة NewsML بلا محتوى (NewsComponent)")


def _identified(node: Element, envelope: Element | None, source: str) -> Draft:
    draft = Draft(source=source, format=FORMAT, language=language_of(node))
    _read_identification(child(node, "Identification"), draft)
    _read_management(child(node, "NewsManagement"), draft)
    if envelope is not None:
        draft.urgency = draft.urgency or urgency_of(attribute(child(envelope, "Priority"), "FormalName"))
        draft.modified_at = draft.modified_at or read_moment(text_of(child(envelope, "DateAndTime")))
        for part in children(envelope, "NewsService", "NewsProduct"):
            draft.kinds.extend(filter(None, [attribute(part, "FormalName")]))
    if draft.guid is None:
        raise MalformedWire("مادة NewsML بلا معرّف")
    return draft


def _read_identification(node: Element | None, draft: Draft) -> None:
    if node is None:
        return
    identifier = child(node, "NewsIdentifier")
    provider = text_of(child(identifier, "ProviderId"))
    revision = child(identifier, "RevisionId")
    draft.providers.extend(filter(None, [provider]))
    draft.version = integer(text_of(revision)) or 1
    draft.guid = _guid(identifier, provider, text_of(revision) or "")
    draft.slugline = text_of(child(node, "NameLabel"))


def _guid(node: Element | None, provider: str | None, revision: str) -> str | None:
    """Return the identifier that all revisions of an item share: the public one without its revision."""
    day, number = text_of(child(node, "DateId")), text_of(child(node, "NewsItemId"))
    public = text_of(child(node, "PublicIdentifier"))
    if public:
        head, colon, tail = public.rpartition(":")
        is_revision = colon and revision and tail.rstrip("NUA") == revision and head.count(":") >= 3
        return head if is_revision else public
    if number is None:
        return None
    return ":".join(part for part in ("urn:newsml", provider, day, number) if part)


def _read_management(node: Element | None, draft: Draft) -> None:
    if node is None:
        return
    draft.created_at = read_moment(text_of(child(node, "FirstCreated")))
    draft.modified_at = read_moment(text_of(child(node, "ThisRevisionCreated")))
    draft.urgency = urgency_of(attribute(child(node, "Urgency"), "FormalName"))
    _read_status(node, draft)
    for part in children(node, "NewsItemType", "Instruction"):
        name = (attribute(part, "FormalName") or "").lower()
        draft.signal(_SIGNALS.get(name, ""))
        draft.kinds.extend([name] if name else [])
    for note in children(node, "RevisionNote", "EditorialNote"):
        draft.note(text_of(note) or "")


def _read_status(node: Element, draft: Draft) -> None:
    status = (attribute(child(node, "Status"), "FormalName") or "usable").lower()
    draft.pub_status = _STATUS.get(status, "usable")
    draft.embargoed = status == "embargoed"
    if status not in _STATUS:
        draft.warnings.append(f"حالة نشر غير معروفة: {status}")
    change = child(node, "StatusWillChange")
    future = (attribute(child(change, "FutureStatus"), "FormalName") or "").lower()
    moment = read_moment(text_of(child(change, "DateAndTime")))
    if draft.embargoed and future == "usable":
        draft.embargoed_until = moment
    elif future in ("canceled", "cancelled", "withheld"):
        draft.expires_at = moment
