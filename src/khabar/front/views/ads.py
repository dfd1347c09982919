"""An ad in its slot on a page of the site, for the desk's preview."""

from typing import Any

from csp.constants import SELF
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khabar.ads.enums import Kind, Screen
from khabar.ads.lists import picture_path
from khabar.ads.models import Creative
from khabar.ads.queries import ad_of
from khabar.articles.models import Section
from khabar.core.paths import path_to
from khabar.front.ads import slot_classes
from khabar.front.head import Head
from khabar.front.policy import allow


def ad_preview(request: HttpRequest, creative: Creative) -> HttpResponse:
    """The creative as it stands in a story, also before its campaign begins; Google's unit by its name alone."""
    screens = ad_of(creative).screens
    context: dict[str, Any] = {"creative": creative, "classes": slot_classes(creative.size, screens)}
    if creative.kind == Kind.HTML:
        context["frame"] = path_to("ads:frame", creative.pk, creative.mark)
    elif creative.kind == Kind.PICTURE:
        context |= {str(screen): picture_path(creative, screen) for screen in Screen if screen in screens}
    context |= {"head": Head(title=creative.title, path="", index=False), "sections": Section.objects.all()}
    return allow(render(request, "front/ad_preview.html", context), "frame-src", SELF)
