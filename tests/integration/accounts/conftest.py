"""People of each role, and the codes their phones would show."""

import hmac
import struct
import time
from base64 import b32decode
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from tests.factories.accounts import UserFactory

from khabar.accounts.enums import RoleCode
from khabar.accounts.models import Role, User

PASSWORD = "qalam-wa-hibr-27"


@pytest.fixture(autouse=True)
def _no_earlier_attempts(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("django_db"):
        cache.clear()


@pytest.fixture
def person(db: None) -> Callable[..., User]:
    """Makes a user with the password `PASSWORD`, of a role if one is named."""

    def make(role: RoleCode | None = None, **fields: object) -> User:
        user = UserFactory(**fields)
        user.set_password(PASSWORD)
        user.save()
        if role is not None:
            user.groups.add(Role.objects.get(code=role).group)
        return user

    return make


@pytest.fixture
def desk_of(person: Callable[..., User]) -> Callable[..., Client]:
    """A browser in which a person of the role is logged in, as if they had just come."""

    def make(role: RoleCode | None = None, **fields: object) -> Client:
        client = Client()
        client.force_login(person(role, **fields))
        return client

    return make


def log_in(client: Client, login: str, password: str = PASSWORD, **headers: str) -> int:
    """Send the log-in form; the status of the answer."""
    form = {"login": login, "password": password}
    return client.post("/desk/login/", form, headers=headers).status_code


def who(client: Client) -> str | None:
    """The id of the user this browser is logged in as."""
    return client.session.get("_auth_user_id")


def with_app(user: User) -> str:
    """Give the user an authenticator app; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_of(secret: str, steps: int = 0) -> str:
    """The six digits an authenticator app shows (RFC 6238), `steps` half minutes from now."""
    moment = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(b32decode(secret + "=" * (-len(secret) % 8)), moment, "sha1")
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
