"""RSS 2.0 of the site, a section or a topic, with media and byline."""

from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

from khabar.articles.models import Article, ArticleAgency, ArticleAuthor, ArticleTopic
from khabar.articles.queries import related_values
from khabar.core.clean import clean_text
from khabar.front.head import absolute
from khabar.media import renditions
from khabar.media.renditions import Made

ITEMS = 30


class NewsFeed(Rss201rev2Feed):
    """Django's RSS 2.0 writer with Dublin Core creators and Media RSS pictures."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        if item["image"]:
            handler.addQuickElement("media:content", "", _media(item["image"]))


def rss(title: str, path: str, feed_path: str, articles: list[Article]) -> str:
    """The feed of `articles` as XML; their renditions should be prefetched."""
    feed = NewsFeed(
        title=clean_text(title),
        link=absolute(path),
        description=settings.SITE_MOTTO,
        language="ar",
        feed_url=absolute(feed_path),
        feed_copyright=settings.SITE_NAME,
        ttl=5,
    )
    ids = [article.pk for article in articles]
    authors = related_values(ArticleAuthor, "author__name", ids)
    agencies = related_values(ArticleAgency, "agency__name", ids)
    topics = related_values(ArticleTopic, "topic__name", ids)
    for article in articles:
        pk = article.pk
        _add(feed, article, topics[pk], creators=authors[pk] or agencies[pk])
    return feed.writeString("utf-8")


def _add(feed: NewsFeed, article: Article, topics: list[str], creators: list[str]) -> None:
    url = absolute(article.get_absolute_url())
    feed.add_item(
        title=clean_text(article.headline),
        link=url,
        description=clean_text(article.abstract),
        pubdate=article.first_published_at,
        unique_id=f"{settings.SITE_URL}/n/{article.pk}",
        unique_id_is_permalink=False,
        categories=[clean_text(name) for name in (article.section.name, *topics)],
        creators=[clean_text(name) for name in creators],
        image=renditions.share(article.lead_picture),
    )


def _media(image: Made) -> dict[str, str]:
    return {
        "url": absolute(image.url),
        "type": "image/jpeg",
        "medium": "image",
        "width": str(image.width),
        "height": str(image.height),
    }
