"""What a page says of itself in its head: meta tags, titles, canonical address, country."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urljoin

from khabar.arabic.dates_zones import is_known_country
from khabar.formats.page.clock import country_of_host, host_of
from khabar.formats.page.tree import Element
from khabar.formats.text import clean, key

_LOCALE = re.compile(r"^ar[_\-]([A-Za-z]{2})$")
_SEPARATORS = re.compile(r"\s+[|\-–—:•·»«]+\s+|\s*\|\s*|\s*::\s*")
_OUTLET_WORD = re.compile(r"^(?:جريده|صحيفه|موقع|بوابه|وكاله|قناه|شبكه|مجله)\s")


@dataclass
class Meta:
    """Meta values by lower-case name or property, and what follows from them."""

    values: dict[str, list[str]] = field(default_factory=dict)
    url: str | None = None
    title: str = ""
    site_names: set[str] = field(default_factory=set)
    country: str | None = None
    title_tail: str = ""

    def first(self, *names: str) -> str | None:
        """Return the first non-empty value under any of `names`, in their order."""
        for name in names:
            for value in self.values.get(name, []):
                if value:
                    return value
        return None

    def absolute(self, link: str | None) -> str | None:
        """Return `link` as an absolute http(s) address, or None."""
        if not link or link.startswith(("data:", "javascript:", "about:")):
            return None
        try:
            address = urljoin(self.url or "", link.strip())
        except ValueError:
            return None
        return address if address.startswith(("http://", "https://")) else None


def read_meta(root: Element, url: str | None) -> Meta:
    """Gather the head of a page; `url` is where it came from, when the caller knows."""
    values: dict[str, list[str]] = defaultdict(list)
    for node in root.xpath("//meta[@content]"):
        for name in (node.get("property"), node.get("name"), node.get("itemprop")):
            for word in (name or "").lower().split():
                values[word].append(clean(node.get("content")))
    meta = Meta(values=dict(values))
    meta.url = _address(root, meta, url)
    title = root.find(".//title")
    meta.title = clean("".join(title.itertext())) if title is not None else ""
    meta.site_names = _site_names(meta)
    meta.title_tail = _tail(meta.title)
    meta.country = _country(root, meta)
    return meta


def _tail(title: str) -> str:
    """Return the short last piece of a page title, usually the site's name."""
    pieces = [piece.strip() for piece in _SEPARATORS.split(title) if piece.strip()]
    return key(pieces[-1]) if len(pieces) > 1 and len(pieces[-1].split()) <= 4 else ""


def _address(root: Element, meta: Meta, url: str | None) -> str | None:
    links = [link.get("href") or "" for link in root.xpath("//link[@rel='canonical']")]
    for candidate in (url, *links, meta.first("og:url")):
        if candidate and candidate.startswith(("http://", "https://")):
            return candidate.strip()
    return None


def _site_names(meta: Meta) -> set[str]:
    names = {
        key(value)
        for name in (
            "og:site_name",
            "application-name",
            "apple-mobile-web-app-title",
            "twitter:site",
            "publisher",
            "author:site",
        )
        for value in meta.values.get(name, [])
    }
    labels = host_of(meta.url).removeprefix("www.").split(".")
    names.update(label for label in labels[:-1] if len(label) > 2)
    return {name for name in names if name}


def _country(root: Element, meta: Meta) -> str | None:
    if known := country_of_host(host_of(meta.url)):
        return known
    locales = [*meta.values.get("og:locale", []), root.get("lang") or "", *meta.values.get("content-language", [])]
    for locale in locales:
        match = _LOCALE.match(locale.strip())
        if match and match[1].upper() != "AR" and is_known_country(match[1]):
            return match[1].upper()
    return None


def site_suffix_stripped(title: str, meta: Meta) -> str:
    """Return a page title without the site name that follows or precedes it (« - موقع كذا»)."""
    pieces = [piece.strip() for piece in _SEPARATORS.split(title) if piece.strip()]
    if len(pieces) < 2:
        return title.strip()
    if _is_site(pieces[0], meta) and len(pieces[0].split()) <= 5:
        return (
            title[title.find(pieces[1]) :].strip()
            if len(pieces) == 2
            else site_suffix_stripped(title[title.find(pieces[1]) :], meta)
        )
    if _is_site(pieces[-1], meta) or (len(pieces[-1].split()) <= 4 and "|" in title):
        return site_suffix_stripped(title[: title.rfind(pieces[-1])].rstrip(" |-–—:•·»«"), meta)
    return title.strip()


def title_pieces(title: str) -> list[str]:
    """Return the pieces of a title between its separators that are long enough for a headline, longest first."""
    pieces = [piece.strip() for piece in _SEPARATORS.split(title)]
    return sorted((piece for piece in pieces if len(piece.split()) >= 3), key=len, reverse=True)


def _is_site(piece: str, meta: Meta) -> bool:
    folded = key(piece)
    if len(piece.split()) > 6:
        return False
    if _OUTLET_WORD.match(folded) and len(piece.split()) <= 4:
        return True
    return any(
        folded == name or (len(name) > 3 and (folded.startswith(name) or name in folded or folded in name))
        for name in meta.site_names
    )
