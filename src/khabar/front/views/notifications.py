"""Notifications as a reader's browser speaks of them: the page where she chooses, and what its script tells the site.

What is told is JSON in a POST without cookies. It proves itself: `endpoint` and `auth` are secrets of the browser that
subscribed. Another site's page can neither know them nor send JSON here, as browsers ask first and are not answered.
"""

import json
from collections.abc import Callable
from functools import cache, wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from khabar.arabic.plurals import Noun, counted
from khabar.articles.models import Section, Topic
from khabar.core.rate import Limit
from khabar.front.dates import digits
from khabar.front.head import Head
from khabar.front.pages import page
from khabar.pagestore.views import carry, stored
from khabar.push import keys, subscriptions
from khabar.push.errors import NotHeld, PushError
from khabar.push.queries import busiest_topics, chosen
from khabar.push.subscriptions import Choice, Held

_HOUR = 3600
_TOPICS = 12
_MOST_BYTES = 8 * 1024
_A_SECOND = 5
NOTICE = Noun("لا إشعار", "إشعار واحد", "إشعارين", "إشعارات", "إشعارًا", "إشعار")
"""In the genitive, as after حتى."""
Tell = Callable[[HttpRequest, dict[str, Any]], HttpResponse]


@require_safe
@stored(max_age=_HOUR)
def notifications(request: HttpRequest) -> HttpResponse:
    """The page, the same for all; its script fills in what this browser chose."""
    _on()
    path = reverse("front:notifications")
    head = Head(title="إشعارات الأخبار", path=path, description="اختر ما يصلك إشعار به، ومتى لا يصلك شيء.")
    topics = busiest_topics(_TOPICS)
    most = counted(settings.PUSH_A_DAY, NOTICE)
    response = page(request, "notifications.html", head, topics=topics, every=settings.PUSH_FOLLOWED, most=digits(most))
    carry(response, *(f"name:topic:{topic.pk}" for topic in topics))
    return response


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The public key to subscribe with."""
    _on()
    return _told({"key": keys.public_key()})


def _hears(tell: Tell) -> Callable[[HttpRequest], HttpResponse]:
    """Have a view take JSON from the site's own pages and worker, bounded in size and number; refusals are JSON too."""

    @csrf_exempt
    @require_POST
    @wraps(tell)
    def view(request: HttpRequest) -> HttpResponse:
        _on()
        if (refused := _refused(request)) is not None:
            return refused
        try:
            sent = json.loads(request.body)
            if not isinstance(sent, dict):
                raise TypeError("not an object")
            return tell(request, sent)
        except NotHeld as error:
            return _told({"message": str(error)}, 404)
        except PushError as error:
            return _told({"message": str(error)}, 422)
        except (ValueError, TypeError, KeyError, RecursionError):
            return _told({"message": "لم نفهم الطلب."}, 400)

    return view


@_hears
def state(request: HttpRequest, sent: dict[str, Any]) -> HttpResponse:
    """What the browser chose."""
    return _told(chosen(subscriptions.held(_text(sent, "endpoint"), _text(sent, "auth"))))


@_hears
def choose(request: HttpRequest, sent: dict[str, Any]) -> HttpResponse:
    """Subscribe, or change what was chosen; with `filed` alone, follow that or follow it no more."""
    browser = Held(_text(sent, "endpoint"), _text(sent, "auth"), _text(sent, "p256dh"))
    wanted = sent["choice"]
    choice = Choice(
        breaking=wanted.get("breaking") is True,
        quiet=_pair(wanted.get("quiet")),
        breaking_always=wanted.get("always") is True,
        zone=_text(wanted, "zone"),
        topics=_numbers(wanted.get("topics", [])),
        sections=_numbers(wanted.get("sections", [])),
    )
    if "filed" not in sent:
        return _told(chosen(subscriptions.choose(browser=browser, choice=choice)))
    follows = sent.get("follows") is not False
    found = subscriptions.follow(browser=browser, choice=choice, filed=_filed(sent["filed"]), follows=follows)
    return _told(chosen(found))


@_hears
def move(request: HttpRequest, sent: dict[str, Any]) -> HttpResponse:
    """The browser renewed its subscription by itself: what was chosen goes with it."""
    browser = Held(_text(sent, "endpoint"), _text(sent, "auth"), _text(sent, "p256dh"))
    old = sent["old"]
    return _told(chosen(subscriptions.move(endpoint=_text(old, "endpoint"), auth=_text(old, "auth"), browser=browser)))


@_hears
def stop(request: HttpRequest, sent: dict[str, Any]) -> HttpResponse:
    """End everything; one that is not known has ended."""
    subscriptions.end(endpoint=_text(sent, "endpoint"), auth=_text(sent, "auth"))
    return _told({})


def _on() -> None:
    if not settings.PUSH:
        raise Http404("notifications are off")


def _refused(request: HttpRequest) -> HttpResponse | None:
    """Why the request is not read, if so."""
    if not _limit().allows(request.META.get("REMOTE_ADDR", "")):
        response = _told({"message": "طلبات كثيرة، حاول بعد ثوانٍ."}, 429)
        response["Retry-After"] = "2"
        return response
    if not _is_own(request):
        return _told({"message": "هذا الطلب ليس من موقعنا."}, 403)
    if request.content_type != "application/json":
        return _told({"message": "نقرأ JSON وحدها."}, 415)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > _MOST_BYTES:
        return _told({"message": "الطلب أكبر مما نقبل."}, 413)
    return None


def _is_own(request: HttpRequest) -> bool:
    """Whether our own page or worker sent it, as far as browsers say: those that say nothing know the secret."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


@cache
def _limit() -> Limit:
    return Limit(_A_SECOND)


def _told(answer: dict[str, Any], status: int = 200) -> HttpResponse:
    response = JsonResponse(answer, status=status, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store"
    return response


def _text(sent: Any, name: str) -> str:
    value = sent[name]
    if not isinstance(value, str) or "\x00" in value:
        raise TypeError(name)
    return value


def _numbers(sent: Any) -> list[int]:
    if not isinstance(sent, list) or not all(type(one) is int and 0 < one < 2**63 for one in sent):
        raise TypeError("not a list of ids")
    return list(dict.fromkeys(sent))


def _pair(sent: Any) -> tuple[int, int] | None:
    if sent is None:
        return None
    begins, ends = sent
    if type(begins) is not int or type(ends) is not int:
        raise TypeError("not minutes")
    return begins, ends


def _filed(sent: Any) -> Topic | Section:
    """The topic or section in `topic:7`."""
    kind, _, number = str(sent).partition(":")
    model: type[Topic] | type[Section] | None = {"topic": Topic, "section": Section}.get(kind)  # type: ignore[assignment]
    if model is None or not (number.isascii() and number.isdecimal() and len(number) <= 18):
        raise ValueError("neither a topic nor a section")
    found = model.objects.filter(pk=int(number)).first()
    if found is None:
        raise PushError("لم نعد نتابع هذا الموضوع.")
    return found
