"""What a person does to items of the wire desk, sent by a form or by the page's script, answered to either."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View
from wagtail.admin import messages

from khabar.accounts.models import User
from khabar.arabic.plurals import ARTICLE, counted
from khabar.articles.models import Article
from khabar.core.errors import KhabarError
from khabar.desk.wires.params import Params
from khabar.ingest import actions, listing
from khabar.ingest.errors import ItemTaken
from khabar.ingest.models import WireItem

MOST = 30
"""Items of one act."""
_NO_RIGHT = "ليس لك أن تفعل هذا؛ اطلبه ممن يملك الصلاحية."


@dataclass
class Done:
    """What an act did, to be told in one line, and what is offered after it."""

    message: str
    article: Article | None = None
    undo: list[int] = field(default_factory=list)
    status: int = 200
    uses: list[listing.Use] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """As the page's script reads it."""
        return {
            "message": self.message,
            "article": _address(self.article) if self.article else "",
            "undo": self.undo,
            "uses": [
                {"headline": use.article.headline, "url": _address(use.article), "by": use.by} for use in self.uses
            ],
        }


class ActView(View):
    """One act on one item or several, by POST: `act` names it, `items` the items in the order given."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        act = request.POST.get("act", "")
        done = self._done(act)
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse(done.to_json(), status=done.status, json_dumps_params={"ensure_ascii": False})
        return self._page(done, act)

    def _done(self, act: str) -> Done:
        """The act, or why it was not done."""
        assert isinstance(self.request.user, User)  # noqa: S101
        again = self.request.POST.get("again") == "1"
        try:
            items = _items(self.request.POST.getlist("items"))
            if act in ("draft", "open"):
                return _draft(items, self.request.user, again)
            if act in ("spike", "unspike"):
                return _put(items, self.request.user, aside=act == "spike")
            if act in ("join", "split"):
                return _join(items, self.request.user) if act == "join" else _split(items, self.request.user)
            return Done("لا يُعرف هذا الفعل.", status=400)
        except PermissionDenied:
            return Done(_NO_RIGHT, status=403)
        except ItemTaken as error:
            return Done(str(error), status=409, uses=_uses(items))
        except KhabarError as error:
            return Done(str(error), status=422)
        except ValidationError as error:
            return Done("؛ ".join(error.messages), status=422)

    def _page(self, done: Done, act: str) -> HttpResponse:
        """The answer to a form: back to the list, to the article, or the question whether a second one is wanted."""
        params = Params.of(self.request.POST)
        if done.uses:
            items = self.request.POST.getlist("items")
            context = {"done": done.to_json(), "act": act, "items": items, "params": params}
            return render(self.request, "desk/wires/again.html", context, status=done.status)
        (messages.success if done.status == 200 else messages.error)(self.request, done.message)
        if done.article and act == "open":
            return redirect(_address(done.article))
        return redirect(params.address(view=self.request.POST.get("view", "")))


def _draft(items: list[WireItem], user: User, again: bool) -> Done:
    """One draft of one item or of several."""
    if len(items) == 1:
        article = actions.make_draft(item=items[0], user=user, only_first=not again)
        return Done(f"صارت مسودة: {article.headline}", article)
    article = actions.merge(items=items, user=user, only_first=not again)
    return Done(f"دُمج {counted(len(items), ARTICLE)} في مسودة: {article.headline}", article)


def _put(items: list[WireItem], user: User, *, aside: bool) -> Done:
    act = actions.spike if aside else actions.unspike
    with transaction.atomic():  # all of them or none
        for item in items:
            act(item=item, user=user)
    what = items[0].headline if len(items) == 1 else counted(len(items), ARTICLE)
    ids = [item.pk for item in items]
    return Done(f"استُبعد: {what}", undo=ids) if aside else Done(f"عاد إلى القائمة: {what}")


def _join(items: list[WireItem], user: User) -> Done:
    actions.join_event(items=items, user=user)
    return Done(f"صارت حدثًا واحدًا: {counted(len(items), ARTICLE)}")


def _split(items: list[WireItem], user: User) -> Done:
    with transaction.atomic():
        for item in items:
            actions.split_from_event(item=item, user=user)
    return Done(f"لم يعد مع غيره: {items[0].headline}")


def _items(numbers: Sequence[str]) -> list[WireItem]:
    """The items in the order given.

    Raises:
        KhabarError: none is named, too many are, or one of them is not there.
    """
    ids = [int(number) for number in dict.fromkeys(numbers) if number.isascii() and number.isdecimal()][: MOST + 1]
    if not ids:
        raise KhabarError("حدّد خبرًا أولًا.")
    if len(ids) > MOST:
        raise KhabarError(f"الحد {MOST} خبرًا في المرة.")
    found = WireItem.objects.defer("record", "text").in_bulk([pk for pk in ids if pk < 2**63])
    if len(found) < len(ids):
        raise KhabarError("لم يعد هذا الخبر موجودًا.")
    return [found[pk] for pk in ids]


def _uses(items: Sequence[WireItem]) -> list[listing.Use]:
    made = listing.uses_of([item.pk for item in items])
    return [use for uses in made.values() for use in uses]


def _address(article: Article) -> str:
    return reverse("articles:edit", args=[article.pk])
