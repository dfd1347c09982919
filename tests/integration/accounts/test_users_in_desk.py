"""Administrators looking after people in the desk, without locking everybody out."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from khabar.accounts.actions import create_admin
from khabar.accounts.enums import RoleCode
from khabar.accounts.models import Role, User

from .conftest import log_in, who

pytestmark = pytest.mark.django_db
NEW = "hibr-asfar-63-waraq"


@pytest.fixture
def chief_desk() -> Client:
    """The desk of the first administrator, the only one there is."""
    create_admin(username="admin")
    client = Client()
    client.force_login(User.objects.get())
    return client


def person_form(**fields: Any) -> dict[str, Any]:
    form = {
        "username": "salma",
        "email": "salma@newsroom.example",
        "first_name": "سلمى",
        "last_name": "الكاتب",
        "password1": NEW,
        "password2": NEW,
        "groups": [Role.objects.get(code=RoleCode.EDITOR).group.pk],
        "is_active": "on",
    }
    return {key: value for key, value in (form | fields).items() if value is not None}


def test_an_administrator_makes_an_account_that_works(desk_of: Callable[..., Client]) -> None:
    answer = desk_of(RoleCode.ADMINISTRATOR).post("/desk/users/new/", person_form())
    assert answer.status_code == 302, answer.context["form"].errors
    browser = Client()
    log_in(browser, "salma@newsroom.example", NEW)
    assert who(browser) is not None
    assert browser.get("/desk/articles/").status_code == 200


def test_a_weak_password_is_not_given_to_others_either(desk_of: Callable[..., Client]) -> None:
    answer = desk_of(RoleCode.ADMINISTRATOR).post("/desk/users/new/", person_form(password1="12345", password2="12345"))
    assert answer.status_code == 200
    assert not User.objects.filter(username="salma").exists()


def test_a_new_password_given_by_an_administrator_ends_the_sessions(
    chief_desk: Client, person: Callable[..., User]
) -> None:
    user = person(RoleCode.EDITOR, username="salma")
    browser = Client()
    log_in(browser, "salma")
    assert chief_desk.post(f"/desk/users/edit/{user.pk}/", person_form()).status_code == 302
    assert browser.get("/desk/").status_code == 302


def test_the_last_administrator_cannot_be_stopped_or_removed(
    chief_desk: Client, desk_of: Callable[..., Client]
) -> None:
    last = User.objects.get(username="admin")
    other = desk_of(RoleCode.ADMINISTRATOR)
    fields = {"username": "admin", "password1": None, "password2": None, "is_superuser": "on"}
    for change in ({"is_active": None}, {"is_superuser": None}):
        other.post(f"/desk/users/edit/{last.pk}/", person_form(**fields | change))
    other.post(f"/desk/users/delete/{last.pk}/")
    ids = f"id={last.pk}"
    other.post(f"/desk/bulk/accounts/user/delete/?{ids}")
    other.post(f"/desk/bulk/accounts/user/set_active_state/?{ids}", {"mark_as_active": "False"})
    last.refresh_from_db()
    assert last.is_active
    assert last.is_superuser


def test_with_a_second_administrator_the_first_may_go(chief_desk: Client) -> None:
    create_admin(username="second")
    second = Client()
    second.force_login(User.objects.get(username="second"))
    first = User.objects.get(username="admin")
    assert second.post(f"/desk/users/delete/{first.pk}/").status_code == 302
    assert not User.objects.filter(username="admin").exists()


def test_nobody_removes_themselves(chief_desk: Client) -> None:
    chief_desk.post(f"/desk/users/delete/{User.objects.get().pk}/")
    assert User.objects.count() == 1


def test_the_account_page_leads_to_password_and_second_factor(desk_of: Callable[..., Client]) -> None:
    page = desk_of(RoleCode.REPORTER).get("/desk/account/").content.decode()
    assert "/desk/account/password/change/" in page
    assert "/desk/account/mfa/" in page
