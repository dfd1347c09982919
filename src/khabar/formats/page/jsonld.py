"""The article node of a page's JSON-LD, from blocks that are often broken."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from khabar.formats.text import clean, key

Node = dict[str, Any]

_ARTICLE_TYPES = {
    "NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle", "AskPublicNewsArticle", "BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting",
    "AdvertiserContentArticle", "SatiricalArticle", "TechArticle", "ScholarlyArticle",
}  # fmt: skip
_PAGE_TYPES = {"WebPage", "ItemPage", "VideoObject"}
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_COMMENT = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>|/\*.*?\*/", re.DOTALL)
_SIMPLE_PAIR = re.compile(
    r'"(?P<key>headline|datePublished|dateModified|dateCreated|articleSection|description)"\s*:\s*"(?P<value>(?:[^"\\]|\\.)*)"'
)
_BREAK = re.compile(r"</?(?:p|div|br|li|h\d|blockquote)\b[^>]*>", re.IGNORECASE)
_MAX_NODES = 2000


def article_node(scripts: list[str], titles: list[str]) -> Node:
    """Return the node of this page's own article, or {}.

    `titles` (headline candidates of the page) decide between several article nodes, as on pages that describe
    their related stories too.
    """
    nodes = [node for script in scripts for node in _nodes(script)]
    articles = [node for node in nodes if types_of(node) & _ARTICLE_TYPES]
    if len(articles) > 1:
        wanted = {key(title) for title in titles if title}
        own = [node for node in articles if _title_matches(node, wanted)]
        if own:
            return _merged(own)
        return articles[0] if not wanted or all(not node.get("headline") for node in articles) else {}
    if articles:
        return articles[0]
    pages = [node for node in nodes if types_of(node) & _PAGE_TYPES and node.get("datePublished")]
    return pages[0] if len(pages) == 1 else {}


def breadcrumb(scripts: list[str]) -> list[str]:
    """Return the names of the page's BreadcrumbList in order."""
    for script in scripts:
        for node in _nodes(script):
            if "BreadcrumbList" in types_of(node):
                items = [item for item in as_list(node.get("itemListElement")) if isinstance(item, dict)]
                items.sort(key=lambda item: str(item.get("position", "")).zfill(4))
                return [name for item in items if (name := _item_name(item))]
    return []


def types_of(node: Node) -> set[str]:
    """Return the schema.org type names of a node."""
    return {str(name).rsplit("/", 1)[-1] for name in as_list(node.get("@type"))}


def as_list(value: Any) -> list[Any]:
    """Return `value` as a list: itself, one item, or empty for None."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text_of(value: Any) -> str | None:
    """Return the first plain text in `value`, cleaned of mark-up and entities, or None."""
    for item in as_list(value)[:_MAX_NODES]:
        if isinstance(item, dict):
            item = item.get("name") or item.get("@value") or item.get("url")
            item = next((one for one in as_list(item) if isinstance(one, str)), None)
        if isinstance(item, (str, int, float)) and str(item).strip():
            return clean(html.unescape(re.sub(r"<[^>]+>", " ", str(item)))) or None
    return None


def paragraphs_of(value: Any) -> list[str]:
    """Return the paragraphs of a plain or marked-up text, such as `articleBody`."""
    text = next((item for item in as_list(value) if isinstance(item, str)), "")
    lines = _BREAK.sub("\n", html.unescape(text)).splitlines()
    return [line for raw in lines if (line := clean(re.sub(r"<[^>]+>", " ", raw)))]


def _item_name(item: Node) -> str | None:
    inner = item.get("item")
    return text_of(item.get("name")) or (text_of(inner.get("name")) if isinstance(inner, dict) else None)


def _title_matches(node: Node, wanted: set[str]) -> bool:
    title = key(text_of(node.get("headline")) or text_of(node.get("name")) or "")
    return bool(title) and any(
        title == other or (len(title) > 15 and (title in other or other.startswith(title))) for other in wanted
    )


def _merged(nodes: list[Node]) -> Node:
    merged: Node = {}
    for node in nodes:
        for name, value in node.items():
            if value not in (None, "", [], {}):
                merged.setdefault(name, value)
    return merged


def _nodes(script: str) -> list[Node]:
    values = list(_parse(script))
    if not values:
        pairs: Node = {match["key"]: match["value"] for match in _SIMPLE_PAIR.finditer(script)}
        return (
            [{"@type": "Article", **pairs}]
            if re.search(r'"@type"\s*:\s*"?\[?\s*"?\w*Article', script) and pairs
            else []
        )
    found: list[Node] = []
    queue = values
    while queue and len(found) < _MAX_NODES:
        value = queue.pop(0)
        if isinstance(value, list):
            queue[:0] = value[:_MAX_NODES]
        elif isinstance(value, dict):
            found.append(value)
            queue.extend(
                value[name]
                for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")
                if isinstance(value.get(name), (list, dict))
            )
    return found


def _parse(script: str) -> Iterator[Any]:
    """Yield the JSON values of a script block; repairs what templates usually break."""
    text = _COMMENT.sub("", script).strip().rstrip(";")
    for candidate in (text, _TRAILING_COMMA.sub(r"\1", text), _TRAILING_COMMA.sub(r"\1", html.unescape(text))):
        try:
            yield json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
        return
    yield from _concatenated(_TRAILING_COMMA.sub(r"\1", text))


def _concatenated(text: str) -> Iterator[Any]:
    decoder = json.JSONDecoder(strict=False)
    at = 0
    while (at := text.find("{", at)) >= 0:
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value
