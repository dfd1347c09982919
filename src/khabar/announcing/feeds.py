"""The feeds whose changes are announced, by their full addresses."""

from django.conf import settings

from khabar.core.paths import path_to

FORMATS = ("rss", "atom", "json")
"""What readers subscribe to; news systems that take our wires ask for themselves."""


def hubs_of(form: str) -> tuple[str, ...]:
    """The hubs that are told when a feed in this format changes."""
    return tuple(settings.WEBSUB_HUBS) if form in FORMATS else ()


def site_feeds() -> list[str]:
    """The feeds of the whole site."""
    return _feeds("feed")


def section_feeds(slug: str) -> list[str]:
    """The feeds of a section."""
    return _feeds("section-feed", slug)


def topic_feeds(slug: str) -> list[str]:
    """The feeds of a topic."""
    return _feeds("topic-feed", slug)


def full(path: str) -> str:
    """The full address of a path on this site."""
    return f"{settings.SITE_URL}{path}"


def _feeds(view: str, *slug: str) -> list[str]:
    """RSS stands at the feed's own address, the others below it by their names."""
    endings: list[tuple[str, ...]] = [() if form == "rss" else (form,) for form in FORMATS]
    return [full(path_to(f"front:{view}", *slug, *ending)) for ending in endings]
