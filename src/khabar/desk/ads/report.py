"""How often ads were seen and clicked, by day and place."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from khabar.ads.models import Campaign, Count
from khabar.desk.searches.reports import plain_cell

USUAL_DAYS = 30
"""Days that the report is about as long as no others are asked for."""
_HEADINGS = {
    "day": "اليوم",
    "creative.campaign.name": "الحملة",
    "creative.campaign.advertiser": "المعلن",
    "creative.title": "المادة",
    "get_page_display": "الصفحة",
    "get_position_display": "المكان",
    "seen": "الظهور",
    "clicks": "النقرات",
    "rate": "نسبة النقر %",
}
_BOM = "\ufeff"  # without it Excel reads Arabic as something else


class Filters(WagtailFilterSet):  # type: ignore[misc]
    """The days and the campaign the report is about."""

    day = django_filters.DateFromToRangeFilter(label="الأيام", widget=DateRangePickerWidget)
    creative__campaign = django_filters.ModelChoiceFilter(label="الحملة", queryset=Campaign.objects.all())

    class Meta:
        model = Count
        fields: list[str] = []


class _Row:
    """A count with its share of clicks."""

    def __init__(self, count: Count) -> None:
        self._count = count

    def __getattr__(self, name: str) -> Any:
        return getattr(self._count, name)

    @property
    def rate(self) -> str:
        """Clicks for a hundred times seen."""
        return f"{100 * self._count.clicks / self._count.seen:.2f}" if self._count.seen else ""


class AdsReportView(ReportView):  # type: ignore[misc]
    """The daily report, on the page and as CSV or XLSX."""

    model = Count
    permission_required = "view"
    page_title = "تقرير الإعلانات"
    header_icon = "view"
    index_url_name = "ads_report"
    index_results_url_name = "ads_report_results"
    filterset_class = Filters
    is_searchable = False
    export_filename = "ads"
    list_export = list(_HEADINGS)
    export_headings = _HEADINGS
    custom_field_preprocess = {
        name: {"csv": plain_cell, "xlsx": plain_cell}
        for name in ("creative.campaign.name", "creative.campaign.advertiser", "creative.title")
    }

    @cached_property
    def columns(self) -> list[Column]:
        told = [(name.replace(".", "_"), label, _accessor(name)) for name, label in _HEADINGS.items()]
        return [Column(name, label=label, accessor=accessor) for name, label, accessor in told]

    def get_filtered_queryset(self) -> "QuerySet[Count]":
        rows: QuerySet[Count] = self.filter_queryset(Count.objects.select_related("creative__campaign"))
        if not self.is_filtering:
            rows = rows.filter(day__gt=timezone.localdate() - timedelta(days=USUAL_DAYS))
        return rows.order_by("-day", "creative__campaign__name", "creative__title", "page", "position")

    def to_row_dict(self, item: Count) -> Any:
        return super().to_row_dict(_Row(item))

    def stream_csv(self, queryset: "QuerySet[Count]") -> Any:
        yield _BOM
        yield from super().stream_csv(queryset)


def _accessor(name: str) -> Any:
    if name == "rate":
        return lambda count: _Row(count).rate
    return name
