"""The section of videos, and the page of each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from khabar.ads.enums import PageKind
from khabar.articles import videos
from khabar.articles.models import Article
from khabar.articles.videos import Shown
from khabar.front import jsonld
from khabar.front.ads import ads_on
from khabar.front.dates import machine
from khabar.front.head import Head
from khabar.front.pages import number, page, unstored
from khabar.front.videos import fetch_posters, follow, players
from khabar.front.views.errors import gone
from khabar.media import renditions
from khabar.media.models import Video
from khabar.media.videos import gate
from khabar.pagestore.views import carry, expire_at, stored

_ON_PAGE = 18
_BESIDE = 6
_TITLE = "فيديو"


@require_safe
@stored("videos", query=("before",))
def index(request: HttpRequest) -> HttpResponse:
    """All videos, newest first; `?before=` a video goes on from it."""
    before = number(request.GET.get("before"))
    found = videos.newest(_ON_PAGE + 1, before=before)
    if before is not None and not found:
        raise Http404("nothing older")
    shown, more = found[:_ON_PAGE], len(found) > _ON_PAGE
    fetch_posters(shown)
    path = reverse("front:videos")
    head = Head(
        title=_TITLE,
        path=f"{path}?before={before}" if before else path,
        older=f"{path}?before={shown[-1].video.pk}" if more else "",
        description="أحدث ما نشرناه من فيديو.",
        index=bool(shown),
        jsonld=[jsonld.breadcrumbs([("الرئيسية", reverse("front:home")), (_TITLE, path)])],
    )
    response = page(request, "videos.html", head, videos=shown, first_page=before is None)
    return follow(response, [], shown)


@require_safe
@stored()
def video(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """One video with the stories it is shown in. It is as public as they are."""
    found = Video.objects.filter(pk=pk).first()
    shown = videos.shown(found) if found is not None and gate.until(found) is not None else None
    if found is None or shown is None:
        return _absent(request, found)
    if found.slug != slug:
        return unstored(HttpResponsePermanentRedirect(found.get_absolute_url()))
    return _page(request, shown)


def _page(request: HttpRequest, shown: Shown) -> HttpResponse:
    found = shown.video
    others = [one for one in videos.newest(_BESIDE + 1) if one.video.pk != found.pk][:_BESIDE]
    fetch_posters(others)
    player = players([found.pk])[found.pk]
    stories = list(videos.stories_with(found))
    image = renditions.share(player.video.poster)
    crumbs = [("الرئيسية", reverse("front:home")), (_TITLE, reverse("front:videos")), (found.title, "")]
    head = Head(
        title=found.title,
        path=found.get_absolute_url(),
        description=found.caption or shown.article.abstract,
        kind="video.other",
        image=image,
        published=machine(shown.since),
        jsonld=[jsonld.video_object(player.video, shown.since, image, shown.until), jsonld.breadcrumbs(crumbs)],
    )
    context: dict[str, Any] = {"player": player, "shown": shown, "stories": stories, "others": others}
    response = page(request, "video.html", head, articles=stories, ads=ads_on(PageKind.VIDEO), **context)
    if shown.until:
        expire_at(response, shown.until)
    return follow(response, [player], others)


def _absent(request: HttpRequest, found: Video | None) -> HttpResponse:
    """410 for what readers could watch once, 404 for what they never could."""
    once = found is not None and any(one.was_public for one in Article.objects.filter(videos__video=found))
    if found is None or not once:
        raise Http404("no such video")
    response = gone(request)
    carry(response, f"video:{found.pk}")
    return response
