"""RSS 2.0, Atom 1.0 and JSON Feed 1.1, with full text, media and what was withdrawn."""

from datetime import datetime
from email.utils import format_datetime
from typing import Any

from lxml import etree

from khabar.formats.out import xhtml
from khabar.formats.out.ninjs import dumped
from khabar.formats.out.story import Channel, Image, Story, safe
from khabar.formats.wire.xml import Element

RSS_TYPE = "application/rss+xml; charset=utf-8"
ATOM_TYPE = "application/atom+xml; charset=utf-8"
JSON_TYPE = "application/feed+json; charset=utf-8"
_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"
_DELETED = "http://purl.org/atompub/tombstones/1.0"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TTL = "5"


def rss(channel: Channel) -> bytes:
    """Return RSS 2.0 with the modules content, dc, media and atom. Withdrawn stories are gone without a word."""
    root = etree.Element("rss", nsmap={"atom": _ATOM, "content": _CONTENT, "dc": _DC, "media": _MEDIA})
    root.set("version", "2.0")
    node = _add(root, "channel")
    for name, text in (
        ("title", channel.title),
        ("link", channel.home),
        ("description", channel.description or channel.title),
        ("language", channel.language),
        ("copyright", channel.publisher),
        ("lastBuildDate", format_datetime(channel.updated)),
        ("generator", "Khabar"),
        ("ttl", _TTL),
    ):
        _add(node, name, text)
    _paging(node, channel, "application/rss+xml")
    for story in channel.usable:
        _rss_item(_add(node, "item"), story)
    return _document(root)


def _rss_item(node: Element, story: Story) -> None:
    _add(node, "title", story.headline)
    _add(node, "link", story.link)
    _add(node, "guid", story.uri).set("isPermaLink", "false")
    if story.created:
        _add(node, "pubDate", format_datetime(story.created))
    for name in [author.name for author in story.authors] or [source.name for source in story.sources]:
        _add(node, f"{{{_DC}}}creator", name)
    for subject in story.subjects:
        _add(node, "category", subject.name)
    _add(node, f"{{{_DC}}}language", story.language)
    if story.notice:
        _add(node, f"{{{_DC}}}rights", story.notice)
    if story.updated:
        _add(node, f"{{{_ATOM}}}updated", _iso(story.updated))
    _rest(node, story, "description", f"{{{_CONTENT}}}encoded")


def _rest(node: Element, story: Story, summary: str, content: str) -> None:
    """Picture, text and summary, in the order in which feedparser does not take the caption for the summary."""
    text = xhtml.body(story, figures=True) if story.parts else ""
    for image in story.pictures[:1]:
        _media(node, image, caption=bool(text))
    if text:
        written = _add(node, content, text)
        if content.startswith(f"{{{_ATOM}}}"):
            written.set("type", "html")
    if story.abstract:
        _add(node, summary, story.abstract)


def _media(node: Element, image: Image, *, caption: bool) -> None:
    media = _add(node, f"{{{_MEDIA}}}content")
    given = {"url": image.href, "type": "image/jpeg", "medium": "image"}
    for name, value in (given | {"width": str(image.width), "height": str(image.height)}).items():
        media.set(name, value)
    if image.caption and caption:
        _add(media, f"{{{_MEDIA}}}description", image.caption).set("type", "plain")
    if image.credit:
        _add(media, f"{{{_MEDIA}}}credit", image.credit)


def atom(channel: Channel) -> bytes:
    """Return Atom 1.0 (RFC 4287) with paging (RFC 5005) and a tombstone (RFC 6721) for what was withdrawn."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM, "media": _MEDIA, "at": _DELETED})
    root.set(_LANG, channel.language)
    for name, text in (
        ("id", channel.address),
        ("title", channel.title),
        ("subtitle", channel.description),
        ("updated", _iso(channel.updated)),
        ("rights", channel.publisher),
        ("generator", "Khabar"),
    ):
        if text:
            _add(root, f"{{{_ATOM}}}{name}", text)
    author = _add(root, f"{{{_ATOM}}}author")
    _add(author, f"{{{_ATOM}}}name", channel.publisher)
    _add(author, f"{{{_ATOM}}}uri", channel.site)
    _paging(root, channel, "application/atom+xml")
    _atom_link(root, "alternate", channel.home, "text/html")
    for story in channel.usable:
        _atom_entry(_add(root, f"{{{_ATOM}}}entry"), story)
    for story in channel.withdrawn:
        grave = _add(root, f"{{{_DELETED}}}deleted-entry")
        grave.set("ref", story.uri)
        grave.set("when", _iso(story.modified))
    return _document(root)


def _atom_entry(node: Element, story: Story) -> None:
    node.set(_LANG, story.language)
    _add(node, f"{{{_ATOM}}}id", story.uri)
    _add(node, f"{{{_ATOM}}}title", story.headline)
    _atom_link(node, "alternate", story.link, "text/html")
    if story.created:
        _add(node, f"{{{_ATOM}}}published", _iso(story.created))
    _add(node, f"{{{_ATOM}}}updated", _iso(story.updated or story.created or story.modified))
    for name in [author.name for author in story.authors] or [source.name for source in story.sources]:
        _add(_add(node, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name", name)
    for subject in story.subjects:
        _add(node, f"{{{_ATOM}}}category").set("term", safe(subject.name))
    if story.notice:
        _add(node, f"{{{_ATOM}}}rights", story.notice)
    _rest(node, story, f"{{{_ATOM}}}summary", f"{{{_ATOM}}}content")


def json_feed(channel: Channel) -> bytes:
    """Return JSON Feed 1.1 (jsonfeed.org)."""
    return dumped(
        _filled(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": safe(channel.title),
                "home_page_url": channel.home,
                "feed_url": channel.address,
                "next_url": channel.next,
                "description": safe(channel.description),
                "language": channel.language,
                "authors": [{"name": safe(channel.publisher), "url": channel.site}],
                "hubs": [{"type": "WebSub", "url": hub} for hub in channel.hubs],
                "items": [_json_item(story) for story in channel.usable],
            },
            kept=("items",),
        )
    )


def _json_item(story: Story) -> dict[str, Any]:
    names = [(author.name, author.uri) for author in story.authors] or [(one.name, "") for one in story.sources]
    text = xhtml.body(story, figures=True) if story.parts else ""
    return _filled(
        {
            "id": story.uri,
            "url": story.link,
            "title": safe(story.headline),
            "summary": safe(story.abstract),
            "content_html": text,
            "content_text": "" if text else safe(story.abstract or story.headline),
            "date_published": _iso(story.created) if story.created else "",
            "date_modified": _iso(story.updated) if story.updated else "",
            "language": story.language,
            "image": story.pictures[0].href if story.pictures else "",
            "authors": [_filled({"name": safe(name), "url": uri}) for name, uri in names],
            "tags": [safe(subject.name) for subject in story.subjects],
        },
    )


def _filled(node: dict[str, Any], kept: tuple[str, ...] = ()) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value or name in kept}


def _paging(node: Element, channel: Channel, kind: str) -> None:
    _atom_link(node, "self", channel.address, kind)
    if channel.next:
        _atom_link(node, "next", channel.next, kind)
    for hub in channel.hubs:
        link = _add(node, f"{{{_ATOM}}}link")
        link.set("rel", "hub")
        link.set("href", hub)


def _atom_link(node: Element, relation: str, href: str, kind: str) -> None:
    link = _add(node, f"{{{_ATOM}}}link")
    for name, value in (("rel", relation), ("type", kind), ("href", href)):
        link.set(name, value)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _add(node: Element, tag: str, text: str = "") -> Element:
    child = etree.SubElement(node, tag)
    child.text = safe(text) or None
    return child


def _document(root: Element) -> bytes:
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))
