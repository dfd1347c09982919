"""Serving videos: to everyone while something public shows them, otherwise to the desk alone."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from khabar.core import clock
from khabar.media.gate import FOREVER
from khabar.media.videos import gate, storage
from khabar.media.videos.models import Captions, Video

# As with pictures: the address changes with the content, and what is taken down leaves browsers within this time.
MAX_AGE = 600  # seconds
_FILES = re.compile(
    r"(?:video\.mp4|master\.m3u8|[0-9]{1,4}p/(?:index\.m3u8|init\.mp4|[0-9]{4,6}\.m4s))|(?P<captions>[a-z]{2,8}-[0-9a-f]{8}\.vtt)",
    re.ASCII,
)
_TYPES = {
    ".mp4": "video/mp4",
    ".m4s": "video/iso.segment",
    ".m3u8": "application/vnd.apple.mpegurl",
    ".vtt": "text/vtt; charset=utf-8",
}
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)


@require_safe
def file(request: HttpRequest, pk: int, key: str, name: str) -> HttpResponseBase:
    """One file of a video, or the part of it that was asked for. What is not for this reader is not found."""
    match = _FILES.fullmatch(name)
    video = Video.objects.filter(pk=pk).first() if match and pk < 2**63 else None
    if video is None or match is None or not video.made or key != video.made:
        raise Http404
    end = gate.until(video)
    if end is None and not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    if match["captions"]:
        response: HttpResponseBase = _captions(video, name)
    else:
        response = _file(request, storage.folder_of(video.pk) / key / name, etag=f'"{key}-{name}"')
    response["Cache-Control"] = _policy(end)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _policy(end: datetime | None) -> str:
    if end is None:
        return "private, no-cache"
    seconds = MAX_AGE if end == FOREVER else min(MAX_AGE, int((end - clock.now()).total_seconds()))
    return f"public, max-age={max(0, seconds)}"


def _captions(video: Video, name: str) -> HttpResponse:
    language, _, mark = name.removesuffix(".vtt").partition("-")
    text = Captions.objects.filter(video=video, language=language, mark=mark).values_list("text", flat=True).first()
    if text is None:
        raise Http404
    return HttpResponse(text, content_type=_TYPES[".vtt"])


def _file(request: HttpRequest, path: Path, etag: str) -> HttpResponseBase:
    """The file: whole, in part (RFC 9110, 14), or "not modified". Its address is its content, so it never changes."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Http404 from error
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponseBase = HttpResponse(status=304)
        del response["Content-Type"]
    elif (wanted := _wanted(request, size, etag)) is None:
        response = _part(path, 0, size - 1)
    elif wanted[0] > wanted[1]:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
    else:
        response = _part(path, *wanted)
        response.status_code = 206
        response["Content-Range"] = f"bytes {wanted[0]}-{wanted[1]}/{size}"
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    return response


def _wanted(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """First and last byte asked for; None for all of them, an empty range for one that cannot be had.

    Several ranges at once, or what is no range of bytes, may be answered with the whole (RFC 9110, 14.2).
    """
    match = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if match is None or match.groups() == ("", "") or request.method != "GET":
        return None
    condition = request.headers.get("If-Range")
    if condition is not None and condition != etag:
        return None
    first, last = match.groups()
    if not first:
        return (max(0, size - int(last)), size - 1) if int(last) else (1, 0)
    if last and int(last) < int(first):
        return None
    return (int(first), min(int(last or size), size - 1)) if int(first) < size else (1, 0)


class _Slice:
    """A file from one byte to another, for servers that read it piece by piece."""

    def __init__(self, path: Path, first: int, length: int) -> None:
        self._handle = path.open("rb")
        self._handle.seek(first)
        self._left = length
        self.name = str(path)

    def read(self, size: int = -1) -> bytes:
        data = self._handle.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(data)
        return data

    def tell(self) -> int:
        return self._handle.tell()

    def close(self) -> None:
        self._handle.close()


def _part(path: Path, first: int, last: int) -> FileResponse:
    content: Any = _Slice(path, first, last - first + 1)
    response = FileResponse(content, content_type=_TYPES[path.suffix])
    response["Content-Length"] = str(last - first + 1)
    response["Content-Disposition"] = "inline"
    return response
