"""Bodies as XHTML: an article's rich text taken apart into blocks, and a story's blocks written out."""

import html
from collections.abc import Callable, Iterator
from itertools import groupby
from urllib.parse import urljoin

from lxml import etree
from lxml import html as lxml_html

from khabar.formats.out.story import Image, Part, Story, safe
from khabar.formats.record import BlockType
from khabar.formats.wire.xml import Element, local

XHTML = "http://www.w3.org/1999/xhtml"
_INLINE = frozenset({"a", "b", "strong", "i", "em", "br", "sub", "sup", "bdi", "abbr"})
_KINDS: dict[str, BlockType] = {
    "li": "list_item",
    "h2": "subheading",
    "h3": "subheading",
    "h4": "subheading",
    "blockquote": "quote",
}
_KEPT = {"a": ("href",), "abbr": ("title",), "bdi": ("dir",)}


def rich_parts(markup: str, base: str) -> list[Part]:
    """Return the blocks of cleaned rich text, its links made absolute by the site's address `base`."""
    root = lxml_html.fragment_fromstring(safe(markup), create_parent="div")
    return [part for part in _blocks(root, "paragraph", base) if part.text]


def _blocks(node: Element, kind: BlockType, base: str) -> Iterator[Part]:
    """Yield a block for each run of inline mark-up and for each block element."""
    run = [html.escape(node.text or "", quote=False)]
    for child in node:
        if _has_blocks(child):
            yield Part(kind, "".join(run).strip())
            run = []
            yield from _blocks(child, _KINDS.get(local(child), kind), base)
        else:
            run.append(_inline(child, base))
        run.append(html.escape(child.tail or "", quote=False))
    yield Part(kind, "".join(run).strip())


def _has_blocks(node: Element) -> bool:
    return local(node) not in _INLINE and local(node) != ""


def _inline(node: Element, base: str) -> str:
    name = local(node)
    inner = html.escape(node.text or "", quote=False) + "".join(
        _inline(child, base) + html.escape(child.tail or "", quote=False) for child in node
    )
    if name == "br":
        return "<br/>"
    if name not in _INLINE:
        return inner
    given = {key: node.get(key) for key in _KEPT.get(name, ()) if node.get(key)}
    if "href" in given:
        given["href"] = urljoin(base, given["href"])
    attributes = "".join(f' {key}="{html.escape(value)}"' for key, value in given.items())
    return f"<{name}{attributes}>{inner}</{name}>"


def body(story: Story, *, figures: bool) -> str:
    """Return the story's body as XHTML elements, its dateline at the head.

    Args:
        figures: also the pictures that stand in it, for formats that carry them nowhere else.
    """
    parts = [part for part in story.parts if part.text or (figures and part.picture)]
    out = []
    if story.dateline and parts:
        line = f'<span class="dateline">{_escaped(story.dateline)} –</span>'
        if parts[0].type == "paragraph" and not parts[0].cells:
            out.append(f"<p>{line} {parts[0].line}</p>")
            parts = parts[1:]
        else:
            out.append(f"<p>{line}</p>")
    for kind, run in groupby(parts, key=lambda part: "row" if part.cells else part.type):
        out.append(_WRITERS[kind](list(run)))
    return "".join(out)


def document(story: Story) -> Element:
    """Return the body as an XHTML document's root element."""
    shell = (
        f'<html xmlns="{XHTML}"><head><title>{_escaped(story.headline)}</title></head>'
        f"<body>{body(story, figures=False)}</body></html>"
    )
    return etree.fromstring(shell, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _figure(image: Image) -> str:
    """Return a picture with its caption and credit."""
    words = " ".join(
        filter(None, (_escaped(image.caption), f"<cite>{_escaped(image.credit)}</cite>" if image.credit else ""))
    )
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    return (
        f'<figure><img src="{html.escape(image.href)}" alt="{html.escape(safe(image.alt))}" width="{image.width}" '
        f'height="{image.height}"/>{caption}</figure>'
    )


def _escaped(text: str) -> str:
    return html.escape(safe(text), quote=False)


def _each(shape: str) -> Callable[[list[Part]], str]:
    return lambda parts: "".join(shape.format(part.line) for part in parts)


def _list(parts: list[Part]) -> str:
    return f"<ul>{''.join(f'<li>{part.line}</li>' for part in parts)}</ul>"


def _table(parts: list[Part]) -> str:
    rows = ("".join(f"<td>{_escaped(cell)}</td>" for cell in part.cells) for part in parts)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _figures(parts: list[Part]) -> str:
    return "".join(_figure(part.picture) for part in parts if part.picture)


_WRITERS: dict[str, Callable[[list[Part]], str]] = {
    "paragraph": _each("<p>{}</p>"),
    "subheading": _each("<h2>{}</h2>"),
    "quote": _each("<blockquote><p>{}</p></blockquote>"),
    "list_item": _list,
    "row": _table,
    "picture": _figures,
}
