"""Sends whoever must prove themselves twice to do so before any page of the desk opens."""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect

from khabar.accounts.queries import has_second_factor, requires_second_factor

_DESK = "/desk/"
# What a person without a second factor may still open: setting one up, and leaving.
_OPEN = ("/desk/login/", "/desk/logout/", "/desk/account/mfa/", "/desk/account/reauthenticate/", "/desk/jsi18n/")
_SET_UP_FIRST = "دورك في غرفة الأخبار يلزمه التحقق بخطوتين. فعّله هنا لتفتح بقية الصفحات."


class SecondFactorRequired:
    """Middleware for the desk; stands after authentication. Public pages are not looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if not path.startswith(_DESK) or path.startswith(_OPEN) or not request.user.is_authenticated:
            return self._get_response(request)
        if not requires_second_factor(request.user):
            return self._get_response(request)
        has_one = has_second_factor(request.user)
        if has_one and _passed(request):
            return self._get_response(request)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return HttpResponseForbidden(_SET_UP_FIRST)
        if has_one:
            return redirect(_confirm_address(request))
        messages.warning(request, _SET_UP_FIRST)
        return redirect("mfa_index")


def _confirm_address(request: HttpRequest) -> str:
    """Where to prove the second factor now, and come back from: a code, or the passkey of who has only that."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    address = next(method["url"] for method in methods if method["id"].startswith("mfa"))
    return f"{address}?{urlencode({'next': request.get_full_path()})}"


def _passed(request: HttpRequest) -> bool:
    """True when this session was opened, or confirmed since, with a second factor."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
