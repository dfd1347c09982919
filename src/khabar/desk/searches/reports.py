"""What readers searched for: what they did not find, and what they ask most; both without anybody's trace."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from khabar.finding.models import Tally

USUAL_DAYS = 30
"""Days that a report is about as long as no others are asked for."""
_HEADINGS = {
    "query": "البحث",
    "missed": "بلا نتائج",
    "times": "المرات",
    "last": "آخر مرة",
    "read_as": "كيف فُهم",
}
_FORMULA = tuple("=+-@\t\r")


class Days(WagtailFilterSet):  # type: ignore[misc]
    """The days a report is about."""

    day = django_filters.DateFromToRangeFilter(label="الأيام", widget=DateRangePickerWidget)

    class Meta:
        model = Tally
        fields: list[str] = []


class _ActsColumn(Column):  # type: ignore[misc]
    """What an editor may do about a query."""

    cell_template_name = "desk/searches/acts.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        may = parent_context["request"].user.has_perm
        return context | {"may_pin": may("finding.add_pin"), "may_add_words": may("finding.add_synonyms")}


def plain_cell(value: str) -> str:
    """A text that no table program takes for a formula: readers wrote it."""
    return f"'{value}" if value.startswith(_FORMULA) else value


class _SearchesView(ReportView):  # type: ignore[misc]
    """Queries with how often they were asked, however they were spelled."""

    model = Tally
    permission_required = "view"
    header_icon = "search"
    filterset_class = Days
    is_searchable = False
    list_export = list(_HEADINGS)
    export_headings = _HEADINGS
    custom_field_preprocess = {name: {"csv": plain_cell, "xlsx": plain_cell} for name in ("query", "read_as")}

    @cached_property
    def columns(self) -> list[Column]:
        kinds = {"last": DateColumn}
        columns = [kinds.get(name, Column)(name, label=label) for name, label in _HEADINGS.items()]
        return [*columns, _ActsColumn("acts", label="", accessor="query")]

    def get_filtered_queryset(self) -> "QuerySet[Any, Any]":
        days = self.filter_queryset(Tally.objects.order_by())
        if not self.is_filtering:
            days = days.filter(day__gt=timezone.localdate() - timedelta(days=USUAL_DAYS))
        return self.chosen(
            days.values("key").annotate(
                query=Max("text"),
                missed=Sum("empty"),
                times=Sum("asked"),
                last=Max("last_at"),
                read_as=Max("understood"),
            )
        )

    def chosen(self, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        """Those the report is about, in its order."""
        return rows.order_by("-times", "key")


class FrequentView(_SearchesView):
    """What readers ask most."""

    page_title = "أكثر ما يُبحث عنه"
    index_url_name = "searches_frequent"
    index_results_url_name = "searches_frequent_results"
    export_filename = "searches"


class EmptyView(_SearchesView):
    """What readers asked for and did not find."""

    page_title = "أبحاث بلا نتائج"
    index_url_name = "searches_empty"
    index_results_url_name = "searches_empty_results"
    export_filename = "searches-without-results"

    def chosen(self, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        return rows.filter(missed__gt=0).order_by("-missed", "key")


class _ReportItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("finding.view_tally"))


def report_urls() -> list[URLPattern]:
    """The addresses of the reports, below the desk's."""
    found = []
    for name, view in (("empty", EmptyView), ("frequent", FrequentView)):
        found += [
            path(f"reports/searches/{name}/", view.as_view(), name=f"searches_{name}"),
            path(f"reports/searches/{name}/results/", view.as_view(results_only=True), name=f"searches_{name}_results"),
        ]
    return found


def report_item(view: type[_SearchesView], order: int) -> MenuItem:
    """A report's place in the menu."""
    address = reverse(view.index_url_name)
    return _ReportItem(view.page_title, address, name=view.index_url_name, icon_name="search", order=order)
