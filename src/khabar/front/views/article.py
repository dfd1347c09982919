"""The article page, its short address, and the preview the desk shows."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from khabar.ads.enums import PageKind
from khabar.articles import queries
from khabar.articles.models import Article, Section
from khabar.attribution.models import Statement
from khabar.attribution.queries import for_preview, for_readers, quoted
from khabar.front import jsonld
from khabar.front.ads import NO_ADS, Ads, ads_on
from khabar.front.app import STORY_HEADER, story_header
from khabar.front.body import Block, block_pictures, body_blocks
from khabar.front.card_path import card_path
from khabar.front.dates import machine, written
from khabar.front.embeds import allow_frames, embeds_in, follow_embeds
from khabar.front.head import Head, absolute
from khabar.front.isnad import marks_of, panel_of
from khabar.front.language import language_of
from khabar.front.pages import article_keys, page, unstored
from khabar.front.reading_on import linked_stories, renew_while_young
from khabar.front.sources import name_keys
from khabar.front.videos import Player, fetch_posters, follow, players, story_videos
from khabar.front.views.errors import gone
from khabar.media import renditions
from khabar.pagestore.views import carry, expire_at, stored
from khabar.recommendations.beacon import path_for
from khabar.recommendations.stories import Next, to_read_after
from khabar.recommendations.videos import for_article


@require_safe
@stored()
def article(request: HttpRequest, section: str, pk: int, slug: str = "") -> HttpResponse:
    """One story. A former address of it (another section or slug) leads to the one it has now."""
    found = queries.full().filter(pk=pk).first()
    if found is None or not found.is_public():
        return absent(request, found)
    if (found.section.slug, found.slug) != (section, slug):
        return unstored(HttpResponsePermanentRedirect(found.get_absolute_url()))
    return _story(request, found)


@require_safe
@stored()
def short(request: HttpRequest, pk: int) -> HttpResponse:
    """`/n/<id>`: the address to share, in ASCII."""
    found = Article.objects.select_related("section").filter(pk=pk).first()
    if found is None or not found.is_public():
        return absent(request, found)
    response = HttpResponsePermanentRedirect(found.get_absolute_url())
    carry(response, f"article:{pk}", "chrome")
    if found.expire_at:
        expire_at(response, found.expire_at)
    return response


def article_preview(request: HttpRequest, article: Article) -> HttpResponse:
    """The article as readers would see it, from what the editor has not saved yet; never stored."""
    context = _context(article, related=[], statements=for_preview(article))
    head = Head(title=article.headline, path="", index=False)
    context |= {"head": head, "sections": Section.objects.all(), "preview": True}
    response = allow_frames(render(request, "front/article.html", context), context["blocks"])
    return follow(response, _playing(context))


def absent(request: HttpRequest, found: Article | None) -> HttpResponse:
    """410 for what was public once, 404 for what never was."""
    if found is None or not found.was_public:
        raise Http404("no such article")
    response = gone(request)
    carry(response, f"article:{found.pk}")
    return response


def _story(request: HttpRequest, found: Article) -> HttpResponse:
    related = to_read_after(found, without=set(linked_stories(found)))
    renditions.prefetch([found.lead_picture, *(one.article.lead_picture for one in related)])
    image = renditions.share(found.lead_picture)
    statements = for_readers(found)
    context = _context(found, related, statements)
    playing, videos = _playing(context), for_article(found)
    pictures = [one for block in context["blocks"] for one in block_pictures(block)]
    fetch_posters(videos)
    head = Head(
        title=found.headline,
        path=found.get_absolute_url(),
        description=found.abstract,
        kind="article",
        image=image,
        image_alt=found.alt_text if image else "",
        card=card_path(found),
        language=language_of(found),
        section=found.section.name,
        authors=tuple(absolute(author.get_absolute_url()) for author in found.authors),
        tags=tuple(topic.name for topic in found.topics),
        published=machine(found.first_published_at),
        modified=machine(found.updated_at) if found.updated_at else "",
        feed=(found.section.name, reverse("front:section-feed", args=[found.section.slug])),
        story=context["short_path"],
        original=found.canonical_url,
        jsonld=[
            jsonld.news_article(found, image, quoted(statements), playing, pictures),
            jsonld.breadcrumbs(_crumbs(found)),
            *filter(None, map(jsonld.embedded_video, embeds_in(context["blocks"]))),
        ],
    )
    response = page(
        request,
        "article.html",
        head,
        articles=[found, *(one.article for one in related), *_of_kind(context["blocks"], "related")],
        keys=_keys(found, context["blocks"]) | name_keys(statements),
        videos=videos,
        ads=_ads(found, context["blocks"]),
        read_path=path_for(found.pk),
        **context,
    )
    carry(response, *(f"video:{pk}" for pk in story_videos(found)))
    renew_while_young(response, found)
    response[STORY_HEADER] = story_header(found)
    return follow(allow_frames(follow_embeds(response, context["blocks"]), context["blocks"]), playing, videos)


def _ads(article: Article, blocks: list[Block]) -> Ads:
    """The ads beside a story; none where an editor said so."""
    return NO_ADS if article.without_ads else ads_on(PageKind.ARTICLE, article.section_id, parts=len(blocks))


def _context(article: Article, related: list[Next], statements: list[Statement]) -> dict[str, Any]:
    blocks = body_blocks(article, marks=marks_of(article, statements))
    gallery = next((block for block in blocks if block.kind == "gallery" and block.value["top"]), None)
    return {
        "article": article,
        "lead_gallery": gallery,
        "running": [block for block in blocks if block is not gallery],
        "dateline": dateline(article),
        "blocks": blocks,
        "isnad": panel_of(article, statements, {mark.number for block in blocks for mark in block.marks}),
        "lead_video": players([article.lead_video_id]).get(article.lead_video_id or 0),
        "related": related,
        "told": queries.told_of(article) if article.pk else [],
        "changes_path": changes_path(article),
        "short_path": reverse("front:short", args=[article.pk]) if article.pk else "",
    }


def changes_path(article: Article) -> str:
    """The address of the list of an article's changes; empty where there were none."""
    return reverse("front:changes", args=[article.pk]) if article.pk and article.amendments.all() else ""


def _playing(context: dict[str, Any]) -> list[Player]:
    """The players of a story, the lead first."""
    found = [context["lead_video"], *_of_kind(context["blocks"], "video")]
    return [player for player in found if player is not None]


def dateline(article: Article) -> str:
    """Where the story comes from, as wires print it: `مينسك – 19 ديسمبر 2022 – (د ب أ)`."""
    parts = [article.dateline_place]
    if article.dateline_date:
        parts.append(written(article.dateline_date, "date"))
    if article.agencies:
        parts.append(f"({'، '.join(agency.credit for agency in article.agencies)})")
    return " – ".join(part for part in parts if part)


def _crumbs(article: Article) -> list[tuple[str, str]]:
    return [
        ("الرئيسية", reverse("front:home")),
        (article.section.name, article.section.get_absolute_url()),
        (article.headline, article.get_absolute_url()),
    ]


def _of_kind(blocks: list[Block], kind: str) -> list[Any]:
    return [block.value for block in blocks if block.kind == kind]


def _keys(article: Article, blocks: list[Block]) -> set[str]:
    """The keys of the story itself: its pictures, and the names it prints, which a rename must reach."""
    keys = article_keys([article])
    keys |= {f"picture:{one['picture'].pk}" for block in blocks for one in block_pictures(block)}
    for named in (*article.authors, *article.agencies, *article.topics):
        keys.add(f"name:{named.object_type}:{named.pk}")
    return keys
