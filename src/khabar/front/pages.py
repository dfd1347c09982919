"""Rendering a page: the chrome around it, the purge keys it carries, the moment it goes stale by itself."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from khabar.articles.models import Article, Section
from khabar.front.ads import NO_ADS, Ads
from khabar.front.flash import flash_until
from khabar.front.head import Head
from khabar.front.models import StandingPage
from khabar.media import renditions
from khabar.pagestore.views import carry, expire_at

_MAX_DIGITS = 18  # of an id in an address; what the databases can compare


def page(
    request: HttpRequest,
    template: str,
    head: Head,
    *,
    articles: Iterable[Article] = (),
    keys: Iterable[str] = (),
    status: int = 200,
    ads: Ads = NO_ADS,
    **context: Any,
) -> HttpResponse:
    """Render a page of the site.

    Args:
        template: its template under `front/`.
        articles: every story shown on it as a card; their pictures are fetched in one query, and the page
            carries their purge keys and goes stale when the first of them expires or is breaking news no more.
        keys: further purge keys of the page.
        ads: what it shows of ads.
    """
    shown = list(articles)
    pictures = [article.lead_picture for article in shown if article.lead_picture]
    renditions.prefetch(picture for picture in pictures if picture.made is None)
    context |= {"head": head, "sections": Section.objects.all(), "standing_pages": footer_pages(), "ads": ads}
    response = render(request, f"front/{template}", context, status=status)
    carry(response, "chrome", *keys, *article_keys(shown))
    ads.apply(response)
    ends = [article.expire_at for article in shown] + [flash_until(article) for article in shown]
    if expires := [end for end in ends if end]:
        expire_at(response, min(expires))
    return response


def unstored(response: HttpResponse) -> HttpResponse:
    """The answer, kept out of the page store: anyone can ask for it under any number of addresses."""
    response["Cache-Control"] = "private, no-cache"
    return response


def footer_pages() -> Iterable[StandingPage]:
    """The pages written by hand that the foot of every page leads to, in the desk's order."""
    pages: Iterable[StandingPage] = StandingPage.objects.live().in_menu().only("title", "slug")
    return pages


def article_keys(articles: Iterable[Article]) -> set[str]:
    """The purge keys of stories shown as cards, and of their pictures."""
    keys = set()
    for article in articles:
        keys.add(f"article:{article.pk}")
        if article.lead_picture_id:
            keys.add(f"picture:{article.lead_picture_id}")
    return keys


def number(text: str | None) -> int | None:
    """A whole number from a query, None where there is none.

    Raises:
        Http404: the text is no number that could be an id.
    """
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= _MAX_DIGITS):
        raise Http404("not a number")
    return int(text)
