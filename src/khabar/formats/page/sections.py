"""The section and topics an HTML page files its article under."""

import re

from khabar.formats.page import jsonld
from khabar.formats.page.leaves import Leaf
from khabar.formats.page.lexicon import class_pattern
from khabar.formats.page.meta import Meta
from khabar.formats.page.tree import Element, ancestors, inline_text, is_tag_list, marks
from khabar.formats.text import is_arabic, key

_HOME = {"الرييسيه", "الرئيسيه", "الصفحه الرئيسيه", "home", "الرءيسيه", "الاخبار", "اخبار", "انت هنا", "you are here"}
_CRUMBS = re.compile(r"bread-?c\w*|crumbs?|pathway|you-?are-?here", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:الكلمات الدالة|الكلمات الدلالية|كلمات دلالية|كلمات مفتاحية|الكلمات المفتاحية|الوسوم|وسوم|tags?|تاجات"
    r"|موضوعات|المواضيع|العلامات)\s*[:：]?\s*",
    re.IGNORECASE,
)
_MAX_TOPICS = 25


def find_section(
    root: Element, node: jsonld.Node, meta: Meta, scripts: list[str], headline: str, headline_node: Element | None
) -> str | None:
    """Return the section's name, an Arabic one before a Latin slug."""
    candidates = [
        *(_texts(root.xpath("//*[@itemprop='articleSection' and not(self::meta)]"))),
        meta.first("article:section", "articlesection", "og:article:section"),
        *[jsonld.text_of(value) for value in jsonld.as_list(node.get("articleSection"))],
        *_crumbs(root, scripts, headline, meta),
        *_beside(headline_node),
    ]
    usable = [words for words in candidates if words and _is_section(words, headline, meta)]
    return next((words for words in usable if is_arabic(words)), usable[0] if usable else None)


def _texts(nodes: list[Element]) -> list[str]:
    return [words for node in nodes if (words := inline_text(node))]


def _is_section(words: str, headline: str, meta: Meta) -> bool:
    folded = key(words)
    return (
        0 < len(words.split()) <= 5
        and len(words) <= 50
        and folded not in _HOME | meta.site_names
        and folded not in key(headline)
    )


def _crumbs(root: Element, scripts: list[str], headline: str, meta: Meta) -> list[str]:
    """Return breadcrumb names, nearest the article first."""
    names = jsonld.breadcrumb(scripts)
    for node in root.xpath("//*[@class or @id or @itemtype]"):
        if names:
            break
        if _CRUMBS.search(marks(node)) or (node.get("itemtype") or "").endswith("BreadcrumbList"):
            names = _texts(node.xpath(".//a | .//li[not(.//a)] | .//span[@itemprop='name']"))
    kept = [name for name in names if key(name) != key(headline)]
    return list(reversed([name for name in kept if _is_section(name, headline, meta)]))


def _beside(headline_node: Element | None) -> list[str]:
    if headline_node is None:
        return []
    for parent in list(ancestors(headline_node))[:3]:
        for node in parent.iter("a", "span", "div", "li", "ul", "p"):
            if (
                class_pattern("section").search(marks(node))
                and (words := inline_text(node))
                and len(words.split()) <= 4
            ):
                return [words]
    return []


def find_topics(root: Element, node: jsonld.Node, meta: Meta, leaves: list[Leaf], headline: str) -> list[str]:
    """Return the article's topics: printed tag links, else tag metas, JSON-LD keywords, keyword metas."""
    printed = _printed(root, leaves)
    if printed:
        return _unique(printed, headline, meta)
    stated = [words for value in jsonld.as_list(node.get("keywords")) for words in _split(jsonld.text_of(value) or "")]
    tagged = [words for value in meta.values.get("article:tag", []) for words in _split(value)]
    named = [
        words
        for name in ("news_keywords", "keywords")
        for value in meta.values.get(name, [])[:1]
        for words in _split(value)
    ]
    for values in (tagged, stated, named):
        topics = _unique(values, headline, meta)
        if topics and len(topics) <= _MAX_TOPICS:
            return topics
    return []


def _printed(root: Element, leaves: list[Leaf]) -> list[str]:
    own = [inline_text(link) for link in root.xpath("//a[@rel='tag' or contains(concat(' ', @rel, ' '), ' tag ')]")]
    if own:
        return own
    for leaf in leaves:
        label, colon, words = leaf.text.partition(":")
        if colon and len(label.split()) <= 2 and _LABEL.fullmatch(label) and words.strip() and not leaf.junk:
            return _split(words)
        if len(leaf.parts) > 1 and leaf.linked > 0.8 and all(part.startswith("#") for part in leaf.parts):
            return list(leaf.parts)
        if leaf.tags and leaf.linked > 0.3:
            holders = [
                one
                for one in (leaf.node, *ancestors(leaf.node))
                if is_tag_list(one) and one.tag not in ("main", "article")
            ]
            lists = [[inline_text(link) for link in holder.iter("a")] for holder in holders]
            fitting = [words for words in lists if 0 < len(words) <= _MAX_TOPICS]
            if fitting:
                return max(fitting, key=len)
    return []


def _split(text: str) -> list[str]:
    pieces = re.split(r"\s*[,،;؛|#]\s*", text)
    return [piece.strip(" .\"'") for piece in pieces if piece.strip(" .\"'")]


def _unique(words: list[str], headline: str, meta: Meta) -> list[str]:
    topics: dict[str, str] = {}
    for word in words:
        topic = _LABEL.sub("", word).lstrip("#").replace("_", " ").strip(" ,،")
        folded = key(topic)
        if (
            not folded
            or len(topic.split()) > 7
            or folded == key(headline)
            or folded in meta.site_names
            or folded in _HOME
        ):
            continue
        topics.setdefault(folded, topic)
    return list(topics.values())
