"""The content of a NewsML-G2 item: inline XHTML, NITF and text, and what is only referred to."""

import base64
import binascii
from dataclasses import replace

from khabar.formats.wire.languages import choose
from khabar.formats.wire.markup import Body, read_body, read_html, read_plain
from khabar.formats.wire.nitf import read_nitf_body
from khabar.formats.wire.record import Association, Draft
from khabar.formats.wire.xml import Element, attribute, child, children, descendants, integer, language_of, local

_MAJOR = {"image": "picture", "video": "video", "audio": "audio"}
_SMALL = ("thumb", "preview", "view", "icon", "small", "low")


def read_content(node: Element, draft: Draft, kind: str | None) -> None:
    """Read a contentSet; its parts are renditions of one content, so the best of each sort is taken.

    `kind` is the class of a picture, film or sound item, None for text.
    """
    inline = [part for part in node if local(part) in ("inlineXML", "inlineData")]
    for part in sorted(inline, key=lambda one: not (language_of(one) or "").startswith("ar")):
        if not draft.body:
            take_body(_inline(part, local(part), draft), draft)
    _remote(node, draft, kind)


def take_body(body: Body, draft: Draft) -> None:
    """Add what was read from a body to the draft."""
    draft.body.extend(body.blocks)
    draft.associations.extend(body.associations)
    draft.dateline_text = draft.dateline_text or body.dateline
    for text in body.notes:
        draft.note(text)


def _inline(node: Element, name: str, draft: Draft) -> Body:
    if name == "inlineData":
        return _data(node, draft)
    for part in node:
        kind = local(part)
        if kind == "nitf":
            return read_nitf_body(part, draft)
        if kind == "html":
            body = child(part, "body")
            return read_body(part if body is None else body)
        if kind in ("body", "div", "p", "section", "article", "body.content", "block", "span"):
            return read_body(node)
        if kind:
            nested = next(descendants(part, "nitf", "body"), None)
            if nested is not None:
                return read_nitf_body(nested, draft) if local(nested) == "nitf" else read_body(nested)
            draft.warnings.append(f"محتوى بصيغة لا تُقرأ هنا: {kind}")
            return Body()
    return read_plain("".join(node.itertext()))


def _data(node: Element, draft: Draft) -> Body:
    text = "".join(node.itertext())
    kind = (attribute(node, "contenttype") or "text/plain").lower()
    if "base64" in (attribute(node, "encoding", "encodinguri") or "").lower():
        if not kind.startswith("text/"):
            return Body()
        try:
            text = base64.b64decode(text, validate=False).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            draft.warnings.append("تعذر فك ترميز المحتوى المضمّن")
            return Body()
    return read_html(text) if "html" in kind or "<p" in text else read_plain(text)


def _remote(node: Element, draft: Draft, kind: str | None) -> None:
    best: dict[str, Element] = {}
    for part in children(node, "remoteContent"):
        if attribute(part, "href", "residref"):
            sort = kind or _sort(part)
            if sort not in best or _weight(part) > _weight(best[sort]):
                best[sort] = part
    for sort, part in best.items():
        draft.associations.append(_association(sort, part, draft))


def _sort(node: Element) -> str:
    major = (attribute(node, "contenttype") or "").split("/")[0].lower()
    return _MAJOR.get(major, "document")


def _weight(node: Element) -> tuple[bool, int, int]:
    rendition = (attribute(node, "rendition", "renditionuri") or "").lower()
    area = (integer(node.get("width")) or 0) * (integer(node.get("height")) or 0)
    return not any(word in rendition for word in _SMALL), area, integer(node.get("size")) or 0


def _association(sort: str, node: Element, draft: Draft) -> Association:
    found = Association(type=sort, href=attribute(node, "href", "residref"))
    if not draft.media:
        return found
    names = [name for name in (draft.byline, draft.credits[-1] if draft.credits else None) if name]
    return replace(
        found,
        headline=choose(draft.headlines, draft.language),
        caption=choose(draft.abstracts, draft.language),
        credit=" / ".join(names) or None,
    )
