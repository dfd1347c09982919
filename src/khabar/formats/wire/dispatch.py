"""Each document to the parser of its format."""

import re
from collections.abc import Iterable

from khabar.formats.wire.decode import as_utf8, decode_wire, flatten, refuse_binary
from khabar.formats.wire.detect import detect
from khabar.formats.wire.errors import MalformedWire, NotAWire, Undecodable, WireError
from khabar.formats.wire.record import Draft, ProfileFor, Refusal
from khabar.formats.wire.xml import Element, local, numeric_references, parse_xml, refuse_entities

_ENCODING = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_DECLARATION = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>")
UNKNOWN = "ليس في الملف صيغة مما تُقرأ هنا (NewsML وNITF وninjs وRSS وIPTC 7901 وANPA والبريد)"


def drafts_of(data: bytes, *, source: str, profile_for: ProfileFor) -> Iterable[Draft | Refusal]:
    """Return the items of a document. Raises WireError when it is none of the formats, or broken."""
    refuse_binary(data)
    data = flatten(data)
    kind = detect(data)
    if kind == "xml":
        return _xml(data, source, profile_for)
    if kind == "json":
        return _json(data, source)
    if kind == "iptc7901":
        from khabar.formats.wire.iptc7901 import read_iptc7901

        return list(read_iptc7901(data, source=source))
    if kind == "anpa":
        from khabar.formats.wire.anpa import read_anpa

        return list(read_anpa(data, source=source))
    if kind == "mail":
        return _mail(data, source, profile_for)
    raise NotAWire(UNKNOWN)


def _xml(data: bytes, source: str, profile_for: ProfileFor) -> Iterable[Draft | Refusal]:
    refuse_entities(data)
    data = numeric_references(_in_utf8(data))
    try:
        root = parse_xml(data)
    except MalformedWire:
        from khabar.formats.wire.feeds import looks_like_feed, read_feed

        if not looks_like_feed(data):
            raise
        return read_feed(data, None, source=source)
    return _tree(root, data, source, profile_for)


def _in_utf8(data: bytes) -> bytes:
    """Return a document in UTF-8, without a declaration that says otherwise.

    One in an encoding unknown here is left as it is, to libraries that may know it.
    """
    declared = _ENCODING.search(data[:200])
    try:
        converted = as_utf8(data, declared[1].decode("ascii") if declared else None)
    except Undecodable:
        return data
    named_otherwise = declared is not None and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii")
    if converted is data and not named_otherwise:
        return data.lstrip()
    return _DECLARATION.sub(b"", converted, count=1)


def _tree(root: Element, data: bytes, source: str, profile_for: ProfileFor) -> Iterable[Draft | Refusal]:
    from khabar.formats.wire.feeds import ROOTS as FEEDS
    from khabar.formats.wire.feeds import read_feed
    from khabar.formats.wire.g2 import ROOTS, read_g2

    name = local(root)
    if name in ROOTS:
        return list(read_g2(root, source=source))
    if name in ("NewsML", "NewsItem"):
        from khabar.formats.wire.newsml1 import read_newsml1

        return list(read_newsml1(root, source=source, profile_for=profile_for))
    if name == "nitf":
        from khabar.formats.wire.nitf import read_nitf

        return [read_nitf(root, source=source)]
    if name in FEEDS:
        return read_feed(data, root, source=source)
    raise NotAWire(UNKNOWN)


def _json(data: bytes, source: str) -> Iterable[Draft | Refusal]:
    from khabar.formats.wire.ninjs import load, read_ninjs

    text = decode_wire(data)
    value = load(text)
    if isinstance(value, dict) and "jsonfeed.org" in str(value.get("version", "")):
        from khabar.formats.wire.feeds import read_feed

        return read_feed(text.encode("utf-8", errors="replace"), None, source=source)
    return list(read_ninjs(value, source=source))


def _mail(data: bytes, source: str, profile_for: ProfileFor) -> Iterable[Draft | Refusal]:
    from khabar.formats.wire.mail import attached_wires, parse_mail, read_mail

    message = parse_mail(data)
    found: list[Draft | Refusal] = []
    for document in attached_wires(message):
        try:
            found.extend(drafts_of(document, source=source, profile_for=profile_for))
        except WireError as error:
            found.append(Refusal(error.reason))
    return found or [read_mail(message, source=source)]
