"""The element tree of an HTML page and the small readings every part of the page layer shares."""

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree, html

from khabar.formats.page.errors import PageRefused
from khabar.formats.page.lexicon import class_pattern
from khabar.formats.text import clean

Element: TypeAlias = Any

MAX_ELEMENTS = 30_000
# Class and id attributes longer than this say nothing.
_MAX_MARKS = 400
_UNREAD = ("script", "style", "noscript", "template", "svg", "math", "object", "embed", "canvas", "head")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LOOKS_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|div|meta|article|table|p|h1|span|title)\b", re.IGNORECASE)
# Words of class and id attributes that mark a part as the site's own.
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """Say whether `text` is mark-up rather than plain text."""
    return bool(_LOOKS_HTML.search(text[:20_000]))


def parse_html(text: str) -> Element:
    """Return the root of a page. Raises PageRefused when there is no tree to read."""
    parser = html.HTMLParser(encoding="utf-8", recover=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_CONTROLS.sub(" ", text).encode("utf-8", errors="ignore"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError, RecursionError) as error:
        raise PageRefused("تعذرت قراءة الصفحة: بنيتها غير سليمة") from error
    for count, node in enumerate(root.iter()):
        if count > MAX_ELEMENTS:
            raise PageRefused("الصفحة أكبر من أن تكون صفحة خبر")
        if node.tag == "amp-img":
            node.tag = "img"
    return root


def scripts_of(root: Element) -> list[str]:
    """Return the texts of the page's JSON-LD blocks."""
    return [text for node in root.xpath("//script[contains(@type, 'ld+json')]") if (text := node.text or "").strip()]


def strip_unread(root: Element) -> None:
    """Remove the elements whose text no reader sees."""
    etree.strip_elements(root, *(name for name in _UNREAD if name != "head"), with_tail=False)
    for node in root.xpath("//*[@hidden or @style]"):
        if node.tag not in ("body", "html") and (
            node.get("hidden") is not None or _HIDDEN.search(node.get("style") or "")
        ):
            parent = node.getparent()
            if parent is not None and not node.xpath(".//h1"):
                node.drop_tree()


def text(node: Element) -> str:
    """Return the cleaned text of a node, words of neighbouring elements kept apart."""
    return clean(" ".join(node.itertext()))


def inline_text(node: Element) -> str:
    """Return the cleaned text of a node as one run, as inline mark-up is read."""
    return clean("".join(node.itertext()))


def marks(node: Element) -> str:
    """Return the class and id words of a node."""
    return _CAMEL.sub("-", f"{(node.get('class') or '')[:_MAX_MARKS]} {(node.get('id') or '')[:_MAX_MARKS]}".strip())


def is_junk(node: Element) -> bool:
    """Say whether a node's element or class words mark it as the site's own."""
    if node.tag == "footer" and any(
        parent.tag in ("article", "figure", "blockquote") for parent in node.iterancestors()
    ):
        return bool(class_pattern("junk").search(marks(node)))
    if node.tag in ("nav", "footer", "form", "button", "select", "dialog", "aside", "textarea", "input"):
        return True
    if (node.get("role") or "") in ("navigation", "complementary", "banner", "search", "dialog", "contentinfo"):
        return True
    words = marks(node)
    return bool(words) and bool(class_pattern("junk").search(words))


def is_tag_list(node: Element) -> bool:
    """Say whether class words mark a node as the article's list of topics."""
    return bool(class_pattern("tags").search(marks(node)))


def ancestors(node: Element) -> Iterator[Element]:
    """Yield the ancestors of a node below body, nearest first."""
    for parent in node.iterancestors():
        if parent.tag in ("body", "html"):
            return
        yield parent


def in_junk(node: Element, scope: Element | None = None) -> bool:
    """Say whether the node, or an ancestor inside `scope`, is the site's own."""
    if is_junk(node):
        return True
    for parent in ancestors(node):
        if parent is scope:
            return False
        if is_junk(parent) and not parent.xpath(".//h1"):
            return True
    return False
