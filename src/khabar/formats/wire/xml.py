"""Wire XML to an element tree, without entities, network or unbounded growth."""

import html.entities
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from khabar.formats.text import clean
from khabar.formats.wire.errors import MalformedWire, UnsafeWire

Element: TypeAlias = Any

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_APART = frozenset({"br", "p", "div", "li", "h3", "h4", "section"})
_KEPT = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def refuse_entities(data: bytes) -> None:
    """Raise UnsafeWire when a document declares entities of its own."""
    if _DOCTYPE.search(data) and _ENTITY.search(data):
        raise UnsafeWire("المستند يعرّف كيانات XML خاصة به فرُفض حفاظا على السلامة")


def parse_xml(data: bytes) -> Element:
    """Return the root of an XML document. Raises UnsafeWire or MalformedWire."""
    refuse_entities(data)
    data = numeric_references(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MalformedWire(f"بنية XML غير سليمة: {_where(error)}") from error
    if root is None:
        raise MalformedWire("بنية XML غير سليمة: لا عنصر فيها")
    return root


def parse_xml_text(text: str) -> Element:
    """Return the root of an XML document that is already decoded."""
    return parse_xml(_DECLARATION.sub("", text).encode("utf-8", errors="replace"))


def numeric_references(data: bytes) -> bytes:
    """Write the named characters of HTML by number, for XML knows five of them only."""
    return _NAMED.sub(_numeric, data) if b"&" in data else data


def _numeric(match: re.Match[bytes]) -> bytes:
    if match[1] in _KEPT:
        return match[0]
    characters = html.entities.html5.get(match[1].decode("ascii") + ";")
    return b"".join(b"&#%d;" % ord(char) for char in characters) if characters else match[0]


def _where(error: Exception) -> str:
    line = getattr(error, "lineno", None)
    return f"السطر {line}" if line else "تعذر تحليلها"


def local(node: Element) -> str:
    """Return an element's name without its namespace; "" for what is no element."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(node: Element, *names: str) -> Iterator[Element]:
    """Yield the child elements of these names, whatever their namespace."""
    return iter(node.iterchildren(*(f"{{*}}{name}" for name in names)))


def child(node: Element | None, *path: str) -> Element | None:
    """Return the first element down a path of names, or None."""
    for name in path:
        if node is None:
            return None
        node = next(children(node, name), None)
    return node


def descendants(node: Element, *names: str) -> Iterator[Element]:
    """Yield the elements of these names anywhere below, in document order."""
    return iter(node.iterdescendants(*(f"{{*}}{name}" for name in names)))


def text_of(node: Element | None) -> str | None:
    """Return the cleaned text inside an element, or None when there is none."""
    if node is None:
        return None
    if not len(node):
        return tidy(node.text) if node.text else None
    between = " " if any(local(part) in _APART for part in node.iterdescendants()) else ""
    return clean(between.join(node.itertext())) or None


def tidy(text: str) -> str | None:
    """Return `clean(text)`, or None when nothing is left; quick for what needs no cleaning."""
    if text.isprintable() and "  " not in text:
        return text.strip() or None
    return clean(text) or None


def attribute(node: Element | None, *names: str) -> str | None:
    """Return the first non-empty attribute of these names, cleaned, or None."""
    if node is None:
        return None
    for name in names:
        value = node.get(name)
        if value and (value := tidy(value)):
            return value
    return None


def language_of(node: Element) -> str | None:
    """Return the element's own language, or None; some writers bind another prefix than `xml`."""
    for name, value in node.attrib.items():
        if name == "lang" or name.endswith("}lang"):
            return clean(value) or None
    return None


def integer(text: str | None) -> int | None:
    """Return the whole number `text` writes in ASCII digits, or None."""
    value = (text or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None


def urgency_of(text: str | None) -> int | None:
    """Return an urgency from 1 to 9, or None for anything else."""
    value = integer(text)
    return value if value is not None and 1 <= value <= 9 else None
