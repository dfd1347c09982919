"""The front page, and the desk's preview of it and of sections' fronts."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from khabar.ads.enums import PageKind
from khabar.articles.models import Article, Section
from khabar.curation import queries
from khabar.curation.queries import Standing
from khabar.curation.zones import Arranged, river_of
from khabar.front import jsonld
from khabar.front.ads import ads_on
from khabar.front.fronts import Breaking, kept, prepare
from khabar.front.head import Head
from khabar.front.pages import page
from khabar.front.views.lists import section_front
from khabar.front.views.most_read import follow, in_box
from khabar.pagestore.views import stored

# How the rivers are laid out in turn, so that neighbours never look alike.
_LAYOUTS = ("feature", "band", "row")
_FEATURE = 3  # stories that the layout of this name needs at least
_VOICES = "voices"


@require_safe
@stored("front")
def home(request: HttpRequest) -> HttpResponse:
    """The front page: lead, secondary stories, opinion, videos, the latest, a river for each section."""
    standing = queries.standing()
    return _home(request, standing, standing.arranged)


def front_preview(request: HttpRequest, section: Section | None, arranged: Arranged) -> HttpResponse:
    """A front as an editor has arranged it and not saved; for the desk alone, never stored."""
    if section is not None:
        return section_front(request, section, Standing(None, None), arranged)
    return _home(request, Standing(None, None), arranged)


def _home(request: HttpRequest, standing: Standing, arranged: Arranged) -> HttpResponse:
    edition, breaking = queries.front_page(arranged), Breaking.now()
    prepare(edition)
    head = Head(
        title=settings.SITE_NAME,
        path=reverse("front:home"),
        description=settings.SITE_MOTTO,
        feed=(settings.SITE_NAME, reverse("front:feed")),
        jsonld=[jsonld.website()],
    )
    rivers = [
        {
            "section": section,
            "articles": articles if arranged.of(river_of(section.pk)) else pictured_first(articles),
            "layout": layout,
            "template": f"front/rivers/{layout}.html",
        }
        for (section, articles), layout in zip(edition.rivers, layouts(edition.rivers), strict=True)
    ]
    most = in_box()
    context: dict[str, Any] = {"edition": edition, "rivers": rivers, "bar": breaking.bar, "ads": ads_on(PageKind.HOME)}
    response = page(request, "home.html", head, articles=edition.stories, rankings=most.found, **context)
    follow(response, most)
    return kept(response, None, standing, edition, breaking)


def layouts(rivers: list[tuple[Section, list[Article]]]) -> list[str]:
    """The layout of each river: in turn, but stories without any picture stand as voices, text beside text."""
    found = []
    turn = 0
    for _section, articles in rivers:
        if not any(article.shown_picture for article in articles):
            found.append(_VOICES)
        else:
            layout = _LAYOUTS[turn % len(_LAYOUTS)]
            found.append("row" if layout == "feature" and len(articles) < _FEATURE else layout)
            turn += 1
    return found


def pictured_first(articles: list[Article]) -> list[Article]:
    """A river opens large, so the newest of its stories that has a picture comes first; the others keep their order."""
    first = next((article for article in articles if article.shown_picture), None)
    return articles if first is None else [first, *(article for article in articles if article is not first)]
