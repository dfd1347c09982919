"""Which leaves of an article's container are its body, and as what; the rest is dropped with a reason."""

import re
from datetime import datetime

from khabar.arabic.dates import DateReading
from khabar.arabic.dates_zones import DEFAULT_COUNTRY, zone_for_country
from khabar.formats.byline import credited_source, parse_byline
from khabar.formats.page import furniture
from khabar.formats.page.assemble import Draft
from khabar.formats.page.body import BodyText, is_prose
from khabar.formats.page.caption import split_credit
from khabar.formats.page.labels import signed_names, take_label, take_placed, take_stamped
from khabar.formats.page.leaves import Leaf
from khabar.formats.page.timestamps import has_date_label, timestamp_of
from khabar.formats.page.tree import Element, marks
from khabar.formats.record import Block
from khabar.formats.text import is_arabic, key

_CAPTION_CLASS = re.compile(
    r"caption|credit|copyright|photo-?(?:desc|by)|image-?(?:desc|source)|__copy|legend", re.IGNORECASE
)
_MAX_DROPPED = 80


class _Selector:
    """Walks the container's leaves once, remembering whether a related list or the end was met."""

    def __init__(self, draft: Draft, body: BodyText, skip: set[str], skip_node: Element | None) -> None:
        self.draft = draft
        self.body = body
        self.skip = {key(words) for words in skip if words}
        self.skip_node = skip_node
        self.headline = key(draft.headline or "")
        self.related = False
        self.closed = False
        self.announced = False
        self.seen: set[str] = set()
        self.zone = zone_for_country(DEFAULT_COUNTRY)

    def drop(self, leaf: Leaf, reason: str) -> None:
        if len(self.draft.dropped) < _MAX_DROPPED:
            self.draft.drop(leaf.text, reason)

    def take(self, run: list[Leaf], i: int) -> None:
        """Put the leaf `run[i]` where it belongs."""
        leaf = run[i]
        if self._belongs_elsewhere(leaf) or self._is_label(leaf):
            return
        reason = self._site_reason(leaf)
        if reason is not None:
            self.drop(leaf, reason)
            self.related = reason == furniture.RELATED or (self.related and not is_prose(leaf))
            self.closed = self.closed or (not leaf.junk and self._is_over(reason, run[i + 1 :]))
            return
        if self.closed:
            self.drop(leaf, furniture.OUTSIDE)
            return
        self.related = False
        self.announced = leaf.text.endswith(":") or (self.announced and not is_prose(leaf))
        self.seen.add(key(leaf.text))
        self.draft.body.append(self._block(leaf, run[i + 1 : i + 4]))

    def _belongs_elsewhere(self, leaf: Leaf) -> bool:
        """Leave out what other readers took: headline, caption, standfirst, a picture's words, a repetition."""
        folded = key(leaf.text)
        if leaf.node is self.skip_node or (
            self.skip_node is not None and any(one is self.skip_node for one in leaf.node.iterancestors())
        ):
            return True
        if folded == self.headline or folded in self.skip or (leaf.words > 8 and folded in self.seen):
            return True
        beside = (
            leaf.words <= 15
            and not leaf.heading
            and leaf.node.tag in ("p", "div")
            and leaf.node.find(".//img") is not None
        )
        own = furniture.ends_sentence(leaf.text) or furniture.BULLET.match(leaf.text) or leaf.linked >= 0.5
        if beside and not own:
            leaf.captioned = True
        if leaf.captioned or _CAPTION_CLASS.search(marks(leaf.node)):
            caption, _ = split_credit(leaf.text)
            if caption and self.draft.body and not leaf.junk:
                self.draft.body.append(Block("picture", caption))
            return True
        return False

    def _is_label(self, leaf: Leaf) -> bool:
        """Read bylines, credits, datelines and timestamps that stand in the container on lines of their own."""
        if leaf.tags:
            return False
        if furniture.ends_sentence(leaf.text) and leaf.words > 8:
            return False
        stamped = timestamp_of(leaf.spaced, zone=self.zone)
        if stamped is not None and self._dates_article(leaf, stamped):
            if not self.draft.body and not leaf.junk:
                take_stamped(self.draft, leaf.spaced, stamped, not_names={key(self.draft.section or "")})
            return True
        if not self.draft.body and self._names_site_or_author(leaf):
            return True
        if leaf.junk:
            return parse_byline(leaf.text) is not None
        if take_label(self.draft, leaf.text, dateline=not self.draft.body):
            return True
        opening = not self.draft.body and leaf.words <= 6 and not leaf.heading and leaf.linked < 0.5
        return opening and not furniture.ends_sentence(leaf.text) and take_placed(self.draft, leaf.text)

    def _dates_article(self, leaf: Leaf, stamped: list[DateReading]) -> bool:
        """Tell the article's timestamp from a day named in its text, as programmes and chronicles list them."""
        if not self.draft.body or leaf.junk or (leaf.words <= 12 and has_date_label(leaf.text)):
            return True
        return len(self.draft.body) == 1 and not leaf.listed and isinstance(stamped[0].value, datetime)

    def _names_site_or_author(self, leaf: Leaf) -> bool:
        """Leave out what stands above the first paragraph: the author again, the site's name, a place in Latin."""
        folded = key(leaf.text)
        if folded in {key(name) for name in self.draft.authors}:
            return True
        if leaf.words > 3 or leaf.heading or furniture.ends_sentence(leaf.text):
            return False
        own = {word for site in self.draft.sites for word in site.split() if len(word) > 3}
        if folded in self.draft.sites or (folded.split()[:1] and folded.split()[0] in own):
            self.drop(leaf, furniture.SITE_NAME)
            return True
        if self.draft.headline and is_arabic(self.draft.headline) and not any(c >= "\u0600" for c in leaf.text):
            self.drop(leaf, furniture.OUTSIDE)
            return True
        return False

    def _site_reason(self, leaf: Leaf) -> str | None:
        reason = furniture.site_reason(leaf.text)
        if leaf.tags:
            return furniture.TAGS
        if leaf.junk:
            return reason or _reason_of_class(leaf.node)
        if reason is not None:
            return reason
        if leaf.linked > 0.85 and leaf.words >= 3 and not (leaf.listed and leaf.node in self.body.trusted):
            return furniture.RELATED_STORY
        if self.related and not (is_prose(leaf) and furniture.ends_sentence(leaf.text)) and not leaf.heading:
            return furniture.RELATED_STORY if leaf.linked > 0.3 or not is_prose(leaf) else None
        if leaf.linked > 0.85 and leaf.node not in self.body.trusted:
            return furniture.RELATED_STORY
        if (
            leaf.words < 4
            and not self.announced
            and leaf.node not in self.body.trusted
            and not (leaf.heading or leaf.strong > 0.8 or leaf.listed or leaf.broken)
        ):
            return furniture.OUTSIDE
        return None

    def _is_over(self, reason: str, rest: list[Leaf]) -> bool:
        """Say whether the text ends at a line dropped for `reason`: most of it is read, or none is left."""
        done = sum(len(block.text.split()) for block in self.draft.body)
        left = sum(leaf.words for leaf in rest if is_prose(leaf) and leaf.node in self.body.trusted)
        if reason in furniture.INTERRUPTING:
            return done > 0 and not left
        return reason in furniture.CLOSING and done > 0 and left <= done

    def _block(self, leaf: Leaf, rest: list[Leaf]) -> Block:
        text = furniture.without_end_mark(leaf.text)
        if leaf.quoted:
            return Block("quote", text)
        if leaf.listed or furniture.BULLET.match(text):
            return Block("list_item", furniture.BULLET.sub("", text))
        if leaf.heading and leaf.words <= 25:
            return Block("subheading", text)
        followed = any(is_prose(other) for other in rest)
        if leaf.strong > 0.9 and leaf.words <= 14 and followed and self.draft.body and not text.endswith((".", "،")):
            return Block("subheading", text)
        return Block("paragraph", text)


def _reason_of_class(node: Element) -> str:
    words = " ".join(f"{marks(one)} {one.tag}" for one in (node, *list(node.iterancestors())[:6])).lower()
    for needle, reason in (
        ("tweet", furniture.EMBED), ("instagram", furniture.EMBED), ("fb-post", furniture.EMBED),
        ("embed", furniture.EMBED), ("paywall", furniture.PAYWALL),
        ("share", furniture.SHARE), ("social", furniture.SHARE), ("comment", furniture.COMMENTS), ("relat",
        furniture.RELATED_STORY),
        ("inject", furniture.RELATED_STORY), ("read", furniture.RELATED_STORY), ("recommend", furniture.RELATED_STORY),
        ("newsletter", furniture.NEWSLETTER), ("subscri", furniture.NEWSLETTER), ("breadcrumb", furniture.BREADCRUMB),
        ("cookie", furniture.COOKIES), ("consent", furniture.COOKIES), ("login", furniture.LOGIN), ("most",
        furniture.MOST_READ),
        ("popular", furniture.MOST_READ), ("adv", furniture.AD), ("ads", furniture.AD), ("banner",
        furniture.AD), ("promo", furniture.AD),
        ("follow", furniture.FOLLOW), ("google-news", furniture.FOLLOW), ("nav", furniture.MENU), ("menu",
        furniture.MENU),
        ("footer", furniture.RIGHTS),
    ):  # fmt: skip
        if needle in words:
            return reason
    return furniture.OUTSIDE


def select_blocks(
    draft: Draft, body: BodyText, leaves: list[Leaf], headline_at: int, *, skip: set[str], skip_node: Element | None
) -> None:
    """Fill `draft.body` and `draft.dropped` from the container's leaves and the lead that stands before it."""
    selector = _Selector(draft, body, skip, skip_node)
    inside = {id(leaf) for leaf in body.leaves}
    first = next((i for i, leaf in enumerate(leaves) if id(leaf) in inside), 0)
    for leaf in _between(leaves, headline_at, first):
        _take_before(selector, leaf, body)
    start = 0
    if body.leaves and headline_at >= 0:
        start = next((i + 1 for i, leaf in enumerate(body.leaves) if leaf is leaves[headline_at]), 0)
    run = body.leaves[start:]
    for i in range(len(run)):
        selector.take(run, i)
    _trim_end(draft)
    for i, leaf in enumerate(_after(leaves, body)[:40]):
        credited = credited_source(leaf.text) if i < 8 else None
        if credited:
            draft.take_source(credited)
            continue
        reason = selector._site_reason(leaf) or furniture.OUTSIDE
        selector.drop(leaf, reason)


def _is_stamp(block: Block) -> bool:
    plain = block.type == "paragraph" and not furniture.ends_sentence(block.text)
    return plain and timestamp_of(block.text, zone=zone_for_country(DEFAULT_COUNTRY)) is not None


def _between(leaves: list[Leaf], headline_at: int, first: int) -> list[Leaf]:
    return leaves[headline_at + 1 : first] if 0 <= headline_at < first else []


def _take_before(selector: _Selector, leaf: Leaf, body: BodyText) -> None:
    """Recover a lead paragraph printed between the headline and the body's container."""
    if (
        is_prose(leaf)
        and leaf.words >= 10
        and furniture.ends_sentence(leaf.text)
        and furniture.site_reason(leaf.text) is None
    ):
        if not leaf.captioned and all(key(leaf.text) != key(other.text) for other in body.leaves):
            selector.take([leaf], 0)
        return
    reason = furniture.site_reason(leaf.text) or (_reason_of_class(leaf.node) if leaf.junk else None)
    if reason:
        selector.drop(leaf, reason)


def _after(leaves: list[Leaf], body: BodyText) -> list[Leaf]:
    inside = {id(leaf) for leaf in body.leaves}
    last = max((i for i, leaf in enumerate(leaves) if id(leaf) in inside), default=len(leaves))
    return leaves[last + 1 :]


def _trim_end(draft: Draft) -> None:
    """Drop headings, pictures and short loose ends after the last sentence."""
    while draft.body and draft.body[-1].type in ("subheading", "picture"):
        block = draft.body.pop()
        if block.type == "subheading":
            draft.drop(block.text, furniture.OUTSIDE)
    while len(draft.body) > 1 and _is_stamp(draft.body[-1]):
        draft.body.pop()
    if len(draft.body) > 1 and (names := signed_names(draft.body[-1].text)):
        draft.body.pop()
        if not draft.authors:
            draft.add_authors(names)
