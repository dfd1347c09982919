"""Lists of stories: a section, a topic, an author, an agency."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from khabar.ads.enums import PageKind
from khabar.articles import queries
from khabar.articles.models import Agency, Article, Author, Section, Topic
from khabar.articles.models.article import ArticleQuerySet
from khabar.articles.models.taxonomy import Filed
from khabar.articles.queries import Listing
from khabar.curation import queries as curated
from khabar.curation.queries import Standing
from khabar.curation.zones import Arranged
from khabar.front import jsonld
from khabar.front.ads import Ads, ads_on
from khabar.front.fronts import Breaking, kept, prepare
from khabar.front.head import Head
from khabar.front.pages import number, page, unstored
from khabar.front.sources import Story
from khabar.front.views.standing import standing
from khabar.pagestore.views import carry, expire_at, stored

_QUERY = ("before",)


@require_safe
@stored(query=_QUERY)
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section: its newest story large, the others below it. Pages written by hand share its addresses."""
    found = Section.objects.filter(slug=slug).first()
    if found is None:
        return standing(request, slug)
    if request.GET.get("before"):
        return _listing(request, found, _section_head(found), queries.in_section(found), "section.html")
    standing_now = curated.standing(found)
    return section_front(request, found, standing_now, standing_now.arranged)


def section_front(request: HttpRequest, found: Section, standing_now: Standing, arranged: Arranged) -> HttpResponse:
    """The first page of a section, as `arranged`."""
    listing = queries.listing(queries.in_section(found))
    edition, breaking = curated.section_front(found, arranged, listing.articles), Breaking.now()
    prepare(edition)
    top = {article.pk for article in edition.stories}
    context: dict[str, Any] = {
        "edition": edition,
        "bar": breaking.bar,
        "rest": [article for article in listing.articles if article.pk not in top],
    }
    response = _page(request, found, _section_head(found), listing, "section.html", also=edition.stories, **context)
    return kept(response, found, standing_now, edition, breaking)


def _section_head(found: Section) -> Head:
    feed = reverse("front:section-feed", args=[found.slug])
    return Head(title=found.name, path=found.get_absolute_url(), description=found.description, feed=(found.name, feed))


@require_safe
@stored(query=_QUERY)
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything on one topic."""
    found = get_object_or_404(Topic, slug=slug)
    feed = reverse("front:topic-feed", args=[found.slug])
    head = Head(title=found.name, path=found.get_absolute_url(), description=found.description, feed=(found.name, feed))
    explainer = queries.cards().filter(pk=found.explainer_id).first() if found.explainer_id else None
    path = reverse("front:topic-timeline", args=[found.slug])
    rows = queries.on_topic(found)
    response = _listing(request, found, head, rows, "topic.html", explainer=explainer, timeline_path=path)
    if found.explainer_id:
        carry(response, f"article:{found.explainer_id}")
    if explainer and explainer.expire_at:
        expire_at(response, explainer.expire_at)
    return response


@require_safe
@stored(query=_QUERY)
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything with one name in its byline."""
    found = get_object_or_404(Author, slug=slug)
    head = Head(title=found.name, path=found.get_absolute_url(), description=found.bio, kind="profile")
    return _listing(request, found, head, queries.by_author(found), "author.html")


def agency(
    request: HttpRequest, found: Agency, *, told: list[Story], passed_on: list[Story], all_passed_on: str
) -> HttpResponse:
    """Everything credited to one news agency, below what it says itself and what it passes on."""
    head = Head(title=found.name, path=found.get_absolute_url(), description=f"أخبار {found.name} ({found.credit})")
    around = {"told": told, "passed_on": passed_on, "all_passed_on": all_passed_on}
    return _listing(request, found, head, queries.from_agency(found), "source.html", **around)


def _listing(
    request: HttpRequest, filed: Filed, head: Head, articles: ArticleQuerySet, template: str, **context: Any
) -> HttpResponse:
    """A page of `articles` under what they are filed under: the first page, or the one `?before=` an article."""
    before = number(request.GET.get("before"))
    try:
        listing = queries.listing(articles, before)
    except Article.DoesNotExist as error:
        raise Http404("no such article to go on from") from error
    if before is not None and not listing.articles:
        raise Http404("nothing older")
    response = _page(request, filed, head, listing, template, before, **context)
    return response if in_list(articles, before) else unstored(response)


def _page(
    request: HttpRequest,
    filed: Filed,
    head: Head,
    listing: Listing,
    template: str,
    before: int | None = None,
    also: Iterable[Article] = (),
    **context: Any,
) -> HttpResponse:
    """A page of a list, with further stories that stand on it."""
    crumbs = [("الرئيسية", reverse("front:home")), (filed.name, head.path)]
    head = replace(
        head,
        path=f"{head.path}?before={before}" if before else head.path,
        older=f"{head.path}?before={listing.before}" if listing.before else "",
        index=bool(listing.articles),
        jsonld=[jsonld.breadcrumbs(crumbs)],
    )
    shown = {article.pk: article for article in (*also, *listing.articles)}
    return page(
        request,
        template,
        head,
        articles=shown.values(),
        keys=listing.keys(f"{filed.object_type}:{filed.pk}"),
        ads=_ads(filed),
        filed=filed,
        listing=listing,
        first_page=before is None,
        **context,
    )


def _ads(filed: Filed) -> Ads:
    return ads_on(PageKind.SECTION, filed.pk) if isinstance(filed, Section) else ads_on(PageKind.LIST)


def in_list(articles: ArticleQuerySet, before: int | None) -> bool:
    """Whether a page goes on from a story of the list itself, as the links between pages do."""
    return before is None or articles.filter(pk=before).exists()
