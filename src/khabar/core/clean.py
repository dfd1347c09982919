"""HTML cleaning: what rich text may hold when it is saved, and again when it is shown."""

import re
from typing import Any
from urllib.parse import urlsplit

import nh3

_INLINE = {"a", "b", "strong", "i", "em", "br", "sub", "sup", "bdi", "abbr"}
_BLOCKS = {"p", "ul", "ol", "li", "h2", "h3", "h4", "blockquote", "hr"}
# `linktype` and `id` are how the editor's rich text points to our own pages; `href` is for everything else.
_ATTRIBUTES = {
    "a": {"href", "linktype", "id"},
    "abbr": {"title"},
    "bdi": {"dir"},
    "p": {"dir"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_GONE_WITH_CONTENT = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title"}
# Characters that no text of ours needs and that PostgreSQL, XML or a terminal cannot take:
# C0 and C1 controls but tab and line ends, halves of surrogate pairs, and the two that are no characters.
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_UNWANTED = re.compile(f"[{_CONTROLS}]")
# A paragraph of words alone, as most are: nothing in it for a cleaner to do.
_PLAIN = re.compile(f"<p>[^<>&{_CONTROLS}]*</p>")
_RICH_BLOCKS = frozenset({"paragraph"})


def _cleaner(tags: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        attributes=_ATTRIBUTES,
        clean_content_tags=_GONE_WITH_CONTENT,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


_BODY = _cleaner(_INLINE | _BLOCKS)
_INLINE_ONLY = _cleaner(_INLINE)


def clean_text(text: str) -> str:
    """Plain text without control characters or broken surrogates; everything else stays as it is."""
    return _UNWANTED.sub("", text)


def clean_inline(html: str) -> str:
    """HTML with marks within a line only: emphasis, links, line breaks. Cleaning twice changes nothing more."""
    return _INLINE_ONLY.clean(clean_text(html))


def clean_body(html: str) -> str:
    """HTML with what an article's rich text may hold: paragraphs, lists, subheadings, emphasis, links.

    Scripts, styles, frames and drawings go with their content; other unknown tags go and leave their text.
    Links may be http(s), mailto, tel, or relative. Cleaning twice changes nothing more.
    """
    if _PLAIN.fullmatch(html):
        return html
    return _BODY.clean(clean_text(html))


def safe_url(url: str) -> str:
    """The address if a reader may be sent there (http or https), or an empty string."""
    url = clean_text(url).strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def clean_stream(raw: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The raw data of a StreamField, cleaned: rich text blocks as HTML, every other string as plain text.

    An `embed` block whose address cannot be shown is dropped.
    """
    cleaned = ({**block, "value": _clean_value(block["type"], block["value"])} for block in raw)
    return [block for block in cleaned if block["type"] != "embed" or block["value"].get("url")]


def _clean_value(kind: str, value: Any) -> Any:
    if kind in _RICH_BLOCKS and isinstance(value, str):
        return clean_body(value)
    if kind == "embed" and isinstance(value, dict):
        return {**_plain(value), "url": safe_url(str(value.get("url") or ""))}
    return _plain(value)


def _plain(value: Any) -> Any:
    """The value with every string in it, at any depth, made clean plain text."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
