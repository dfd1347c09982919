"""The fields of an article's form by which readers are notified when it is published, and what saving them does."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from wagtail.admin import messages

from khabar.articles.models import Article
from khabar.desk.widgets import HeadlineText
from khabar.push import actions
from khabar.push.actions import RIGHT, refusal
from khabar.push.enums import Kind, State
from khabar.push.errors import PushError
from khabar.push.models import TEXT_LETTERS, Sending

NOBODY = ""
_FITS = 90
"""Letters past which phones cut the first line of a notification."""
_CHOICES = {
    Kind.BREAKING: "إشعار عاجل لكل من اختار الأخبار العاجلة",
    Kind.FOLLOWED: "إشعار لمتابعي موضوعاته وقسمه",
}


class NoticeFields(forms.Form):
    """Whom to notify, and in what words; for whoever may, and as long as the story has a notification left."""

    notice_to = forms.ChoiceField(label="عند النشر", required=False, widget=forms.RadioSelect)
    notice_text = forms.CharField(
        label="نص الإشعار",
        required=False,
        max_length=TEXT_LETTERS,
        widget=HeadlineText(_FITS),
        help_text="اتركه فارغًا ليُرسل العنوان كما يُنشر.",
    )

    def offer_notice(self, article: Article, user: Any) -> None:
        """Leave the fields in the form where `user` may notify readers of the article, filled with what is planned."""
        may = bool(settings.PUSH) and user is not None and user.has_perm(RIGHT)
        left = [kind for kind in _CHOICES if may and not _is_spent(article, kind)]
        if not left:
            del self.fields["notice_to"], self.fields["notice_text"]
            return
        field = self.fields["notice_to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(NOBODY, "بلا إشعار"), *((kind.value, _CHOICES[kind]) for kind in left)]
        planned = planned_for(article)
        self.initial["notice_to"] = planned.kind if planned else NOBODY
        self.initial["notice_text"] = planned.text if planned else ""

    def check_notice(self, given: dict[str, Any]) -> None:
        """Say beside the field why readers may not be notified."""
        if not given.get("notice_to"):
            return
        article: Article = self.instance  # type: ignore[attr-defined]
        was, article.urgency = article.urgency, given.get("urgency") or article.urgency
        reason = refusal(article, Kind(given["notice_to"]))
        article.urgency = was
        if reason:
            self.add_error("notice_to", reason)


def planned_for(article: Article) -> Sending | None:
    """What is planned for the next time the article is published."""
    return Sending.objects.filter(story=article.pk, state=State.PLANNED).first() if article.pk else None


class NoticesPlanned:
    """Plans, in a view that saves an article, the notification that its form asks for; or gives it up."""

    request: HttpRequest
    form: Any

    def save_instance(self) -> Article:
        article: Article = super().save_instance()  # type: ignore[misc]
        if "notice_to" not in self.form.fields or "notice_to" not in self.form.data:
            return article
        user: Any = self.request.user
        wanted, text = self.form.cleaned_data.get("notice_to"), self.form.cleaned_data.get("notice_text", "")
        try:
            if wanted:
                actions.plan(article=article, kind=Kind(wanted), text=text, user=user)
            else:
                actions.give_up(article=article, user=user)
        except PushError as error:
            messages.error(self.request, f"حُفظ الخبر بلا إشعار. {error}")
        return article


def _is_spent(article: Article, kind: Kind) -> bool:
    """Whether the story had this notification, or is too old for any."""
    if not article.pk:
        return False
    rows = Sending.objects.filter(story=article.pk, kind=kind).exclude(state__in=(State.PLANNED, State.DROPPED))
    return actions.is_old(article) or rows.exists()
