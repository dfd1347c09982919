"""Newsletters for readers: asking, confirming, one's own page, leaving. None needs a cookie or a script.

Asking is open to any page's form, as there is no session to protect: what it does is one mail to the address, and that
is bounded. The other pages are opened with a link out of a mail, and change something by POST alone: programs that
look at mails open every link.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from khabar.core.paths import path_to
from khabar.core.rate import Limit
from khabar.front.head import Head
from khabar.front.pages import page, unstored
from khabar.letters import actions, queries
from khabar.letters.addresses import masked
from khabar.letters.errors import BadAddress, BadLink
from khabar.letters.links import read_confirming
from khabar.letters.models import Newsletter, Reader
from khabar.pagestore.views import stored

AGREEMENT = (
    "أطلب أن تصلني النشرات التي اخترتها على هذا العنوان. أؤكد طلبي برابط يصلني بالبريد، وألغيه متى شئت من أي رسالة. "
    "يُحفظ عنواني وما اخترته ووقت موافقتي، ولا يُسجَّل ما أفتحه ولا ما أنقره."
)
"""What readers agree to; kept with each subscription in exactly these words."""
_MAX_AGE = 300  # seconds: other nodes are not told of a new newsletter
_asking = Limit(1 / 20, at_once=5)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@stored(queries.KEY, max_age=_MAX_AGE)
def letters(request: HttpRequest) -> HttpResponse:
    """The newsletters, and the form; a POST of it or of the one at the foot of each page."""
    if request.method != "POST":
        return _form(request)
    if not _asking.allows(request.META.get("REMOTE_ADDR", "")):
        return _said(request, "محاولات كثيرة", "وصلت من شبكتك طلبات كثيرة. حاول بعد دقيقة.", status=429)
    address = request.POST.get("address", "")
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site":
        return _form(request, address=address, wrong="افتح هذه الصفحة من الموقع ثم أعد الطلب.", status=403)
    found = _wanted(request)
    if not found:
        return _form(request, address=address, wrong="اختر نشرة واحدة على الأقل.", status=400)
    if not request.POST.get("website") and settings.LETTERS_CONFIGURED:
        try:
            actions.ask(address=address, newsletters=found, agreement=AGREEMENT)
        except BadAddress as error:
            return _form(request, address=address, wrong=str(error), status=400)
    return unstored(HttpResponseRedirect(path_to("front:letters-sent"), status=303))


@require_safe
@stored()
def sent(request: HttpRequest) -> HttpResponse:
    """What is said to everybody who asked, whether or not the address was known."""
    text = (
        "إن كان العنوان صحيحًا وصلتك رسالة فيها رابط، فافتحه لتؤكد طلبك. الرابط صالح ثلاثة أيام، "
        "ولا يصلك شيء قبل أن تؤكد. إن لم تجدها فانظر في البريد غير المرغوب."
    )
    return _said(request, "بقيت خطوة: افتح بريدك", text, path="front:letters-sent")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button; pressing it begins the subscription."""
    try:
        if request.method != "POST":
            read_confirming(token)
            return _asks(request, "أكّد اشتراكك", "اضغط الزر لتصلك النشرة على هذا البريد.", "أؤكد الاشتراك")
        reader = actions.confirm(token=token)
    except BadLink as error:
        return _private(_said(request, "لم يتم التأكيد", str(error), status=400))
    return _own(request, reader, told="تم اشتراكك، وتصلك رسالة ترحيب فيها رابط هذه الصفحة.")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, key: str) -> HttpResponse:
    """What a reader gets; she changes it here, leaves everything, or has all that is known of her deleted."""
    reader = queries.reader_of(key)
    if reader is None:
        return _private(_said(request, "لا شيء محفوظ", "لا نحفظ شيئًا لصاحب هذا الرابط، ولن تصله رسائل.", status=404))
    if request.method != "POST":
        return _own(request, reader)
    act = request.POST.get("act")
    if act == "forget":
        actions.forget(reader=reader)
        return _private(_said(request, "حُذفت بياناتك", "لم يبق عندنا عنوانك ولا شيء عنك، ولن تصلك رسائل."))
    if act == "leave":
        actions.leave(reader=reader)
        return _own(request, reader, told="أُلغيت كل اشتراكاتك.")
    actions.choose(reader=reader, newsletters=_chosen(request), agreement=AGREEMENT)
    return _own(request, reader, told="حُفظ اختيارك.")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Leaving a newsletter: a button for a person, at once for a program that posts (RFC 8058).

    A link whose reader or subscription is gone is answered like any other: what it asks for is so.
    """
    newsletter = Newsletter.objects.filter(pk=pk).first()
    name = newsletter.name if newsletter else "النشرة"
    if request.method != "POST":
        return _asks(request, "إلغاء الاشتراك", f"لن تصلك «{name}» بعد الآن.", "ألغِ الاشتراك", key=key)
    reader = queries.reader_of(key)
    if reader is not None and newsletter is not None:
        actions.leave(reader=reader, newsletter=newsletter)
    text = f"أُلغي اشتراكك في «{name}»، ولن تصلك بعد الآن."
    return _private(
        _said(request, "أُلغي الاشتراك", text, own_path=reverse("front:letters-own", args=[key]) if reader else "")
    )


def _wanted(request: HttpRequest) -> list[Newsletter]:
    """The newsletters that were chosen; the first one for the form that offers no choice."""
    return _chosen(request) if "choice" in request.POST else queries.active()[:1]


def _chosen(request: HttpRequest) -> list[Newsletter]:
    given = set(request.POST.getlist("newsletter"))
    return [one for one in queries.active() if str(one.pk) in given]


def _form(request: HttpRequest, *, address: str = "", wrong: str = "", status: int = 200) -> HttpResponse:
    head = Head(
        title="النشرات البريدية",
        path=path_to("front:letters"),
        description=f"أخبار {settings.SITE_NAME} في بريدك: اختر نشرة واكتب عنوانك.",
    )
    offered = queries.active() if settings.LETTERS_CONFIGURED else []
    ticked = set(request.POST.getlist("newsletter")) or {str(one.pk) for one in offered[:1]}
    choices = [(one, str(one.pk) in ticked) for one in offered]
    context: dict[str, Any] = {"choices": choices, "address": address[:254], "wrong": wrong, "agreement": AGREEMENT}
    response = page(request, "letters/letters.html", head, status=status, **context)
    return response if request.method != "POST" else unstored(response)


def _own(request: HttpRequest, reader: Reader, *, told: str = "") -> HttpResponse:
    head = Head(title="اشتراكاتك", path="", index=False)
    mine = queries.chosen(reader)
    choices = [(one, one.pk in mine) for one in queries.active()]
    context: dict[str, Any] = {
        "choices": choices,
        "told": told,
        "address": masked(reader.address),
        "agreement": AGREEMENT,
    }
    action = reverse("front:letters-own", args=[reader.key])
    return _private(page(request, "letters/own.html", head, action=action, **context))


def _asks(request: HttpRequest, title: str, text: str, button: str, *, key: str = "") -> HttpResponse:
    """A page with one button, which posts to the same address."""
    head = Head(title=title, path="", index=False)
    own_path = reverse("front:letters-own", args=[key]) if key else ""
    return _private(page(request, "letters/asks.html", head, text=text, button=button, own_path=own_path))


def _said(
    request: HttpRequest, title: str, text: str, *, status: int = 200, path: str = "", own_path: str = ""
) -> HttpResponse:
    head = Head(title=title, path=path_to(path) if path else "", index=False)
    return page(request, "letters/said.html", head, status=status, text=text, own_path=own_path)


def _private(response: HttpResponse) -> HttpResponse:
    """Kept by nobody, and its address, which is a key, told to nobody."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
