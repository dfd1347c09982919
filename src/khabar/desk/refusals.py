"""Agencies' say in the article's form: alerts are shown, and a refused publication is told with its reason."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.snippets.views.snippets import WorkflowActionView

from khabar.articles.models import Article
from khabar.articles.publishing import PublishRefused
from khabar.desk.amending import asked_kind
from khabar.desk.pictures import rights_notes
from khabar.desk.second import approval_publishes, question
from khabar.desk.wires.pictures import note_of
from khabar.ingest import queries

_SHOWN = 3


class AlertsShown:
    """Shows above an article's form what agencies did to the items it was made from, how their pictures are, and what
    a takedown left."""

    request: Any
    object: Any

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        for alert in queries.open_alerts(self.object)[:_SHOWN]:
            url = reverse("wire_alerts:page", args=[alert.pk])
            text = f"{alert.get_kind_display()} من {alert.item.provider} لخبر بُني عليه هذا."
            messages.warning(request, text, buttons=[messages.button(url, "المقارنة")])
        if self.object.was_public and not self.object.is_public():
            self._tell_of_receipt()
        if note := note_of(self.object):
            url = reverse("articles:pictures", args=[self.object.pk])
            messages.warning(request, note, buttons=[messages.button(url, "صور الوكالة")])
        for note, url in rights_notes(self.object)[:_SHOWN]:
            messages.warning(request, note, buttons=[messages.button(url, "صفحة الصورة")])
        response: HttpResponseBase = super().get(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def _tell_of_receipt(self) -> None:
        receipt = self.object.receipts.first()
        say = messages.error if receipt is not None and not receipt.empty else messages.warning
        text = f"لا يصل القراء إلى هذا الخبر. {receipt or 'لم تُفحص مواضعه بعد'}."
        url = reverse("articles:receipt", args=[self.object.pk])
        say(self.request, text, buttons=[messages.button(url, "إيصال السحب")])


class RefusalsTold:
    """Turns `PublishRefused` in a view that saves an article into a message on its form.

    Where readers have an article about the same event, or this one as it was, the draft is saved and its publisher
    asked first.
    """

    request: Any
    object: Any
    workflow_action: str

    def publish_action(self) -> HttpResponse | None:
        return self._asked() or self._told(super().publish_action)  # type: ignore[misc]

    def workflow_action_action(self) -> HttpResponse | None:
        asked = self._asked() if self.workflow_action == "approve" and approval_publishes(self.object) else None
        return asked or self._told(super().workflow_action_action)  # type: ignore[misc]

    def _asked(self) -> HttpResponse | None:
        address = asked_before(self.object)
        return redirect(address) if address else None

    def _told(self, act: Any) -> HttpResponse | None:
        try:
            response: HttpResponse | None = act()
        except PublishRefused as refusal:
            messages.error(self.request, f"حُفظت المسودة ولم تُنشر. {refusal}")
            return redirect(reverse("articles:edit", args=[self.object.pk]))
        return response


def asked_before(article: Article) -> str:
    """The address of what is to be asked before the article's newest draft is published; empty where nothing is."""
    return question(article) or asked_kind(article)


class ArticleReviewView(WorkflowActionView):  # type: ignore[misc]
    """A reviewer's decision taken from a list; an approval that a contract is against leaves the review open."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.action_name == "approve" and approval_publishes(self.object) and (url := asked_before(self.object)):
            return self._go_to(url)
        try:
            response: HttpResponseBase = super().post(request, *args, **kwargs)
        except PublishRefused as refusal:
            messages.error(request, f"لم يُنشر الخبر. {refusal}")
            response = self._go_to(reverse("articles:edit", args=[self.object.pk]))
        return response

    def _go_to(self, url: str) -> HttpResponseBase:
        if self.request.headers.get("x-requested-with") != "XMLHttpRequest":
            return redirect(url)
        response: HttpResponseBase = self.render_modal_json(self.request, {"step": "success", "redirect": url})
        return response
