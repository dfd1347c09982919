"""Saved views of the wire desk: kept, renamed, shared, made the first one, deleted."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views import View
from wagtail.admin import messages

from khabar.accounts.models import User
from khabar.core.errors import KhabarError
from khabar.desk.wires.board import may_read
from khabar.desk.wires.params import Params
from khabar.ingest import saved_views
from khabar.ingest.models import WireView


class SavedView(View):
    """One act on a view, by POST: `act` names it, `view` the view, and the filters come along for a new one."""

    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        assert isinstance(request.user, User)  # noqa: S101
        params = Params.of(request.POST)
        try:
            view = self._act(request.user, params)
        except KhabarError as error:
            messages.error(request, str(error))
            return redirect(params.address(view=request.POST.get("view", "")))
        return redirect(Params.of(view.query).address(view=view.pk) if view else params.address())

    def _act(self, user: User, params: Params) -> WireView | None:
        given = self.request.POST
        act, name, shared = given.get("act", ""), given.get("name", ""), given.get("shared") == "1"
        if act == "save":
            view = saved_views.save(user=user, name=name, query=params.values, shared=shared)
            messages.success(self.request, f"حُفظ العرض «{view}».")
            return view
        number = given.get("view", "")
        seen = WireView.objects.filter(Q(owner=user) | Q(shared=True))
        view = get_object_or_404(seen, pk=int(number) if number.isascii() and number.isdecimal() else 0)
        if act == "delete":
            saved_views.delete(view=view, user=user)
            messages.success(self.request, f"حُذف العرض «{view}».")
            return None
        if act == "change":
            saved_views.change(view=view, user=user, name=name, shared=shared)
            messages.success(self.request, f"عُدّل العرض «{view}».")
        elif act in ("first", "not_first"):
            saved_views.open_with(view=view, user=user, yes=act == "first")
            first = "تفتح صفحة الأخبار على هذا العرض." if act == "first" else "تفتح صفحة الأخبار على الكل."
            messages.success(self.request, first)
        return view
