"""Each document to the parser of its format."""

from collections.abc import Iterable

from khabar.formats.wire.decode import decode_wire, refuse_binary
from khabar.formats.wire.detect import detect
from khabar.formats.wire.errors import MalformedWire, NotAWire
from khabar.formats.wire.record import Draft, ProfileFor, Refusal
from khabar.formats.wire.xml import Element, local, parse_xml, parse_xml_text, refuse_entities

UNKNOWN = "ليس في الملف صيغة مما تُقرأ هنا (NewsML وNITF وninjs وRSS وIPTC 7901 وANPA والبريد)"


def drafts_of(data: bytes, *, source: str, profile_for: ProfileFor) -> Iterable[Draft | Refusal]:
    """Return the items of a document. Raises WireError when it is none of the formats, or broken."""
    refuse_binary(data)
    kind = detect(data)
    if kind == "xml":
        return _xml(data, source, profile_for)
    raise NotAWire(UNKNOWN)


def _xml(data: bytes, source: str, profile_for: ProfileFor) -> Iterable[Draft | Refusal]:
    refuse_entities(data)
    root = _root(data)
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
    raise NotAWire(UNKNOWN)


def _root(data: bytes) -> Element:
    """Parse a document, first as it declares itself, then by what its bytes really are."""
    try:
        return parse_xml(data)
    except MalformedWire:
        if data.isascii():
            raise
    return parse_xml_text(decode_wire(data))
