"""`khabar admin`, the way back in."""

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner
from django.contrib.auth import authenticate
from tests.factories.accounts import UserFactory

from khabar.cli import care, main

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _already_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(care, "use_django", lambda **_: None)


def _run(*arguments: str) -> tuple[str, str]:
    result = CliRunner().invoke(main, ["admin", *arguments])
    assert result.exit_code == 0, result.output
    name, password = result.output.split()
    return name, password


def _with_app(username: str) -> None:
    Authenticator.objects.create(user=UserFactory(username=username), type=Authenticator.Type.TOTP, data={})


def test_a_lost_second_factor_is_forgotten_only_when_asked() -> None:
    _with_app("huda")
    _run("huda")
    assert Authenticator.objects.count() == 1
    _run("huda", "--forget-second-factor")
    assert Authenticator.objects.count() == 0


def test_a_name_is_found_in_any_case_and_its_new_password_works() -> None:
    UserFactory(username="Huda")
    _, password = _run("huda")
    assert authenticate(username="Huda", password=password) is not None
