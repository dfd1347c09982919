"""The file by which search engines see that IndexNow notices come from this site."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def key(request: HttpRequest, name: str) -> HttpResponse:
    """`/<key>.txt`: the key itself; any other name is not found."""
    if not settings.INDEXNOW_KEY or name != settings.INDEXNOW_KEY:
        raise Http404("no such file")
    return HttpResponse(name, content_type="text/plain; charset=utf-8")
