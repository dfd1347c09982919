"""The page that sets agencies up from the starter catalogue."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from khabar.accounts.models import User
from khabar.ingest import actions, queries
from khabar.ingest.catalogue import GROUPS, entries
from khabar.ingest.states import FeedKind

_NEEDED = ("ingest.add_provider", "ingest.add_feed")
LABEL = "أضف مزوّدًا من الدليل"


class CatalogueMenuItem(MenuItem):  # type: ignore[misc]
    """Leads to the catalogue, for those who may add from it."""

    def __init__(self, order: int) -> None:
        super().__init__(LABEL, reverse_lazy("wire_catalogue"), name="wire-catalogue", icon_name="plus", order=order)

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perms(_NEEDED))


class CatalogueView(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """The agencies of the catalogue; those ticked get a provider and a closed feed."""

    page_title = LABEL
    header_icon = "plus"
    template_name = "desk/wires/catalogue.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perms(_NEEDED):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        above = {"url": reverse("wire_providers:list"), "label": "المزوّدون"}
        return [*self.breadcrumbs_items, above, {"url": "", "label": LABEL}]

    def post(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        assert isinstance(user, User)  # noqa: S101  # dispatch lets nobody else in
        wanted = set(request.POST.getlist("agency"))
        chosen = [entry for entry in entries() if entry.agency in wanted]
        added = [found for entry in chosen if (found := actions.add_from_catalogue(entry=entry, user=user))]
        if not chosen:
            messages.warning(request, "اختر وكالة واحدة على الأقل.")
            return redirect("wire_catalogue")
        if added:
            names = "، ".join(str(provider) for provider in added)
            messages.success(request, f"أُضيف {names}. اكتب عنوان البث وبيانات الدخول، ثم افتحه.")
        else:
            messages.info(request, "ما اخترته موجود من قبل، ولم يتغيّر شيء.")
        return redirect("wire_feeds:list" if added else "wire_catalogue")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        there = queries.providers_of(entries())
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in GROUPS}
        for entry in entries():
            row = {"entry": entry, "agency": entry.known, "provider": there.get(entry.agency)}
            rows[entry.group].append(row | {"way": FeedKind(entry.kind).label})
        groups = [(label, rows[name]) for name, label in GROUPS.items()]
        return {**super().get_context_data(**kwargs), "groups": groups}
