"""What goes into a page's `<head>`: title, canonical address, social cards, feeds, structured data."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from khabar.arabic.normalise import without_marks
from khabar.core.paths import path_to
from khabar.front.feed_formats import FURTHER, RSS, WIRES
from khabar.front.language import SITE_LANGUAGE
from khabar.media.renditions import Made


@dataclass(frozen=True)
class Head:
    """The head of one page. `path` is its address on this site, percent-encoded.

    `original` is the full address of what the page repeats, for a story whose first publisher is to be named.
    """

    title: str
    path: str
    description: str = ""
    kind: str = "website"  # Open Graph type
    image: Made | None = None
    image_alt: str = ""
    card: str = ""  # path of a picture drawn for social cards, which is then shown instead of `image`
    index: bool = True
    feed: tuple[str, str] | None = None  # title and path of the page's own feed
    story: str = ""  # the short address of the story the page is about
    older: str = ""
    published: str = ""
    modified: str = ""
    section: str = ""
    language: str = SITE_LANGUAGE  # of what the page is about, empty where nobody knows
    authors: tuple[str, ...] = ()  # addresses of their pages
    tags: tuple[str, ...] = ()
    original: str = ""
    jsonld: list[dict[str, Any]] = field(default_factory=list)

    @property
    def canonical(self) -> str:
        return self.original or self.address

    @property
    def address(self) -> str:
        """The page's own full address, which is the one to share."""
        return absolute(self.path)

    @property
    def editions(self) -> list[tuple[str, str]]:
        """Language and address of this page in every edition, this one among them; none where there is but one.

        The front page alone is the same page in all: what lies below it is each edition's own.
        """
        if self.path != "/" or not settings.OTHER_EDITIONS:
            return []
        own = {settings.COUNTRY: settings.SITE_URL}
        return [(f"ar-{country}", f"{origin}/") for country, origin in (own | settings.OTHER_EDITIONS).items()]

    @property
    def feeds(self) -> list[tuple[str, str, str]]:
        """Media type, title and address of what can be taken: the site's feed, the page's own, the story by itself."""
        found = [(RSS.media_type, settings.SITE_NAME, path_to("front:feed"))]
        if self.feed:
            name, path = self.feed
            title = name if name == settings.SITE_NAME else f"{settings.SITE_NAME} – {name}"
            own = [(RSS.media_type, title, path)] if path != found[0][2] else []
            found += own + [(one.media_type, f"{title} ({one.label})", f"{path}{one.name}/") for one in FURTHER]
        if self.story:
            found += [(one.media_type, f"{self.title} ({one.label})", f"{self.story}/{one.name}/") for one in WIRES]
        return found

    @property
    def full_title(self) -> str:
        """The title with the site's name, without marks and kashida; the front page has the name first."""
        if self.title == settings.SITE_NAME:
            return f"{settings.SITE_NAME} – {settings.SITE_MOTTO}"
        return f"{without_marks(self.title)} – {settings.SITE_NAME}"

    @property
    def locale(self) -> str:
        """Language and country as Open Graph writes them (`ar_EG`), the language alone for a foreign story."""
        return (
            f"{SITE_LANGUAGE}_{settings.COUNTRY}" if self.language == SITE_LANGUAGE else self.language.replace("-", "_")
        )

    @property
    def image_url(self) -> str:
        return absolute(self.image.url) if self.image else ""

    @property
    def robots(self) -> str:
        return "max-image-preview:large" if self.index else "noindex"

    @property
    def light_path(self) -> str:
        """The page's light edition, for pages that have one."""
        return f"/lite{self.path}" if self.path else ""

    @property
    def card_url(self) -> str:
        return absolute(self.card)


def absolute(path: str) -> str:
    """The full address of a path on this site; an address that is full already stays as it is."""
    if path.startswith(("http://", "https://")):
        return path
    return f"{settings.SITE_URL}{path}"
