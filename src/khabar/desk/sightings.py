"""The desk's list of sighted months: from when on Hijri dates of the edition differ from the calculated calendar."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet

from khabar.arabic.hijri import BadOffsets
from khabar.articles.models import Sighting
from khabar.articles.models.sighting import delete_together
from khabar.desk.bulk import LoggedDelete

_HELP = (
    "يُحسب التاريخ الهجري بتقويم أم القرى. سجّل هنا الشهر الذي بدأ في البلد في يوم آخر: يسري الفرق من أوله إلى أن تسجّل "
    "شهرًا بعده، فإن عاد الشهر التالي إلى أم القرى فسجّله كذلك. تتغيّر التواريخ في كل صفحات الموقع في الحال."
)


class _SightingDeleteView(DeleteView):  # type: ignore[misc]
    """Says so where the months that are left could not follow each other."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except BadOffsets as error:
            messages.error(self.request, f"لم يُحذف: {error}.")
            return redirect(reverse("sightings:edit", args=[self.object.pk]))
        return response


class SightingsDelete(LoggedDelete):
    """Several at once, told in the same words where the months that are left could not follow each other."""

    models = [Sighting]

    @classmethod
    def execute_action(cls, objects: list[Any], **kwargs: Any) -> tuple[int, int]:
        delete_together(objects)
        return len(objects), 0

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except BadOffsets as error:
            messages.error(self.request, f"لم يُحذف شيء: {error}.")
            return redirect(self.next_url)
        return response


def _correction(row: Sighting) -> str:
    return f"\u2066{row.correction:+d}\u2069" if row.correction else "كأم القرى"


class SightingViewSet(SnippetViewSet):  # type: ignore[misc]
    """Sighted months, at `/desk/sightings/`, in the menu of settings."""

    model = Sighting
    url_prefix = url_namespace = "sightings"
    icon = "calendar-alt"
    menu_label = "رؤية الأهلة"
    menu_name = "sightings"
    menu_order = 700
    add_to_settings_menu = True
    copy_view_enabled = False
    delete_view_class = _SightingDeleteView
    list_display = [
        "__str__",
        Column("begins", label="أول أيامه في البلد", accessor=lambda row: date_format(row.begins, "j F Y")),
        Column("correction", label="الفرق عن أم القرى بالأيام", accessor=_correction),
    ]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            HelpPanel(content=_HELP),
            FieldRowPanel([FieldPanel("month"), FieldPanel("year")]),
            FieldPanel("begins"),
        ]
    )
