"""The desk's pages of receipts: those of one story, all of them, and one by itself."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from khabar.accounts.models import User
from khabar.articles.models import Article
from khabar.core.errors import KhabarError
from khabar.desk.acts import ArticleActView
from khabar.desk.models import Receipt
from khabar.desk.receipts.acts import take, take_first

_SHOWN = 20
_HEADINGS = {"at": "الوقت", "story": "رقم الخبر", "headline": "عنوان الخبر", "empty": "لا أثر للخبر"}
_POLICY = ModelPermissionPolicy(Article)


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
        return _with(take, self.request, self.object, self.user)


class ReceiptsView(ReportView):  # type: ignore[misc]
    """Every receipt, those of deleted stories too, the newest first."""

    model = Receipt
    page_title = "إيصالات السحب"
    header_icon = "clipboard-list"
    index_url_name = "receipts"
    index_results_url_name = "receipts_results"
    permission_policy = _POLICY
    permission_required = "change"
    is_searchable = False
    export_filename = "receipts"
    list_export = ("at", "story", "headline", "empty")
    export_headings = _HEADINGS

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("headline", label=_HEADINGS["headline"], get_url=lambda one: reverse("receipt", args=[one.pk])),
            Column("found", label="ما وُجد", accessor=str),
            Column("deleted", label="الخبر الآن", accessor=lambda one: "محفوظ" if one.article_id else "محذوف"),
            DateColumn("at", label=_HEADINGS["at"]),
        ]

    def get_filtered_queryset(self) -> "QuerySet[Receipt]":
        rows: QuerySet[Receipt] = Receipt.objects.order_by("-at", "-pk")
        return rows


class OneReceiptView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """One receipt; of a story that was deleted there is no other page."""

    page_title = "إيصال السحب"
    header_icon = "clipboard-list"
    template_name = "desk/receipts/one.html"
    permission_policy = _POLICY
    permission_required = "change"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(Receipt, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.object.headline

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        listing = {"url": reverse("receipts"), "label": str(ReceiptsView.page_title)}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.object.headline}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "receipt": self.object}


class _ReceiptsItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("articles.change_article"))


def urlpatterns() -> list[URLPattern]:
    """The addresses of the list and of single receipts, below the desk's."""
    return [
        path("reports/receipts/", ReceiptsView.as_view(), name="receipts"),
        path("reports/receipts/results/", ReceiptsView.as_view(results_only=True), name="receipts_results"),
        path("reports/receipts/<int:pk>/", OneReceiptView.as_view(), name="receipt"),
    ]


def receipts_item() -> MenuItem:
    """The list's place in the menu of reports."""
    title, address = ReceiptsView.page_title, reverse("receipts")
    return _ReceiptsItem(title, address, name="receipts", icon_name="clipboard-list", order=910)


def with_receipt(request: Any, article: Article, user: User) -> HttpResponse:
    """Have the receipt of the takedown that was just made, say what it found, and lead to it."""
    return _with(take_first, request, article, user)


def _with(taking: Callable[..., Receipt], request: Any, article: Article, user: User) -> HttpResponse:
    try:
        receipt = taking(article=article, user=user)
    except KhabarError as error:
        messages.error(request, str(error))
    else:
        say = messages.success if receipt.empty else messages.error
        say(request, f"فُحصت كل المواضع: {receipt}.")
    return redirect(reverse("articles:receipt", args=[article.pk]))
