"""What was sent to readers' browsers and what became of it, and how many follow what; without anybody's trace."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from khabar.desk.searches.reports import plain_cell
from khabar.push.enums import Kind
from khabar.push.models import Sending, Subscriber
from khabar.push.queries import followings

_HEADINGS = {
    "asked_at": "طُلب",
    "__str__": "الإشعار",
    "get_kind_display": "لمن",
    "get_state_display": "الحال",
    "sent": "أُرسل",
    "failed": "تعذّر",
    "skipped": "لم يُرسل",
    "gone": "انتهى اشتراكه",
    "unsure": "لا يُعرف",
    "reason": "السبب",
}


class Filters(WagtailFilterSet):  # type: ignore[misc]
    """The days and the kind the report is about."""

    asked_at = django_filters.DateFromToRangeFilter(label="الأيام", widget=DateRangePickerWidget)
    kind = django_filters.ChoiceFilter(label="لمن", choices=Kind.choices)

    class Meta:
        model = Sending
        fields: list[str] = []


class SendingsView(ReportView):  # type: ignore[misc]
    """Every notification, the newest first."""

    model = Sending
    permission_required = "view"
    page_title = "إشعارات القراء"
    header_icon = "mail"
    index_url_name = "push_sendings"
    index_results_url_name = "push_sendings_results"
    filterset_class = Filters
    is_searchable = False
    export_filename = "notifications"
    list_export = list(_HEADINGS)
    export_headings = _HEADINGS
    custom_field_preprocess = {name: {"csv": plain_cell, "xlsx": plain_cell} for name in ("__str__", "reason")}

    @cached_property
    def columns(self) -> list[Column]:
        kinds = {"asked_at": DateColumn}
        columns = [
            kinds.get(name, Column)(name.strip("_"), label=label, accessor=name)
            for name, label in _HEADINGS.items()
            if name != "__str__"
        ]
        words = {"label": "الإشعار", "accessor": "__str__", "classname": "title desk-wide"}
        story = TitleColumn("str", get_url=_story_path, **words)
        return [columns[0], story, *columns[1:]]

    def get_queryset(self) -> "QuerySet[Sending]":
        return Sending.objects.select_related("article").order_by("-pk")


def _story_path(sending: Sending) -> str | None:
    return reverse("articles:edit", args=[sending.article_id]) if sending.article_id else None


class FollowingsView(ReportView):  # type: ignore[misc]
    """How many subscribers there are, and for what."""

    model = Subscriber
    permission_required = "view"
    page_title = "مشتركو الإشعارات"
    header_icon = "user"
    index_url_name = "push_followings"
    index_results_url_name = "push_followings_results"
    is_searchable = False
    export_filename = "followers"
    list_export = ["name", "readers"]
    export_headings = {"name": "ما يُتابَع", "readers": "المشتركون"}
    custom_field_preprocess = {"name": {"csv": plain_cell, "xlsx": plain_cell}}
    columns = [Column("name", label="ما يُتابَع"), Column("readers", label="المشتركون")]

    def get_queryset(self) -> Any:
        return followings()

    def order_queryset(self, queryset: Any) -> Any:
        return queryset


class _ReportItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("push.view_sending"))


def report_urls() -> list[URLPattern]:
    """The addresses of the reports, below the desk's."""
    found = []
    for name, view in (("sendings", SendingsView), ("followings", FollowingsView)):
        at, called = f"reports/notifications/{name}/", f"push_{name}"
        found += [
            path(at, view.as_view(), name=called),
            path(f"{at}results/", view.as_view(results_only=True), name=f"{called}_results"),
        ]
    return found


def report_item(view: type[ReportView], order: int) -> MenuItem:
    """A report's place in the menu."""
    address = reverse(view.index_url_name)
    return _ReportItem(view.page_title, address, name=view.index_url_name, icon_name=view.header_icon, order=order)
