"""An article body given as HTML, turned into the blocks the desk edits."""

from collections.abc import Iterator
from typing import Any

from lxml import html

from khabar.core.clean import clean_inline, safe_url
from khabar.media.embeds.frames import frame_of, own_page

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_CONTAINERS = {"div", "section", "article", "main", "body", "header", "footer", "center", "span", "figure"}
_SKIPPED = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "img",
    "picture",
    "video",
    "audio",
    "svg",
    "noscript",
}


def blocks_from_html(markup: str) -> list[dict[str, Any]]:
    """Paragraphs, subheadings, quotes and lists in reading order; scripts, frames and styling are left behind.

    What a site we know shows in a frame, or has quoted for its script to replace, becomes an embed of its own page.
    """
    if not markup.strip():
        return []
    root = html.fragment_fromstring(markup, create_parent="div")
    return list(_merged(_walk(root)))


def _walk(node: Any) -> Iterator[dict[str, Any]]:
    yield from _paragraph(_escaped(node.text))
    for child in node:
        tag = child.tag if isinstance(child.tag, str) else ""
        yield from _block(child, tag)
        yield from _paragraph(_escaped(child.tail), joins=tag not in _HEADINGS | {"p", "ul", "ol", "blockquote", "div"})


def _block(node: Any, tag: str) -> Iterator[dict[str, Any]]:
    if page := _embedded(node, tag):
        yield {"type": "embed", "value": {"url": page, "title": ""}}
    elif tag and tag not in _SKIPPED:
        yield from _words(node, tag)


def _words(node: Any, tag: str) -> Iterator[dict[str, Any]]:
    if tag == "p":
        yield from _paragraph(_inner(node))
        for frame in node.iter("iframe"):
            yield from _block(frame, "iframe")
    elif tag in _HEADINGS:
        text = _text(node)
        if text:
            yield {"type": "subheading", "value": text}
    elif tag in ("ul", "ol"):
        items = [text for text in map(_text, node.iter("li")) if text]
        if items:
            yield {"type": "list", "value": items}
    elif tag == "blockquote":
        text = _text(node)
        if text:
            yield {"type": "quote", "value": {"text": text, "speaker": "", "speaker_title": ""}}
    elif tag == "br":
        yield {"type": "break"}
    elif tag in _CONTAINERS and any(isinstance(c.tag, str) and c.tag in _BLOCK_TAGS for c in node.iterdescendants()):
        yield from _walk(node)
    else:
        yield from _paragraph(_outer(node), joins=tag not in _CONTAINERS - {"span"})


_BLOCK_TAGS = _HEADINGS | _CONTAINERS - {"span"} | {"p", "ul", "ol", "blockquote", "br", "iframe"}
_POSTS = {"twitter-tweet": "", "instagram-media": "data-instgrm-permalink", "tiktok-embed": "cite"}
"""Classes of quotations that a site's script replaces, with the attribute that says of what."""


def _embedded(node: Any, tag: str) -> str:
    """The address of what stands here of a site we know; empty for anything else."""
    if tag == "iframe":
        return own_page((node.get("src") or node.get("data-src") or "").strip())
    kinds = _POSTS.keys() & (node.get("class") or "").split() if tag == "blockquote" else ()
    for kind in kinds:
        links = [link.get("href", "") for link in node.iter("a")]
        named = [node.get(_POSTS[kind], "")] if _POSTS[kind] else reversed(links)
        for url in map(safe_url, named):
            if frame_of(url):
                return url.partition("?")[0]
    return ""


def _paragraph(markup: str, joins: bool = False) -> Iterator[dict[str, Any]]:
    if markup.strip():
        yield {"type": "paragraph", "value": markup, "joins": joins}


def _merged(parts: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Loose text and inline elements that follow each other become one paragraph; everything is cleaned."""
    run: list[str] = []
    for part in parts:
        if part["type"] == "paragraph" and part["joins"]:
            run.append(part["value"])
            continue
        yield from _finished(run)
        run = [part["value"]] if part["type"] == "paragraph" else []
        if part["type"] not in ("paragraph", "break"):
            yield part
    yield from _finished(run)


def _finished(run: list[str]) -> Iterator[dict[str, Any]]:
    cleaned = clean_inline("".join(run)).strip()
    if cleaned:
        yield {"type": "paragraph", "value": f"<p>{cleaned}</p>"}


def _inner(node: Any) -> str:
    return _escaped(node.text) + "".join(html.tostring(child, encoding="unicode") for child in node)


def _outer(node: Any) -> str:
    return str(html.tostring(node, encoding="unicode", with_tail=False))


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _text(node: Any) -> str:
    return " ".join(str(node.text_content()).split())
