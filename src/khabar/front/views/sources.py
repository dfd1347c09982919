"""The page of a source: what a person, an organisation or an agency says, newest first, and through whom."""

from dataclasses import replace

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import reverse
from django.views.decorators.http import require_safe

from khabar.arabic.plurals import counted
from khabar.articles.models import Agency, Article
from khabar.attribution import queries
from khabar.attribution.corroboration import independent_sources, origin, single_sourced
from khabar.attribution.exports import to_json
from khabar.attribution.models import Name
from khabar.attribution.queries import SourcePage
from khabar.attribution.statements import COUNTED
from khabar.attribution.states import NameKind
from khabar.core import clock
from khabar.front import jsonld, outgoing
from khabar.front.asked import Asked
from khabar.front.dates import digits, machine
from khabar.front.feed_formats import RSS
from khabar.front.head import Head, absolute
from khabar.front.pages import number, page, unstored
from khabar.front.sources import Story, feed_items, name_keys, story_of
from khabar.front.views import lists
from khabar.front.views.article import absent
from khabar.pagestore.views import carry, expire_at, stored

_QUERY = ("before",)
_ON_AGENCY = 3
"""Stories with what an agency says, or passes on, beside a longer list."""
_IN_FEED = 30


@require_safe
@stored(query=_QUERY)
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """A source's statements; of a news agency the stories credited to it, below what it says and passes on."""
    name = queries.source(slug)
    if name is not None and name.merged_into is not None:
        return _moved(name.merged_into.get_absolute_url())
    agency = Agency.objects.filter(slug=slug).first()
    if agency is None:
        return _said(request, name, reverse("front:source", args=[slug]))
    first_page = not request.GET.get("before")
    told = queries.said_by(name, size=_ON_AGENCY) if name and first_page else None
    passed_on = queries.came_through(name, size=_ON_AGENCY) if name and first_page else None
    response = lists.agency(
        request, agency, told=_stories(told), passed_on=_stories(passed_on), all_passed_on=_search(agency.name)
    )
    carry(response, f"heard:{agency.pk}")
    if name is not None:
        carry(response, f"source:{name.pk}", f"name:source:{name.pk}")
        _live_with(response, told, passed_on)
    return response


@require_safe
@stored(query=_QUERY)
def said(request: HttpRequest, slug: str) -> HttpResponse:
    """All that a news agency says itself; the statements of other sources are at the source's own address."""
    name = queries.source(slug)
    if name is not None and name.merged_into is not None:
        name = name.merged_into
        return _moved(reverse("front:said", args=[name.address]) if name.agency else name.get_absolute_url())
    if name is not None and name.agency is None:
        return _moved(name.get_absolute_url())
    return _said(request, name, reverse("front:said", args=[slug]))


@require_safe
@stored()
def source_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest statements of a source as RSS."""
    name = queries.source(slug)
    if name is not None and name.merged_into is not None:
        return _moved(reverse("front:source-feed", args=[name.merged_into.address]))
    if name is None:
        raise Http404("no such source")
    told = queries.said_by(name, size=_IN_FEED)
    if not told.stories:
        raise Http404("nothing said")
    title = f"{settings.SITE_NAME} – أقوال {name.title}"
    path = reverse("front:source-feed", args=[slug])
    items = [item for one in told.stories for item in feed_items(name.title, story_of(one))]
    channel = outgoing.channel_of(title, name.get_absolute_url(), path, items)
    response = HttpResponse(RSS.write(channel), content_type=RSS.content_type)
    carry(response, f"feed:source:{name.pk}", f"name:source:{name.pk}", "chrome")
    _live_with(response, told)
    return response


@require_safe
@stored()
def isnad(request: HttpRequest, pk: int) -> HttpResponse:
    """`/n/<id>/isnad.json`: who says what in a story, and through whom; what is shown to readers and no more."""
    found = Article.objects.select_related("section").prefetch_related("credits__agency").filter(pk=pk).first()
    if found is None or not found.is_public():
        return absent(request, found)
    rows = queries.for_readers(found)
    statements = queries.quoted(rows)
    content = {
        "id": found.pk,
        "url": absolute(found.get_absolute_url()),
        "headline": found.headline,
        "published_at": machine(found.first_published_at),
        "credits": [{"name": agency.name, "source": agency.slug} for agency in found.agencies],
        "independent_sources": independent_sources(statements),
        "single_source": sorted({origin(one) for one in single_sourced(statements)}),
        "statements": to_json(statements),
    }
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False})
    carry(response, f"article:{pk}", *name_keys(rows), *(f"name:agency:{agency.pk}" for agency in found.agencies))
    if found.expire_at:
        expire_at(response, found.expire_at)
    return response


def _moved(path: str) -> HttpResponse:
    return unstored(HttpResponsePermanentRedirect(path))


def _stories(told: SourcePage | None) -> list[Story]:
    return [story_of(one) for one in told.stories] if told else []


def _search(name: str) -> str:
    """The address that searches for what came through a name."""
    return Asked(text="", through=name).path


def _said(request: HttpRequest, name: Name | None, path: str) -> HttpResponse:
    """A page of statements; a record of which nothing public says or passes on anything has none."""
    if name is None:
        raise Http404("no such source")
    before = number(request.GET.get("before"))
    try:
        told = queries.said_by(name, before)
    except Article.DoesNotExist as error:
        raise Http404("no such article to go on from") from error
    reported = name.kind == NameKind.PERSON and queries.naming(name).exists()
    about = reverse("front:source-about", args=[name.address]) if reported else ""
    size = _ON_AGENCY if told.stories else queries.STORIES
    passed_on = queries.came_through(name, size) if before is None and not name.agency else None
    if not told.stories and not (passed_on and passed_on.stories):
        if about and before is None:
            return unstored(HttpResponseRedirect(about))
        raise Http404("nothing said")
    title = f"أقوال {name.title}" if told.stories else f"وصل عبر {name.title}"
    feed = (title, reverse("front:source-feed", args=[name.address])) if told.stories else None
    head = Head(title=title, path=path, description=name.description, feed=feed)
    crumbs = [("الرئيسية", reverse("front:home")), (name.title, head.path)]
    head = replace(
        head,
        path=f"{path}?before={before}" if before else path,
        older=f"{path}?before={told.before}" if told.before else "",
        jsonld=[jsonld.breadcrumbs(crumbs)],
    )
    response = page(
        request,
        "said.html",
        head,
        articles=[one.article for one in told.stories],
        keys={*told.keys(f"source:{name.pk}"), f"about:{name.pk}", *_relay_keys(told)},
        name=name,
        stories=_stories(told),
        passed_on=_stories(passed_on),
        all_passed_on=_search(name.title),
        relays=_counted(name) if before is None else [],
        first_page=before is None,
        newest_path=path,
        about=about,
    )
    if passed_on:
        carry(response, f"through:{name.pk}")
        _live_with(response, passed_on)
    cut_here = before is None or queries.public().filter(speaker=name, article=before).exists()
    return response if cut_here else unstored(response)


def _counted(name: Name) -> list[tuple[Name | str, str]]:
    """Through whom the newest statements came, each with their number in words."""
    return [(relay, digits(counted(times, COUNTED))) for relay, times in queries.relays_of(name)]


def _relay_keys(told: SourcePage) -> set[str]:
    return {key for one in told.stories for key in name_keys(one.statements)}


def _live_with(response: HttpResponse, *pages: SourcePage | None) -> None:
    """Have a page follow every story it shows, and end with the first of them that expires."""
    shown = [told for told in pages if told]
    articles = [one.article for told in shown for one in told.stories]
    carry(
        response,
        *(f"article:{article.pk}" for article in articles),
        *(key for told in shown for key in _relay_keys(told)),
    )
    ends = [article.expire_at for article in articles if article.expire_at and article.expire_at > clock.now()]
    if ends:
        expire_at(response, min(ends))
