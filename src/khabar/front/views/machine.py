"""What machines read: sitemaps, robots.txt, the search description."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from khabar.articles.videos import newest
from khabar.front import sitemaps
from khabar.front.videos import fetch_posters, follow
from khabar.pagestore.views import carry, expire_at, stored

_XML = "application/xml; charset=utf-8"


@require_safe
@stored("sitemap", "chrome", "videos")
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index: the sections, the videos where there are any, then one sitemap for each month."""
    paths = [reverse("front:sitemap-sections")]
    if newest(1):
        paths.append(reverse("front:sitemap-videos"))
    for start in sitemaps.months():
        paths.append(reverse("front:sitemap-month", args=[start.year, start.month]))
        further = range(2, sitemaps.parts_of(start) + 1)
        paths += [reverse("front:sitemap-part", args=[start.year, start.month, part]) for part in further]
    return _xml(request, "sitemap_index.xml", {"paths": paths})


@require_safe
@stored("sitemap", "chrome")
def sitemap_sections(request: HttpRequest) -> HttpResponse:
    """The front page, the sections and the pages written by hand."""
    return _xml(request, "sitemap.xml", {"entries": sitemaps.sections()})


@require_safe
@stored("videos", "chrome")
def sitemap_videos(request: HttpRequest) -> HttpResponse:
    """The pages of videos with what Google's video sitemap says of each."""
    shown = newest(sitemaps.VIDEO_LIMIT)
    fetch_posters(shown)
    response = _xml(request, "video_sitemap.xml", {"videos": [sitemaps.video_entry(one) for one in shown]})
    return follow(response, [], shown)


@require_safe
@stored()
def sitemap_month(request: HttpRequest, year: int, month: int, part: int = 1) -> HttpResponse:
    """The stories of a month, or a part of them where one file cannot hold all."""
    try:
        start = timezone.make_aware(datetime(year, month, 1))
        entries = sitemaps.stories_of(start, part) if 1 <= part <= sitemaps.parts_of(start) else []
    except (ValueError, OverflowError) as error:  # month 0, or the month after the last one there can be
        raise Http404("no such month") from error
    if not entries:
        raise Http404("no stories there")
    response = _xml(request, "sitemap.xml", {"entries": entries})
    carry(response, f"sitemap:{start:%Y-%m}", "chrome")
    return response


@require_safe
@stored("news-sitemap", "chrome")
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """The stories of the last two days, as Google News wants them."""
    stories = list(sitemaps.recent_news())
    response = _xml(request, "news_sitemap.xml", {"stories": stories, "name": sitemaps.edition_name()})
    if stories:
        expire_at(response, stories[-1].first_published_at + sitemaps.NEWS_WINDOW)
    return response


@require_safe
@stored()
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; the desk and the endless space of narrowed searches are not for crawlers."""
    lines = ["User-agent: *", "Disallow: /desk/", f"Disallow: {reverse('front:search')}?*&", ""]
    lines += [f"Sitemap: {settings.SITE_URL}{reverse(f'front:{name}')}" for name in ("sitemap", "news-sitemap")]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@stored()
def opensearch(request: HttpRequest) -> HttpResponse:
    """The OpenSearch description, by which a browser offers the site's search."""
    content_type = "application/opensearchdescription+xml; charset=utf-8"
    context = {"name": settings.SITE_NAME, "motto": settings.SITE_MOTTO, "site": settings.SITE_URL}
    return render(request, "front/opensearch.xml", context, content_type=content_type)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The address browsers ask for on their own; where it leads changes with the release, so never for good."""
    response = HttpResponseRedirect(static("khabar/icons/icon-32.png"))
    response["Cache-Control"] = "public, max-age=86400"
    return response


def _xml(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, f"front/{template}", context, content_type=_XML)
