"""Caption, credit and description that an agency wrote into a picture file (IPTC-IIM, XMP, Exif)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from PIL import ExifTags, Image, IptcImagePlugin

# IPTC-IIM 4.2 dataset numbers, record 2 unless said; 1:90 is the coded character set, "ESC % G" meaning UTF-8.
_CHARACTER_SET = (1, 90)
_UTF8_MARK = b"\x1b%G"
_BYLINE, _HEADLINE, _CREDIT, _SOURCE, _COPYRIGHT, _CAPTION = (
    (2, 80), (2, 105), (2, 110), (2, 115), (2, 116), (2, 120)
)  # fmt: skip
_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "core": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MAX_XMP = 1_000_000  # bytes; packets of real pictures are a few kilobytes
_ARABIC = re.compile("[\u0621-\u064a]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# What UTF-8 and Windows-1256 Arabic look like when they were read as Western text and saved again as UTF-8.
_UTF8_AS_WESTERN = re.compile("[\u00d8\u00d9][\u0080-\u00bf\u0152-\u2122]")
_CP1256_AS_WESTERN = re.compile("[\u00c7\u00e1\u00ed\u00e3\u00d1\u00c8\u00ca]{2}|[\u00c0-\u00ff]{4}")


@dataclass(frozen=True)
class Embedded:
    """Text found inside a picture file; each part is empty when the file has none."""

    caption: str = ""
    credit: str = ""
    description: str = ""


def read(image: Image.Image) -> Embedded:
    """What the file says about itself. IPTC's own order is kept: XMP first, then IIM, then Exif for the credit."""
    xmp, iim, exif = _xmp(image), _iim(image), _exif(image)

    def first(name: str) -> str:
        return next((part[name] for part in (xmp, iim, exif) if part.get(name)), "")

    credit = _credit(first("byline"), first("credit") or first("source") or first("copyright"))
    return Embedded(caption=first("caption"), credit=credit, description=first("alt") or first("headline"))


def decode(raw: bytes, *, utf8: bool = False) -> str:
    """Bytes of a text field as text: UTF-8 where they are that (or say so), else Windows-1256 or Western.

    Text that was already damaged by a wrong reading somewhere on its way is put right when it can be told.
    """
    try:
        text = raw.decode("utf-8", errors="replace" if utf8 else "strict")
    except UnicodeDecodeError:
        arabic = raw.decode("cp1256", errors="replace")
        letters = sum(map(str.isalpha, arabic))
        text = arabic if 2 * len(_ARABIC.findall(arabic)) > letters else raw.decode("cp1252", errors="replace")
    return clean(text)


def clean(text: str) -> str:
    """Text without control characters, with single spaces, and with Arabic read in the wrong encoding repaired."""
    return " ".join(_CONTROL.sub(" ", _repaired(text)).split())


def _repaired(text: str) -> str:
    if _ARABIC.search(text):
        return text
    for looks_damaged, right in ((_UTF8_AS_WESTERN, "utf-8"), (_CP1256_AS_WESTERN, "cp1256")):
        if not looks_damaged.search(text):
            continue
        try:
            candidate = _western_bytes(text).decode(right)
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        letters = sum(map(str.isalpha, candidate))
        if letters and 2 * len(_ARABIC.findall(candidate)) > letters:
            return candidate
    return text


def _western_bytes(text: str) -> bytes:
    """The bytes behind text that was read as Windows-1252, where its five unused codes stand for themselves."""
    return b"".join(char.encode("latin-1") if "\x80" <= char <= "\x9f" else char.encode("cp1252") for char in text)


def _credit(byline: str, owner: str) -> str:
    if not byline or byline in owner:
        return owner
    return f"{byline} / {owner}" if owner and owner not in byline else byline


def _iim(image: Image.Image) -> dict[str, str]:
    """Record 2 of the IPTC-IIM block in a JPEG."""
    try:
        info: dict[tuple[int, int], Any] = IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type]
    except (OSError, SyntaxError, ValueError):
        return {}
    utf8 = _UTF8_MARK in _joined(info.get(_CHARACTER_SET))
    names = {
        "caption": _CAPTION, "headline": _HEADLINE, "byline": _BYLINE,
        "credit": _CREDIT, "source": _SOURCE, "copyright": _COPYRIGHT,
    }  # fmt: skip
    return {name: decode(_joined(info.get(key)), utf8=utf8) for name, key in names.items()}


def _joined(value: bytes | list[bytes] | None) -> bytes:
    if isinstance(value, list):
        return "، ".encode().join(value)
    return value or b""


def _xmp(image: Image.Image) -> dict[str, str]:
    packet = image.info.get("xmp") or b""
    packet = packet.encode() if isinstance(packet, str) else packet
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    start = packet.find(b"<")
    if start < 0 or len(packet) > _MAX_XMP or b"<!ENTITY" in packet:
        return {}
    try:
        root = etree.fromstring(packet[start:].rstrip(b"\x00 "), parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    if root is None:
        return {}
    return {
        "caption": _chosen(root, "dc:description"),
        "headline": _chosen(root, "photoshop:Headline"),
        "byline": _chosen(root, "dc:creator"),
        "credit": _chosen(root, "photoshop:Credit"),
        "source": _chosen(root, "photoshop:Source"),
        "copyright": _chosen(root, "dc:rights"),
        "alt": _chosen(root, "core:AltTextAccessibility"),
    }


def _chosen(root: Any, name: str) -> str:
    """A property written as an attribute, an element, a list of names, or in several languages (Arabic first)."""
    values = list(_values(root, name))
    values.sort(key=lambda pair: (not pair[0].startswith("ar"), pair[0] not in ("", "x-default")))
    if values and values[0][0] == "":
        return "، ".join(dict.fromkeys(text for lang, text in values if not lang))
    return values[0][1] if values else ""


def _values(root: Any, name: str) -> Iterator[tuple[str, str]]:
    """Pairs of language (lower case, empty when none) and text."""
    prefix, local = name.split(":")
    for about in root.iter(f"{{{_NAMESPACES['rdf']}}}Description"):
        attribute = about.get(f"{{{_NAMESPACES[prefix]}}}{local}")
        if attribute and clean(attribute):
            yield "", clean(attribute)
        for element in about.findall(f"{prefix}:{local}", _NAMESPACES):
            items: Iterable[Any] = element.findall("*/rdf:li", _NAMESPACES) or [element]
            for item in items:
                if text := clean("".join(item.itertext())):
                    yield (item.get(_XML_LANG) or "").lower(), text


def _exif(image: Image.Image) -> dict[str, str]:
    """Who made the picture and who owns it. The description is left: cameras fill it with their own name."""
    try:
        exif = image.getexif()
        found = {"byline": exif.get(ExifTags.Base.Artist), "copyright": exif.get(ExifTags.Base.Copyright)}
    except Exception:  # any broken block; Pillow's readers raise many kinds of error on hostile bytes
        return {}
    return {name: clean(_western_or_utf8(value)) for name, value in found.items() if isinstance(value, str | bytes)}


def _western_or_utf8(value: str | bytes) -> str:
    return decode(value) if isinstance(value, bytes) else value
