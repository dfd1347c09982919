"""The body of a story in XHTML or NITF mark-up as blocks of text, with its notes and media set apart."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html

from khabar.formats.record import Block, BlockType
from khabar.formats.text import clean
from khabar.formats.wire.newlines import paragraphs
from khabar.formats.wire.record import Association
from khabar.formats.wire.xml import Element, attribute, child, descendants, local, text_of

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"})
_UNREAD = frozenset(
    {"head", "header", "script", "style", "template", "noscript", "svg", "math", "embed", "iframe", "param"}
) | {"button", "nav", "title", "body.head", "body.end", "meta", "link"}
_MEDIA = frozenset({"img", "figure", "media", "video", "audio", "picture"})
_QUOTES = frozenset({"blockquote", "bq"})
_BLOCKS = (
    frozenset({"html", "body", "body.content", "nitf", "block", "div", "section", "article", "main", "p", "pre", "ul"})
    | {"ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "blockquote", "bq", "aside", "center"}
    | {"fn", "note", "hr", "address", "details", "figure", "media", *_HEADINGS}
)
_HIDDEN_CLASS = re.compile(r"non-?public|closingline|notepad|print-?only|hidden", re.IGNORECASE)
_BREAK = "\x00"
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_SENTENCE_END = re.compile(r"[.!?؟…:؛»”\"')\]]\s*$")
_LEFTOVER_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[A-Za-z]{2,8});")
_MAX_MARKUP = 8_000_000
_TAIL = 20


@dataclass
class Body:
    """What was read from a body."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    associations: list[Association] = field(default_factory=list)
    dateline: str | None = None

    def add(self, kind: BlockType, text: str) -> None:
        """Add a block of cleaned text; white space and leftover entities are put right."""
        text = clean(html.unescape(text) if _LEFTOVER_ENTITY.search(text) else text)
        if text:
            self.blocks.append(Block(kind, text))


def read_body(root: Element) -> Body:
    """Read the blocks below `root`, an XHTML, NITF or mixed element."""
    body = Body()
    _walk(root, body, "paragraph")
    return body


def read_html(markup: str) -> Body:
    """Read an HTML fragment as feeds and JSON formats carry it; never fails on broken mark-up."""
    if "<" not in markup:
        return read_plain(html.unescape(markup))
    parser = lxml_html.HTMLParser(recover=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        source = f"<div>{markup[:_MAX_MARKUP]}</div>".replace("\x00", "")
        root = lxml_html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return read_plain(re.sub(r"<[^>]*>", " ", markup))
    return read_body(root)


def read_plain(text: str) -> Body:
    """Read plain text by its paragraphs."""
    body = Body()
    for paragraph in paragraphs(text):
        body.add("paragraph", paragraph)
    return body


def _walk(node: Element, body: Body, kind: BlockType) -> None:
    """Read a container: its blocks, and the inline text that stands between them."""
    inline: list[str] = [node.text or ""]
    for part in node:
        name = local(part)
        if name and (name in _BLOCKS or name in _MEDIA or _has_blocks(part, name)) and name not in _UNREAD:
            _flush(inline, body, kind)
            _block(part, name, body, kind)
        else:
            inline.append(_inline(part, name, body))
        inline.append(part.tail or "")
    _flush(inline, body, kind)


def _has_blocks(part: Element, name: str) -> bool:
    return name not in _UNREAD and len(part) > 0 and any(local(found) in _BLOCKS for found in part.iterdescendants())


def _block(part: Element, name: str, body: Body, kind: BlockType) -> None:
    if name in _MEDIA:
        _media(part, body)
    elif name == "note":
        body.notes.extend(filter(None, [text_of(part)]))
    elif _HIDDEN_CLASS.search(part.get("class") or ""):
        _note(part, body)
    elif name in _HEADINGS:
        body.add("subheading", "".join(_texts(part, body)).replace(_BREAK, " "))
    elif name == "tr":
        body.add("paragraph", " | ".join(filter(None, (text_of(cell) for cell in part))))
    elif name == "pre":
        _pre(part, body)
    elif name in _QUOTES:
        _walk(part, body, "quote")
    elif name == "li":
        _walk(part, body, "list_item")
    elif name == "p" and (heading := _bold_only(part)):
        body.add("subheading", heading)
    else:
        _walk(part, body, kind)


def _note(part: Element, body: Body) -> None:
    if "closing" not in (part.get("class") or ""):
        body.notes.extend(filter(None, [text_of(part)]))


def _pre(part: Element, body: Body) -> None:
    for line in "".join(part.itertext()).splitlines():
        body.add("paragraph", line)


def _bold_only(part: Element) -> str | None:
    """Return the text of a paragraph that is one short bold line, as many agencies set crossheads."""
    if len(part) != 1 or local(part[0]) not in ("strong", "b") or (part.text or "").strip():
        return None
    text = text_of(part[0]) or ""
    short = 0 < len(text.split()) <= 10 and not re.search(r"[.!؟…:؛]$", text)
    return text if short and not (part[0].tail or "").strip() and not len(part[0]) else None


def _inline(part: Element, name: str, body: Body) -> str:
    if not name:
        return html.unescape(part.text or "") if isinstance(part, etree._Entity) else ""
    if name == "br":
        return _BREAK
    if name in _UNREAD:
        return ""
    classes = part.get("class") or ""
    if "dateline" in classes.split():
        body.dateline = body.dateline or text_of(part)
        return ""
    if _HIDDEN_CLASS.search(classes):
        _note(part, body)
        return ""
    return "".join(_texts(part, body))


def _texts(node: Element, body: Body) -> Iterator[str]:
    yield node.text or ""
    for part in node:
        yield _inline(part, local(part), body)
        yield part.tail or ""


def _flush(inline: list[str], body: Body, kind: BlockType) -> None:
    """Add the collected inline text, a block for each piece between blank lines."""
    run = "".join(inline)
    inline.clear()
    if run.strip(" \t\r\n\x00"):
        for piece in _BLANK_LINE.split(run):
            _add_lines(piece.split(_BREAK), body, kind)


def _add_lines(lines: list[str], body: Body, kind: BlockType) -> None:
    """Add the lines between line breaks; a break ends a block only where a sentence or heading does."""
    waiting: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        waiting.append(line)
        if not following.strip() or _SENTENCE_END.search(line[-_TAIL:]) or line.strip().isupper():
            body.add(kind, " ".join(waiting))
            waiting.clear()
    body.add(kind, " ".join(waiting))


def _media(part: Element, body: Body) -> None:
    name = local(part)
    found = _nitf_media(part) if name == "media" else _html_media(part, name)
    if found:
        body.associations.append(found)


def _nitf_media(part: Element) -> Association | None:
    kind = {"image": "picture", "photo": "picture", "": "picture"}.get(
        (part.get("media-type") or "").lower(), (part.get("media-type") or "").lower()
    )
    references = [ref for ref in descendants(part, "media-reference") if attribute(ref, "source", "data-location")]
    if not references:
        return None
    best = max(references, key=lambda ref: _area(ref.get("width"), ref.get("height")))
    href = attribute(best, "source", "data-location")
    if href and href.startswith("#"):
        return None
    return Association(
        type=kind,
        headline=attribute(best, "name", "alternate-text"),
        caption=text_of(child(part, "media-caption")),
        credit=text_of(child(part, "media-producer")),
        href=href,
    )


def _html_media(part: Element, name: str) -> Association | None:
    holder = part if name != "figure" else next(descendants(part, "img", "video", "audio"), None)
    if holder is None:
        return None
    source = next(descendants(part, "source"), None)
    href = attribute(holder, "src", "source", "data-src") or attribute(source, "src", "srcset")
    if not href or href.startswith("data:"):
        return None
    caption = next(descendants(part, "figcaption"), None)
    kind = {"video": "video", "audio": "audio"}.get(local(holder), "picture")
    return Association(type=kind, headline=None, caption=text_of(caption) or attribute(holder, "alt"), href=href)


def _area(width: str | None, height: str | None) -> int:
    digits = [int(side) if side and side.isdigit() and len(side) < 9 else 0 for side in (width, height)]
    return digits[0] * digits[1] or sum(digits)
