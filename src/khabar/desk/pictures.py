"""Pictures at the desk: whose rights end and when, as a list, and as a word above the form of a story."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from khabar.articles.models import Article
from khabar.articles.pictures import rights_ending
from khabar.core import clock
from khabar.desk.moments import MomentColumn
from khabar.media.models import Picture

SOON = timedelta(days=30)
_HEADINGS = {"title": "الصورة", "credit": "المصدر", "licence": "الترخيص", "rights_until": "تنتهي"}


class _When(WagtailFilterSet):  # type: ignore[misc]
    """Which ends are asked for; those of the next weeks unless said otherwise."""

    end = django_filters.ChoiceFilter(
        label="متى",
        method="chosen",
        empty_label="خلال 30 يومًا",
        choices=[("over", "انتهت"), ("all", "كل الصور التي لحقها نهاية")],
    )

    class Meta:
        model = Picture
        fields: list[str] = []

    def chosen(self, rows: "QuerySet[Picture]", name: str, value: str) -> "QuerySet[Picture]":
        return rows.filter(rights_until__lte=clock.now()) if value == "over" else rows


class RightsView(ReportView):  # type: ignore[misc]
    """Pictures by the end of our right to show them, the first to end first."""

    model = Picture
    page_title = "حقوق الصور"
    header_icon = "image"
    index_url_name = "picture_rights"
    index_results_url_name = "picture_rights_results"
    permission_required = "change"
    filterset_class = _When
    is_searchable = False
    export_filename = "picture-rights"
    list_export = list(_HEADINGS)
    export_headings = _HEADINGS

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_HEADINGS["title"], get_url=lambda one: _edit(one)),
            Column("credit", label=_HEADINGS["credit"]),
            Column("licence", label=_HEADINGS["licence"]),
            MomentColumn("rights_until", label=_HEADINGS["rights_until"]),
        ]

    def get_filtered_queryset(self) -> "QuerySet[Picture]":
        rows = self.filter_queryset(Picture.objects.filter(rights_until__isnull=False))
        if not self.request.GET.get("end"):
            now = clock.now()
            rows = rows.filter(rights_until__gt=now, rights_until__lte=now + SOON)
        ordered: QuerySet[Picture] = rows.order_by("rights_until", "pk")
        return ordered


class _RightsItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("media.change_picture"))


def urlpatterns() -> list[URLPattern]:
    """The addresses of the list, below the desk's."""
    return [
        path("reports/pictures/", RightsView.as_view(), name="picture_rights"),
        path("reports/pictures/results/", RightsView.as_view(results_only=True), name="picture_rights_results"),
    ]


def rights_item() -> MenuItem:
    """The list's place in the menu of reports."""
    return _RightsItem(
        RightsView.page_title, reverse("picture_rights"), name="picture_rights", icon_name="image", order=900
    )


def rights_notes(article: Article) -> list[tuple[str, str]]:
    """What to say above the form of an article about its pictures' rights: the words, and the page of the picture."""
    now = clock.now()
    return [(_note(one, over=not one.may_be_shown(now)), _edit(one)) for one in rights_ending(article, now + SOON)]


def _note(picture: Picture, over: bool) -> str:
    end = f"{timezone.localtime(picture.rights_until):%Y-%m-%d %H:%M}"
    if over:
        return f"انتهى حقنا في نشر الصورة «{picture}» في {end}، فلا يراها القراء: ضع غيرها أو مدّد الموعد."
    return f"ينتهي حقنا في نشر الصورة «{picture}» في {end}، وتختفي من الخبر حينها."


def _edit(picture: Any) -> str:
    return reverse("wagtailimages:edit", args=[picture.pk])
