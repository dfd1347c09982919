"""RSS, Atom, CDF and JSON feeds: a quick library for most, a patient one for the rest, each entry a draft."""

import html
import io
import re
import warnings
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from khabar.formats.agencies import agencies_in
from khabar.formats.text import clean
from khabar.formats.wire.errors import MalformedWire
from khabar.formats.wire.markup import Body, read_html
from khabar.formats.wire.record import Association, Draft, Moment, Subject, Text
from khabar.formats.wire.times import read_moment
from khabar.formats.wire.xml import Element, attribute, child, children, descendants, language_of, local, text_of

ROOTS = frozenset({"rss", "feed", "RDF", "rdf", "channel", "CHANNEL", "Channel", "RSS"})
_ATOM = "{http://www.w3.org/2005/Atom}feed"
_HEAD = re.compile(rb"<(?:[\w.-]{1,20}:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
# Mark-up the quick reader reads less well than the patient one.
_HARD = re.compile(
    rb"\bmode\s*=|xml:base\s*=|application/octet-stream|wordpress\.org/export|<source\b|<(?:dc:)?rights\b|<dc:publisher"
)
# The patient library takes a picture's caption for the entry's own summary; it is read from the tree instead.
_CAPTION = re.compile(rb"<media:description\b[^>]*>.*?</media:description>", re.DOTALL)
_NAMED_AUTHOR = re.compile(r"^\S+@\S+\s*\((?P<name>[^()]+)\)$|^(?P<first>[^<>]+?)\s*<\S+@\S+>$")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:\?|$)", re.IGNORECASE)
_DRAFT_STATUSES = frozenset({"draft", "pending", "private", "future", "trash", "auto-draft"})
_UNPUBLISHED = "مسودة في الموقع الذي جاءت منه"
_MAX_ENTRIES = 5000
# The patient library takes some six seconds a megabyte of the worst kind.
_MAX_PATIENT = 8_000_000
Entry = Mapping[str, Any]


def looks_like_feed(data: bytes) -> bool:
    """Say whether bytes that are no well-formed XML are meant as a feed."""
    return bool(_HEAD.search(data[:4096]))


def read_feed(data: bytes, root: Element | None, *, source: str) -> list[Draft]:
    """Read a feed's entries; `root` is its tree where it is well-formed XML. An empty feed has none.

    Raises MalformedWire when neither library makes anything of it.
    """
    feed, entries = _parse(data, root)
    context = _Context(source, feed, root, data)
    kept = [
        entry for entry in entries[:_MAX_ENTRIES] if entry.get("wp_post_type") not in ("attachment", "nav_menu_item")
    ]
    return [*(context.draft(entry) for entry in kept), *_tombstones(root, context)]


def _tombstones(root: Element | None, context: "_Context") -> list[Draft]:
    """Return what an Atom feed says it took back (RFC 6721), as withdrawn items."""
    found = []
    for node in children(root, "deleted-entry") if root is not None else ():
        if guid := attribute(node, "ref"):
            draft = Draft(source=context.source, format=context.format, guid=guid, pub_status="canceled")
            draft.modified_at = read_moment(attribute(node, "when"))
            found.append(draft)
    return found


def _parse(data: bytes, root: Element | None) -> tuple[Entry, list[Entry]]:
    quick = root is not None and (root.tag == _ATOM or local(root) == "rss") and not _HARD.search(data)
    if quick or data.lstrip()[:1] == b"{":
        feed, entries = _quickly(data)
        if entries and all(_is_whole(entry) for entry in entries):
            return feed, entries
    return _patiently(data, root)


def _is_whole(entry: Entry) -> bool:
    """Say whether the quick reader found what an ordinary entry has; odd feeds are for the patient one."""
    text = entry.get("content") or entry.get("description")
    return bool(entry.get("title") and entry.get("link") and text and (entry.get("published") or entry.get("updated")))


def _quickly(data: bytes) -> tuple[Entry, list[Entry]]:
    import fastfeedparser

    try:
        found = fastfeedparser.parse(data)
    except Exception:  # the library raises whatever its parts raise; the patient one then decides
        return {}, []
    return found.feed, list(found.entries)


def _patiently(data: bytes, root: Element | None) -> tuple[Entry, list[Entry]]:
    import feedparser

    if len(data) > _MAX_PATIENT:
        raise MalformedWire("التغذية أكبر من أن تُقرأ على حالها هذه")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = feedparser.parse(io.BytesIO(_CAPTION.sub(b"", data)), sanitize_html=False)
        except Exception as error:  # as above: anything at all, for bytes of any kind
            raise MalformedWire("تعذرت قراءة التغذية") from error
    if not found.entries and root is None and found.get("bozo") and not found.feed:
        raise MalformedWire("تعذرت قراءة التغذية: بنيتها غير سليمة")
    # Plain dictionaries: the library's own answer for a missing property with that of another.
    return found.feed, [dict(entry) for entry in found.entries]


class _Context:
    """What the entries of a feed share: its format, language, rights and name."""

    def __init__(self, source: str, feed: Entry, root: Element | None, data: bytes) -> None:
        self.source = source
        self.format = _format(root, data)
        channel = child(root, "channel") if root is not None and local(root) in ("rss", "RDF") else root
        self.language = feed.get("language") or (_language(channel) if channel is not None else None)
        self.rights = feed.get("rights") or (
            text_of(_first(channel, "copyright", "rights")) if channel is not None else None
        )
        self.captions = _captions(root)
        self.title = clean(_strip(_text(feed.get("title"))))

    def draft(self, entry: Entry) -> Draft:
        """Return the draft of one entry."""
        draft = Draft(source=self.source, format=self.format, language=self.language)
        draft.link = _link(entry)
        draft.guid = _text(entry.get("id")) or _text(entry.get("guid")) or draft.link
        draft.providers.extend(filter(None, [draft.link]))
        if title := clean(_strip(_text(entry.get("title")))):
            draft.headlines.append(Text(title, None, main=True))
        self._words(entry, draft)
        self._credits(entry, draft)
        draft.created_at = _moment(entry, "published") or _moment(entry, "created")
        draft.modified_at = _moment(entry, "updated") or draft.created_at
        draft.created_at = draft.created_at or draft.modified_at
        draft.expires_at = _moment(entry, "expired")
        draft.subjects.extend(_subjects(entry))
        _add_media(entry, draft, self.captions)
        if entry.get("wp_status") in _DRAFT_STATUSES:
            draft.reasons.append(_UNPUBLISHED)
        return draft

    def _words(self, entry: Entry, draft: Draft) -> None:
        contents = [one for one in entry.get("content") or [] if isinstance(one, Mapping) and one.get("value")]
        summary = _text(entry.get("summary")) or _text(entry.get("description"))
        teaser = read_html(summary) if summary else Body()
        text = " ".join(block.text for block in teaser.blocks)
        if text:
            draft.abstracts.append(Text(text))
        body = read_html(_text(contents[0]["value"])) if contents else teaser
        draft.body.extend(body.blocks)
        draft.associations.extend(body.associations)
        draft.dateline_text = body.dateline
        detail = contents[0] if contents else entry.get("title_detail")
        own = _text(entry.get("language")) or (detail.get("language") if isinstance(detail, Mapping) else None)
        draft.language = own or draft.language

    def _credits(self, entry: Entry, draft: Draft) -> None:
        draft.byline = _author(entry)
        origin = entry.get("source")
        if isinstance(origin, Mapping):
            draft.credit(clean(_strip(_text(origin.get("title")))))
        draft.credit(clean(_text(entry.get("publisher"))))
        draft.credit(self.title if agencies_in(self.title) else None)
        rights = clean(_strip(_text(entry.get("rights") or entry.get("dc_rights") or self.rights)))
        if rights:
            draft.rights.append(Text(rights))


def _format(root: Element | None, data: bytes) -> str:
    if data.lstrip()[:1] == b"{":
        return "jsonfeed"
    name = local(root).lower() if root is not None else ""
    return {"feed": "atom", "channel": "cdf", "rss": "rss", "rdf": "rss"}.get(name, "rss")


def _first(node: Element, *names: str) -> Element | None:
    return next(iter(children(node, *names)), None)


def _language(channel: Element) -> str | None:
    return text_of(_first(channel, "language")) or language_of(channel)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _strip(markup: str) -> str:
    """Return the text of a title, which may be mark-up, escaped once too often."""
    if "<" in markup:
        body = read_html(markup)
        markup = " ".join(block.text for block in body.blocks)
    return html.unescape(markup) if "&" in markup else markup


def _link(entry: Entry) -> str | None:
    """Return the address of the entry's page; an identifier or enclosure that a library took for it is none."""
    links = [one for one in entry.get("links") or [] if isinstance(one, Mapping)]
    pages = [_text(one.get("href")) for one in links if one.get("rel") in ("alternate", None, "")]
    link = _text(entry.get("link"))
    others = [_text(one.get("href")) or _text(one.get("url")) for one in [*links, *(entry.get("enclosures") or [])]]
    if link in others and link not in pages:
        link = ""
    if link == _text(entry.get("id")) and "/" not in link:
        link = ""
    return link or next(filter(None, pages), None)


def _author(entry: Entry) -> str | None:
    detail = entry.get("author_detail")
    details = [one for one in (*(entry.get("authors") or []), detail) if isinstance(one, Mapping)]
    names = dict.fromkeys(filter(None, (_name(_text(one.get("name"))) for one in details)))
    return "، ".join(names) or _name(_text(entry.get("author")))


def _name(text: str) -> str | None:
    """Return a person's or agency's name as feeds write it, without an address; None for an address alone."""
    name = clean(text)
    match = _NAMED_AUTHOR.match(name)
    if match:
        name = clean(match["name"] or match["first"])
    return None if not name or "@" in name else name


def _moment(entry: Entry, name: str) -> Moment | None:
    """Read a time: as written where it names an offset, else as the library understood it."""
    written = read_moment(_text(entry.get(name)))
    if isinstance(written, datetime) and written.tzinfo is not None:
        return written
    parsed = entry.get(f"{name}_parsed")
    if parsed is None:
        return written
    try:
        year, month, day, hour, minute, second = parsed[:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (TypeError, ValueError):
        return written


def _subjects(entry: Entry) -> list[Subject]:
    found: list[Subject] = []
    for tag in entry.get("tags") or []:
        if not isinstance(tag, Mapping):
            continue
        term, label = clean(_text(tag.get("term"))), clean(_text(tag.get("label")))
        subject = Subject(term or None, label) if label else Subject(None, term or None)
        if (subject.code or subject.name) and subject not in found:
            found.append(subject)
    return found


def _captions(root: Element | None) -> dict[str, str]:
    """Return the captions of media by address: the patient library drops them."""
    media = descendants(root, "content") if root is not None else ()
    found = {one.get("url"): text_of(child(one, "description")) for one in media if one.get("url") and len(one)}
    return {href: caption for href, caption in found.items() if caption}


def _add_media(entry: Entry, draft: Draft, captions: Mapping[str, str]) -> None:
    known = {one.href for one in draft.associations}
    for found in (*_media(entry, captions), *_enclosures(entry)):
        if found.href and found.href not in known:
            known.add(found.href)
            draft.associations.append(found)


def _media(entry: Entry, captions: Mapping[str, str]) -> list[Association]:
    contents = [one for one in entry.get("media_content") or [] if isinstance(one, Mapping)]
    thumbnails = [one for one in entry.get("media_thumbnail") or [] if isinstance(one, Mapping)]
    credit = clean(_credit(entry.get("media_credit")))
    found = [
        Association(
            type=_kind(_text(one.get("medium")) or _text(one.get("type")), _text(one.get("url"))),
            headline=clean(_strip(_text(one.get("title")))) or None,
            caption=clean(_strip(_text(one.get("description")) or _text(one.get("text"))))
            or captions.get(_text(one.get("url"))),
            credit=clean(_text(one.get("credit"))) or credit or None,
            href=_text(one.get("url")) or None,
        )
        for one in (contents or thumbnails)
    ]
    image = _text(entry.get("image"))
    return [*found, Association(type="picture", href=image)] if image else found


def _credit(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return _text(first.get("content")) if isinstance(first, Mapping) else _text(first)


def _enclosures(entry: Entry) -> list[Association]:
    links = [one for one in entry.get("links") or [] if isinstance(one, Mapping) and one.get("rel") == "enclosure"]
    found = []
    for one in [*(entry.get("enclosures") or []), *links]:
        if isinstance(one, Mapping):
            href = _text(one.get("href")) or _text(one.get("url"))
            found.append(Association(type=_kind(_text(one.get("type")), href), href=href or None))
    return found


def _kind(kind: str, href: str) -> str:
    major = kind.split("/")[0].lower()
    if major in ("image", "video", "audio"):
        return "picture" if major == "image" else major
    return "picture" if _PICTURE.search(href) else "document"
