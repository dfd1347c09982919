"""Where another site's server is asked what stands behind one of its addresses: a list of known ones, else its page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode, urljoin, urlsplit

from khabar.media.embeds.frames import bare

_JSON = "application/json+oembed"


@dataclass(frozen=True)
class Provider:
    """A server that answers for some addresses. `endpoint` may have `{format}` in it."""

    endpoint: str
    addresses: tuple[re.Pattern[str], ...]

    def answers_for(self, url: str) -> bool:
        return any(pattern.match(url) for pattern in self.addresses)

    def question(self, url: str) -> str:
        """The address to ask."""
        return _asked(self.endpoint.replace("{format}", "json"), url)


def _provider(endpoint: str, *patterns: str) -> Provider:
    return Provider(endpoint, tuple(re.compile(pattern, re.IGNORECASE | re.ASCII) for pattern in patterns))


# Before Wagtail's list, which lacks them or their newer addresses.
_NEWER = (
    _provider("https://www.youtube.com/oembed", r"https?://(?:[\w-]+\.)?youtube(?:-nocookie)?\.com/(?:shorts|live)/."),
    _provider("https://publish.twitter.com/oembed", r"https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/\w+/status/\d"),
    _provider("https://www.tiktok.com/oembed", r"https?://(?:www\.|m\.)?tiktok\.com/@[\w.-]+/video/\d"),
    _provider("https://vimeo.com/api/oembed.json", r"https?://(?:www\.|player\.)?vimeo\.com/."),
    _provider("https://www.dailymotion.com/services/oembed", r"https?://(?:www\.)?dailymotion\.com/video/."),
    _provider("https://open.spotify.com/oembed", r"https?://open\.spotify\.com/."),
    _provider("https://www.reddit.com/oembed", r"https?://(?:www\.)?reddit\.com/r/[^/]+/comments/."),
)


@lru_cache(maxsize=1)
def known() -> tuple[Provider, ...]:
    """The known servers; of Wagtail's list those that are asked over TLS, as a name may have changed hands since."""
    from wagtail.embeds.oembed_providers import all_providers

    older = (_provider(one["endpoint"], *one["urls"]) for one in all_providers if one["endpoint"].startswith("https:"))
    # Some have a part of the address in the endpoint, which nobody here fills in.
    return (*_NEWER, *(one for one in older if "{1}" not in one.endpoint))


def question_for(url: str, providers: Iterable[Provider]) -> str:
    """The address to ask about `url`; empty where no known server answers for it."""
    return next((one.question(url) for one in providers if one.answers_for(url)), "")


def announced(page: bytes, url: str) -> str:
    """The address that a page names to be asked about itself; empty where it names none, or one of another site.

    Args:
        page: the page as it came; only its beginning is needed.
        url: where it came from.
    """
    from lxml import etree, html

    try:
        root = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.ParserError, ValueError):
        return ""
    for link in root.iter("link"):
        kind, href = link.get("type", "").split(";")[0].strip().lower(), link.get("href", "").strip()
        if kind == _JSON and href and "alternate" in link.get("rel", "").lower().split():
            try:
                found = urljoin(url, href)
                return found if same_site(found, url) else ""
            except ValueError:
                return ""
    return ""


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: the same host, or one of them the other's subdomain."""
    first, second = (bare((urlsplit(address).hostname or "").lower()) for address in (one, other))
    if not first or not second:
        return False
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def _asked(endpoint: str, url: str) -> str:
    separator = "&" if "?" in endpoint else "?"
    return (
        endpoint + separator + urlencode({"url": url, "format": "json", "maxwidth": 1280, "dnt": 1, "omit_script": 1})
    )
