"""The headline of an HTML page and the lines printed around it: kicker and standfirst."""

import re

from rapidfuzz import fuzz

from khabar.formats.page.lexicon import class_pattern
from khabar.formats.page.meta import Meta, site_suffix_stripped, title_pieces
from khabar.formats.page.tree import Element, ancestors, in_junk, inline_text, is_junk, marks
from khabar.formats.text import clean, key

_NOT_FOUND = re.compile(
    r"(?:^|\s)(?:404|الصفحه غير موجوده|لم يتم العثور على الصفحه|الصفحه المطلوبه|page not found|not found"
    r"|صفحه غير موجوده|الصفحه التي تبحث|403 forbidden|access denied|just a moment|الصفحه غير متاحه)"
)
_CLOSE = 80


def titles_of(meta: Meta, stated: str | None) -> list[str]:
    """Return what the head calls the article, best first: JSON-LD, og:title, twitter:title, title."""
    raw = [
        stated,
        meta.first("og:title"),
        meta.first("twitter:title"),
        meta.first("title", "headline", "dc.title"),
        meta.title,
    ]
    stripped = (site_suffix_stripped(title, meta) for title in raw if title)
    return list(dict.fromkeys(title for title in stripped if title and key(title) not in meta.site_names))


def is_missing_page(title: str) -> bool:
    """Say whether a title is that of an error page."""
    return bool(_NOT_FOUND.search(key(title)))


def find_headline(root: Element, titles: list[str]) -> tuple[str | None, Element | None]:
    """Return the headline and the element that prints it.

    A visible heading that agrees with the head's titles wins; the head's own title stands in when no heading
    agrees, and a lone h1 when the head says nothing.
    """
    headings = _headings(root)
    for wanted in titles:
        node = _agreeing(headings, wanted)
        if node is not None:
            return _choose(inline_text(node), wanted), node
    pieces = [piece for wanted in titles for piece in title_pieces(wanted) if piece != wanted]
    for piece in pieces:
        node = _agreeing(headings, piece)
        node = node if node is not None else _element_with(root, piece)
        if node is not None:
            return inline_text(node), node
    ones = [node for node in headings if node.tag == "h1" and len(inline_text(node).split()) >= 3]
    ones = [node for node in ones if not in_junk(node)]
    if ones and (not titles or len(ones) == 1) and _plausible(ones[0], titles):
        return inline_text(ones[0]), ones[0]
    if titles:
        return titles[0], ones[0] if ones else _element_with(root, titles[0])
    return (inline_text(ones[0]), ones[0]) if ones else (None, None)


def _plausible(node: Element, titles: list[str]) -> bool:
    return not titles or fuzz.token_set_ratio(key(inline_text(node)), key(titles[0])) >= 50


def _headings(root: Element) -> list[Element]:
    found = root.xpath("//*[contains(@itemprop, 'headline')] | //h1 | //h2 | //h3")
    named = root.xpath(
        "//*[contains(@class,'title') or contains(@class,'Title') or contains(@id,'title') or contains(@id,'Title')]"
    )
    ordered = [node for node in found if node.tag == "h1"] + [node for node in found if node.tag != "h1"] + named[:200]
    return [node for node in ordered if node.tag not in ("meta", "a", "body") and 0 < len(inline_text(node)) < 400]


def _agreeing(headings: list[Element], wanted: str) -> Element | None:
    folded = key(wanted)
    best: tuple[float, Element] | None = None
    for node in headings:
        own = key(inline_text(node))
        score = fuzz.ratio(own, folded)
        if (
            len(folded) > 20
            and len(own) > 20
            and (own.startswith(folded.rstrip(" .")) or folded in own or own in folded)
        ):
            score = max(score, 85 + 10 * min(len(own), len(folded)) / max(len(own), len(folded)))
        score -= 6 if node.tag not in ("h1",) else 0
        score -= (
            10 if is_junk(node) or any(parent.tag in ("nav", "aside", "footer") for parent in ancestors(node)) else 0
        )
        if score >= _CLOSE and (best is None or score > best[0]):
            best = (score, node)
    return best[1] if best else None


def _choose(printed: str, wanted: str) -> str:
    """Prefer the printed heading; the head's title when the heading also holds its kicker or other words."""
    if wanted.rstrip(".… ") and wanted.endswith(("…", "...")):
        return printed
    if key(wanted) in key(printed) and len(key(printed)) > len(key(wanted)) * 1.15:
        return wanted
    return printed


def _element_with(root: Element, title: str) -> Element | None:
    folded = key(title)
    for node in root.iter("div", "span", "p", "td", "b", "strong", "h4", "h5", "font"):
        if (node.text or "").strip() and key(inline_text(node)) == folded:
            return node
    return None


def find_kicker(root: Element, headline: str, node: Element | None) -> str | None:
    """Return the short line above the headline, when mark-up or the heading itself sets it apart."""
    if node is not None:
        printed = inline_text(node)
        at = key(printed).find(key(headline))
        if at > 0:
            lead = clean(printed[: max(printed.find(headline), 0)]).strip(" :-–|.")
            if 1 < len(lead.split()) <= 10:
                return lead
    for found in root.xpath("//*[@class]"):
        if class_pattern("kicker").search(found.get("class")) and not in_junk(found) and _near(found, node):
            words = inline_text(found)
            if 0 < len(words.split()) <= 12 and key(words) != key(headline):
                return words.strip(" :")
    return None


def _near(found: Element, node: Element | None) -> bool:
    if node is None:
        return False
    holders = [node, *list(ancestors(node))[:4]]
    return any(parent in holders for parent in found.iterancestors())


def find_standfirst(root: Element, headline: str, node: Element | None) -> tuple[str, Element] | None:
    """Return the standfirst that mark-up sets apart near the headline, and its element."""
    if node is None:
        return None
    scope = list(ancestors(node))[:5]
    for found in root.xpath("//*[@class]"):
        if not class_pattern("abstract").search(marks(found)) or in_junk(found) or found in scope or found is node:
            continue
        if not any(parent in scope for parent in found.iterancestors()):
            continue
        words = inline_text(found)
        if 5 <= len(words.split()) <= 120 and key(words) != key(headline) and not found.xpath(".//h1"):
            return words, found
    return None
