"""What is done to a front and to the breaking bar, sent by the page's script or by a form."""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin import messages

from khabar.articles.models import Article
from khabar.curation import actions, queries
from khabar.curation.changes import merge
from khabar.curation.enums import Level
from khabar.curation.errors import BadArrangement, CurationError, Stale
from khabar.curation.models import HOME, Arrangement, sizes_of
from khabar.curation.zones import Arranged
from khabar.desk.fronts.sent import local_moment, number
from khabar.desk.fronts.shown import board
from khabar.desk.fronts.views import FrontPartView, FrontView, bar_context, history_html, zones_html
from khabar.desk.fronts.words import lines, names_of

_IN_ADDRESS = re.compile(r"/([0-9]{1,17})(?:/|$)")


class SaveView(FrontPartView):
    """An arrangement put in force, or scheduled; answered in JSON.

    409 tells whoever comes second what the first changed, and carries both ways on: the others' arrangement, and both
    brought together.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """`arranged` with `base`; `starts_at` schedules it, `instead_of` names the scheduled one it replaces."""
        try:
            return self._saved(self.sent())
        except Stale as error:
            if request.POST.get("starts_at"):
                return JsonResponse({"message": str(error)}, status=422)
            return JsonResponse(self._conflict(str(error)), status=409)
        except CurationError as error:
            return JsonResponse({"message": str(error)}, status=422)

    def _saved(self, arranged: Arranged) -> HttpResponse:
        starts_at = local_moment(self.request.POST.get("starts_at", ""))
        if starts_at is None:
            base = number(self.request.POST.get("base"))
            made = actions.arrange(section=self.section, arranged=arranged, base=base, user=self.user)
            told = {"base": made.pk, "message": "حُفظ الترتيب، ويراه القراء الآن."}
            return JsonResponse(told | {"history": history_html(self.request, self.key)})
        actions.schedule(
            section=self.section,
            arranged=arranged,
            starts_at=starts_at,
            user=self.user,
            instead_of=number(self.request.POST.get("instead_of")),
        )
        at = date_format(timezone.localtime(starts_at), "DATETIME_FORMAT")
        messages.success(self.request, f"جُدول الترتيب: يبدأ {at}.")
        return JsonResponse({"scheduled": True, "message": f"جُدول الترتيب: يبدأ {at}."})

    def _conflict(self, message: str) -> dict[str, Any]:
        """What the other did since, and what can be done about it."""
        now = queries.standing(self.section).arrangement
        base_row = Arrangement.objects.filter(front__key=self.key, pk=number(self.request.POST.get("base"))).first()
        base = base_row.arranged if base_row else Arranged()
        theirs = now.arranged if now else Arranged()
        merged = merge(base, self.sent(), theirs, sizes_of(self.key))
        return {
            "message": message,
            "base": now.pk if now else actions.NOBODY,
            "when": date_format(timezone.localtime(now.made_at), "DATETIME_FORMAT") if now else "",
            "lines": lines([(base, theirs)])[0],
            "theirs": zones_html(self.request, board(self.section, theirs)),
            "merged": zones_html(self.request, board(self.section, merged.arranged)),
            "left_over": names_of(merged.left_over),
        }


class ActView(FrontPartView):
    """One step back, an earlier arrangement again, or a scheduled one given up: forms of the page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """Back to the page, which says what became of it."""
        told: dict[str, tuple[str, Callable[[], object]]] = {
            "undo": ("رجعت الواجهة إلى ما كانت عليه قبل آخر تغيير.", self._undo),
            "restore": ("أُعيد الترتيب السابق.", self._restore),
            "cancel": ("أُلغي الترتيب المجدول.", self._cancel),
        }
        message, act = told.get(request.POST.get("act", ""), ("", None))
        try:
            if act is None:
                raise CurationError("لا يُعرف هذا الفعل.")
            act()
            messages.success(request, message)
        except CurationError as error:
            messages.error(request, str(error))
        return redirect(front_url(key))

    def _undo(self) -> object:
        return actions.undo(section=self.section, base=number(self.request.POST.get("base")), user=self.user)

    def _restore(self) -> object:
        wanted, base = (number(self.request.POST.get(name)) for name in ("number", "base"))
        return actions.restore(section=self.section, number=wanted, base=base, user=self.user)

    def _cancel(self) -> object:
        return actions.cancel(section=self.section, number=number(self.request.POST.get("number")), user=self.user)


class BarView(FrontView):
    """The breaking bar raised, changed or taken down by its form; what was typed stays when it is refused."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Back to the fronts, or the form again with what is wrong."""
        seen = number(request.POST.get("seen"))
        try:
            if "lower" in request.POST:
                actions.lower_bar(seen=seen, user=self.user)
                messages.success(request, "أُنزل الشريط.")
            else:
                self._raise(seen)
                messages.success(request, "يظهر الشريط الآن في الصفحة الأولى وواجهات الأقسام.")
            return redirect(reverse("fronts:home"))
        except CurationError as error:
            messages.error(request, str(error))
        typed = {name: request.POST.get(name, "") for name in ("text", "level", "until", "article")}
        context = self.get_context_data(key=HOME) | bar_context(request, typed)
        return self.render_to_response(context, status=422)

    def _raise(self, seen: int) -> None:
        post = self.request.POST
        level = number(post.get("level"))
        if level not in Level.values:
            raise BadArrangement("اختر درجة الشريط.")
        until = local_moment(post.get("until", ""))
        if until is None:
            raise BadArrangement("اكتب موعد انتهاء الشريط.")
        named = post.get("article", "").strip()
        article = Article.objects.filter(pk=number(_numbered(named))).first()
        if named and (article is None or not article.is_public()):
            raise BadArrangement("لا خبر منشورًا بهذا الرقم أو الرابط.")
        actions.raise_bar(
            text=post.get("text", ""), level=Level(level), until=until, article=article, seen=seen, user=self.user
        )


def _numbered(text: str) -> str:
    """The number in a story's address, or the text itself."""
    found = _IN_ADDRESS.search(text)
    return found[1] if found else text


def front_url(key: int) -> str:
    """The page of a front."""
    return reverse("fronts:front", args=[key]) if key != HOME else reverse("fronts:home")
