"""The addresses of the app: manifest, worker, recalled stories, what is shared to it, its pages without a network."""

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from khabar.articles.recalls import recalls
from khabar.front import app
from khabar.front.head import Head
from khabar.front.pages import page, unstored
from khabar.pagestore.views import stored
from khabar.search.query import MAX_CHARS

_DAY = 86_400
_ADDRESS = re.compile(r"https?://\S+")
_AFTER_ADDRESS = ".,;:!؟،؛)»\"'"


@require_safe
@stored()
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest: name, colours, icons, shortcuts and share target for a phone's home screen."""
    content_type = "application/manifest+json; charset=utf-8"
    return JsonResponse(app.manifest(), content_type=content_type, json_dumps_params={"ensure_ascii": False})


@require_safe
@stored()
def worker(request: HttpRequest) -> HttpResponse:
    """The worker's script; browsers ask for it again at each visit."""
    response = HttpResponse(app.worker(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
@stored("feed", max_age=_DAY)
def recalled(request: HttpRequest) -> HttpResponse:
    """The stories of the last days that were withdrawn or corrected: what copies of them must follow."""
    found = recalls()
    answer = {"since": int(found.since.timestamp()), "gone": found.gone, "corrected": found.corrected}
    return JsonResponse(answer, json_dumps_params={"separators": (",", ":")})


@require_safe
def shared(request: HttpRequest) -> HttpResponse:
    """What a phone shares to the app: a page of this site is opened, words are searched for, another address too where
    there are no words.
    """
    given = [request.GET.get(name, "").strip() for name in ("text", "title", "url")]
    for address in _ADDRESS.findall(" ".join(given)):
        if address.startswith(f"{settings.SITE_URL}/"):
            return unstored(HttpResponseRedirect(address.rstrip(_AFTER_ADDRESS)))
    words = [" ".join(_ADDRESS.sub(" ", one).split()) for one in given]
    query = QueryDict(mutable=True)
    query["q"] = next((one for one in (*words, *given) if one), "")[:MAX_CHARS]
    where = reverse("front:search")
    return unstored(HttpResponseRedirect(f"{where}?{query.urlencode()}" if query["q"] else where))


@require_safe
@stored()
def saved(request: HttpRequest) -> HttpResponse:
    """The frame for the list of saved stories, which the reader's browser fills from its own store."""
    return _kept(request, "saved", "المحفوظة")


@require_safe
@stored()
def offline(request: HttpRequest) -> HttpResponse:
    """What a browser shows in place of a page that it can neither fetch nor find in its store."""
    return _kept(request, "offline", "لا اتصال بالشبكة")


def _kept(request: HttpRequest, name: str, title: str) -> HttpResponse:
    if not settings.APP:
        raise Http404("the app is off")
    head = Head(title=title, path=reverse(f"front:{name}"), index=False)
    return page(request, f"{name}.html", head, app_locale=app.locale(), app_zone=settings.TIME_ZONE)
