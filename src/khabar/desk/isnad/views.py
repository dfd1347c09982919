"""The panel of statements over HTTP: itself, the form of one statement, names to choose from, and the acts."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from khabar.accounts.models import User
from khabar.articles.models import Article
from khabar.attribution import queries
from khabar.attribution.states import Role, SpeakerKind
from khabar.core.errors import KhabarError
from khabar.desk.isnad import names, prefill
from khabar.desk.isnad.acts import Desk, Done, Overtaken, perform
from khabar.desk.isnad.forms import place_of
from khabar.desk.isnad.panel import draft_of, panel_of
from khabar.desk.isnad.rights import may_see, why_not

_BUSY = "قرّر غيرك في الأقوال في اللحظة نفسها، ولم يُنفَّذ ما أردت. هذه حالها الآن: أعده إن شئت."


class _ArticleView(View):
    """Of one article, for those who may see it at the desk."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.article: Article = get_object_or_404(Article, pk=kwargs["pk"])
        if not may_see(request.user, self.article):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        """Whoever is signed in; the desk lets nobody else in."""
        assert isinstance(self.request.user, User)  # noqa: S101
        return self.request.user

    def panel_context(self, *, live: bool = False) -> dict[str, Any]:
        """What the panel's template needs."""
        why = why_not(self.user, self.article)
        return {
            "panel": panel_of(self.article, live=live),
            "why": why,
            "editable": not why and not live,
            "sees_names": self.user.has_perm("attribution.change_name"),
        }

    def panel_html(self, *, live: bool = False) -> str:
        return render_to_string("desk/isnad/panel.html", self.panel_context(live=live), self.request)


class PanelView(_ArticleView):
    """The panel, as a piece of the page: of the draft, or with `text=live` of what readers see."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        live = request.GET.get("text") == "live" and self.article.live
        return HttpResponse(self.panel_html(live=live), headers={"Cache-Control": "no-store"})


class PageView(WagtailAdminTemplateMixin, _ArticleView, TemplateView):  # type: ignore[misc]
    """The statements of an article on a page of their own, to be read without the editor and without scripts."""

    page_title = "الأقوال المنسوبة"
    header_icon = "openquote"
    template_name = "desk/isnad/page.html"

    def get_page_subtitle(self) -> str:
        return str(self.article)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("articles:list"), "label": "الأخبار"},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        live = self.request.GET.get("text") == "live" and self.article.live
        context: dict[str, Any] = super().get_context_data(**kwargs)
        own = self.panel_context(live=live)
        return {**context, **own, "editable": False, "may_edit": not own["why"], "article": self.article}


class FormView(_ArticleView):
    """The form of one statement, or of words chosen in the text, filled with what is known or what the engine reads."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if why := why_not(self.user, self.article):
            return _refused(why, 403)
        desk = Desk.of(self.article, self.user)
        try:
            context = self._context(desk)
        except Overtaken as error:
            return _refused(str(error), 409, self.panel_html())
        except KhabarError as error:
            return _refused(str(error), 422)
        context |= {"kinds": SpeakerKind.choices, "roles": Role.choices, "article": self.article}
        return HttpResponse(render_to_string("desk/isnad/form.html", context, request))

    def _context(self, desk: Desk) -> dict[str, Any]:
        if stamp := self.request.GET.get("item", ""):
            statement = desk.statement(stamp, lock=False)
            filled = prefill.of_statement(statement, desk.found)
            return {"act": "correct", "stamp": stamp, "filled": filled}
        place = place_of(self.request.GET, desk.found)
        return {"act": "add", "stamp": "", "filled": prefill.of_words(place, desk.found)}


class NamesView(_ArticleView):
    """Records whose spellings fit what is being typed, as JSON."""

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        body = draft_of(self.article).body
        here = queries.for_desk(self.article, body)
        return _json({"names": names.offered(request.GET.get("q", ""), here)})


class ActView(_ArticleView):
    """One act, by POST; the answer tells what became of it, with the panel as it is now."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> JsonResponse:
        if why := why_not(self.user, self.article):
            return _refused(why, 403, self.panel_html())
        try:
            done = perform(request.POST.get("act", ""), request.POST, Desk.of(self.article, self.user))
        except Overtaken as error:
            return _refused(str(error), 409, self.panel_html())
        except KhabarError as error:
            return _refused(str(error), 422)
        except IntegrityError:
            return _refused(_BUSY, 409, self.panel_html())
        return _json(_told(done) | {"html": self.panel_html()})


def _told(done: Done) -> dict[str, Any]:
    return {"message": done.message, "current": done.current, "undo": done.undo}


def _refused(message: str, status: int, html: str = "") -> JsonResponse:
    """Why nothing was done; with the panel as it is now, where that is other than the editor saw."""
    return _json({"message": message, "html": html}, status)


def _json(data: dict[str, Any], status: int = 200) -> JsonResponse:
    headers = {"Cache-Control": "no-store"}
    return JsonResponse(data, status=status, headers=headers, json_dumps_params={"ensure_ascii": False})
