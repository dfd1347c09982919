"""Issues at the desk: the list with numbers, and one issue with its preview and what an editor may do about it."""

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from khabar.desk.letters.forms import OpeningForm
from khabar.letters import actions, planning
from khabar.letters.enums import OPEN, IssueState
from khabar.letters.errors import BadAddress, CannotChange
from khabar.letters.gathering import Block, count, now_in
from khabar.letters.letter import Letter
from khabar.letters.models import KEY_LENGTH, Issue, Newsletter

RIGHT = "letters.change_issue"
_SHOWN = 60
_MAIL_POLICY = {
    "default-src": [NONE],
    "img-src": [SELF, "data:"],
    "style-src": [UNSAFE_INLINE],
    "frame-ancestors": [SELF],
}


class _LettersView(PermissionCheckedMixin):  # type: ignore[misc]
    """For whoever may see newsletters."""

    permission_policy = ModelPermissionPolicy(Newsletter)
    any_permission_required = ["view", "change"]


class _LettersPage(_LettersView, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    header_icon = "mail"

    def above(self, newsletter: Newsletter) -> list[dict[str, str]]:
        """The way here."""
        issues = {"url": reverse("newsletters:issues", args=[newsletter.pk]), "label": newsletter.name}
        return [*self.breadcrumbs_items, {"url": reverse("newsletters:list"), "label": "النشرات البريدية"}, issues]


class IssuesView(_LettersPage):
    """The issues of a newsletter, the one that comes first."""

    template_name = "desk/letters/issues.html"
    page_title = "أعداد النشرة"

    @cached_property
    def newsletter(self) -> Newsletter:
        return get_object_or_404(Newsletter, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.newsletter.name

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.above(self.newsletter)[:-1], {"url": "", "label": self.newsletter.name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.newsletter.active:
            planning.upcoming(self.newsletter)
        rows = self.newsletter.issues.all()[:_SHOWN]
        return super().get_context_data(issues=rows, newsletter=self.newsletter, **kwargs)


class IssueView(_LettersPage):
    """One issue: its preview on a phone and on a desktop, as plain text, and until its hour an editor's hand in it."""

    template_name = "desk/letters/issue.html"
    page_title = "عدد من النشرة"

    @cached_property
    def issue(self) -> Issue:
        return get_object_or_404(Issue.objects.select_related("newsletter"), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.issue.newsletter)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.above(self.issue.newsletter), {"url": "", "label": date_format(self.issue.day, "l j F Y")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        issue, blocks = self.issue, now_in(self.issue)
        few = count(blocks) < issue.newsletter.minimum
        return super().get_context_data(
            issue=issue,
            blocks=blocks,
            few=few and issue.state == IssueState.PLANNED,
            letter=shown(issue, blocks) if blocks else None,
            removed=len(issue.choices.get("removed", ())),
            may_change=self.may_change and issue.state == IssueState.PLANNED,
            may_stop=self.may_change and issue.state in OPEN,
            form=kwargs.pop("form", None) or OpeningForm(initial={"opening": issue.opening}),
            mail_path=reverse("newsletters:mail", args=[issue.pk]),
            **kwargs,
        )

    @property
    def may_change(self) -> bool:
        return bool(self.request.user.has_perm(RIGHT))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_change:
            raise PermissionDenied
        form = OpeningForm(request.POST)
        act, _, pk = request.POST.get("act", "").partition(":")
        if act in ("save", *_MOVES) and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            self._act(act, int(pk) if pk.isdecimal() and len(pk) <= 18 else 0, form)
        except (CannotChange, BadAddress) as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(request.path)

    def _act(self, act: str, pk: int, form: OpeningForm) -> None:
        """Raises `CannotChange` where the issue has gone out, `BadAddress` where the editor has no address."""
        user: Any = self.request.user
        if act == "stop":
            planning.stop(issue=self.issue, user=user)
            messages.success(self.request, "أُوقف العدد، ولن يُرسل.")
        elif act == "test":
            self._test(user)
        elif act in ("save", *_MOVES):
            choices = self._choices(act, pk)
            planning.arrange(issue=self.issue, choices=choices, opening=form.cleaned_data["opening"], user=user)
            messages.success(self.request, "حُفظ، والمعاينة أدناه كما سيُرسل.")

    def _choices(self, act: str, pk: int) -> dict[str, Any]:
        choices: dict[str, Any] = dict(self.issue.choices)
        if act == "remove":
            choices["removed"] = sorted({*choices.get("removed", ()), pk})
        elif act == "restore":
            choices = {}
        elif act in ("lead", "up", "down"):
            choices |= planning.moved(now_in(self.issue), pk, act)
        return choices

    def _test(self, user: Any) -> None:
        if not user.email:
            raise CannotChange("لا بريد في حسابك. أضفه في صفحة حسابك ثم أعد التجربة.")
        if not settings.LETTERS_CONFIGURED:
            raise CannotChange("لم يُضبط خادم البريد بعد.")
        actions.send_test(issue=self.issue, user=user)
        messages.success(self.request, f"تصل التجربة إلى {user.email} بعد لحظات.")


_MOVES = ("lead", "up", "down", "remove", "restore")


class MailView(_LettersView, View):
    """The mail of an issue as its readers' programs show it, for the frames of the preview."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        issue = get_object_or_404(Issue.objects.select_related("newsletter"), pk=pk)
        response = HttpResponse(shown(issue, now_in(issue)).html)
        response._csp_replace = _MAIL_POLICY  # type: ignore[attr-defined]
        return response


def shown(issue: Issue, blocks: list[Block]) -> Letter:
    """The letter, with links that lead nowhere in the place of a reader's."""
    letter: Letter = import_string(settings.LETTER_ISSUE_VIEW)(issue, blocks)
    return letter.to("-" * KEY_LENGTH)
