"""Pages about access that are not allauth's own: security.txt, refused forms, Wagtail's closed doors."""

from datetime import UTC, timedelta
from typing import Any

from allauth.account.views import PasswordResetView as AllauthPasswordResetView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from khabar.core import clock

_VALID_FOR = timedelta(days=180)  # RFC 9116, 2.5.5: less than a year is recommended


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a vulnerability (RFC 9116), for `/.well-known/security.txt`."""
    contact = settings.SECURITY_CONTACT
    if "@" in contact and "://" not in contact and not contact.startswith("mailto:"):
        contact = f"mailto:{contact}"
    expires = (clock.now() + _VALID_FOR).astimezone(UTC).replace(hour=0, minute=0, second=0)
    lines = (
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: ar, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    )
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, max-age=86400"
    return response


class PasswordResetView(AllauthPasswordResetView):  # type: ignore[misc]
    """Sends a link by e-mail, or says that this site sends none."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "mail_configured": settings.EMAIL_CONFIGURED}


@require_safe
def session_state(request: HttpRequest) -> HttpResponse:
    """Asked by an open form before it is sent: 204 while its session lasts, 401 after."""
    return HttpResponse(status=204 if request.user.is_authenticated else 401)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its token: an old page, or another site's attempt."""
    return render(request, "accounts/csrf_failure.html", status=403)


def to_password_reset(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Wagtail's own way to a new password, closed: there is one way, and it is throttled."""
    return redirect("account_reset_password")
