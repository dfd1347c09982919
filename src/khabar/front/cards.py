"""Cards of stories, kept by what they show: every publish renders a page again, but few of its cards change."""

from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from khabar.articles.models import Article
from khabar.front.flash import flash_until

_KEPT = 1_000
"""Cards kept in each process, about 2 MB: those of the front page and of the sections' first pages."""


class Look(NamedTuple):
    """How a card is set: the class names of its style and size, and the element of its headline."""

    style: str = "plain"
    size: str = ""
    level: str = "h3"


class Story(NamedTuple):
    """Everything of a story that a card prints. Two cards with the same values are the same HTML."""

    path: str
    headline: str
    kicker: str
    abstract: str
    flash: bool
    run: SafeString
    section: str
    section_path: str
    moment: SafeString

    @classmethod
    def of(cls, article: Article, moment: SafeString, run: SafeString, *, abstract: bool, section: bool) -> "Story":
        """What a card of `article` prints; `moment` is when it was published, `run` the attributes that say its
        language, both as HTML."""
        return cls(
            path=article.get_absolute_url(),
            headline=article.headline,
            kicker=article.kicker,
            abstract=article.abstract if abstract else "",
            flash=flash_until(article) is not None,
            run=run,
            section=article.section.name if section else "",
            section_path=article.section.get_absolute_url() if section else "",
            moment=moment,
        )


@lru_cache(maxsize=_KEPT)
def card_html(story: Story, look: Look, picture: SafeString | None) -> SafeString:
    """The card as HTML.

    Args:
        picture: the `<picture>` as HTML; empty where its file cannot be read, None where the card has none.
    """
    context = {"story": story, "look": look, "picture": picture, "has_picture": picture is not None}
    return render_to_string("front/parts/card_markup.html", context)
