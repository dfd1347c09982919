"""The lead picture of an HTML article: its address, caption and credit."""

import re
from dataclasses import dataclass
from datetime import UTC

from khabar.formats.agencies import agencies_in
from khabar.formats.byline import parse_byline
from khabar.formats.page import jsonld
from khabar.formats.page.caption import meaningful_caption, says_caption, site_credit, split_credit
from khabar.formats.page.furniture import site_reason
from khabar.formats.page.leaves import Leaf
from khabar.formats.page.lexicon import class_pattern
from khabar.formats.page.meta import Meta
from khabar.formats.page.timestamps import timestamp_of
from khabar.formats.page.tree import Element, ancestors, in_junk, inline_text, marks

_NOT_PHOTO = re.compile(
    r"logo|sprite|icon|avatar|placeholder|blank|pixel|spacer|loading|default[-_.]|no-?image|\.svg|1x1|ads?/|banner|share",
    re.IGNORECASE,
)
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-lazy", "data-image", "data-srcset", "srcset")
_HOLDERS = ("div", "span", "figure", "p", "a", "picture", "li", "td", "center")
# How far, in leaves before the headline and into the body, the lead picture may stand.
_REACH = 14


@dataclass
class Picture:
    """What was found of the lead picture, and the leaves its words took."""

    url: str | None = None
    caption: str | None = None
    credit: str | None = None
    used: frozenset[str] = frozenset()


def find_picture(
    root: Element,
    node: jsonld.Node,
    meta: Meta,
    leaves: list[Leaf],
    headline_at: int,
    headline: str,
    prose: list[Element],
) -> Picture:
    """Return the lead picture: the one printed between headline and second paragraph, else the one the head names.

    `prose` are the elements of the body's paragraphs.
    """
    image = _printed_image(root, leaves, headline_at, prose)
    url = None
    caption = credit = None
    used: set[str] = set()
    if image is not None:
        url = meta.absolute(_source_of(image))
        caption, credit, used = _words_near(image, headline)
        if not used:
            caption, credit, used = _words_alone(image, headline)
        if caption is None and credit is None:
            caption, credit = split_credit(image.get("data-caption") or "")
    stated = _stated_url(node, meta)
    if caption is None:
        stated_caption, stated_credit = _stated_words(node)
        caption, credit = meaningful_caption(stated_caption, headline), credit or stated_credit
    if caption is None and image is not None:
        alt_caption, alt_credit = split_credit(image.get("alt") or "")
        caption = meaningful_caption(alt_caption, headline) if len((alt_caption or "").split()) > 1 else None
        credit = credit or (alt_credit if caption or agencies_in(alt_credit or "") else None)
    if caption and credit is None:
        caption, credit = site_credit(caption, {*meta.site_names, meta.title_tail}) or (caption, None)
    return Picture(url or stated, caption, credit, frozenset(used))


def _stated_url(node: jsonld.Node, meta: Meta) -> str | None:
    for value in jsonld.as_list(node.get("image")):
        link = value.get("url") or value.get("contentUrl") if isinstance(value, dict) else value
        link = jsonld.text_of(link)
        if link and not _NOT_PHOTO.search(link) and (address := meta.absolute(link)):
            return address
    for name in (
        "og:image:secure_url",
        "og:image",
        "og:image:url",
        "twitter:image",
        "twitter:image:src",
        "image",
        "thumbnail",
    ):
        link = meta.first(name)
        if link and not _NOT_PHOTO.search(link) and (address := meta.absolute(link)):
            return address
    return None


def _stated_words(node: jsonld.Node) -> tuple[str | None, str | None]:
    for value in jsonld.as_list(node.get("image")):
        if isinstance(value, dict) and (words := jsonld.text_of(value.get("caption"))):
            caption, credit = split_credit(words)
            return caption, credit or jsonld.text_of(value.get("creditText"))
    return None, None


def _source_of(image: Element) -> str | None:
    for name in _SOURCES:
        link = (image.get(name) or "").split(",")[0].strip().split(" ")[0]
        if link and not link.startswith("data:") and not _NOT_PHOTO.search(link):
            return link
    return None


def _printed_image(root: Element, leaves: list[Leaf], headline_at: int, prose: list[Element]) -> Element | None:
    """Return the first real picture near the headline and not beyond the second paragraph of the body."""
    if headline_at < 0:
        return None
    order = {node: number for number, node in enumerate(root.iter())}
    head = order.get(leaves[headline_at].node, 0)
    first, last = (order[prose[0]], order[prose[1 if len(prose) > 1 else 0]]) if prose else (head + 400, head + 400)
    scope = list(ancestors(leaves[headline_at].node))[:5]
    before: Element | None = None
    for image in root.iter("img"):
        place = order[image]
        if place > last:
            break
        if _source_of(image) is None or _too_small(image) or in_junk(image) or _of_author(image):
            continue
        if place > head:
            return image if place < first or before is None else before
        if head - place < 60 and any(parent in scope for parent in image.iterancestors()):
            before = image
    return before


def _of_author(image: Element) -> bool:
    return any(class_pattern("byline").search(marks(node)) for node in (image, *list(ancestors(image))[:2]))


def _too_small(image: Element) -> bool:
    for name in ("width", "height"):
        digits = re.match(r"\d+", image.get(name) or "")
        if digits and int(digits[0]) < 100:
            return True
    return False


def _words_near(image: Element, headline: str) -> tuple[str | None, str | None, set[str]]:
    """Read caption and credit from the figure, or from marked elements beside the picture."""
    used: set[str] = set()
    caption = credit = None
    for holder in list(ancestors(image))[:4]:
        for node in holder.iter():
            words = inline_text(node) if isinstance(node.tag, str) else ""
            if not words or len(words.split()) > 60 or not _is_caption_node(node) or node.xpath(".//h1"):
                continue
            found_caption, found_credit = _read(node, words)
            credit = credit or found_credit
            caption = caption or meaningful_caption(found_caption, headline)
            used.add(words)
        if caption or holder.tag == "figure" or holder.xpath(".//h1 | .//p[string-length(.) > 150]"):
            break
    return caption, credit, used


def _words_alone(image: Element, headline: str) -> tuple[str | None, str | None, set[str]]:
    """Read the words that share a small holder with the picture alone: its caption, though nothing marks it so."""
    for holder in list(ancestors(image))[:3]:
        if holder.tag not in _HOLDERS or holder.xpath("count(.//img) > 1 or boolean(.//h1 | .//h2 | .//time)"):
            break
        words = inline_text(holder)
        if not words:
            continue
        if len(words.split()) > 30 or site_reason(words) or parse_byline(words) or timestamp_of(words, zone=UTC):
            break
        caption, credit = split_credit(words)
        return meaningful_caption(caption, headline), credit, {words}
    return None, None, set()


def _is_caption_node(node: Element) -> bool:
    return (
        node.tag == "figcaption"
        or (node.tag == "p" and says_caption(node.text_content()[:40].strip()))
        or bool(class_pattern("caption").search(marks(node)))
        or bool(class_pattern("credit").search(marks(node)))
    )


def _read(node: Element, words: str) -> tuple[str | None, str | None]:
    if node.tag != "figcaption" and not class_pattern("caption").search(marks(node)):
        return None, split_credit(words)[1] or words
    inner = next(
        (
            child
            for child in node.iter()
            if child is not node and class_pattern("credit").search(marks(child)) and inline_text(child)
        ),
        None,
    )
    if inner is None:
        return split_credit(words)
    credit = inline_text(inner)
    rest = words.replace(credit, " ").strip(" -–—|/،:")
    found = split_credit(rest)
    return found[0], split_credit(credit)[1] or credit
