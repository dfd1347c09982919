"""Feeds of the site, a section or a topic in every format, their older parts, and one story by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from khabar.announcing.feeds import hubs_of
from khabar.articles import queries
from khabar.articles.embeds import embed_ids
from khabar.articles.models import Article, Section, Topic
from khabar.articles.models.article import ArticleQuerySet
from khabar.articles.queries import Listing
from khabar.attribution.models import Statement
from khabar.attribution.queries import shown_in
from khabar.core import clock
from khabar.front import outgoing
from khabar.front.body import body_pictures
from khabar.front.feed_formats import FORMATS, RSS, WIRES, Format
from khabar.front.outgoing import ITEMS, NOTHING_SAID, TOLD_FOR
from khabar.front.pages import article_keys
from khabar.front.sources import name_keys
from khabar.front.views.article import absent
from khabar.pagestore.views import carry, expire_at, stored


@dataclass(frozen=True)
class _Scope:
    """What a feed holds: the whole site, or what is filed under one thing."""

    title: str
    home: str
    view: str
    arguments: dict[str, str]
    articles: ArticleQuerySet
    filed: dict[str, Any]
    name: str  # of the list in purge keys; empty for the whole site
    keys: frozenset[str]

    def path(self, form: Format, before: int | None) -> str:
        """The address of the feed in a format, or of its part older than a story."""
        given: dict[str, Any] = dict(self.arguments)
        if form is not RSS:
            given["form"] = form.name
        if before is not None:
            given["before"] = before
        return reverse(f"front:{self.view}", kwargs=given)

    def purged_with(self, listing: Listing) -> set[str]:
        """The keys of the head of the feed, or of an older part: the months that reaches over."""
        if listing.newest is None:
            return {f"feed:{self.name}" if self.name else "feed"}
        keys = listing.keys(self.name or "month")
        return keys - {"month"} | {"feed"} if "month" in keys else keys


@require_safe
@stored()
def site(request: HttpRequest, form: str = RSS.name, before: int | None = None) -> HttpResponse:
    """The stories of the whole site."""
    home = reverse("front:home")
    scope = _Scope(settings.SITE_NAME, home, "feed", {}, queries.cards(), {}, "", frozenset())
    return _feed(scope, FORMATS[form], before)


@require_safe
@stored()
def section(request: HttpRequest, slug: str, form: str = RSS.name, before: int | None = None) -> HttpResponse:
    """The stories of a section."""
    found = get_object_or_404(Section, slug=slug)
    return _feed(_filed(found, "section-feed", queries.in_section(found), section=found), FORMATS[form], before)


@require_safe
@stored()
def topic(request: HttpRequest, slug: str, form: str = RSS.name, before: int | None = None) -> HttpResponse:
    """The stories on a topic."""
    found = get_object_or_404(Topic, slug=slug)
    return _feed(_filed(found, "topic-feed", queries.on_topic(found), filings__topic=found), FORMATS[form], before)


@require_safe
@stored()
def story(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """`/n/<id>/<format>/`: one story as a taker gets it."""
    found = queries.full().filter(pk=pk).first()
    if found is None or not found.is_public():
        return absent(request, found)
    address = reverse("front:story", args=[pk, form])
    said = shown_in([found])
    channel = outgoing.channel(found.headline, found.get_absolute_url(), address, [found], said=said)
    return _answer(FORMATS[form], FORMATS[form].write(channel), [found], said)


def _filed(found: Section | Topic, view: str, articles: ArticleQuerySet, **filed: Any) -> _Scope:
    name = f"{found.object_type}:{found.pk}"
    title = f"{settings.SITE_NAME} – {found.name}"
    keys = frozenset({f"name:{name}", "chrome"})
    return _Scope(title, found.get_absolute_url(), view, {"slug": found.slug}, articles, filed, name, keys)


def _feed(scope: _Scope, form: Format, before: int | None) -> HttpResponse:
    """A feed; what was withdrawn is told at its head only, its older parts do not change for it."""
    try:
        listing = queries.listing(queries.whole(scope.articles), before, size=ITEMS)
    except Article.DoesNotExist as error:
        raise Http404("no such article") from error
    gone = [] if before is not None else queries.withdrawals(clock.now() - TOLD_FOR, **scope.filed)
    older = scope.path(form, listing.before) if listing.before else ""
    here = scope.path(form, before)
    said = shown_in(listing.articles) if form in WIRES else NOTHING_SAID
    hubs = hubs_of(form.name) if before is None else ()
    channel = outgoing.channel(scope.title, scope.home, here, listing.articles, gone, older=older, hubs=hubs, said=said)
    response = _answer(form, form.write(channel), listing.articles, said)
    links = [(channel.address, "self"), (channel.next, "next"), *((hub, "hub") for hub in channel.hubs)]
    response["Link"] = ", ".join(f'<{href}>; rel="{relation}"' for href, relation in links if href)
    carry(response, *scope.keys, *scope.purged_with(listing), *(f"article:{one.pk}" for one in gone))
    return response


def _answer(form: Format, body: bytes, articles: list[Article], said: Mapping[int, list[Statement]]) -> HttpResponse:
    """The answer, which follows its stories, their pictures and the names they print, and ends with the first."""
    response = HttpResponse(body, content_type=form.content_type)
    carry(response, *article_keys(articles), *name_keys(row for rows in said.values() for row in rows))
    for article in articles:
        carry(response, *(f"picture:{pk}" for pk in body_pictures(article)))
        carry(response, *(f"name:{one.object_type}:{one.pk}" for one in (*article.authors, *article.agencies)))
        carry(response, *(f"name:{one.object_type}:{one.pk}" for one in article.topics))
    carry(response, *(f"embed:{pk}" for pk in embed_ids(articles)))
    expires = [article.expire_at for article in articles if article.expire_at and article.expire_at > clock.now()]
    if expires:
        expire_at(response, min(expires))
    return response
