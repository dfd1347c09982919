"""What browsers ask of ads: the list, the pictures, the frames, and `ads.txt`."""

import json
import re
from pathlib import PurePosixPath

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from khabar.ads.enums import Kind, PageKind, Screen
from khabar.ads.lists import LIST_AGE, list_of
from khabar.ads.models import AdsTxt, Creative
from khabar.ads.queries import is_booked, is_on, next_border
from khabar.core import clock
from khabar.pagestore.views import carry, expire_at, stored

LISTS_KEY, ADS_TXT_KEY = "ads:1", "ads:3"
"""Purge keys of the lists with what is in them, and of `ads.txt`; pages that may carry ads have `PAGES_KEY`."""
PAGES_KEY = "ads:2"
_TYPES = {".webp": "image/webp", ".jpg": "image/jpeg", ".png": "image/png"}
_NAME = re.compile(r"[0-9A-Za-z_.-]{1,100}", re.ASCII)
# Google's tag for limited ads, and where it and what it brings come from; allowed to its frame alone.
_GOOGLE = [
    "https://*.googlesyndication.com",
    "https://*.doubleclick.net",
    "https://*.google.com",
    "https://*.gstatic.com",
]
_TAG = "https://pagead2.googlesyndication.com/tag/js/gpt.js"
_ISOLATED = {
    "sandbox": ["allow-scripts", "allow-popups", "allow-popups-to-escape-sandbox"],
    "default-src": [NONE],
    "script-src": [UNSAFE_INLINE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "font-src": ["data:"],
    "media-src": ["data:"],
}
_FOR_GOOGLE = {
    "default-src": [NONE],
    "script-src": [UNSAFE_INLINE, *_GOOGLE],
    "style-src": [UNSAFE_INLINE],
    **{f"{kind}-src": ["https:", "data:"] for kind in ("img", "connect", "frame", "media", "font")},
}


@require_safe
@stored(LISTS_KEY, max_age=LIST_AGE)
def offers(request: HttpRequest, page: str, section: int | None = None) -> HttpResponse:
    """The signed list of a kind of page, or of those in a section that a campaign was booked for."""
    if page not in PageKind or (section is not None and not is_booked(section)):
        raise Http404("no such list")
    body, rows = list_of(page, section)
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    if border := next_border(rows):
        expire_at(response, border)
    return response


@require_safe
@stored(LISTS_KEY)
def picture(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One picture of a creative, while readers may see it; before and after, for whoever sells ads."""
    found = get_object_or_404(Creative.objects.select_related("campaign"), pk=pk)
    files = {file.rpartition("/")[2]: file for file in map(found.picture, Screen) if file}
    if not _NAME.fullmatch(name) or name not in files:
        raise Http404("no such picture")
    public = _public(request, found)
    try:
        with default_storage.open(files[name]) as handle:
            data = handle.read()
    except OSError as error:
        raise Http404("no such file") from error
    response = HttpResponse(data, content_type=_TYPES.get(PurePosixPath(name).suffix, "application/octet-stream"))
    response["X-Content-Type-Options"] = "nosniff"
    return _until_its_end(response, found) if public else _private(response)


@require_safe
@stored(LISTS_KEY)
def frame(request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """An HTML creative as a page of its own. Its policy takes its origin away, however it is opened."""
    found = _framed(pk, mark, Kind.HTML)
    public = _public(request, found)
    response = _for_frames(render(request, "ads/frame.html", {"creative": found}), _ISOLATED)
    return _until_its_end(response, found) if public else _private(response)


@require_safe
def google(request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """A frame that loads Google's tag, on the origin for ads and nowhere else; kept by no store, shared by no host."""
    if not settings.ADS_ORIGIN or f"{request.scheme}://{request.get_host()}" != settings.ADS_ORIGIN:
        raise Http404("only on the origin for ads")
    found = _framed(pk, mark, Kind.GAM)
    public = _public(request, found)
    unit = {
        "path": f"/{settings.GAM_NETWORK}/{found.unit}",
        "sizes": [list(found.dimensions(screen)) for screen in sorted(found.screens)],
        "personal": settings.GAM_PERSONAL,
        "page": f"{settings.SITE_URL}/",
    }
    response = _for_frames(render(request, "ads/google.html", {"tag": _TAG, "unit": unit}), _FOR_GOOGLE)
    if not public:
        return _private(response)
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


@require_safe
@stored(ADS_TXT_KEY)
def ads_txt(request: HttpRequest) -> HttpResponse:
    """Who may sell this site's ads, as buyers' programs read it."""
    text = AdsTxt.objects.filter(pk=1).values_list("text", flat=True).first()
    if not text:
        raise Http404("no ads.txt")
    return HttpResponse(text.rstrip() + "\n", content_type="text/plain; charset=utf-8")


def _for_frames(response: HttpResponse, policy: dict[str, list[str]]) -> HttpResponse:
    """The page under a policy of its own, in a frame of the site's pages alone."""
    who = {"frame-ancestors": [SELF, settings.SITE_URL], "form-action": [NONE]}
    response._csp_replace = policy | who  # type: ignore[attr-defined]
    response.xframe_options_exempt = True
    return response


def _framed(pk: int, mark: str, kind: Kind) -> Creative:
    found: Creative = get_object_or_404(Creative.objects.select_related("campaign"), pk=pk, kind=kind)
    if mark != found.mark:
        raise Http404("another version")
    return found


def _public(request: HttpRequest, found: Creative) -> bool:
    """Whether everybody may have it; Http404 for who may not."""
    if is_on(found, clock.now()):
        return True
    if request.user.has_perm("ads.view_creative"):
        return False
    raise Http404("not now")


def _until_its_end(response: HttpResponse, found: Creative) -> HttpResponse:
    carry(response, LISTS_KEY)
    if found.campaign.ends_at:
        expire_at(response, found.campaign.ends_at)
    return response


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-cache"
    return response
