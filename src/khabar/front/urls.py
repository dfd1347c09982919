"""The addresses of the public site; sections stand at the root, so the fixed addresses come first."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from khabar.front.feed_formats import FORMATS, RSS
from khabar.front.views import (
    app,
    archive,
    article,
    card,
    changes,
    feeds,
    home,
    letters,
    lists,
    lite,
    machine,
    most_read,
    notifications,
    search,
    sources,
    suggest,
    timelines,
    videos,
)


class ArabicSlugConverter(StringConverter):
    """Letters and digits of any script, hyphens and underscores."""

    regex = r"[-\w]+"


class IdConverter:
    """A database id: at most 18 digits, so that every database can compare it."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class FormatConverter(StringConverter):
    """The name of a format that stories are taken in, other than RSS."""

    regex = "|".join(name for name in FORMATS if name != RSS.name)


class KeyConverter(StringConverter):
    """A reader's key, as it stands in the links of her mails."""

    regex = "[A-Za-z0-9_-]{22}"


class YearConverter:
    """Four digits."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04d}"


class TwoDigitsConverter(YearConverter):
    """Two digits: a month or a day."""

    regex = "[0-9]{2}"

    def to_url(self, value: int) -> str:
        return f"{value:02d}"


register_converter(ArabicSlugConverter, "name")
register_converter(IdConverter, "id")
register_converter(FormatConverter, "format")
register_converter(KeyConverter, "key")
register_converter(YearConverter, "yyyy")
register_converter(TwoDigitsConverter, "mm")


def _feed(route: str, view: Callable[..., HttpResponse], name: str) -> list[URLPattern]:
    """A feed's addresses: RSS, the other formats, and the older part of each."""
    return [
        path(route, view, name=name),
        path(f"{route}before/<id:before>/", view, name=name),
        path(f"{route}<format:form>/", view, name=name),
        path(f"{route}<format:form>/before/<id:before>/", view, name=name),
    ]


app_name = "front"
urlpatterns = [
    path("", home.home, name="home"),
    path("n/<id:pk>", article.short, name="short"),
    path("n/<id:pk>/<format:form>/", feeds.story, name="story"),
    path("n/<id:pk>/card.jpg", card.card, name="card"),
    path("n/<id:pk>/changes/", changes.changes, name="changes"),
    path("n/<id:pk>/isnad.json", sources.isnad, name="isnad"),
    path("video/", videos.index, name="videos"),
    path("video/<id:pk>/", videos.video, name="video-by-id"),
    path("video/<id:pk>/<name:slug>/", videos.video, name="video"),
    path("most-read/", most_read.most_read, name="most-read"),
    path("most-read/box/", most_read.box, name="most-read-box"),
    path("most-read/framed/", most_read.framed, name="most-read-framed"),
    path("search/", search.search, name="search"),
    path("search/suggest/", suggest.suggest, name="suggest"),
    path("topic/<name:slug>/", lists.topic, name="topic"),
    *_feed("topic/<name:slug>/feed/", feeds.topic, "topic-feed"),
    path("topic/<name:slug>/timeline/", timelines.topic, name="topic-timeline"),
    path("source/<name:slug>/about/", timelines.about, name="source-about"),
    path("author/<name:slug>/", lists.author, name="author"),
    path("source/<name:slug>/", sources.source, name="source"),
    path("source/<name:slug>/said/", sources.said, name="said"),
    path("source/<name:slug>/feed/", sources.source_feed, name="source-feed"),
    path("archive/", archive.archive, name="archive"),
    path("archive/<yyyy:year>/<mm:month>/", archive.month, name="month"),
    path("archive/<yyyy:year>/<mm:month>/<mm:day>/", archive.day, name="day"),
    *_feed("feed/", feeds.site, "feed"),
    path("sitemap.xml", machine.sitemap, name="sitemap"),
    path("sitemap-sections.xml", machine.sitemap_sections, name="sitemap-sections"),
    path("sitemap-videos.xml", machine.sitemap_videos, name="sitemap-videos"),
    path("sitemap-<yyyy:year>-<mm:month>.xml", machine.sitemap_month, name="sitemap-month"),
    path("sitemap-<yyyy:year>-<mm:month>-<id:part>.xml", machine.sitemap_month, name="sitemap-part"),
    path("news-sitemap.xml", machine.news_sitemap, name="news-sitemap"),
    path("robots.txt", machine.robots, name="robots"),
    path("manifest.webmanifest", app.manifest, name="manifest"),
    path("worker.js", app.worker, name="worker"),
    path("recalled.json", app.recalled, name="recalled"),
    path("shared/", app.shared, name="shared"),
    path("saved/", app.saved, name="saved"),
    path("offline/", app.offline, name="offline"),
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/key/", notifications.key, name="notifications-key"),
    path("notifications/state/", notifications.state, name="notifications-state"),
    path("notifications/choose/", notifications.choose, name="notifications-choose"),
    path("notifications/move/", notifications.move, name="notifications-move"),
    path("notifications/stop/", notifications.stop, name="notifications-stop"),
    path("opensearch.xml", machine.opensearch, name="opensearch"),
    path("letters/", letters.letters, name="letters"),
    path("letters/sent/", letters.sent, name="letters-sent"),
    path("letters/confirm/<str:token>/", letters.confirm, name="letters-confirm"),
    path("letters/<key:key>/", letters.own, name="letters-own"),
    path("letters/<key:key>/<id:pk>/leave/", letters.leave, name="letters-leave"),
    path("lite/", lite.lite, name="lite"),
    path("lite/<path:path>", lite.lite, name="lite-page"),
    path("favicon.ico", machine.favicon, name="favicon"),
    path("<name:slug>/", lists.section, name="section"),
    *_feed("<name:slug>/feed/", feeds.section, "section-feed"),
    path("<name:section>/<id:pk>/", article.article, name="article-by-id"),
    path("<name:section>/<id:pk>/<name:slug>/", article.article, name="article"),
]
