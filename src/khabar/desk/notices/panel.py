"""What stands in the article's form beside the fields: whom it would reach, how it would look, what was sent."""

from typing import Any

from django import forms
from django.conf import settings
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

from khabar.arabic.plurals import Noun, counted
from khabar.articles.models import Article
from khabar.push import queries
from khabar.push.enums import Kind
from khabar.push.models import Sending

READER = Noun("لا قارئ", "قارئ واحد", "قارئان", "قراء", "قارئًا", "قارئ")
_SHOWN = 5


class StatePanel(Panel):  # type: ignore[misc]
    """Counts, preview and history of an article's notifications."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "desk/notices/state.html"

        def is_shown(self) -> bool:
            return bool(settings.PUSH) and ("notice_to" in self.form.fields or self._sent().exists())

        @property
        def media(self) -> forms.Media:
            return forms.Media(js=["desk/js/notice-preview.js"])

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            offered = "notice_to" in self.form.fields
            return {
                **context,
                "reach": [reach(kind, self.instance) for kind in (Kind.BREAKING, Kind.FOLLOWED)] if offered else [],
                "site_name": settings.SITE_NAME,
                "sendings": self._sent().select_related("asked_by")[:_SHOWN],
            }

        def _sent(self) -> Any:
            return Sending.objects.filter(story=self.instance.pk or 0)


def reach(kind: Kind, article: Article) -> str:
    """How many readers a notification would reach if it were sent now, in words."""
    found = queries.reach(kind, article)
    label = "العاجل" if kind == Kind.BREAKING else "متابعو موضوعاته وقسمه كما حُفظت"
    quiet = f"، منهم في ساعات الهدوء الآن: {counted(found.quiet, READER)}" if found.quiet else ""
    return f"{label}: {counted(found.readers, READER)}{quiet}"


notice_panel = MultiFieldPanel(
    [FieldPanel("notice_to"), FieldPanel("notice_text"), StatePanel()], heading="إشعار القراء", icon="mail"
)
