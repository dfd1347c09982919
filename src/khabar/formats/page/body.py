"""The body of an HTML page: trafilatura finds the text, our own reading gives it order, types and its lost parts."""

import logging
from dataclasses import dataclass, field

from khabar.formats.page import furniture
from khabar.formats.page.leaves import Leaf
from khabar.formats.page.lexicon import marks
from khabar.formats.page.tree import Element, ancestors
from khabar.formats.text import key

_PROSE_WORDS = 12
# An urgent item may be one short sentence.
_FEWEST_WORDS = 8
_SHORT_STORY = 60
# News pages are under a megabyte or two; beyond this only our own reading is used.
_MAX_MARKUP = 2_000_000


@dataclass
class BodyText:
    """The leaves taken as the body, and the lead that stood outside their container."""

    container: Element | None = None
    leaves: list[Leaf] = field(default_factory=list)
    trusted: set[Element] = field(default_factory=set)


def is_prose(leaf: Leaf) -> bool:
    """Say whether a leaf reads as part of a story: long, a sentence or one that announces a list; no row of links."""
    if leaf.linked > 0.6 or leaf.junk or leaf.tags:
        return False
    told = leaf.words >= 6 and furniture.ends_sentence(leaf.text)
    return leaf.words >= _PROSE_WORDS or told or (leaf.words >= 8 and leaf.text.endswith(":"))


def extracted_lines(markup: str, url: str | None) -> list[str]:
    """Return the lines of text trafilatura takes for the article, [] when it finds none."""
    if len(markup) > _MAX_MARKUP:
        return []
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(markup, url=url, include_comments=False, include_tables=True, no_fallback=False)
    except Exception:
        return []
    return [line for line in (text or "").splitlines() if line.strip()]


def find_body(leaves: list[Leaf], headline_at: int, lines: list[str], article_body: str | None) -> BodyText:
    """Choose the container of the body among the leaves after the headline.

    `lines` is trafilatura's text, `article_body` the JSON-LD articleBody when the page has one.
    """
    known = _Known(lines, article_body)
    matched = {i for i, leaf in enumerate(leaves) if known.holds(leaf)}
    container = _marked_container(leaves, headline_at, known)
    if container is None:
        container = _common_container(leaves, headline_at, matched)
    if container is None:
        return BodyText()
    inside = [i for i, leaf in enumerate(leaves) if _within(leaf.node, container)]
    return BodyText(container, [leaves[i] for i in inside], {leaves[i].node for i in inside if i in matched})


class _Known:
    """Text that other readers hold to be the article's."""

    def __init__(self, lines: list[str], article_body: str | None) -> None:
        self.lines = {key(line) for line in lines}
        self.joined = " ".join(key(line) for line in lines)
        self.stated = key(article_body or "")

    def holds(self, leaf: Leaf) -> bool:
        folded = key(leaf.text)
        if len(folded) < 4:
            return False
        if folded in self.lines:
            return True
        return len(folded) > 25 and (folded in self.joined or folded in self.stated)


def _within(node: Element, container: Element) -> bool:
    return node is container or any(parent is container for parent in node.iterancestors())


def _weight(leaves: list[Leaf], container: Element, after: int) -> int:
    return sum(leaf.words for leaf in leaves[after:] if is_prose(leaf) and _within(leaf.node, container))


def _marked_container(leaves: list[Leaf], headline_at: int, known: _Known) -> Element | None:
    """Return the first element after the headline that mark-up names as the body and that holds enough prose."""
    seen: list[Element] = []
    for leaf in leaves[headline_at + 1 :]:
        if leaf.junk or not is_prose(leaf):
            continue
        for node in (leaf.node, *leaf.node.iterancestors()):
            if node.tag in ("body", "html") or node in seen:
                continue
            if _is_marked(node):
                seen.append(node)
        if len(seen) > 6:
            break
    weights = {node: _weight(leaves, node, headline_at) for node in seen}
    best = max(weights.values(), default=0)
    told = [leaf for leaf in leaves[headline_at + 1 :] if is_prose(leaf) and known.holds(leaf)]
    total = sum(leaf.words for leaf in told)
    if total < _SHORT_STORY and headline_at >= 0:
        # Beside a story this short, teasers of others weigh too much: count what stands in its own part of the page.
        near = list(ancestors(leaves[headline_at].node))[:2]
        total = sum(leaf.words for leaf in told if any(node in near for node in leaf.node.iterancestors()))
    for node in sorted(seen, key=lambda one: weights[one]):
        if weights[node] >= _FEWEST_WORDS and weights[node] * 2 >= best and weights[node] * 2 >= total:
            return node
    return None


def _is_marked(node: Element) -> bool:
    if "articlebody" in (node.get("itemprop") or "").lower() or "articlebody" in (node.get("property") or "").lower():
        return True
    words = f"{(node.get('class') or '')[:400]} {(node.get('id') or '')[:400]}".lower().replace("_", "-")
    return any(mark in words for mark in marks("body"))


def _common_container(leaves: list[Leaf], headline_at: int, matched: set[int]) -> Element | None:
    """Return the smallest element with most of the matched prose after the headline, else of any prose."""
    chosen = [i for i in sorted(matched) if i > headline_at and is_prose(leaves[i])]
    chosen = chosen or [i for i in range(headline_at + 1, len(leaves)) if is_prose(leaves[i])]
    chosen = chosen or [i for i in sorted(matched) if leaves[i].words >= 6]
    total = sum(leaves[i].words for i in chosen)
    if total < 15:
        return None
    shares: dict[Element, int] = {}
    for i in chosen:
        for node in (leaves[i].node, *leaves[i].node.iterancestors()):
            shares[node] = shares.get(node, 0) + leaves[i].words
    holders = [node for node, words in shares.items() if words * 100 >= total * 80]
    holder = max(holders, key=lambda node: sum(1 for _ in node.iterancestors()), default=None)
    # A story whose only sentence announces a list: the list stands beside it.
    parent = holder.getparent() if holder is not None and holder.tag == "p" else None
    return parent if parent is not None and parent.tag not in ("body", "html") else holder
