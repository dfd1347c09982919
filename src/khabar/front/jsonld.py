"""Structured data for search engines, after schema.org and Google's news documentation."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from khabar.articles.models import Amendment, Article
from khabar.articles.queries import told_of
from khabar.attribution.exports import Quoted, to_jsonld
from khabar.front.dates import machine
from khabar.front.head import absolute
from khabar.front.language import language_of
from khabar.front.videos import Player
from khabar.media import renditions
from khabar.media.embeds.models import Embed
from khabar.media.models import Picture, Video
from khabar.media.renditions import Made
from khabar.media.videos.lengths import iso_length

Node = dict[str, Any]
_CONTEXT = "https://schema.org"


def publisher() -> Node:
    """The site as the organisation that publishes."""
    logo = {"@type": "ImageObject", "url": absolute(static("khabar/icons/icon-512.png")), "width": 512, "height": 512}
    found = {"@type": "NewsMediaOrganization", "name": settings.SITE_NAME, "url": settings.SITE_URL + "/", "logo": logo}
    policies = {
        "publishingPrinciples": settings.PUBLISHING_PRINCIPLES,
        "correctionsPolicy": settings.CORRECTIONS_POLICY,
    }
    return found | {name: absolute(address) for name, address in policies.items() if address}


def news_article(
    article: Article,
    image: Made | None,
    statements: list[Quoted],
    playing: Iterable[Player] = (),
    pictures: Iterable[dict[str, Any]] = (),
) -> Node:
    """A NewsArticle with the statements its readers see; properties without a value are left out.

    Args:
        pictures: those in its body, as `khabar.front.body` shows them.
    """
    url = absolute(article.get_absolute_url())
    node: Node = {
        "@context": _CONTEXT,
        "@type": "NewsArticle",
        "headline": article.headline,
        "alternativeHeadline": article.kicker,
        "description": article.abstract,
        "inLanguage": language_of(article),
        "isAccessibleForFree": True,
        "url": url,
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "isBasedOn": article.canonical_url,
        "datePublished": machine(article.first_published_at),
        "dateModified": machine(article.updated_at or article.first_published_at),
        "dateline": article.dateline_place,
        "articleSection": article.section.name,
        "keywords": [topic.name for topic in article.topics],
        "author": _authors(article),
        "publisher": publisher(),
        "sourceOrganization": _agencies(article),
        "correction": [_correction(one, url) for one in told_of(article)],
        "image": [*_image(article, image), *filter(None, map(_in_body, pictures))],
        "video": [video_object(one.video, article.first_published_at, one.poster, None) for one in playing],
        "hasPart": to_jsonld(statements, settings.SITE_URL),
    }
    return {name: value for name, value in node.items() if value or value is False}


def video_object(video: Video, since: datetime, poster: Made | None, until: datetime | None) -> Node:
    """A VideoObject, after Google's documentation of video results.

    Args:
        since: when readers could see it first; schema.org calls that the date of the upload.
        until: when it goes, where that is known.
    """
    end = min((one for one in (until, video.rights_until) if one), default=None)
    url = absolute(video.get_absolute_url())
    node: Node = {
        "@context": _CONTEXT,
        "@type": "VideoObject",
        "@id": url,
        "name": video.title,
        "description": video.caption or video.title,
        "thumbnailUrl": [absolute(poster.url)] if poster else [],
        "uploadDate": machine(since),
        "expires": machine(end) if end else "",
        "duration": iso_length(video.duration),
        "contentUrl": absolute(video.mp4_url),
        "url": url,
        "width": video.width,
        "height": video.height,
        "creditText": video.credit,
        "inLanguage": "ar",
        "isAccessibleForFree": True,
        "publisher": publisher(),
    }
    return {name: value for name, value in node.items() if value}


def embedded_video(about: Embed) -> Node:
    """A VideoObject of a film on another site; empty where what Google demands of one is not known."""
    thumbnail = renditions.offer(about.picture, "body")
    if about.kind != "video" or not (about.title and thumbnail and about.uploaded_at):
        return {}
    node: Node = {
        "@context": _CONTEXT,
        "@type": "VideoObject",
        "name": about.title,
        "thumbnailUrl": [absolute(thumbnail.fallback.url)],
        "uploadDate": machine(about.uploaded_at),
        "duration": iso_length(about.seconds) if about.seconds else "",
        "embedUrl": about.frame,
        "url": about.url,
        "author": {"@type": "Person", "name": about.author} if about.author else {},
        "provider": {"@type": "Organization", "name": about.provider} if about.provider else {},
    }
    return {name: value for name, value in node.items() if value}


def breadcrumbs(steps: list[tuple[str, str]]) -> Node:
    """A BreadcrumbList of (name, path) steps, the front page first."""
    items = [
        {"@type": "ListItem", "position": position, "name": name} | ({"item": absolute(path)} if path else {})
        for position, (name, path) in enumerate(steps, start=1)
    ]
    return {"@context": _CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def website() -> Node:
    """The site with its search."""
    target = f"{settings.SITE_URL}{reverse('front:search')}?q={{search_term_string}}"
    return {
        "@context": _CONTEXT,
        "@type": "WebSite",
        "name": settings.SITE_NAME,
        "url": settings.SITE_URL + "/",
        "inLanguage": "ar",
        "publisher": publisher(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=search_term_string",
        },
    }


def _correction(amendment: Amendment, url: str) -> Node:
    """A CorrectionComment: what readers were told of a clarification or correction."""
    return {
        "@type": "CorrectionComment",
        "name": amendment.get_kind_display(),
        "text": amendment.notice,
        "datePublished": machine(amendment.at),
        "inLanguage": "ar",
        "about": {"@id": url},
    }


def _authors(article: Article) -> list[Node]:
    people = [
        {"@type": "Person", "name": author.name, "url": absolute(author.get_absolute_url())}
        for author in article.authors
    ]
    return people or _agencies(article) or [publisher()]


def _agencies(article: Article) -> list[Node]:
    return [
        {
            "@type": "NewsMediaOrganization",
            "name": agency.name,
            "alternateName": agency.credit,
            "url": agency.website or absolute(agency.get_absolute_url()),
        }
        for agency in article.agencies
    ]


def _image(article: Article, image: Made | None) -> list[Node]:
    if image is None or article.lead_picture is None:
        return []
    caption = article.lead_caption or article.alt_text
    return [_image_object(article.lead_picture, image, caption, article.lead_credit)]


def _in_body(shown: dict[str, Any]) -> Node:
    offer = renditions.offer(shown["picture"], "body")
    made = offer.fallback if offer else None
    return _image_object(shown["picture"], made, shown["caption"] or shown["alt"], shown["credit"]) if made else {}


def _image_object(picture: Picture, made: Made, caption: str, credit: str) -> Node:
    """An ImageObject with whose it is, after Google's documentation of image metadata."""
    node: Node = {
        "@type": "ImageObject",
        "url": absolute(made.url),
        "contentUrl": absolute(made.url),
        "width": made.width,
        "height": made.height,
        "caption": caption,
        "creditText": credit or picture.credit,
        "copyrightNotice": picture.rights,
        "license": picture.licence_url,
    }
    return {name: value for name, value in node.items() if value}
