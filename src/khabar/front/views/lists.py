"""Lists of stories: a section, a topic, an author, an agency."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from khabar.articles import queries
from khabar.articles.models import Agency, Article, Author, Section, Topic
from khabar.articles.models.article import ArticleQuerySet
from khabar.articles.models.taxonomy import Filed
from khabar.front import jsonld
from khabar.front.head import Head
from khabar.front.pages import number, page, unstored
from khabar.front.sources import Story
from khabar.front.views.standing import standing
from khabar.pagestore.views import stored

_QUERY = ("before",)


@require_safe
@stored(query=_QUERY)
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section: its newest story large, the others below it. Pages written by hand share its addresses."""
    found = Section.objects.filter(slug=slug).first()
    if found is None:
        return standing(request, slug)
    feed = reverse("front:section-feed", args=[found.slug])
    head = Head(title=found.name, path=found.get_absolute_url(), description=found.description, feed=(found.name, feed))
    return _listing(request, found, head, queries.in_section(found), "section.html")


@require_safe
@stored(query=_QUERY)
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything on one topic."""
    found = get_object_or_404(Topic, slug=slug)
    feed = reverse("front:topic-feed", args=[found.slug])
    head = Head(title=found.name, path=found.get_absolute_url(), description=found.description, feed=(found.name, feed))
    return _listing(request, found, head, queries.on_topic(found), "topic.html")


@require_safe
@stored(query=_QUERY)
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything with one name in its byline."""
    found = get_object_or_404(Author, slug=slug)
    head = Head(title=found.name, path=found.get_absolute_url(), description=found.bio, kind="profile")
    return _listing(request, found, head, queries.by_author(found), "author.html")


def agency(request: HttpRequest, found: Agency, told: list[Story]) -> HttpResponse:
    """Everything credited to one news agency, below what it says itself."""
    head = Head(title=found.name, path=found.get_absolute_url(), description=f"أخبار {found.name} ({found.credit})")
    return _listing(request, found, head, queries.from_agency(found), "source.html", told=told)


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
    crumbs = [("الرئيسية", reverse("front:home")), (filed.name, head.path)]
    head = replace(
        head,
        path=f"{head.path}?before={before}" if before else head.path,
        older=f"{head.path}?before={listing.before}" if listing.before else "",
        index=bool(listing.articles),
        jsonld=[jsonld.breadcrumbs(crumbs)],
    )
    response = page(
        request,
        template,
        head,
        articles=listing.articles,
        keys=listing.keys(f"{filed.object_type}:{filed.pk}"),
        filed=filed,
        listing=listing,
        first_page=before is None,
        **context,
    )
    return response if in_list(articles, before) else unstored(response)


def in_list(articles: ArticleQuerySet, before: int | None) -> bool:
    """Whether a page goes on from a story of the list itself, as the links between pages do."""
    return before is None or articles.filter(pk=before).exists()
