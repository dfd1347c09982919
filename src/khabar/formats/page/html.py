"""An HTML news page read into a record: the parts are found apart and put together here."""

from dataclasses import dataclass
from datetime import tzinfo

from khabar.arabic.dates_zones import zone_for_country
from khabar.formats.page import furniture, jsonld
from khabar.formats.page.assemble import Draft, finish
from khabar.formats.page.body import BodyText, extracted_lines, find_body, is_prose
from khabar.formats.page.byline import parse_byline
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


def read_html_page(text: str, *, source: str, url: str | None, country: str) -> PageRecord:
    """Read an HTML page. Raises PageRefused for a listing, an error page or a page without a story."""
    page = _parse(text, url, country)
    body = find_body(
        page.leaves, page.at, extracted_lines(text, page.meta.url), jsonld.text_of(page.node.get("articleBody"))
    )
    if not any(is_prose(leaf) for leaf in body.leaves):
        raise PageRefused("لا يوجد في الصفحة نص خبر يمكن قراءته")
    draft = Draft(source=source, url=page.meta.url, headline=page.headline)
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
    body = root.find("body")
    leaves = leaves_of(body if body is not None else root, headline_node)
    at = _headline_at(leaves, headline_node, headline)
    return _Page(
        root, meta, node, scripts, headline, headline_node, leaves, at, zone_for_country(meta.country or country)
    )


def _headline_at(leaves: list[Leaf], node: Element | None, headline: str) -> int:
    for i, leaf in enumerate(leaves):
        if node is not None and (leaf.node is node or any(parent is node for parent in leaf.node.iterancestors())):
            return i
    folded = key(headline)
    return next((i for i, leaf in enumerate(leaves) if key(leaf.text) == folded), -1)


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
    first = next((leaf.node for leaf in body.leaves if is_prose(leaf)), None)
    return find_picture(page.root, page.node, page.meta, page.leaves, page.at, page.headline, first)


def _read_head(draft: Draft, page: _Page) -> None:
    times = find_times(page.root, page.meta, page.node, page.leaves, page.at, page.zone)
    draft.published, draft.modified = times.published, times.modified
    draft.warnings.extend(times.warnings)
    draft.kicker = find_kicker(page.root, page.headline, page.headline_node)
    draft.section = find_section(page.root, page.node, page.meta, page.scripts, page.headline, page.headline_node)
    draft.topics = find_topics(page.root, page.node, page.meta, page.leaves, page.headline)
    language = (page.root.get("lang") or page.meta.first("content-language") or "").strip().lower().replace("_", "-")
    own = language.split("-")[0]
    text = " ".join(leaf.text for leaf in page.leaves if is_prose(leaf))
    draft.language = "ar" if is_arabic(text) and own not in ("fa", "ur", "ps", "ku", "ckb") else (own or None)


def _read_standfirst(draft: Draft, page: _Page, body: BodyText) -> Element | None:
    """Take in the standfirst, unless it is the story's own first sentence printed as a lead."""
    found = find_standfirst(page.root, page.headline, page.headline_node)
    if found is None or parse_byline(found[0]) is not None:
        return None
    words, node = found
    folded = key(words)
    prose = [leaf.text for leaf in body.leaves if is_prose(leaf) and leaf.node is not node]
    if furniture.ends_sentence(words) and prose and furniture.continues_story(prose[0]):
        return None
    opening = [key(leaf.text) for leaf in body.leaves if is_prose(leaf)][:3]
    if any(folded == one or one.startswith(folded) for one in opening):
        if not any(key(leaf.text) == folded and leaf.node is node for leaf in body.leaves):
            return node
        return None
    draft.abstract = words
    return node


def _read_top_lines(draft: Draft, page: _Page, body: BodyText, picture: Picture) -> None:
    """Read credit and author lines printed between the headline and the body."""
    inside = {id(leaf) for leaf in body.leaves}
    for leaf in page.leaves[page.at + 1 : page.at + 25] if page.at >= 0 else []:
        if id(leaf) in inside:
            break
        if leaf.junk or leaf.tags or leaf.captioned or leaf.words > 14 or leaf.text in picture.used:
            continue
        stamped = timestamp_of(leaf.spaced, zone=page.zone)
        if stamped:
            take_stamped(draft, leaf.spaced, stamped, not_names={key(draft.section or "")})
            continue
        for line in lines_of(leaf.text, leaf.parts):
            if take_label(draft, line) or (leaf.linked < 0.5 and not leaf.heading and take_placed(draft, line)):
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
