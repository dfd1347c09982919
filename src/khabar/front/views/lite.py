"""The light edition, `/lite/…`: every page of text at the address it has otherwise."""

from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import Resolver404, resolve
from django.utils.encoding import iri_to_uri
from django.views.decorators.http import require_safe

from khabar.front.lite import PREFIX, light
from khabar.pagestore.views import carry, plan_of, stored

_PAGES = frozenset({
    "front:home", "front:section", "front:article", "front:article-by-id", "front:short", "front:topic", "front:author",
    "front:source", "front:said", "front:archive", "front:month", "front:day", "front:videos", "front:video",
    "front:video-by-id",
})  # fmt: skip
_QUERY = ("before",)


@require_safe
@stored(query=_QUERY)
def lite(request: HttpRequest, path: str = "") -> HttpResponse:
    """The light edition of the page at `path`; where it has none, the page itself."""
    address = f"/{path.lstrip('/')}"
    if not in_edition(address):
        return HttpResponseRedirect(iri_to_uri(address))
    match = resolve(address)
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    plan = plan_of(match.func)
    if plan:
        carry(response, *plan.keys_for(match.kwargs))
    if location := response.get("Location", ""):
        response["Location"] = PREFIX + location
    elif "html" in response.get("Content-Type", ""):
        query = request.META.get("QUERY_STRING", "")
        there = response.status_code < 400  # what is gone has no full edition to lead to
        full = iri_to_uri(f"{address}?{query}" if query else address) if there else "/"
        styles = static("khabar/css/lite.css")
        response.content = light(response.content, path=full, stylesheet=styles, in_edition=in_edition)
    return response


def in_edition(path: str) -> bool:
    """Whether the page at a path of the site, percent-encoded or not, has a light edition."""
    try:
        return resolve(unquote(path)).view_name in _PAGES
    except Resolver404:
        return False
