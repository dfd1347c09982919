"""Pure rules about articles: the purge keys of a change, reserved addresses, what a publisher must fill in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from khabar.articles.enums import NoAlt

# First parts of the site's own addresses, and names that a browser or a crawler asks for.
RESERVED_SLUGS = frozenset(
    {
        "desk", "n", "topic", "author", "source", "archive", "search", "feed", "media", "static", "api",
        "healthz", "readyz", "metrics", "admin", "accounts", "about", "contact", "page", "tag", "video",
        "live", "lite", "preview", "ads", "ads.txt",
        "saved", "offline", "shared", "recalled.json", "worker.js",
        "opensearch.xml", "sitemap.xml", "news-sitemap.xml", "robots.txt", "favicon.ico",
        "manifest.webmanifest", ".well-known", "seen", "most-read", "notifications",
    }
)  # fmt: skip

_ALT_LETTERS = 255


def words_of_lead(alt: str, caption: str) -> dict[str, str]:
    """The columns that say what is read of a lead picture that came from elsewhere: its alternative text, else its
    caption, else the reason why there is none."""
    words = alt.strip() or caption.strip()
    if len(words) > _ALT_LETTERS:
        words = words[: _ALT_LETTERS - 1].rsplit(" ", 1)[0] + "…"
    return {"lead_alt": words, "lead_no_alt": "" if words else NoAlt.SOURCE.value}


@dataclass(frozen=True)
class Filing:
    """Where an article appears: enough to name every stored page that must follow it."""

    article_id: int
    published_at: datetime | None
    section_id: int | None = None
    topic_ids: Iterable[int] = field(default_factory=tuple)
    author_ids: Iterable[int] = field(default_factory=tuple)
    agency_ids: Iterable[int] = field(default_factory=tuple)
    picture_ids: Iterable[int] = field(default_factory=tuple)
    video_ids: Iterable[int] = field(default_factory=tuple)
    lists: Iterable[str] = field(default_factory=tuple)  # further ones, by name: `source:12`


def purge_keys(filing: Filing) -> set[str]:
    """The keys of every page that shows the article or would have to show it now.

    `section:7` is on the first page of a list; `section:7:2026-11` on its deeper pages that reach into that
    month, so that one publish never touches more than a month of an archive, however old the site is.
    """
    keys = {f"article:{filing.article_id}", "front", "feed", "news-sitemap", "sitemap"}
    lists = {
        *(f"topic:{pk}" for pk in filing.topic_ids),
        *(f"author:{pk}" for pk in filing.author_ids),
        *(f"agency:{pk}" for pk in filing.agency_ids),
        *filing.lists,
    }
    if filing.section_id is not None:
        lists.add(f"section:{filing.section_id}")
    keys |= lists | {f"feed:{name}" for name in lists}
    if filing.published_at is not None:
        month = f"{filing.published_at:%Y-%m}"
        keys |= {f"{name}:{month}" for name in lists}
        keys |= {f"day:{filing.published_at:%Y-%m-%d}", f"month:{month}", f"sitemap:{month}"}
    if videos := {f"video:{pk}" for pk in filing.video_ids}:
        keys |= videos | {"videos"}
    return keys | {f"picture:{pk}" for pk in filing.picture_ids}


def listing_keys(name: str, newest: datetime | None, oldest: datetime | None) -> set[str]:
    """The keys of one page of the list `name` that shows stories older than `newest` down to `oldest`.

    The first page (no `newest`) and the last one (no `oldest`) change with any story that is filed there; a page
    between them only with a story of a month that it reaches over. All of them follow the name of what they
    list: `name:topic:3` is dropped when topic 3 is renamed. Times are in the edition's zone.
    """
    named = {f"name:{name}"}
    if newest is None or oldest is None:
        return named | {name}
    first, last = oldest.year * 12 + oldest.month - 1, newest.year * 12 + newest.month - 1
    if last - first > 36:
        return named | {name}
    return named | {f"{name}:{month // 12}-{month % 12 + 1:02d}" for month in range(first, last + 1)}
