"""The question before a second publication about an event that readers have an article of already."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Task

from khabar.articles import actions as articles
from khabar.articles.models import Article
from khabar.core.errors import KhabarError
from khabar.desk.acts import ArticleActView
from khabar.ingest import actions, second


class SecondForm(forms.Form):
    """What the publisher decides: to publish anyway, or to add the text to one of the articles shown."""

    add_to = forms.ModelChoiceField(Article.objects.none(), required=False)

    def __init__(self, *args: Any, found: list[second.Earlier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["add_to"]
        assert isinstance(to, forms.ModelChoiceField)  # noqa: S101
        to.queryset = Article.objects.filter(pk__in=[earlier.article.pk for earlier in found])


class SecondView(ArticleActView):
    """Shows what is public about the event: publish anyway, open the other, add to it as an update, or go back."""

    page_title = "خبر سابق عن الحدث نفسه"
    permission_required = "change"
    template_name = "desk/second.html"
    form_class = SecondForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.found = second.public_on_same_event(self.object, self.object.get_latest_revision_as_object())
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "found": self.found}

    def form_valid(self, form: SecondForm) -> HttpResponse:
        try:
            to = form.cleaned_data["add_to"]
            return self._add(to) if to else self._publish()
        except KhabarError as error:
            messages.error(self.request, str(error))
            return redirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "found": self.found, "may_publish": self._may_publish()}

    def _may_publish(self) -> bool:
        task = self.object.current_workflow_task
        if task is None:
            return bool(self.user.has_perm("articles.publish_article"))
        return "approve" in [name for name, *_ in task.get_actions(self.object, self.user)]

    def _add(self, to: Article) -> HttpResponse:
        actions.add_as_update(article=self.object, to=to, user=self.user)
        messages.success(self.request, "أضيف النص إلى مسودة الخبر المنشور: راجعه ثم انشره.")
        return redirect(reverse(self.edit_url_name, args=[to.pk]))

    def _publish(self) -> HttpResponse:
        if not self._may_publish():
            raise PermissionDenied
        data = {"articles": [earlier.article.pk for earlier in self.found]}
        log(instance=self.object, action="khabar.event.second", user=self.user, data=data)
        if task := self.object.current_workflow_task:
            task.on_action(self.object.current_workflow_task_state, self.user, "approve")
        else:
            articles.publish(article=self.object, user=self.user)
        messages.success(self.request, f"نُشر الخبر «{self.object}».")
        return redirect(self.get_success_url())


def question(article: Article) -> str:
    """The address of the question, where there is something to ask before this article's draft is published."""
    if not second.public_on_same_event(article, article.get_latest_revision_as_object()):
        return ""
    return reverse("articles:second", args=[article.pk])


def approval_publishes(article: Article) -> bool:
    """Whether approving the article at its present step publishes it."""
    state = article.current_workflow_state
    if state is None:
        return False
    left = Task.objects.filter(workflow_tasks__workflow=state.workflow, active=True)
    return bool(left.exclude(task_states__in=state.successful_task_states).count() <= 1)
