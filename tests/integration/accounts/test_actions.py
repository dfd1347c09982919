"""Accounts from the command line: the first administrator, a forgotten password, a lost phone."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from khabar.accounts import actions
from khabar.accounts.enums import RoleCode
from khabar.accounts.errors import NameTaken, UnknownUser, WeakPassword
from khabar.accounts.models import User

from .conftest import log_in, who, with_app

pytestmark = pytest.mark.django_db


def test_the_first_administrator_can_log_in_with_the_password_that_was_made(client: Client) -> None:
    password = actions.create_admin(username="admin")
    assert len(password) >= 16
    log_in(client, "admin", password)
    assert who(client) is not None
    assert client.get("/desk/users/").status_code == 200
    assert User.objects.get().groups.filter(role__code=RoleCode.ADMINISTRATOR).exists()


def test_two_passwords_are_never_the_same() -> None:
    assert actions.create_admin(username="one") != actions.create_admin(username="two")


def test_a_given_password_is_used_and_must_be_good() -> None:
    assert actions.create_admin(username="admin", password="warraq-aswad-91") == "warraq-aswad-91"
    with pytest.raises(WeakPassword):
        actions.create_admin(username="other", password="123")
    assert not User.objects.filter(username="other").exists()


def test_a_name_is_taken_in_any_case() -> None:
    actions.create_admin(username="admin")
    with pytest.raises(NameTaken):
        actions.create_admin(username="Admin")


def test_a_new_password_ends_sessions_and_brings_the_account_back(client: Client, person: Callable[..., User]) -> None:
    user = person(RoleCode.EDITOR, username="nadia")
    log_in(client, "nadia")
    User.objects.filter(pk=user.pk).update(is_active=False)
    password = actions.reset_password(username="NADIA")
    assert client.get("/desk/").status_code == 302
    log_in(client, "nadia", password)
    assert client.get("/desk/").status_code == 200


def test_a_lost_phone_is_forgotten_only_when_asked(client: Client, person: Callable[..., User]) -> None:
    with_app(person(RoleCode.EDITOR, username="nadia"))
    actions.reset_password(username="nadia")
    assert Authenticator.objects.exists()
    password = actions.reset_password(username="nadia", forget_second_factor=True)
    assert not Authenticator.objects.exists()
    log_in(client, "nadia", password)
    assert who(client) is not None


def test_nobody_of_that_name() -> None:
    with pytest.raises(UnknownUser):
        actions.reset_password(username="nobody")
