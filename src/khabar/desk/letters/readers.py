"""Readers of a newsletter at the desk: numbers, a list taken in or out, one reader's request."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy

from khabar.desk.letters.forms import ImportForm, ReaderForm
from khabar.desk.searches.reports import plain_cell
from khabar.letters import actions
from khabar.letters.enums import Left
from khabar.letters.errors import BadList
from khabar.letters.lists import Report, data_of, export, take_in
from khabar.letters.models import Newsletter, Reader
from khabar.letters.queries import readership

_BOM = "\ufeff"  # without it Excel reads Arabic as something else


class _ReadersView(PermissionCheckedMixin):  # type: ignore[misc]
    """For whoever may see readers; what changes them asks for more."""

    permission_policy = ModelPermissionPolicy(Reader)
    permission_required = "view"
    kwargs: dict[str, Any]

    @cached_property
    def newsletter(self) -> Newsletter:
        return get_object_or_404(Newsletter, pk=self.kwargs["pk"])


class ReadersView(_ReadersView, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """How many there are, the import of a list, and the form for one reader."""

    template_name = "desk/letters/readers.html"
    header_icon = "group"
    page_title = "المشتركون"

    def get_page_subtitle(self) -> str:
        return self.newsletter.name

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("newsletters:list"), "label": "النشرات البريدية"},
            {"url": reverse("newsletters:issues", args=[self.newsletter.pk]), "label": self.newsletter.name},
            {"url": "", "label": "المشتركون"},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = {"form": ImportForm(), "one": ReaderForm(), "report": None}
        may_change = self.request.user.has_perm("letters.change_reader")
        context = {"newsletter": self.newsletter, "numbers": readership(self.newsletter), "may_change": may_change}
        return super().get_context_data(**given | context | kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take a list in."""
        _require(request)
        form, report = ImportForm(request.POST, request.FILES), None
        if form.is_valid():
            report = self._take_in(form)
        return self.render_to_response(self.get_context_data(form=ImportForm() if report else form, report=report))

    def _take_in(self, form: ImportForm) -> Report | None:
        user: Any = self.request.user
        try:
            return take_in(
                newsletter=self.newsletter,
                content=form.cleaned_data["file"].read(),
                statement=form.cleaned_data["statement"],
                user=user,
            )
        except BadList as error:
            form.add_error("file", str(error))
            return None


class ExportView(_ReadersView, View):
    """Every subscription of a newsletter as CSV; who took it is in the record."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        _require(request)
        log(instance=self.newsletter, action="khabar.letters.export", user=request.user)
        response = StreamingHttpResponse(_lines(export(self.newsletter)), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="newsletter-{pk}.csv"'
        return response


class OneReaderView(_ReadersView, View):
    """What a reader asks of the newsroom: her data, the end of her subscriptions, or that she is forgotten."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        _require(request)
        back = HttpResponseRedirect(reverse("newsletters:readers", args=[pk]))
        form = ReaderForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(map(str, form.errors["address"])))
            return back
        reader = Reader.objects.filter(address=form.cleaned_data["address"]).first()
        if reader is None:
            messages.warning(request, "لا نحفظ شيئًا لهذا العنوان.")
            return back
        act = request.POST.get("act")
        if act == "data":
            return _file(reader)
        done = {"leave": "أُلغيت كل اشتراكاته.", "forget": "حُذف العنوان وكل ما يتصل به."}
        if act in done:
            log(instance=self.newsletter, action=f"khabar.letters.{act}", user=request.user)
            if act == "forget":
                actions.forget(reader=reader)
            else:
                actions.leave(reader=reader, why=Left.DESK)
            messages.success(request, done[act])
        return back


def _require(request: HttpRequest) -> None:
    """Raises `PermissionDenied` unless the user may change readers."""
    if not request.user.has_perm("letters.change_reader"):
        raise PermissionDenied


def _file(reader: Reader) -> HttpResponse:
    content = json.dumps(data_of(reader.address), ensure_ascii=False, indent=2)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="reader.json"'
    return response


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _lines(rows: Iterator[list[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield _BOM
    for row in rows:
        yield writer.writerow([plain_cell(cell) for cell in row])
