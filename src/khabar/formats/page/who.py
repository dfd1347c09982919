"""Who wrote and who supplied an HTML article: printed bylines, JSON-LD persons, credited agencies."""

import re

from khabar.formats.agencies import Agency, agencies_in, find_agency
from khabar.formats.byline import is_person_name, names_helpers, parse_byline, split_names
from khabar.formats.page import jsonld
from khabar.formats.page.leaves import Leaf
from khabar.formats.page.lexicon import class_pattern
from khabar.formats.page.meta import Meta
from khabar.formats.page.tree import Element, ancestors, in_junk, inline_text, marks
from khabar.formats.text import key

_NOT_BYLINE = re.compile(
    r"comment|bio|about|related|widget|avatar|box-content|description|social|sidebar", re.IGNORECASE
)
_MAX_WORDS = 24
_REACH = 40


def printed_authors(
    root: Element, leaves: list[Leaf], headline_at: int, body: Element | None, meta: Meta
) -> tuple[list[str], list[Agency]]:
    """Return the people and agencies named by marked-up bylines near the headline and body."""
    scope = _scope(leaves, headline_at, body)
    names: list[str] = []
    agencies: list[Agency] = []
    for node in root.xpath("//*[@rel='author' or @itemprop or @class or @id]"):
        if not _is_byline(node) or not _in_scope(node, scope) or _in_foreign(node, body):
            continue
        words = inline_text(node)
        if not words or len(words.split()) > _MAX_WORDS:
            continue
        for agency in _agency_of(words):
            agencies.extend([agency] if agency not in agencies else [])
        found = [name for name in _names_in(node, words) if not is_site(name, meta)]
        names.extend(name for name in found if key(name) not in {key(one) for one in names})
    return names, agencies


def _scope(leaves: list[Leaf], headline_at: int, body: Element | None) -> set[Element]:
    """Identify the elements around the headline and the body in which a byline is the article's."""
    near = leaves[max(0, headline_at - 6) : headline_at + _REACH] if headline_at >= 0 else leaves[:_REACH]
    allowed = {leaf.node for leaf in near}
    for leaf in near:
        allowed.update(node for node in list(leaf.node.iterancestors())[:3])
    if body is not None:
        allowed.add(body)
        parent = body.getparent()
        if parent is not None:
            allowed.update(child for child in parent)
    return allowed


def _in_scope(node: Element, scope: set[Element]) -> bool:
    return node in scope or any(parent in scope for parent in list(node.iterancestors())[:3])


def _in_foreign(node: Element, body: Element | None) -> bool:
    if any(
        parent.tag in ("aside", "footer", "nav", "form") and not parent.xpath(".//h1") for parent in ancestors(node)
    ):
        return not _is_article_footer(node)
    return in_junk(node, body) and not re.search(r"author|byline", marks(node), re.IGNORECASE)


def _is_article_footer(node: Element) -> bool:
    return any(parent.tag == "article" for parent in ancestors(node)) and not any(
        parent.tag in ("aside", "nav", "form") for parent in ancestors(node)
    )


def _is_byline(node: Element) -> bool:
    if node.tag in ("meta", "link", "body", "html", "a") and not (
        node.tag == "a" and (node.get("rel") == "author" or class_pattern("byline").search(marks(node)))
    ):
        return False
    if node.get("rel") == "author" or "author" in (node.get("itemprop") or "").lower().split():
        return not node.get("itemtype", "").endswith("Organization")
    words = marks(node)
    return bool(class_pattern("byline").search(words)) and not _NOT_BYLINE.search(words)


def _names_in(node: Element, words: str) -> list[str]:
    if names_helpers(words):
        return []
    labelled = parse_byline(words)
    if labelled is not None:
        return labelled
    blocks = node.xpath(".//p | .//h3 | .//h4 | .//div | .//br")
    direct = [] if blocks else split_names(words)
    if direct:
        return direct
    inner = [inline_text(child) for child in node.iter("a", "span", "strong", "h3", "h4", "h5", "b", "p")]
    return [name for piece in inner for name in (parse_byline(piece) or split_names(piece))][:4] or (split_names(words))


def _agency_of(words: str) -> list[Agency]:
    return agencies_in(words) if len(words.split()) <= 10 else []


def stated_authors(node: jsonld.Node, meta: Meta) -> tuple[list[str], list[Agency]]:
    """Return the people and agencies of JSON-LD `author`/`creator`, else of author meta tags."""
    names: list[str] = []
    agencies: list[Agency] = []
    values = jsonld.as_list(node.get("author")) + jsonld.as_list(node.get("creator"))
    for value in values:
        name = jsonld.text_of(value)
        organisation = isinstance(value, dict) and jsonld.types_of(value) & {"Organization", "NewsMediaOrganization"}
        _sort(name, names, agencies, meta, person_allowed=not organisation)
    if not names and not agencies:
        for tag in (
            "article:author_name",
            "author",
            "article:author",
            "dc.creator.name",
            "parsely-author",
            "sailthru.author",
            "twitter:creator_name",
        ):
            for name in meta.values.get(tag, []):
                _sort(name if not name.startswith("http") else None, names, agencies, meta, person_allowed=True)
            if names or agencies:
                break
    return names, agencies


def _sort(name: str | None, names: list[str], agencies: list[Agency], meta: Meta, *, person_allowed: bool) -> None:
    if not name or is_site(name, meta):
        return
    agency = find_agency(name)
    if agency is not None:
        agencies.append(agency)
        return
    if person_allowed:
        names.extend(
            one for one in split_names(name) if one not in names and not is_site(one, meta) and is_person_name(one)
        )


def is_site(name: str, meta: Meta) -> bool:
    """Say whether a name is the site's own rather than a person's."""
    folded = key(name)
    squeezed = folded.replace(" ", "")
    return any(squeezed == site.replace(" ", "") or (len(site) > 4 and site in folded) for site in meta.site_names)
