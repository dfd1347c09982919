"""Players and cards of videos: what the templates need of them, fetched at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from csp.constants import SELF
from django.http import HttpResponse

from khabar.articles.models import Article
from khabar.articles.videos import Shown
from khabar.front.policy import allow
from khabar.media import renditions
from khabar.media.models import Captions, Video
from khabar.media.renditions import Made
from khabar.pagestore.views import carry, expire_at


@dataclass(frozen=True)
class Player:
    """A video that a page plays."""

    video: Video
    poster: Made | None
    captions: list[Captions]
    caption: str
    credit: str


def players(ids: Iterable[int | None], captions: Mapping[int, str] | None = None) -> dict[int, Player]:
    """Players of those of the videos that can be played now.

    Args:
        captions: what a story says of a video instead of the video's own words.
    """
    wanted = [pk for pk in ids if pk]
    if not wanted:
        return {}
    rows = (
        Video.objects.ready().filter(pk__in=wanted).select_related("own_poster", "frame").prefetch_related("captions")
    )
    found = list(rows)
    renditions.prefetch(video.poster for video in found)
    told = captions or {}
    return {video.pk: _player(video, told.get(video.pk, "")) for video in found}


def _player(video: Video, caption: str) -> Player:
    poster = renditions.offer(video.poster, "body")
    tracks = sorted(video.captions.all(), key=lambda one: one.language != "ar")
    return Player(video, poster.fallback if poster else None, tracks, caption or video.caption, video.credit)


def story_videos(article: Article) -> list[int]:
    """The ids of the videos of a story in the order in which they stand on its page."""
    body = [entry["value"].get("video") for entry in article.body.raw_data if entry["type"] == "video"]
    return [pk for pk in dict.fromkeys((article.lead_video_id, *body)) if pk]


def follow(response: HttpResponse, playing: Iterable[Player], shown: Iterable[Shown] = ()) -> HttpResponse:
    """Have a page go when a video on it goes, and let it play them."""
    seen = list(playing)
    for video in (*(one.video for one in seen), *(one.video for one in shown)):
        carry(response, f"video:{video.pk}")
        if video.poster_id:
            carry(response, f"picture:{video.poster_id}")
    ends: list[datetime | None] = [one.video.rights_until for one in seen]
    for end in (*ends, *(one.until for one in shown)):
        if end:
            expire_at(response, end)
    if seen:
        # hls.js hands the browser a film it puts together itself, under an address of its own.
        allow(response, "media-src", SELF, "blob:")
    return response


def fetch_posters(shown: Iterable[Shown]) -> None:
    """Fetch what the cards of these videos show, in one query."""
    renditions.prefetch(one.video.poster for one in shown)
