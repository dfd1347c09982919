"""Pages about one feed, one held document or one alert, with what may be done about it."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView

from khabar.accounts.models import User
from khabar.articles.publishing import PublishRefused
from khabar.core import clock
from khabar.core.errors import KhabarError
from khabar.desk.amending import asked_kind
from khabar.desk.wires.pane import changed_lines
from khabar.ingest import actions, queries
from khabar.ingest.models import Feed, HeldItem, WireAlert
from khabar.ingest.trial import Trial, try_feed

_SHOWN_BYTES = 8_000


class WireIndexView(IndexView):  # type: ignore[misc]
    """A list of the wire desk's settings."""


class PlainIndexView(WireIndexView):
    """A list whose rows open a page of their own (`page_url_name`) instead of a form."""

    page_url_name = ""

    def get_edit_url(self, instance: Any) -> str:
        return reverse(self.page_url_name, args=[instance.pk])

    def get_add_url(self) -> None:
        return None


class HeldIndexView(PlainIndexView):
    """Documents that could not be read and wait for a decision."""

    page_url_name = "wire_held:page"

    def get_base_queryset(self) -> Any:
        return queries.held()


class AlertIndexView(PlainIndexView):
    """Alerts that nobody has dealt with."""

    page_url_name = "wire_alerts:page"

    def get_base_queryset(self) -> Any:
        return queries.open_alerts()


class _ProviderSaved:
    """A changed contract reaches what was already made from the provider's items."""

    request: Any

    def save_instance(self) -> Any:
        provider = super().save_instance()  # type: ignore[misc]
        reached = actions.apply_contract(provider=provider)
        if reached:
            messages.info(self.request, f"طُبّق العقد على ما بُني على أخبار المزوّد: {reached}")
        return provider


class ProviderCreateView(CreateView):  # type: ignore[misc]
    """A new provider."""


class ProviderEditView(_ProviderSaved, EditView):  # type: ignore[misc]
    """A provider and its contract."""


class ThingView(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """One thing, and acts on it by POST: the button's name says which method is meant."""

    model: ClassVar[type[Any]]
    see: ClassVar[tuple[str, ...]]
    acts: ClassVar[frozenset[str]]
    back_url_name: ClassVar[str]
    header_icon = "globe"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not any(request.user.has_perm(permission) for permission in self.see):
            raise PermissionDenied
        self.thing = get_object_or_404(self.model, pk=kwargs["pk"])
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        act = next((name for name in sorted(self.acts) if name in request.POST), None)
        if act is None:
            return redirect(request.path)
        do: Callable[[], HttpResponse | None] = getattr(self, f"act_{act}")
        try:
            return do() or redirect(request.path)
        except PublishRefused as refusal:
            messages.error(request, str(refusal))
        except KhabarError as error:
            messages.error(request, str(error))
        return redirect(request.path)

    @property
    def user(self) -> User:
        """Whoever is signed in; the desk lets nobody else in."""
        assert isinstance(self.request.user, User)  # noqa: S101
        return self.request.user

    def get_page_subtitle(self) -> str:
        return str(self.thing)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.back_url_name), "label": str(self.model._meta.verbose_name_plural)},
            {"url": "", "label": str(self.thing)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "thing": self.thing}


class FeedHealthView(ThingView):
    """How a feed is, a trial of it, and the switch that opens and closes it."""

    page_title = "حالة البث"
    template_name = "desk/wires/feed.html"
    model = Feed
    see = ("ingest.view_feed", "ingest.change_feed")
    acts = frozenset({"trial", "open", "close"})
    back_url_name = "wire_feeds:list"

    def act_trial(self) -> HttpResponse:
        if not self.user.has_perm("ingest.change_feed"):
            raise PermissionDenied
        trial = try_feed(self.thing)
        return self.render_to_response(self.get_context_data(trial=trial, samples=_samples(trial)))

    def act_open(self) -> None:
        actions.reopen_feed(feed=self.thing, user=self.user)
        messages.success(self.request, "فُتح البث، ويُجلب الآن.")

    def act_close(self) -> None:
        actions.close_feed(feed=self.thing, user=self.user)
        messages.success(self.request, "أُغلق البث.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        idle = self.thing.is_idle(clock.now())
        return {**super().get_context_data(**kwargs), "idle": idle, "edit": self.user.has_perm("ingest.change_feed")}


class HeldView(ThingView):
    """Bytes that could not be read, why, and whether to try again."""

    page_title = "محتجز"
    template_name = "desk/wires/held.html"
    model = HeldItem
    see = ("ingest.view_helditem", "ingest.change_helditem")
    acts = frozenset({"retry", "drop"})
    back_url_name = "wire_held:list"

    def act_retry(self) -> HttpResponse | None:
        taken = actions.retry_held(held=self.thing, user=self.user)
        if taken.held:
            messages.warning(self.request, "ما زال غير مقروء.")
            return None
        messages.success(self.request, "قُرئ ودخل قائمة الأخبار.")
        return redirect(reverse(self.back_url_name))

    def act_drop(self) -> HttpResponse:
        actions.drop_held(held=self.thing, user=self.user)
        messages.success(self.request, "أُهمل المحتجز.")
        return redirect(reverse(self.back_url_name))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = bytes(self.thing.data[:_SHOWN_BYTES]).decode("utf-8", errors="replace").replace("\x00", "\ufffd")
        return {**super().get_context_data(**kwargs), "shown": shown, "size": len(self.thing.data)}


class AlertView(ThingView):
    """What the agency changed, beside what the article was made from."""

    page_title = "تنبيه وكالة"
    template_name = "desk/wires/alert.html"
    model = WireAlert
    see = ("ingest.view_wirealert", "ingest.change_wirealert")
    acts = frozenset({"resolve", "restore"})
    back_url_name = "wire_alerts:list"

    def act_resolve(self) -> HttpResponse:
        actions.resolve_alert(alert=self.thing, user=self.user)
        messages.success(self.request, "عولج التنبيه.")
        return redirect(reverse(self.back_url_name))

    def act_restore(self) -> HttpResponse:
        if self.user.has_perm("articles.publish_article") and (address := asked_kind(self.thing.article)):
            actions.resolve_alert(alert=self.thing, user=self.user)
            messages.success(self.request, "عولج التنبيه. حدد نوع التغيير ليعود الخبر إلى القراء.")
            return redirect(address)
        actions.resolve_alert(alert=self.thing, user=self.user, restore=True)
        messages.success(self.request, "عولج التنبيه وعاد الخبر إلى القراء.")
        return redirect(reverse(self.back_url_name))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        compared = queries.comparison(self.thing)
        changes = changed_lines(compared.used, compared.now)
        return {**super().get_context_data(**kwargs), "changes": changes, "note": compared.now["ednote"]}


def _samples(trial: Trial) -> list[dict[str, Any]]:
    return [
        {
            "headline": queries.headline_of(record),
            "place": record["dateline"]["place"],
            "agencies": "، ".join(agency["credit"] for agency in record["agencies"]),
            "text": next((block["text"] for block in record["body"]), ""),
            "reasons": record["reasons"],
        }
        for record in trial.samples
    ]
