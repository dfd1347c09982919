"""Running stories day by day: of a topic, and of a person what is reported about them."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from khabar.articles import queries
from khabar.articles.models import Article, Topic
from khabar.articles.models.article import ArticleQuerySet
from khabar.attribution.queries import naming, source
from khabar.attribution.states import NameKind
from khabar.front import jsonld
from khabar.front.head import Head
from khabar.front.pages import number, page, unstored
from khabar.front.views.lists import in_list
from khabar.pagestore.views import stored
from khabar.recommendations.timeline import timeline

_QUERY = ("after", "order")
_OLDEST = "oldest"


@dataclass(frozen=True)
class _Of:
    """What a timeline is of: its heading, its own address, the page it belongs to, the name of its list."""

    title: str
    kicker: str
    path: str
    parent: tuple[str, str]
    list_name: str
    named: str


@require_safe
@stored(query=_QUERY)
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """What happened on a topic, day by day."""
    found = get_object_or_404(Topic, slug=slug)
    path = reverse("front:topic-timeline", args=[slug])
    key = f"topic:{found.pk}"
    of = _Of(f"ماذا حدث: {found.name}", "القصة يومًا بيوم", path, (found.name, found.get_absolute_url()), key, key)
    return _timeline(request, of, queries.on_topic(found))


@require_safe
@stored(query=_QUERY)
def about(request: HttpRequest, slug: str) -> HttpResponse:
    """What is reported about a person, day by day."""
    name = source(slug)
    if name is not None and name.merged_into is not None:
        return unstored(HttpResponsePermanentRedirect(reverse("front:source-about", args=[name.merged_into.address])))
    if name is None or name.kind != NameKind.PERSON:
        raise Http404("nobody of that name")
    path = reverse("front:source-about", args=[slug])
    parent = (name.title, name.get_absolute_url())
    of = _Of(f"أخبار {name.title}", name.description, path, parent, f"about:{name.pk}", f"source:{name.pk}")
    return _timeline(request, of, naming(name))


def _timeline(request: HttpRequest, of: _Of, articles: ArticleQuerySet) -> HttpResponse:
    oldest_first = request.GET.get("order") == _OLDEST
    after = number(request.GET.get("after"))
    try:
        part = timeline(articles, oldest_first=oldest_first, after=after)
    except Article.DoesNotExist as error:
        raise Http404("no such article to go on from") from error
    if not part.days:
        raise Http404("nothing here")
    base = f"{of.path}?order={_OLDEST}" if oldest_first else of.path
    glue = "&" if oldest_first else "?"
    crumbs = [("الرئيسية", reverse("front:home")), of.parent, (of.title, of.path)]
    head = Head(
        title=of.title,
        path=f"{base}{glue}after={after}" if after else base,
        older=f"{base}{glue}after={part.after}" if part.after else "",
        index=not oldest_first,
        jsonld=[jsonld.breadcrumbs(crumbs)],
    )
    response = page(
        request,
        "timeline.html",
        head,
        articles=part.articles,
        keys={*part.keys(of.list_name), f"name:{of.named}"},
        of=of,
        days=part.days,
        oldest_first=oldest_first,
        first_page=after is None,
        newest_path=base,
    )
    return response if in_list(articles, after) else unstored(response)
