"""What goes into a page's `<head>`: title, canonical address, social cards, feeds, structured data."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from khabar.arabic.normalise import without_marks
from khabar.front.language import SITE_LANGUAGE
from khabar.media.renditions import Made


@dataclass(frozen=True)
class Head:
    """The head of one page. `path` is its canonical address on this site, percent-encoded."""

    title: str
    path: str
    description: str = ""
    kind: str = "website"  # Open Graph type
    image: Made | None = None
    image_alt: str = ""
    index: bool = True
    feed: tuple[str, str] | None = None  # title and path of the page's own feed
    older: str = ""
    published: str = ""
    modified: str = ""
    section: str = ""
    language: str = SITE_LANGUAGE  # of what the page is about, empty where nobody knows
    authors: tuple[str, ...] = ()  # addresses of their pages
    tags: tuple[str, ...] = ()
    jsonld: list[dict[str, Any]] = field(default_factory=list)

    @property
    def canonical(self) -> str:
        return absolute(self.path)

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


def absolute(path: str) -> str:
    """The full address of a path on this site; an address that is full already stays as it is."""
    if path.startswith(("http://", "https://")):
        return path
    return f"{settings.SITE_URL}{path}"
