"""The page on which a front is arranged, what it fetches while one works, and the preview."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from khabar.accounts.models import User
from khabar.articles.models import Article, Section
from khabar.core import clock
from khabar.curation import queries
from khabar.curation.actions import NOBODY, RIGHT
from khabar.curation.enums import Level
from khabar.curation.errors import BadArrangement
from khabar.curation.models import HOME, Arrangement, Bar, key_of, sizes_of
from khabar.curation.zones import Arranged
from khabar.desk.fronts.sent import arranged_of, field_value, number
from khabar.desk.fronts.shown import Board, board, rows_of
from khabar.desk.fronts.words import lines
from khabar.desk.search import matching
from khabar.media.models import Video

_HISTORY = 12
_FOUND = 20
_NAME = "الواجهات"


class FrontPartView(View):
    """An address about one front, for whoever may arrange fronts."""

    request: HttpRequest
    section: Section | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        key = kwargs.get("key", HOME)
        self.section = None if key == HOME else get_object_or_404(Section, pk=key)
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        """Whoever is signed in; the desk lets nobody else in."""
        assert isinstance(self.request.user, User)  # noqa: S101
        return self.request.user

    @property
    def key(self) -> int:
        """The front's key."""
        return key_of(self.section)

    def sent(self) -> Arranged:
        """The arrangement that was sent. Raises `BadArrangement`."""
        return arranged_of(self.request.POST.get("arranged", ""), sizes_of(self.key))


class FrontView(WagtailAdminTemplateMixin, FrontPartView, TemplateView):  # type: ignore[misc]
    """One front: its zones, what can be put there, preview, what is scheduled, history, the breaking bar."""

    page_title = _NAME
    header_icon = "list-ul"
    template_name = "desk/fronts/front.html"

    def get_page_subtitle(self) -> str:
        return self.section.name if self.section else "الصفحة الأولى"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("fronts:home"), "label": _NAME},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        standing = queries.standing(self.section).arrangement
        edited = self._scheduled()
        arranged = edited.arranged if edited else standing.arranged if standing else Arranged()
        rows = list(queries.arrangements(self.key).select_related("made_by")[: _HISTORY * 2])
        return {
            **super().get_context_data(**kwargs),
            "key": self.key,
            "section": self.section,
            "sections": Section.objects.all(),
            "board": board(self.section, arranged),
            "base": standing.pk if standing else NOBODY,
            "edited": edited,
            "edited_at": field_value(edited.starts_at) if edited else "",
            "scheduled": [one for one in reversed(rows) if one.starts_at > clock.now()],
            "history": history([one for one in rows if one.starts_at <= clock.now()]),
            "menu_order": ",".join(str(pk) for pk in Section.objects.values_list("pk", flat=True)),
            "zone_clock": timezone.get_current_timezone_name(),
            **bar_context(self.request),
        }

    def _scheduled(self) -> Arrangement | None:
        """The scheduled arrangement that is to be edited, where one is asked for."""
        wanted = self.request.GET.get("scheduled")
        if wanted is None:
            return None
        rows = queries.arrangements(self.key).filter(pk=number(wanted), starts_at__gt=clock.now())
        if (found := rows.first()) is None:
            raise Http404("no such scheduled arrangement")
        return found


class ZonesView(FrontPartView):
    """The zones of an arrangement that is being worked on, as JSON: what fills each, or all of them anew."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """`auto` by zone; with `whole` also the zones' HTML."""
        try:
            shown = board(self.section, self.sent())
        except BadArrangement as error:
            return JsonResponse({"message": str(error)}, status=422)
        zones = [*shown.zones, *shown.rivers]
        auto = {zone.key: render_to_string("desk/fronts/auto.html", {"zone": zone}) for zone in zones}
        whole = zones_html(request, shown) if "whole" in request.POST else ""
        return JsonResponse({"auto": auto, "whole": whole})


class PreviewView(FrontPartView):
    """The front as readers would see it, in a frame of the desk's page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """The page, or what is wrong with the arrangement."""
        try:
            response: HttpResponse = import_string(settings.FRONT_PREVIEW_VIEW)(request, self.section, self.sent())
        except BadArrangement as error:
            return HttpResponse(str(error), status=422, content_type="text/plain; charset=utf-8")
        response["Cache-Control"] = "no-store, private"
        return response


class StoriesView(FrontPartView):
    """What can be put on a front: a list of stories or videos, searched."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Rows of HTML."""
        text = request.GET.get("q", "").replace("\x00", "").strip()
        videos = request.GET.get("kind") == "video"
        pks = _films(text) if videos else _stories(text)
        context = {"rows": rows_of(pks, videos).values(), "is_video": videos}
        return render(request, "desk/fronts/found.html", context)


def _stories(text: str) -> list[int]:
    rows = Article.objects.all()
    rows = matching(rows, text, by_relevance=True) if text else rows.public().newest()
    return list(rows.values_list("pk", flat=True)[:_FOUND])


def _films(text: str) -> list[int]:
    rows = Video.objects.order_by("-pk")
    return list((rows.filter(title__icontains=text) if text else rows).values_list("pk", flat=True)[:_FOUND])


def zones_html(request: HttpRequest, shown: Board) -> str:
    """All zones of a front."""
    context = {"board": shown, "sections": Section.objects.all()}
    return render_to_string("desk/fronts/zones.html", context, request)


def history(rows: list[Arrangement]) -> list[tuple[Arrangement, list[str]]]:
    """Arrangements that have begun, newest first, each with what it changed."""
    before = [*(one.arranged for one in rows[1:]), Arranged()]
    told = lines((old, one.arranged) for one, old in zip(rows, before, strict=True)) if rows else []
    return list(zip(rows, told, strict=True))[:_HISTORY]


def history_html(request: HttpRequest, key: int) -> str:
    """What was done to a front until now, each with the button that takes it back."""
    begun = queries.arrangements(key).select_related("made_by").filter(starts_at__lte=clock.now())
    rows = list(begun[: _HISTORY + 1])
    context = {"key": key, "base": rows[0].pk if rows else NOBODY, "history": history(rows)}
    return render_to_string("desk/fronts/history.html", context, request)


def bar_context(request: HttpRequest, typed: dict[str, str] | None = None) -> dict[str, Any]:
    """What the form of the bar shows: what was typed and refused, otherwise the bar that stands."""
    bar: Bar | None = queries.bar()
    values = typed or {
        "text": bar.text if bar else "",
        "level": str(bar.level if bar else Level.BREAKING),
        "until": field_value(bar.until) if bar else "",
        "article": str(bar.article_id or "") if bar else "",
    }
    return {"bar": bar, "bar_values": values, "levels": Level.choices}
