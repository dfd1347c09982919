"""What the editor is told of things of other sites in a story: what each site said, or why there is only a link."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.panels import Panel

from khabar.articles.embeds import of_article
from khabar.articles.models import Article
from khabar.desk.acts import ArticleActView
from khabar.media.embeds.models import Embed, EmbedState, ask_again


def troubled(rows: list[Embed]) -> list[Embed]:
    """Those that a site told nothing of, or not all."""
    return [row for row in rows if row.reason or row.state == EmbedState.LINK]


class EmbedsPanel(Panel):  # type: ignore[misc]
    """Under the text: what is known of its embeds; nothing where it has none."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "desk/embeds/panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown()) and bool(self.instance.pk) and bool(self._rows())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            rows = self._rows()
            page = reverse("articles:embeds", args=[self.instance.pk])
            return {**super().get_context_data(parent_context), "rows": rows, "page": page}

        def _rows(self) -> list[Embed]:
            return of_article(self.instance)


class EmbedsView(ArticleActView):
    """The same as a page of its own, with a button by which the sites are asked again now."""

    page_title = "المحتوى من مواقع أخرى"
    header_icon = "link-external"
    permission_required = "change"
    template_name = "desk/embeds/page.html"
    form_class = forms.Form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = of_article(self._draft())
        return {**super().get_context_data(**kwargs), "rows": rows, "troubled": troubled(rows)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        asked = ask_again(troubled(of_article(self._draft())))
        messages.success(self.request, "ستُسأل المواقع الآن في الخلفية." if asked else "لا موقع يُسأل من جديد.")
        return redirect(reverse("articles:embeds", args=[self.object.pk]))

    def _draft(self) -> Article:
        draft: Article = self.object.get_latest_revision_as_object()
        return draft
