"""Stories as NewsML-G2 2.33 news items in a news message, power conformance (iptc.org/standards/newsml-g2).

The elements of each container stand in the order of its sequence in the schema.
"""

from lxml import etree

from khabar.formats.out import xhtml
from khabar.formats.out.story import Channel, Image, Story, safe
from khabar.formats.wire.xml import Element

CONTENT_TYPE = "application/vnd.iptc.g2.newsmessage+xml; charset=utf-8"
NAR = "http://iptc.org/std/nar/2006-10-01/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_33.xml"


def write(channel: Channel) -> bytes:
    """Return a news message with an item for each story."""
    root = etree.Element(f"{{{NAR}}}newsMessage", nsmap={None: NAR})
    header = _add(root, "header")
    _add(header, "sent", channel.updated.isoformat(timespec="seconds"))
    _add(header, "catalogRef", href=_CATALOG)
    _add(header, "sender", channel.publisher)
    _add(header, "origin", channel.address)
    items = _add(root, "itemSet")
    for story in channel.stories:
        items.append(item(story, channel))
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def item(story: Story, channel: Channel) -> Element:
    """Return the news item of one story."""
    node = etree.Element(f"{{{NAR}}}newsItem", nsmap={None: NAR})
    given = {"guid": story.uri, "version": str(story.version), "standard": "NewsML-G2", "standardversion": "2.33"}
    for name, value in (given | {"conformance": "power"}).items():
        node.set(name, value)
    node.set(_LANG, story.language or channel.language)
    _add(node, "catalogRef", href=_CATALOG)
    if not story.withdrawn:
        _rights(node, story)
    _item_meta(node, story, channel)
    if not story.withdrawn:
        _content_meta(node, story)
        _content(node, story)
    return node


def _rights(node: Element, story: Story) -> None:
    rights = _add(node, "rightsInfo")
    if story.expires:
        rights.set("validto", story.expires.isoformat(timespec="seconds"))
    if story.holder:
        _named(rights, "copyrightHolder", story.holder)
    if story.notice:
        _add(rights, "copyrightNotice", story.notice)
    if story.terms:
        _add(rights, "usageTerms", story.terms)


def _item_meta(node: Element, story: Story, channel: Channel) -> None:
    meta = _add(node, "itemMeta")
    _add(meta, "itemClass", qcode="ninat:text")
    _named(meta, "provider", channel.publisher, uri=channel.site)
    _add(meta, "versionCreated", story.modified.isoformat(timespec="seconds"))
    if story.created:
        _add(meta, "firstCreated", story.created.isoformat(timespec="seconds"))
    _add(meta, "pubStatus", qcode=f"stat:{story.status}")
    _add(meta, "generator", "Khabar")
    if story.withdrawn:
        return
    if story.version > 1:
        _add(meta, "signal", qcode="sig:correction" if story.corrected else "sig:update")
    if story.link:
        _add(meta, "altRep", story.link)
    for image in story.pictures:
        _picture(meta, image)


def _picture(meta: Element, image: Image) -> None:
    """A picture as a link to its file, with what is known of it as hints."""
    link = _add(meta, "link", rel="irel:seeAlso", href=image.href, contenttype="image/jpeg")
    _add(link, "itemClass", qcode="ninat:picture")
    for name, text in (("title", image.alt), ("creditline", image.credit), ("description", image.caption)):
        if text:
            _add(link, name, text)


def _content_meta(node: Element, story: Story) -> None:
    meta = _add(node, "contentMeta")
    if story.urgency:
        _add(meta, "urgency", str(story.urgency))
    if story.created:
        _add(meta, "contentCreated", story.created.isoformat(timespec="seconds"))
    if story.updated:
        _add(meta, "contentModified", story.updated.isoformat(timespec="seconds"))
    if story.place:
        _named(meta, "located", story.place, type="cpnat:geoArea")
    for source in story.sources:
        _named(meta, "infoSource", source.name, literal=source.code)
    for party in story.parties:
        _named(meta, "infoSource", party.name, uri=party.uri, roleuri=party.role)
    for author in story.authors:
        _named(meta, "creator", author.name, uri=author.uri)
    _description(meta, story)


def _description(meta: Element, story: Story) -> None:
    if story.language:
        _add(meta, "language", tag=story.language)
    for subject in story.subjects:
        _named(meta, "subject", subject.name, type="cpnat:abstract", uri=subject.uri)
    if story.headline:
        _add(meta, "headline", story.headline, rank="1")
    if story.kicker:
        _add(meta, "headline", story.kicker, rank="2")
    if story.dateline:
        _add(meta, "dateline", story.dateline)
    if story.authors:
        _add(meta, "by", story.byline)
    if story.abstract:
        _add(meta, "description", story.abstract, role="drol:summary")


def _content(node: Element, story: Story) -> None:
    text = story.plain_text
    if not text:
        return
    given = {"contenttype": "application/xhtml+xml", "wordcount": str(len(text.split())), "charcount": str(len(text))}
    _add(_add(node, "contentSet"), "inlineXML", **given).append(xhtml.document(story))


def _named(node: Element, tag: str, name: str, /, **attributes: str) -> None:
    """A concept by its name, identified where an address or code of it is known."""
    if not attributes.get("uri") and not attributes.get("literal"):
        attributes["literal"] = name
    _add(_add(node, tag, **attributes), "name", name)


def _add(node: Element, tag: str, text: str = "", /, **attributes: str) -> Element:
    child = etree.SubElement(node, f"{{{NAR}}}{tag}")
    for name, value in attributes.items():
        if value:
            child.set(name, safe(value))
    if text:
        child.text = safe(text)
    return child
