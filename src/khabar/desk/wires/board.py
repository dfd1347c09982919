"""The wire desk: the list of incoming items with its reading pane, and what keeps an open list up to date."""

import hashlib
import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from khabar.accounts.models import User
from khabar.articles.models import Section
from khabar.desk.wires import pane
from khabar.desk.wires.params import OPEN, Params
from khabar.desk.wires.rows import rows_of
from khabar.ingest import listing, queries, saved_views
from khabar.ingest.models import Feed, WireItem
from khabar.ingest.states import ItemState

_URGENCIES = [("1", "1 وحدها"), *((str(number), f"حتى {number}") for number in range(2, 8))]
_STATES = [(OPEN, "الجديد والمستعمل"), *ItemState.choices]


class _WireView(View):
    """Only for those who may read wires."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read(request):
            raise PermissionDenied
        self.params = Params.of(request.GET)
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        """Whoever is signed in; the desk lets nobody else in."""
        assert isinstance(self.request.user, User)  # noqa: S101
        return self.request.user


class BoardView(WagtailAdminTemplateMixin, _WireView, TemplateView):  # type: ignore[misc]
    """The list, with the item that `item` names open beside it."""

    page_title = "أخبار الوكالات"
    header_icon = "globe"
    template_name = "desk/wires/board.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.GET and (address := self._default_address()):
            return redirect(address)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        views = saved_views.listed(self.user)
        counts = counts_of(views)
        self._see(views)
        page = listing.page(self.params.wanted(), self.request.GET.get("before", ""))
        item = self._open_item()
        return {
            **super().get_context_data(**kwargs),
            **row_context(self.request, self.params),
            "rows": rows_of(page.lines),
            "page": page,
            "filters": (filters := _filters(self.params)),
            "narrowed": _told(self.params, filters),
            "views": [
                (listed, Params.of(listed.view.query).query(view=listed.view.pk), counts.get(listed.view.pk, 0))
                for listed in views
            ],
            "view": self._view_number(),
            "shown": next((listed for listed in views if listed.view.pk == self._view_number()), None),
            "alerts": alerts_of(self.request),
            "opened": pane_context(self.request, self.params, item) if item else None,
            "empty": None if page.lines else _why_empty(),
        }

    def _default_address(self) -> str:
        default = next((listed.view for listed in saved_views.listed(self.user) if listed.is_default), None)
        return Params.of(default.query).address(view=default.pk) if default else ""

    def _view_number(self) -> int:
        number = self.request.GET.get("view", "")
        return int(number) if number.isascii() and number.isdecimal() and len(number) < 18 else 0

    def _see(self, views: list[saved_views.Listed]) -> None:
        """Whoever has a view before them has seen what is new in it."""
        if shown := next((listed.view for listed in views if listed.view.pk == self._view_number()), None):
            saved_views.see(user=self.user, view=shown)

    def _open_item(self) -> WireItem | None:
        number = self.request.GET.get("item", "")
        if not (number.isascii() and number.isdecimal() and len(number) < 18):
            return None
        try:
            return queries.item(int(number))
        except WireItem.DoesNotExist:
            raise Http404 from None


class MoreView(_WireView):
    """The rows after those that are shown, as a piece of the page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        page = listing.page(self.params.wanted(), request.GET.get("before", ""))
        context = {**row_context(request, self.params), "rows": rows_of(page.lines), "page": page}
        return HttpResponse(render_to_string("desk/wires/rows.html", context, request))


class PaneView(_WireView):
    """The reading pane of one item, as a piece of the page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            item = queries.item(pk)
        except WireItem.DoesNotExist:
            raise Http404 from None
        return HttpResponse(render_to_string("desk/wires/pane.html", pane_context(request, self.params, item), request))


class LiveView(_WireView):
    """What an open list has to change since its cursor; asked every few seconds, mostly answered by 304."""

    def get(self, request: HttpRequest) -> HttpResponse:
        cursor = request.GET.get("after", "")
        alerts = alerts_of(request)
        tag = self._tag(cursor, alerts)
        if tag and request.headers.get("If-None-Match") == tag:
            return HttpResponse(status=304, headers={"ETag": tag})
        changes = listing.changes(self.params.wanted(), cursor)
        context = row_context(request, self.params)
        answer = {
            "cursor": changes.cursor,
            "whole": changes.whole,
            "rows": [
                {
                    "id": row.item.pk,
                    "stamp": row.line.stamp,
                    "killed": row.is_dead and ItemState.KILLED not in self.params.wanted().states,
                    "html": render_to_string("desk/wires/row.html", {**context, "row": row}, request),
                }
                for row in rows_of(changes.lines)
            ],
            "gone": changes.gone,
            "alerts": alerts,
            "views": counts_of(saved_views.listed(self.user)),
        }
        return JsonResponse(answer, headers={"ETag": tag} if tag else {}, json_dumps_params={"ensure_ascii": False})

    def _tag(self, cursor: str, alerts: int) -> str:
        """Changes when the answer would; empty when the list is to be drawn anew."""
        touched = listing.touched_since(cursor)
        if touched is None:
            return ""
        state = json.dumps([cursor, alerts, self.params.query(), [[pk, at.isoformat()] for pk, at in touched]])
        return f'"{hashlib.sha256(state.encode()).hexdigest()[:32]}"'


def may_read(request: HttpRequest) -> bool:
    """True for those who may see what agencies send."""
    return request.user.has_perm("ingest.view_wireitem")


def alerts_of(request: HttpRequest) -> int:
    """Alerts that wait, for those who may see them."""
    sees = any(request.user.has_perm(f"ingest.{act}_wirealert") for act in ("view", "change"))
    return queries.open_alerts().count() if sees else 0


def counts_of(views: list[saved_views.Listed]) -> dict[int, int]:
    """What arrived in each view since this person last looked, up to 100; nothing for views never opened."""
    return {
        listed.view.pk: listing.count_since(Params.of(listed.view.query).wanted(), listed.use.seen_at)
        for listed in views
        if listed.use
    }


def row_context(request: HttpRequest, params: Params) -> dict[str, Any]:
    """What every row's template needs of the request."""
    return {
        "params": params,
        "base": params.address(view=request.GET.get("view", "")),
        "may_draft": request.user.has_perm("articles.add_article"),
        "may_spike": request.user.has_perm("ingest.change_wireitem"),
    }


def pane_context(request: HttpRequest, params: Params, item: WireItem) -> dict[str, Any]:
    """What the reading pane needs of the request and the item."""
    old, new = request.GET.get("old", ""), request.GET.get("new", "")
    line = listing.line_of(item)
    return {
        **row_context(request, params),
        **pane.context(item, old, new),
        "row": rows_of([line])[0],
        "comparing": bool(old or new),
        "list_url": reverse("wires:list"),
    }


def _filters(params: Params) -> list[dict[str, Any]]:
    """The form's fields with what they may be set to and what they are set to."""
    known = listing.choices()
    sections = [(str(pk), name) for pk, name in Section.objects.values_list("pk", "name")]
    fields = [
        ("urgency", "الأولوية", _URGENCIES),
        ("section", "القسم", sections),
        ("agency", "الوكالة", known["agency"]),
        ("provider", "المزوّد", known["provider"]),
        ("language", "اللغة", known["language"]),
        ("desk", "إلى", known["desk"]),
        ("state", "الحالة", _STATES),
    ]
    chosen = params.values
    return [
        {"name": name, "label": label, "choices": _with(choices, chosen.get(name, "")), "value": chosen.get(name, "")}
        for name, label, choices in fields
    ] + [{"name": "subject", "label": "الموضوع", "choices": known["subject"], "value": chosen.get("subject", "")}]


def _told(params: Params, filters: list[dict[str, Any]]) -> str:
    """What the list is narrowed to, in words; nothing where it is not."""
    words = [f"«{params.values['q']}»"] if "q" in params.values else []
    chosen = [(field["label"], dict(field["choices"]).get(field["value"], field["value"])) for field in filters]
    return "، ".join([*words, *(f"{label}: {value}" for label, value in chosen if value and label)])


def _with(choices: list[tuple[str, str]], value: str) -> list[tuple[str, str]]:
    """The choices, with the one that is set even where nothing carries it any more."""
    return choices if not value or value in dict(choices) else [*choices, (value, value)]


def _why_empty() -> str:
    """What an empty list lacks: feeds, items, or only what the filters ask for."""
    if not Feed.objects.exists() and not WireItem.objects.exists():
        return "feeds"
    return "filters" if WireItem.objects.exists() else "items"
