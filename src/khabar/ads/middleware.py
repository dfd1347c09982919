"""The origin for ads shows frames and nothing else of the site."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_FRAMES = ("/ads/frame/", "/ads/google/")


class OnlyFrames:
    """Middleware: on the host of `KHABAR_ADS_ORIGIN` every other address is not found."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._host = urlsplit(settings.ADS_ORIGIN).netloc

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._host and request.get_host() == self._host and not request.path_info.startswith(_FRAMES):
            return HttpResponse("Not Found", status=404, content_type="text/plain; charset=utf-8")
        return self._get_response(request)
