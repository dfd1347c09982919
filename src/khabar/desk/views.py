"""The desk's views of one article: editing, taking off the site, and the withdrawal of an item by its source."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.models import WorkflowState
from wagtail.snippets.views.snippets import CreateView, EditView, UnpublishView

from khabar.accounts.models import User
from khabar.articles import actions
from khabar.articles.enums import PubStatus
from khabar.articles.models import Article
from khabar.articles.publishing import PublishRefused
from khabar.desk.acts import ArticleActView
from khabar.desk.amending import asked_kind
from khabar.desk.isnad.side import StatementsSidePanel
from khabar.desk.notices.planning import NoticesPlanned
from khabar.desk.receipts.views import with_receipt
from khabar.desk.refusals import AlertsShown, RefusalsTold


class _SidePanels:
    """With the statements beside the text, filled when there is a text and left alone by autosave; without Wagtail's
    content checks: they need its toolbar in the page and count reading ease for English.
    """

    request: HttpRequest
    expects_json_response: bool

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()  # type: ignore[misc]
        kept = [panel for panel in panels if not isinstance(panel, ChecksSidePanel)]
        if not self.expects_json_response:
            kept.append(StatementsSidePanel(self._article(), self.request))
        return MediaContainer(kept)

    def _article(self) -> Article:
        return getattr(self, "object", None) or self.form.instance  # type: ignore[attr-defined,no-any-return]


class ArticleCreateView(NoticesPlanned, RefusalsTold, _SidePanels, CreateView):  # type: ignore[misc]
    """A new article."""

    page_title = "خبر جديد"

    def get_page_subtitle(self) -> str:
        return "خبر جديد"


class ArticleEditView(NoticesPlanned, AlertsShown, RefusalsTold, _SidePanels, EditView):  # type: ignore[misc]
    """An article; one that its source withdrew can be edited and not published."""

    def get_available_actions(self) -> list[str]:
        available: list[str] = super().get_available_actions()
        if self.object.pub_status != PubStatus.USABLE:
            return [name for name in available if name in ("edit", "cancel-workflow")]
        return available

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if asked := asked_changes(self.object):
            messages.warning(request, asked)
        response: HttpResponseBase = super().get(request, *args, **kwargs)
        return response

    def get_success_message(self, instance: Any = None) -> str:
        """Wagtail's words, but a reviewer's decision is named for what it is."""
        if self.action == "workflow-action" and (said := _DECISIONS.get(self.workflow_action)):
            return f"{said}: «{self.object}»."
        message: str = super().get_success_message(instance)
        return message


_DECISIONS = {"approve": "وافقت على الخبر", "reject": "طُلب التعديل على الخبر"}


def asked_changes(article: Article) -> str:
    """What the reviewer who sent the article back wants of its writer; empty when nobody did."""
    state = article.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return ""
    task = state.current_task_state
    reviewer = task.finished_by if task else None
    who = (reviewer.get_full_name() or reviewer.get_username()) if reviewer else "المراجع"
    return f"طلب {who} تعديلًا" + (f": {task.comment}" if task and task.comment else ".")


class ArticleUnpublishView(UnpublishView):  # type: ignore[misc]
    """Wagtail's question before unpublishing; the act itself is the newsroom's, with its change-log row.

    Wagtail asks it of whoever may publish; here it is a right of its own.
    """

    permission_required = "unpublish"

    def unpublish(self) -> HttpResponse | None:
        response: HttpResponse | None = self.run_hook("before_unpublish", self.request, self.object)
        if response is not None:
            return response
        actions.unpublish(article=self.object, user=self.request.user)
        after: HttpResponse | None = self.run_hook("after_unpublish", self.request, self.object)
        assert isinstance(self.request.user, User)  # noqa: S101
        return after or with_receipt(self.request, self.object, self.request.user)


class ReasonForm(forms.Form):
    """Why an item is withdrawn; kept in the audit log."""

    reason = forms.CharField(
        label="سبب السحب",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "rtl"}),
        help_text="يُحفظ في سجل الخبر، مثل: سحبت الوكالة الخبر لخطأ في المصدر.",
    )


class KillView(ArticleActView):
    """The source withdraws the item: asks why, then takes it off every surface."""

    page_title = "سحب من المصدر"
    form_class = ReasonForm
    template_name = "desk/kill.html"

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        actions.kill(article=self.object, user=self.user, reason=form.cleaned_data["reason"])
        messages.success(self.request, f"سُحب الخبر «{self.object}» من كل الصفحات ومن البحث.")
        return with_receipt(self.request, self.object, self.user)


class RestoreView(ArticleActView):
    """A withdrawn item is published again, which is a decision of its own."""

    page_title = "إعادة النشر"
    form_class = forms.Form
    template_name = "desk/restore.html"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if address := asked_kind(self.object):
            return redirect(address)
        try:
            actions.publish(article=self.object, user=self.user)
        except PublishRefused as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.get_success_url())
        messages.success(self.request, f"عاد الخبر «{self.object}» إلى الموقع.")
        return redirect(self.get_success_url())
