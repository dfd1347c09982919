"""The front page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from khabar.articles.models import Article, Section
from khabar.articles.queries import Edition, front_page
from khabar.front import jsonld
from khabar.front.head import Head
from khabar.front.pages import page
from khabar.pagestore.views import stored

# How the rivers are laid out in turn, so that neighbours never look alike.
_LAYOUTS = ("feature", "band", "row")
_FEATURE = 3  # stories that the layout of this name needs at least
_SECONDARY = 6
_LATEST = 8
_VOICES = "voices"


@require_safe
@stored("front")
def home(request: HttpRequest) -> HttpResponse:
    """The front page: lead, secondary stories, the latest, a river for each section."""
    edition = front_page(secondary=_SECONDARY, latest=_LATEST)
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
            "articles": pictured_first(articles),
            "layout": layout,
            "template": f"front/rivers/{layout}.html",
        }
        for (section, articles), layout in zip(edition.rivers, layouts(edition.rivers), strict=True)
    ]
    return page(request, "home.html", head, articles=_shown(edition), edition=edition, rivers=rivers)


def layouts(rivers: list[tuple[Section, list[Article]]]) -> list[str]:
    """The layout of each river: in turn, but stories without any picture stand as voices, text beside text."""
    found = []
    turn = 0
    for _section, articles in rivers:
        if not any(article.lead_picture_id for article in articles):
            found.append(_VOICES)
        else:
            layout = _LAYOUTS[turn % len(_LAYOUTS)]
            found.append("row" if layout == "feature" and len(articles) < _FEATURE else layout)
            turn += 1
    return found


def pictured_first(articles: list[Article]) -> list[Article]:
    """A river opens large, so the newest of its stories that has a picture comes first; the others keep their order."""
    first = next((article for article in articles if article.lead_picture_id), None)
    return articles if first is None else [first, *(article for article in articles if article is not first)]


def _shown(edition: Edition) -> list[Article]:
    top = [edition.lead] if edition.lead else []
    return [*top, *edition.secondary, *edition.latest, *(a for _section, rows in edition.rivers for a in rows)]
