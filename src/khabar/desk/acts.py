"""What the pages have in common that ask about one article before an act."""

from typing import Any

from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from khabar.accounts.models import User
from khabar.articles.models import Article


class ArticleActView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):  # type: ignore[misc, type-arg]
    """A question about one article, asked before an act that readers see."""

    model: type[Article] = Article
    permission_required = "kill"
    edit_url_name = ""
    header_icon = "warning"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object: Article = get_object_or_404(Article, pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        lock = self.object.get_lock()
        if lock is not None and lock.for_user(request.user) and self.object.locked:
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @property
    def user(self) -> User:
        """Whoever is signed in; the desk lets nobody else in."""
        assert isinstance(self.request.user, User)  # noqa: S101
        return self.request.user

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_success_url(self) -> str:
        return reverse(self.edit_url_name, args=[quote(self.object.pk)])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("articles:list"), "label": "الأخبار"},
            {"url": self.get_success_url(), "label": str(self.object)},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "article": self.object, "edit_url": self.get_success_url()}
