"""What readers read most: the page, and the box that other pages fetch."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from khabar.articles.models import Article
from khabar.front import jsonld
from khabar.front.flash import flash_until
from khabar.front.head import Head
from khabar.front.pages import article_keys, page
from khabar.pagestore.views import carry, expire_at, stored
from khabar.recommendations.models import Span
from khabar.recommendations.reads import KEY, Rankings, rankings

_IN_BOX, _ON_PAGE = 6, 20
_TITLES = {
    Span.HOUR: "الأكثر قراءة في هذه الساعة",
    Span.DAY: "الأكثر قراءة اليوم",
    Span.WEEK: "الأكثر قراءة هذا الأسبوع",
}


@dataclass(frozen=True)
class Tab:
    """A span that can be chosen, and its address."""

    label: str
    path: str
    current: bool


@require_safe
@stored(query=("span",))
def most_read(request: HttpRequest) -> HttpResponse:
    """The stories read most in the last hour, day or week."""
    found = rankings(_ON_PAGE)
    asked = request.GET.get("span", Span.DAY)
    if asked not in Span.values:
        raise Http404("no such span")
    shown: list[Article] = next((one.articles for one in found.found if one.span == asked), [])
    path = reverse("front:most-read")
    tabs = [Tab(span.label, _path(path, span), span == asked) for span in Span]
    title = _TITLES[Span(asked)]
    crumbs = [("الرئيسية", reverse("front:home")), ("الأكثر قراءة", path)]
    own = _path(path, Span(asked))
    head = Head(title=title, path=own, index=bool(shown), jsonld=[jsonld.breadcrumbs(crumbs)])
    response = page(request, "most_read.html", head, articles=shown, title=title, tabs=tabs, shown=shown)
    carry(response, KEY)
    expire_at(response, found.until)
    return response


@require_safe
@stored()
def box(request: HttpRequest) -> HttpResponse:
    """The lists alone, as a piece of a page; nothing while nothing is counted."""
    found = rankings(_IN_BOX)
    response = render(request, "front/parts/most_read_lists.html", {"rankings": found.found})
    response["X-Robots-Tag"] = "noindex"
    expire_at(response, found.until)
    return follow(response, found)


@require_safe
@stored()
def framed(request: HttpRequest) -> HttpResponse:
    """The box as a page of its own, for browsers without script."""
    found = rankings(_IN_BOX)
    head = Head(title="الأكثر قراءة", path=reverse("front:most-read-framed"), index=False)
    response = render(request, "front/most_read_framed.html", {"rankings": found.found, "head": head})
    expire_at(response, found.until)
    return follow(response, found)


def in_box() -> Rankings:
    """The rankings as the box shows them."""
    return rankings(_IN_BOX)


def follow(response: HttpResponse, found: Rankings) -> HttpResponse:
    """Have an answer go with every story of the rankings, and with the rankings themselves."""
    carry(response, KEY, *(key for key in article_keys(found.articles) if key.startswith("article:")))
    ends = [end for article in found.articles for end in (article.expire_at, flash_until(article)) if end]
    if found.found:
        expire_at(response, min([found.until, *ends]))
    return response


def _path(path: str, span: Span) -> str:
    return path if span == Span.DAY else f"{path}?span={span.value}"
