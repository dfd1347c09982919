"""An HTML news page read into a record: the parts are found apart and put together here."""

from dataclasses import dataclass
from datetime import tzinfo

from lxml import etree

from khabar.arabic.dates_zones import zone_for_country
from khabar.formats.byline import parse_byline
from khabar.formats.page import furniture, jsonld
from khabar.formats.page.assemble import Draft, finish
from khabar.formats.page.body import BodyText, extracted_lines, find_body, is_prose
from khabar.formats.page.clock import assumed_zone, country_of_months
from khabar.formats.page.errors import PageRefused
from khabar.formats.page.headline import find_headline, find_kicker, find_standfirst, is_missing_page, titles_of
from khabar.formats.page.labels import lines_of, take_label, take_placed, take_stamped
from khabar.formats.page.leaves import Leaf, leaves_of
from khabar.formats.page.meta import Meta, read_meta
from khabar.formats.page.pictures import Picture, find_picture
from khabar.formats.page.sections import find_section, find_topics
from khabar.formats.page.selection import select_blocks
from khabar.formats.page.timestamps import timestamp_of
from khabar.formats.page.tree import Element, parse_html, scripts_of, strip_unread
from khabar.formats.page.when import find_times
from khabar.formats.page.who import printed_authors, stated_authors
from khabar.formats.record import PageRecord
from khabar.formats.text import is_arabic, key


@dataclass
class _Page:
    """A parsed page and what the readers of its parts share."""

    root: Element
    meta: Meta
    node: jsonld.Node
    scripts: list[str]
    headline: str
    headline_node: Element | None
    leaves: list[Leaf]
    at: int
    zone: tzinfo
    assumed: bool


def read_html_page(text: str, *, source: str, url: str | None, country: str) -> PageRecord:
    """Read an HTML page. Raises PageRefused for a listing, an error page or a page without a story."""
    page = _parse(text, url, country)
    body = find_body(
        page.leaves, page.at, extracted_lines(text, page.meta.url), jsonld.text_of(page.node.get("articleBody"))
    )
    if not any(is_prose(leaf) for leaf in body.leaves):
        raise PageRefused("لا يوجد في الصفحة نص خبر يمكن قراءته")
    sites = frozenset({*page.meta.site_names, page.meta.title_tail} - {""})
    draft = Draft(source=source, url=page.meta.url, headline=page.headline, sites=sites)
    picture = _picture(page, body)
    draft.picture, draft.caption, draft.credit = picture.url, picture.caption, picture.credit
    _read_head(draft, page)
    abstract_node = _read_standfirst(draft, page, body)
    _read_top_lines(draft, page, body, picture)
    _read_people(draft, page, body)
    select_blocks(
        draft, body, page.leaves, page.at, skip={*picture.used, draft.abstract or ""}, skip_node=abstract_node
    )
    if sum(len(block.text.split()) for block in draft.body) < 8:
        raise PageRefused("لا يوجد في الصفحة نص خبر يمكن قراءته")
    _refuse_listing(page, body)
    _read_stated_people(draft, page)
    _read_description(draft, page)
    return finish(draft)


def _parse(text: str, url: str | None, country: str) -> _Page:
    root = parse_html(text)
    meta = read_meta(root, url)
    scripts = scripts_of(root)
    titles = titles_of(meta, None)
    node = jsonld.article_node(scripts, titles)
    strip_unread(root)
    titles = list(dict.fromkeys([*titles[:1], *titles_of(meta, jsonld.text_of(node.get("headline"))), *titles]))
    headline, headline_node = find_headline(root, titles)
    if any(is_missing_page(title) for title in (meta.title, headline or "")):
        raise PageRefused("الصفحة غير موجودة في موقعها (صفحة خطأ)")
    if not headline:
        raise PageRefused("لم يُعثر على عنوان للخبر في الصفحة")
    leaves = _leaves(root, node, headline_node)
    at = _headline_at(leaves, headline_node, headline)
    leaves = leaves[: _next_article(leaves, at, headline)]
    told = meta.country or country_of_months(" ".join(leaf.text for leaf in leaves[max(at - 8, 0) : at + 30]))
    zone = zone_for_country(told) if told else assumed_zone(country)
    return _Page(root, meta, node, scripts, headline, headline_node, leaves, at, zone, told is None)


def _leaves(root: Element, node: jsonld.Node, headline_node: Element | None) -> list[Leaf]:
    """Return the page's leaves; where a script would print the text, that of the JSON-LD stands in."""
    body = root.find("body")
    body = body if body is not None else root
    leaves = leaves_of(body, headline_node)
    if any(is_prose(leaf) for leaf in leaves):
        return leaves
    stated = etree.SubElement(body, "div", {"class": "article-body"})
    for paragraph in jsonld.paragraphs_of(node.get("articleBody")):
        etree.SubElement(stated, "p").text = paragraph
    return leaves_of(body, headline_node)


def _headline_at(leaves: list[Leaf], node: Element | None, headline: str) -> int:
    for i, leaf in enumerate(leaves):
        if node is not None and (leaf.node is node or any(parent is node for parent in leaf.node.iterancestors())):
            return i
    folded = key(headline)
    return next((i for i, leaf in enumerate(leaves) if key(leaf.text) == folded), -1)


def _next_article(leaves: list[Leaf], at: int, headline: str) -> int:
    """Return where another article with its own h1 begins below this one, as on pages that scroll without end."""
    sentences = 0
    for i, leaf in enumerate(leaves[at + 1 :], at + 1) if at >= 0 else []:
        sentences += is_prose(leaf)
        titled = leaf.node.tag == "h1" or any(node.tag == "h1" for node in list(leaf.node.iterancestors())[:2])
        if titled and sentences > 1 and leaf.words >= 3 and key(leaf.text) not in key(headline):
            return i
    return len(leaves)


def _refuse_listing(page: _Page, body: BodyText) -> None:
    """Refuse a section front: a page that is no article by its tags and alternates linked titles and teasers."""
    if (page.meta.first("og:type") or "").lower() == "article" or page.node:
        return
    prose = [i for i, leaf in enumerate(body.leaves) if is_prose(leaf)]
    titles = {i for i, leaf in enumerate(body.leaves) if leaf.linked > 0.8 and leaf.words >= 3}
    led = sum(any(j in titles for j in range(i - 3, i)) for i in prose)
    linked = sum(body.leaves[i].words for i in titles)
    own = sum(body.leaves[i].words for i in prose)
    alternating = len(titles) >= 5 and led * 10 >= len(prose) * 6
    if alternating or (linked > 60 and linked > own * 1.5):
        raise PageRefused("الصفحة قائمة أخبار لا خبر واحد")


def _picture(page: _Page, body: BodyText) -> Picture:
    prose = [leaf.node for leaf in body.leaves if is_prose(leaf)]
    return find_picture(page.root, page.node, page.meta, page.leaves, page.at, page.headline, prose)


def _read_head(draft: Draft, page: _Page) -> None:
    times = find_times(page.root, page.meta, page.node, page.leaves, page.at, page.zone)
    draft.published, draft.modified = times.published, times.modified
    draft.assumed_zone = page.zone if page.assumed and not times.zone_stated else None
    draft.warnings.extend(times.warnings)
    draft.kicker = find_kicker(page.root, page.headline, page.headline_node)
    draft.section = find_section(page.root, page.node, page.meta, page.scripts, page.headline, page.headline_node)
    if draft.kicker and (len(draft.kicker.split()) == 1 or key(draft.kicker) == key(draft.section or "")):
        draft.section, draft.kicker = draft.section or draft.kicker, None
    draft.topics = find_topics(page.root, page.node, page.meta, page.leaves, page.headline)
    language = (page.root.get("lang") or page.meta.first("content-language") or "").strip().lower().replace("_", "-")
    own = language.split("-")[0]
    text = " ".join(leaf.text for leaf in page.leaves if is_prose(leaf))
    draft.language = "ar" if is_arabic(text) and own not in ("fa", "ur", "ps", "ku", "ckb") else (own or None)


def _read_standfirst(draft: Draft, page: _Page, body: BodyText) -> Element | None:
    """Take in the standfirst, unless it is the story's own first sentence printed as a lead."""
    found = find_standfirst(page.root, page.headline, page.headline_node) or _heading_below(page)
    if found is None or parse_byline(found[0]) is not None:
        return None
    words, node = found
    folded = key(words)
    prose = [leaf.text for leaf in body.leaves if is_prose(leaf) and leaf.node is not node]
    if furniture.ends_sentence(words) and prose and furniture.continues_story(prose[0]):
        return None
    if _opens_body(folded, node, body):
        return None if any(leaf.node is node for leaf in body.leaves) else node
    draft.abstract = words
    return node


def _heading_below(page: _Page) -> tuple[str, Element] | None:
    """Return a lesser heading printed right under the headline: a standfirst without a class that says so."""
    for leaf in page.leaves[page.at + 1 : page.at + 4] if page.at >= 0 else []:
        if leaf.heading and leaf.linked < 0.3 and not leaf.junk and 4 <= leaf.words <= 60:
            plain = timestamp_of(leaf.text, zone=page.zone) is None and not furniture.site_reason(leaf.text)
            return (leaf.text, leaf.node) if plain and key(leaf.text) != key(page.headline) else None
        if is_prose(leaf):
            return None
    return None


def _opens_body(folded: str, node: Element, body: BodyText) -> bool:
    """Say whether a standfirst is the body's own opening: printed there too, or one of its run of paragraphs."""
    prose = [leaf for leaf in body.leaves if is_prose(leaf)]
    if any(key(leaf.text).startswith(folded) for leaf in prose[:3] if leaf.node is not node):
        return True
    places = [i for i, leaf in enumerate(prose) if leaf.node is node]
    following = prose[places[-1] + 1 : places[-1] + 2] if places else []
    return any(leaf.node.tag == node.tag and leaf.node.getparent() is node.getparent() for leaf in following)


def _read_top_lines(draft: Draft, page: _Page, body: BodyText, picture: Picture) -> None:
    """Read credit and author lines printed between the headline and the body."""
    inside = {id(leaf) for leaf in body.leaves}
    for leaf in page.leaves[page.at + 1 : page.at + 25] if page.at >= 0 else []:
        if id(leaf) in inside:
            break
        if leaf.junk or leaf.tags or leaf.captioned or leaf.words > 40 or leaf.text in picture.used:
            continue
        stamped = timestamp_of(leaf.spaced, zone=page.zone)
        if stamped:
            take_stamped(draft, leaf.spaced, stamped, not_names={key(draft.section or "")})
        if stamped or leaf.words > 14:
            continue
        for line in lines_of(leaf.text, leaf.parts):
            # A city alone in a link is a section.
            placed = not leaf.heading and (leaf.linked < 0.5 or len(line.split()) > 2)
            if take_label(draft, line) or (placed and take_placed(draft, line)):
                break


def _read_people(draft: Draft, page: _Page, body: BodyText) -> None:
    names, agencies = printed_authors(page.root, page.leaves, page.at, body.container, page.meta)
    if not draft.authors:
        draft.add_authors(names)
    draft.add_agencies(agencies)


def _read_stated_people(draft: Draft, page: _Page) -> None:
    names, agencies = stated_authors(page.node, page.meta)
    if not draft.authors:
        draft.add_authors(names)
    draft.add_agencies(agencies)


def _read_description(draft: Draft, page: _Page) -> None:
    """Take the head's description as the standfirst when it is about this story and not its first words."""
    if draft.abstract:
        return
    text = " ".join(key(block.text) for block in draft.body)
    known = set(f"{key(page.headline)} {text}".split())
    for words in (
        jsonld.text_of(page.node.get("description")),
        page.meta.first("og:description"),
        page.meta.first("description"),
    ):
        folded = key(words or "")
        if not words or len(folded.split()) < 8 or words.endswith(("…", "...")) or folded == key(page.headline):
            continue
        if folded[:40] in text or furniture.site_reason(words) or not is_arabic(words):
            continue
        own = folded.split()
        if sum(word in known for word in own) * 2 >= len(own):
            draft.abstract = words
            return
