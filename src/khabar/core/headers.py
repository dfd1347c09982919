"""The headers that tell a browser what a page may do, and the door for requests that name another host."""

from collections.abc import Callable
from wsgiref.headers import Headers

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase

DESK = "/desk/"
# Pages under the desk that are our own from top to bottom, so the public policy fits them.
_OWN_PAGES = ("/desk/login/", "/desk/logout/", "/desk/account/")
_WAGTAIL_ACCOUNT = "/desk/account/"
# Served under the desk, but the same for everybody and asked for by every page of it.
_SHARED_ASSETS = ("/desk/sprite/", "/desk/jsi18n/")
# Only what a page could ask a reader for, or be abused to tell of them: the rest is allowed to no frame by default,
# and each answer carries this line.
_PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "microphone", "geolocation", "display-capture", "payment", "usb", "browsing-topics")
)
_WRONG_HOST = (
    '<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>طلب غير صالح</title>'
    "<h1>طلب غير صالح</h1><p>هذا الخادم لا يخدم العنوان المطلوب.</p></html>"
).encode()


class SecurityHeaders:
    """Middleware around everything: refuses other hosts cheaply, and marks every answer on its way out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()
        except DisallowedHost:
            response = HttpResponse(_WRONG_HOST, status=400)
            response["X-Content-Type-Options"] = "nosniff"
            response["Content-Security-Policy"] = "default-src 'none'"
        else:
            response = self._get_response(request)
        response.setdefault("Permissions-Policy", _PERMISSIONS)
        if settings.HSTS_SECONDS:
            # Whenever the site's address is https, also when a proxy ended the TLS and did not say so; a browser
            # that got it over plain HTTP ignores it (RFC 6797, 8.1).
            response.setdefault("Strict-Transport-Security", f"max-age={settings.HSTS_SECONDS}")
        if is_private(request.path_info):
            response["Cache-Control"] = "no-store, private"
            response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
            response.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response


def static_headers(headers: Headers, _path: str, _url: str) -> None:
    """Mark a static file, which no middleware sees (WhiteNoise's `add_headers_function`)."""
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = settings.SECURE_REFERRER_POLICY
    if settings.HSTS_SECONDS:
        headers["Strict-Transport-Security"] = f"max-age={settings.HSTS_SECONDS}"


class ContentSecurityPolicy(CSPMiddleware):  # type: ignore[misc]
    """django-csp with two policies: Wagtail's own pages need a wider one than everything else."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None and is_wagtail(request.path_info):
            parts.config = settings.DESK_CONTENT_SECURITY_POLICY["DIRECTIVES"]
        return parts


def is_private(path: str) -> bool:
    """True for pages that belong to a person: everything under the desk but its shared assets."""
    return path.startswith(DESK) and not path.startswith(_SHARED_ASSETS)


def is_wagtail(path: str) -> bool:
    """True for pages that Wagtail's templates and scripts make."""
    return path.startswith(DESK) and (path == _WAGTAIL_ACCOUNT or not path.startswith(_OWN_PAGES))
