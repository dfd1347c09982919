"""The question before a published story is published again: what kind of change it is, and what readers are told."""

from typing import Any

from django import forms
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from khabar.articles import actions
from khabar.articles.amending import Note, plan, waiting_change
from khabar.articles.comparing import compare, is_slip
from khabar.articles.enums import TOLD_KINDS, AmendmentKind
from khabar.articles.models import Article
from khabar.core.errors import KhabarError
from khabar.desk.acts import ArticleActView

_MEANS = {
    AmendmentKind.TYPO: "حرف أو همزة أو فاصلة: لا يتغيّر وقت التحديث ولا يُنبَّه القارئ.",
    AmendmentKind.UPDATE: "جديد في الخبر نفسه: يتغيّر وقت التحديث.",
    AmendmentKind.CLARIFICATION: "كان الكلام صحيحًا لكنه يُفهم خطأ: يُنبَّه القارئ.",
    AmendmentKind.CORRECTION: "نُشر خطأ في المعلومات: يُنبَّه القارئ.",
}


class NoteForm(forms.Form):
    """The kind, which nobody chooses for the editor, and the words for readers where the kind wants some."""

    kind = forms.ChoiceField(
        label="نوع التغيير",
        choices=[(kind.value, f"{kind.label} — {_MEANS[kind]}") for kind in AmendmentKind],
        widget=forms.RadioSelect,
        error_messages={"required": "اختر نوع التغيير."},
    )
    notice = forms.CharField(
        label="التنبيه الذي يقرؤه القراء",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "rtl"}),
        help_text="للتوضيح والتصويب: ما الذي كان خطأ أو ملتبسًا، وما الصواب. يظهر في الصفحة مع تاريخه.",
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") in TOLD_KINDS and not given.get("notice", "").strip():
            self.add_error("notice", "اكتب للقراء ما الذي تغيّر ولماذا.")
        return given

    @property
    def note(self) -> Note:
        """What a valid form says."""
        return Note(AmendmentKind(self.cleaned_data["kind"]), self.cleaned_data["notice"])


class AmendView(ArticleActView):
    """Shows what the draft changes for readers, and publishes it once its kind was chosen."""

    page_title = "نوع التغيير"
    header_icon = "history"
    permission_required = "change"
    template_name = "desk/amend.html"
    form_class = NoteForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before, after = waiting_change(self.object) or ([], [])
        shown = {"lines": compare(before, after), "slip": is_slip(before, after), "may_publish": self._may_publish()}
        return {**super().get_context_data(**kwargs), **shown}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        assert isinstance(form, NoteForm)  # noqa: S101
        if not self._may_publish():
            raise PermissionDenied
        try:
            self._publish(form.note)
        except KhabarError as error:
            messages.error(self.request, f"لم يُنشر التغيير. {error}")
            return redirect(self.get_success_url())
        self.object.refresh_from_db()
        waits = self.object.revisions.filter(approved_go_live_at__isnull=False).exists()
        messages.success(self.request, f"{'سيُنشر التغيير في موعده' if waits else 'نُشر التغيير'}: «{self.object}».")
        return redirect(self.get_success_url())

    def _may_publish(self) -> bool:
        task = self.object.current_workflow_task
        if task is None:
            return bool(self.user.has_perm("articles.publish_article"))
        return "approve" in [name for name, *_ in task.get_actions(self.object, self.user)]

    def _publish(self, note: Note) -> None:
        if task := self.object.current_workflow_task:
            plan(self.object.latest_revision, note)
            task.on_action(self.object.current_workflow_task_state, self.user, "approve")
        else:
            actions.publish(article=self.object, user=self.user, note=note)


def asked_kind(article: Article) -> str:
    """The address of the question, where publishing the newest draft changes what readers have; empty elsewhere."""
    return reverse("articles:amend", args=[quote(article.pk)]) if waiting_change(article) else ""
