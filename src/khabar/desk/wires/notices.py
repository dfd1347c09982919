"""A kill message that names no story for certain: what it says, and the stories it may mean."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin import messages

from khabar.desk.wires.views import PlainIndexView, ThingView
from khabar.ingest import actions, queries
from khabar.ingest.models import WireItem, WireNotice
from khabar.ingest.states import NoticeState


class NoticeIndexView(PlainIndexView):
    """Kill messages that wait for a decision."""

    page_url_name = "wire_notices:page"

    def get_base_queryset(self) -> Any:
        return queries.open_notices()


class NoticeView(ThingView):
    """One kill message, and the decision about it."""

    page_title = "طلب إلغاء"
    template_name = "desk/wires/notice.html"
    model = WireNotice
    see = ("ingest.view_wirenotice", "ingest.change_wirenotice")
    acts = frozenset({"kill", "none"})
    back_url_name = "wire_notices:list"

    def act_kill(self) -> HttpResponse:
        chosen = self.request.POST["kill"]
        item = get_object_or_404(WireItem, pk=int(chosen) if chosen.isdecimal() and len(chosen) < 18 else 0)
        actions.resolve_notice(notice=self.thing, item=item, user=self.user)
        messages.success(self.request, "سُحب الخبر وكل ما بُني عليه.")
        return redirect(reverse(self.back_url_name))

    def act_none(self) -> HttpResponse:
        actions.resolve_notice(notice=self.thing, user=self.user)
        messages.success(self.request, "عولج الطلب ولم يُسحب شيء.")
        return redirect(reverse(self.back_url_name))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = self.user.has_perm("ingest.change_wirenotice") and self.thing.state == NoticeState.OPEN
        text = [block["text"] for block in self.thing.item.record["body"]]
        candidates = queries.candidates(self.thing)
        return {**super().get_context_data(**kwargs), "may": may, "text": text, "candidates": candidates}
