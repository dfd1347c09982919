"""What readers read most, with numbers, as JSON for the desk's first page and for screens in the newsroom."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from khabar.recommendations.reads import rankings

_SHOWN = 20


@require_safe
def most_read(request: HttpRequest) -> JsonResponse:
    """The rankings of hour, day and week."""
    found = rankings(_SHOWN)
    spans: dict[str, list[dict[str, Any]]] = {
        one.span.value: [
            {
                "id": article.pk,
                "headline": article.headline,
                "reads": reads,
                "url": article.get_absolute_url(),
                "edit": reverse("articles:edit", args=[article.pk]),
            }
            for article, reads in zip(one.articles, one.reads, strict=True)
        ]
        for one in found.found
    }
    content = {"until": found.until.isoformat(timespec="seconds"), "spans": spans}
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


urlpatterns: list[URLPattern] = [path("most-read.json", most_read, name="most_read")]
