"""What is done to accounts from outside the desk, each one atomic act."""

import secrets

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django_q.models import Schedule
from wagtail.log_actions import log

from khabar.accounts.enums import RoleCode
from khabar.accounts.errors import NameTaken, UnknownUser, WeakPassword
from khabar.accounts.models import Role, User

_PASSWORD_BYTES = 15  # 20 characters of base64url: 120 bits


@transaction.atomic
def create_admin(*, username: str, password: str | None = None, email: str = "") -> str:
    """Make an administrator and return the password, which is made up here unless given.

    Raises:
        NameTaken: there is a user of that name.
        WeakPassword: the given password does not pass the rules.
    """
    if User.objects.filter(username__iexact=username).exists():
        raise NameTaken(f"الاسم «{username}» مستعمل.")
    user = User(username=username, email=email, is_superuser=True, is_staff=True)
    password = _set_password(user, password)
    role = Role.objects.filter(code=RoleCode.ADMINISTRATOR).first()
    if role is not None:
        user.groups.add(role.group)
    log(instance=user, action="wagtail.create")
    return password


@transaction.atomic
def reset_password(*, username: str, password: str | None = None, forget_second_factor: bool = False) -> str:
    """Give a user a new password and return it; open sessions of that user end, and the account is active again.

    Args:
        username: the user's name, in any case.
        password: the new one; made up here unless given.
        forget_second_factor: also remove authenticator apps, passkeys and recovery codes (a lost phone).

    Raises:
        UnknownUser: there is no such user.
        WeakPassword: the given password does not pass the rules.
    """
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        raise UnknownUser(f"لا مستخدم بالاسم «{username}».")
    user.is_active = True
    password = _set_password(user, password)
    if forget_second_factor:
        Authenticator.objects.filter(user=user).delete()
    log(instance=user, action="wagtail.edit")
    return password


def ensure_sweep() -> None:
    """Have the sessions that are over removed once a day, by the background process."""
    Schedule.objects.get_or_create(
        name="clearsessions",
        defaults={
            "func": "django.core.management.call_command",
            "args": "'clearsessions'",
            "schedule_type": Schedule.DAILY,
        },
    )


def _set_password(user: User, given: str | None) -> str:
    password = given or secrets.token_urlsafe(_PASSWORD_BYTES)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages)) from error
    user.set_password(password)
    user.save()
    return password
