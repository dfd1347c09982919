"""The pages for what cannot be shown."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khabar.articles.queries import cards
from khabar.front.head import Head
from khabar.front.pages import page, unstored

_NEWEST = 5
_BACK_IN = 60  # seconds


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing at this address, and never was."""
    return _friendly(request, 404, "لا شيء في هذا العنوان", "ربما كُتب العنوان خطأً، أو نُقلت الصفحة إلى مكان آخر.")


def gone(request: HttpRequest) -> HttpResponse:
    """410: there was a story here and it was withdrawn."""
    return _friendly(request, 410, "سُحب هذا الخبر", "كان في هذا العنوان خبر، ثم سُحب من النشر.")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _plain(request, 403, "لا يُسمح بفتح هذه الصفحة", "هذه الصفحة لمن له صلاحية فتحها.")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _plain(request, 400, "لم يُفهم الطلب", "وصل طلب لا تستطيع الخوادم قراءته. حاول من جديد من الصفحة الرئيسية.")


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database does not answer; from a template that needs neither it nor the request."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        response = _plain(request, 503, "الموقع متوقف للحظات", "لا تصل الصفحة إلى بياناتها الآن. حاول بعد دقيقة.")
        response["Retry-After"] = str(_BACK_IN)
        return unstored(response)
    return _plain(request, 500, "حدث خطأ عندنا", "تعذّر عرض الصفحة، ونعمل على إصلاحها. حاول بعد قليل.")


def _friendly(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """With the site's head and the newest stories, so that the reader can go on."""
    newest = list(cards()[:_NEWEST])
    head = Head(title=title, path="", index=False)
    return page(request, "missing.html", head, articles=newest, status=status, text=text, newest=newest)


def _plain(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    head = Head(title=title, path="", index=False)
    context = {"head": head, "text": text, "sections": ()}
    return render(request, "front/broken.html", context, status=status)
