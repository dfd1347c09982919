"""The metadata of a NewsML-G2 item: management, rights and description."""

from collections.abc import Callable

from khabar.formats.record import InfoSource
from khabar.formats.text import clean
from khabar.formats.wire.languages import choose
from khabar.formats.wire.record import Association, Draft, PubStatus, Subject, Text
from khabar.formats.wire.times import read_moment
from khabar.formats.wire.xml import Element, attribute, child, children, language_of, local, text_of, urgency_of

_STATUS: dict[str, PubStatus] = {
    "usable": "usable",
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
}
_PICTURE_CAPTION = ("caption",)
_ABSTRACT_ROLES = ("summary", "abstract", "synthe", "lead")
# Editors' notes of these roles hold initials or repeat the other notes.
_SKIPPED_NOTES = ("closingline",)


def label(node: Element | None, language: str | None) -> str | None:
    """Return the name of a concept as people say it: its name, else its literal, else the code itself."""
    if node is None:
        return None
    names = [
        Text(value, language_of(name), "mnemonic" not in (name.get("role") or ""))
        for name in children(node, "name")
        if (value := text_of(name))
    ]
    chosen = choose(names, language)
    if chosen:
        return chosen
    literal = attribute(node, "literal")
    if literal:
        return literal
    code = attribute(node, "qcode", "uri")
    if code is None:
        return text_of(node)
    return code.rstrip("/").replace("/", ":").rpartition(":")[2] or code


def code_of(node: Element) -> str | None:
    """Return the concept's code as sent."""
    return attribute(node, "qcode", "uri", "literal")


def _texts(node: Element, *names: str) -> list[Text]:
    return [Text(value, language_of(part)) for part in children(node, *names) if (value := text_of(part))]


def read_rights(node: Element, draft: Draft) -> None:
    """Read a rightsInfo: the notice, else the holder; terms; how long the rights last."""
    notices = _texts(node, "copyrightNotice")
    holders = [Text(name) for part in children(node, "copyrightHolder") if (name := label(part, draft.language))]
    draft.rights.extend(notices or holders)
    draft.usage_terms.extend(_texts(node, "usageTerms"))
    for part in children(node, "copyrightHolder"):
        draft.providers.extend(filter(None, [code_of(part)]))
    if draft.expires_at is None:
        draft.expires_at = read_moment(node.get("validto"))


def read_item_meta(node: Element, draft: Draft) -> str | None:
    """Read an itemMeta into `draft`; return the item's class (`text`, `picture`…)."""
    item_class = None
    notepads: list[str] = []
    for part in node:
        name = local(part)
        if name == "itemClass":
            item_class = (attribute(part, "qcode", "uri") or "").replace("/", ":").rpartition(":")[2].lower() or None
        elif name == "provider":
            draft.providers.extend(filter(None, [code_of(part), label(part, None)]))
            draft.credit(label(part, draft.language))
        elif name == "pubStatus":
            _read_status(part, draft)
        elif name == "embargoed":
            draft.embargoed, draft.embargoed_until = True, read_moment(text_of(part))
        elif name == "edNote":
            notepads.extend(_read_note(part, draft))
        elif name == "signal":
            _read_signal(part, draft)
        elif name == "service":
            draft.kinds.extend(filter(None, [code_of(part)]))
        elif name == "title":
            draft.headlines.extend(filter(None, [_late_title(part)]))
        elif name in ("link", "altRep"):
            _read_link(part, draft)
    for text in notepads if not draft.notes else ():
        draft.note(text)
    draft.created_at = draft.created_at or read_moment(text_of(child(node, "firstCreated")))
    draft.modified_at = read_moment(text_of(child(node, "versionCreated")))
    return item_class


def _late_title(node: Element) -> Text | None:
    """Take an item's title as the last choice of headline: it is written for machines and lists."""
    value = text_of(node)
    return Text(value, "zxx") if value else None


def _read_status(node: Element, draft: Draft) -> None:
    code = (attribute(node, "qcode", "uri") or "").replace("/", ":").rpartition(":")[2].lower()
    if code in _STATUS:
        draft.pub_status = _STATUS[code]
    elif code:
        draft.warnings.append(f"حالة نشر غير معروفة: {code}")


def _read_note(node: Element, draft: Draft) -> list[str]:
    """Take a note for editors; return a notepad's text, which mostly repeats the other notes."""
    role = attribute(node, "role", "roleuri") or ""
    if role.endswith(_SKIPPED_NOTES):
        return []
    if role.endswith("notepad"):
        return [clean(" ".join(node.itertext()))]
    if role.endswith("genrenote"):
        draft.kinds.extend(filter(None, [text_of(node)]))
    draft.note(text_of(node) or "")
    return []


def _read_signal(node: Element, draft: Draft) -> None:
    """Keep IPTC's own signals by their bare names, an agency's by its full code."""
    code = attribute(node, "qcode", "uri", "literal") or ""
    scheme, _, value = code.rpartition(":")
    if "/" in code:
        scheme, _, value = code.rpartition("/")
    draft.signal(value.lower() if scheme.lower().endswith(("sig", "signal")) or not scheme else code)


def _read_link(node: Element, draft: Draft) -> None:
    if local(node) == "altRep":
        draft.link = draft.link or _page(node)
        return
    href = attribute(node, "href", "residref")
    relation = (attribute(node, "rel", "reluri") or "").replace("/", ":").rpartition(":")[2]
    if href and relation.lower() not in ("previousversion", "isderivedfrom", "processedfrom", "signal"):
        hint = (attribute(child(node, "itemClass"), "qcode", "uri") or "").replace("/", ":").rpartition(":")[2]
        draft.associations.append(
            Association(
                type="picture" if hint in ("picture", "photo") else "link",
                headline=text_of(child(node, "title")),
                caption=text_of(child(node, "description")),
                credit=text_of(child(node, "creditline")),
                href=href,
            )
        )


def _page(node: Element) -> str | None:
    """Return the address of the item's page on the web, where an alternative representation is one."""
    address = text_of(node) or ""
    return address if address.startswith(("https://", "http://")) else None


def read_content_meta(node: Element, draft: Draft) -> None:
    """Read a contentMeta into `draft`."""
    for part in node:
        reader = _READERS.get(local(part))
        if reader is not None:
            reader(part, draft)
    if not draft.byline:
        draft.byline = next((name for name in draft.creators if " " in name), None)


def _read_urgency(node: Element, draft: Draft) -> None:
    draft.urgency = urgency_of(text_of(node)) or draft.urgency


def _read_created(node: Element, draft: Draft) -> None:
    draft.created_at = read_moment(text_of(node)) or draft.created_at


def _read_changed(node: Element, draft: Draft) -> None:
    draft.modified_at = draft.modified_at or read_moment(text_of(node))


def _read_located(node: Element, draft: Draft) -> None:
    draft.place = draft.place or (label(node, draft.language) if len(node) or node.get("literal") else None)


def _read_creator(node: Element, draft: Draft) -> None:
    name = label(node, draft.language)
    if name and (len(node) or node.get("literal")):
        draft.creators.append(name)


def _read_source(node: Element, draft: Draft) -> None:
    if len(node) or node.get("literal"):
        name, code = label(node, draft.language) or "", code_of(node)
        known = code if code and clean(code) != name else None  # a name in a code's place says nothing more
        draft.informed_by(InfoSource(name, attribute(node, "role", "roleuri"), known))


def _read_credit(node: Element, draft: Draft) -> None:
    draft.credit(text_of(node))


def _read_language(node: Element, draft: Draft) -> None:
    tag = attribute(node, "tag")
    if tag and (draft.language is None or not draft.language.startswith(tag) or tag.startswith(draft.language)):
        draft.language = tag


def _read_genre(node: Element, draft: Draft) -> None:
    draft.kinds.extend(value for value in (attribute(node, "qcode"), label(node, draft.language)) if value)


def _read_subject(node: Element, draft: Draft) -> None:
    name = label(node, draft.language) if len(node) or node.get("literal") else None
    subject = Subject(code_of(node), name)
    if (subject.code or subject.name) and subject not in draft.subjects:
        draft.subjects.append(subject)


def _read_slugline(node: Element, draft: Draft) -> None:
    draft.slugline = draft.slugline or text_of(node)


def _read_headline(node: Element, draft: Draft) -> None:
    value = text_of(node)
    if value:
        main = attribute(node, "rank") == "1" or "main" in (attribute(node, "role") or "")
        draft.headlines.append(Text(value, language_of(node), main))


def _read_dateline(node: Element, draft: Draft) -> None:
    draft.dateline_text = draft.dateline_text or text_of(node)


def _read_by(node: Element, draft: Draft) -> None:
    draft.byline = draft.byline or text_of(node)


def _read_description(node: Element, draft: Draft) -> None:
    value = text_of(node)
    if value is None:
        return
    role = (attribute(node, "role", "roleuri") or "").replace("/", ":").rpartition(":")[2].lower()
    draft.abstracts.append(Text(value, language_of(node), role in _ABSTRACT_ROLES or role in _PICTURE_CAPTION))


_READERS: dict[str, Callable[[Element, Draft], None]] = {
    "urgency": _read_urgency,
    "contentCreated": _read_created,
    "contentModified": _read_changed,
    "located": _read_located,
    "creator": _read_creator,
    "infoSource": _read_source,
    "creditline": _read_credit,
    "language": _read_language,
    "genre": _read_genre,
    "subject": _read_subject,
    "slugline": _read_slugline,
    "headline": _read_headline,
    "dateline": _read_dateline,
    "by": _read_by,
    "description": _read_description,
}
