"""Serving pictures: renditions to everyone while something public shows them, the rest to the desk alone."""

import hashlib
import re
from datetime import datetime

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from khabar.core import clock
from khabar.media import gate
from khabar.media.models import Picture, Rendition
from khabar.pagestore.views import carry, expire_at, stored

# The address changes with the picture, so a browser's copy is never a wrong one; what is taken down leaves the
# browsers that have seen it within this time.
MAX_AGE = 600  # seconds
_TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
}
_RENDITION = re.compile(r"(?P<picture>[0-9]{1,18})-[0-9A-Za-z_.-]{1,90}\.(?P<kind>avif|webp|jpg|png|gif)", re.ASCII)
_ORIGINAL = re.compile(r"[0-9A-Za-z_.-]{1,95}\.(?P<kind>webp|jpg|png)", re.ASCII)


@require_safe
@stored()
def rendition(request: HttpRequest, name: str) -> HttpResponse:
    """One size of a picture. Anything that is not a rendition's name, or not for this reader, is not found."""
    match = _RENDITION.fullmatch(name)
    if match is None:
        raise Http404
    picture_id = int(match["picture"])
    found = Rendition.objects.filter(image_id=picture_id, file=f"images/{name}")
    spec = found.values_list("filter_spec", flat=True).first()
    if spec is None:
        raise Http404
    # "original" is Wagtail's word for the picture at its own size.
    end = None if spec.startswith("original") else gate.until(picture_id)
    if end is None:
        return _for_the_desk(request, f"images/{name}", match["kind"])
    response = _picture(request, f"images/{name}", match["kind"])
    _public_until(response, end)
    carry(response, f"picture:{picture_id}")
    return response


@require_safe
def original(request: HttpRequest, name: str) -> HttpResponse:
    """The stored original, for the desk alone."""
    match = _ORIGINAL.fullmatch(name)
    if match is None or not Picture.objects.filter(file=f"original_images/{name}").exists():
        raise Http404
    return _for_the_desk(request, f"original_images/{name}", match["kind"])


def _for_the_desk(request: HttpRequest, file: str, kind: str) -> HttpResponse:
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    response = _picture(request, file, kind)
    response["Cache-Control"] = "private, no-cache"
    return response


def _picture(request: HttpRequest, file: str, kind: str) -> HttpResponse:
    try:
        with default_storage.open(file) as handle:
            data = handle.read()
    except OSError as error:
        raise Http404 from error
    etag = f'"{hashlib.blake2b(data, digest_size=10).hexdigest()}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponse(status=304)
        del response["Content-Type"]
    else:
        response = HttpResponse(data, content_type=_TYPES[kind])
        response["Content-Disposition"] = "inline"
        response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = etag
    return response


def _public_until(response: HttpResponse, end: datetime) -> None:
    seconds = MAX_AGE if end == gate.FOREVER else min(MAX_AGE, int((end - clock.now()).total_seconds()))
    response["Cache-Control"] = f"public, max-age={max(0, seconds)}"
    if end != gate.FOREVER:
        expire_at(response, end)
