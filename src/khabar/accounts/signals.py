"""What follows when a person proves who they are in a new way."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.http import HttpRequest

from khabar.accounts.models import User
from khabar.accounts.queries import SECOND_FACTORS


def connect() -> None:
    authenticator_added.connect(_second_factor_was_proven)


def _second_factor_was_proven(request: HttpRequest, user: User, authenticator: Authenticator, **_kw: Any) -> None:
    """Whoever sets up a factor has just used it: this session has passed it."""
    if authenticator.type in SECOND_FACTORS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
