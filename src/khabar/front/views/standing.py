"""A page written by hand, and its preview at the desk."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from khabar.front import jsonld
from khabar.front.body import body_blocks
from khabar.front.embeds import allow_frames
from khabar.front.head import Head
from khabar.front.models import StandingPage
from khabar.front.pages import page


def standing(request: HttpRequest, slug: str) -> HttpResponse:
    """The public page at this address.

    Raises:
        Http404: there is none.
    """
    found = StandingPage.objects.live().filter(slug=slug).first()
    if found is None or request.GET:
        raise Http404("no such page")
    return _shown(request, found)


def standing_preview(request: HttpRequest, found: StandingPage) -> HttpResponse:
    """A page that may not be saved yet."""
    return _shown(request, found, preview=True)


def _shown(request: HttpRequest, found: StandingPage, preview: bool = False) -> HttpResponse:
    path = found.get_absolute_url() if found.slug else ""
    crumbs = [("الرئيسية", reverse("front:home")), (found.title, path)]
    head = Head(
        title=found.title,
        path=path,
        description=found.search_description,
        index=not preview,
        jsonld=[] if preview else [jsonld.breadcrumbs(crumbs)],
    )
    blocks = body_blocks(found)
    shown: dict[str, Any] = {"found": found, "blocks": blocks, "preview": preview}
    return allow_frames(page(request, "standing.html", head, keys=[f"page:{found.pk}"], **shown), blocks)
