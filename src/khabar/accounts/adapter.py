"""How allauth behaves here: no sign-up, attempts counted per person, a fresh log-in is proof enough."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from khabar.accounts.models import User

_LONGEST_NEXT = 2000
_WRONG = "اسم المستخدم أو كلمة المرور غير صحيح."
_WRONG_CODE = "الرمز غير صحيح."
_TOO_MANY = "محاولات كثيرة فاشلة. انتظر خمس دقائق ثم حاول من جديد."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by administrators in the desk and by the `khabar` command, never by visitors."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _WRONG,
        "email_password_mismatch": _WRONG,
        "invalid_login": _WRONG,
        "incorrect_password": "كلمة المرور غير صحيحة.",
        "incorrect_code": _WRONG_CODE,
        "too_many_login_attempts": _TOO_MANY,
        "rate_limited": _TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """True for a path of this site: log-in leads nowhere else."""
        return len(url) <= _LONGEST_NEXT and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Under the site's own name and address, whatever host the request asked for."""
        site = {"name": settings.SITE_NAME, "domain": settings.SITE_URL}
        super().send_mail(template_prefix, email, {**context, "current_site": site})

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again before a sensitive step, unless the person logged in only a moment ago."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        records = get_authentication_records(context.request, context.request.user)
        latest = max((record["at"] for record in records), default=0)
        return bool(time.time() - latest > app_settings.REAUTHENTICATION_TIMEOUT)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One count per account: neither another host name nor the e-mail for the user name starts a new one."""
        login = str(credentials.get("email") or credentials.get("username") or "").strip().casefold()
        found = User.objects.filter(Q(username__iexact=login) | Q(email__iexact=login)).order_by("pk").first()
        return f"account:{found.pk}" if found is not None else f"login:{login}"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors named in Arabic and bound to the site's name."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": _WRONG_CODE}

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return "مفتاحي" if count == 0 else f"مفتاحي {count + 1}"
