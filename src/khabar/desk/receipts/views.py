"""The desk's page of a takedown's receipts."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from khabar.accounts.models import User
from khabar.articles.models import Article
from khabar.core.errors import KhabarError
from khabar.desk.acts import ArticleActView
from khabar.desk.receipts.acts import take

_SHOWN = 20


class ReceiptView(ArticleActView):
    """What was found on each surface when it was last looked at, earlier looks, and a button that looks again."""

    page_title = "إيصال السحب"
    header_icon = "clipboard-list"
    permission_required = "change"
    template_name = "desk/receipt.html"
    form_class = forms.Form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        receipts = list(self.object.receipts.select_related("user")[:_SHOWN])
        shown = {"receipt": receipts[0] if receipts else None, "earlier": receipts[1:]}
        return {**super().get_context_data(**kwargs), **shown, "public": self.object.is_public()}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        return with_receipt(self.request, self.object, self.user)


def with_receipt(request: Any, article: Article, user: User) -> HttpResponse:
    """Take a receipt, say what it found, and lead to it."""
    try:
        receipt = take(article=article, user=user)
    except KhabarError as error:
        messages.error(request, str(error))
    else:
        say = messages.success if receipt.empty else messages.error
        say(request, f"فُحصت كل المواضع: {receipt}.")
    return redirect(reverse("articles:receipt", args=[article.pk]))
