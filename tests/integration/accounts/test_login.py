"""Coming in and going out: what a password opens, for how long, and how often it may be tried."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client, override_settings

from khabar.accounts.enums import RoleCode
from khabar.accounts.models import User

from .conftest import PASSWORD, log_in, who

pytestmark = pytest.mark.django_db
Person = Callable[..., User]


@pytest.mark.parametrize("login", ["nadia", "NADIA", "  nadia ", "nadia@newsroom.example", "Nadia@Newsroom.example"])
def test_a_user_name_or_an_address_opens_the_desk(client: Client, person: Person, login: str) -> None:
    user = person(RoleCode.EDITOR, username="nadia", email="nadia@newsroom.example")
    answer = client.post("/desk/login/", {"login": login, "password": PASSWORD})
    assert answer.headers["Location"] == "/desk/"
    assert who(client) == str(user.pk)


@pytest.mark.parametrize(
    ("login", "password"),
    [("nadia", "wrong"), ("nobody", PASSWORD), ("", ""), ("nadia", ""), ("nadia\x00", PASSWORD), ("x" * 300, "y")],
)
def test_anything_else_does_not(client: Client, person: Person, login: str, password: str) -> None:
    person(RoleCode.EDITOR, username="nadia")
    answer = client.post("/desk/login/", {"login": login, "password": password})
    assert answer.status_code == 200
    assert who(client) is None


def test_the_answer_does_not_tell_whether_there_is_such_a_user(client: Client, person: Person) -> None:
    person(username="nadia")
    known = client.post("/desk/login/", {"login": "nadia", "password": "wrong"}).context["form"].errors
    unknown = client.post("/desk/login/", {"login": "nobody", "password": "wrong"}).context["form"].errors
    assert known == unknown
    assert known


def test_the_page_is_arabic_and_ours(client: Client) -> None:
    page = client.get("/desk/login/").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "الدخول إلى غرفة الأخبار" in page
    assert "wagtail" not in page.lower()
    assert "<script>" not in page
    assert "style=" not in page


def test_the_desk_sends_a_stranger_to_log_in_and_back(client: Client, person: Person) -> None:
    person(RoleCode.EDITOR, username="nadia")
    answer = client.get("/desk/images/")
    assert answer.headers["Location"] == "/desk/login/?next=/desk/images/"
    answer = client.post(
        "/desk/login/?next=/desk/images/", {"login": "nadia", "password": PASSWORD, "next": "/desk/images/"}
    )
    assert answer.headers["Location"] == "/desk/images/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x", "http://["]
)
def test_log_in_leads_nowhere_else(client: Client, person: Person, elsewhere: str) -> None:
    person(RoleCode.EDITOR, username="nadia")
    answer = client.post("/desk/login/", {"login": "nadia", "password": PASSWORD, "next": elsewhere})
    assert answer.headers["Location"] == "/desk/"


def test_the_session_gets_a_new_key_at_log_in(client: Client, person: Person) -> None:
    person(RoleCode.EDITOR, username="nadia")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["khabar_session"] = session.session_key or ""
    log_in(client, "nadia")
    assert client.cookies["khabar_session"].value != session.session_key
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_log_out_ends_the_session_on_the_server(client: Client, person: Person) -> None:
    person(RoleCode.EDITOR, username="nadia")
    log_in(client, "nadia")
    key = client.cookies["khabar_session"].value
    assert client.get("/desk/logout/").status_code == 200  # asking is not leaving
    client.post("/desk/logout/")
    thief = Client()
    thief.cookies["khabar_session"] = key
    assert thief.get("/desk/").headers["Location"].startswith("/desk/login/")
    assert not Session.objects.filter(session_key=key).exists()


def test_a_new_password_ends_the_sessions_elsewhere(person: Person) -> None:
    person(RoleCode.EDITOR, username="nadia")
    here, elsewhere = Client(), Client()
    log_in(here, "nadia")
    log_in(elsewhere, "nadia")
    new = "mihbara-jadida-58"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/desk/account/password/change/", form).status_code == 302
    assert here.get("/desk/").status_code == 200
    assert elsewhere.get("/desk/").status_code == 302


@pytest.mark.parametrize("weak", ["short1", "1234567890123", "password1234", "nadia-nadia"])
def test_a_weak_password_is_not_taken(client: Client, person: Person, weak: str) -> None:
    person(RoleCode.EDITOR, username="nadia-nadia")
    log_in(client, "nadia-nadia")
    form = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    answer = client.post("/desk/account/password/change/", form)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_whoever_is_deactivated_is_out_at_once(client: Client, person: Person) -> None:
    user = person(RoleCode.EDITOR, username="nadia")
    log_in(client, "nadia")
    assert client.get("/desk/").status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/desk/").status_code == 302
    fresh = Client()
    log_in(fresh, "nadia")
    assert who(fresh) is None


def test_five_failures_close_an_account_for_a_while(client: Client, person: Person) -> None:
    person(username="nadia", email="nadia@newsroom.example")
    person(username="salma")
    for attempt in range(5):
        # Another spelling, the address, another host: all of them count together.
        login = ("nadia", "Nadia", "nadia@newsroom.example")[attempt % 3]
        client.post(
            "/desk/login/",
            {"login": login, "password": "wrong"},
            headers={"host": ("localhost", "127.0.0.1")[attempt % 2]},
        )
    log_in(client, "nadia")
    assert who(client) is None
    log_in(client, "salma")
    assert who(client) is not None


def test_ten_failures_close_an_address_for_a_while(person: Person) -> None:
    person(username="nadia")
    attacker = Client(REMOTE_ADDR="192.0.2.66")
    for attempt in range(10):
        # A forged header must not make each try look like another reader.
        log_in(attacker, f"guess{attempt}", "wrong", **{"x-forwarded-for": f"198.51.100.{attempt}"})
    log_in(attacker, "nadia")
    assert who(attacker) is None
    elsewhere = Client(REMOTE_ADDR="192.0.2.67")
    log_in(elsewhere, "nadia")
    assert who(elsewhere) is not None


def test_behind_a_trusted_proxy_readers_are_told_apart(person: Person) -> None:
    person(username="nadia")
    with override_settings(TRUSTED_PROXIES=["10.0.0.0/8"]):
        for attempt in range(10):
            log_in(Client(REMOTE_ADDR="10.0.0.1"), f"guess{attempt}", "wrong", **{"x-forwarded-for": "192.0.2.66"})
        blocked, other = Client(REMOTE_ADDR="10.0.0.1"), Client(REMOTE_ADDR="10.0.0.1")
        log_in(blocked, "nadia", **{"x-forwarded-for": "198.51.100.9, 192.0.2.66"})
        log_in(other, "nadia", **{"x-forwarded-for": "192.0.2.67"})
    assert who(blocked) is None
    assert who(other) is not None


@pytest.mark.parametrize(
    "path",
    [
        "/desk/signup/", "/desk/account/signup/", "/accounts/signup/", "/accounts/login/", "/admin/", "/admin/login/",
        "/desk/account/email/", "/login/", "/desk/account/mfa/webauthn/signup/",
    ],
)  # fmt: skip
def test_there_is_no_other_door(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (302, 404)
    if answer.status_code == 302:
        assert answer.headers["Location"].startswith("/desk/login/")


@pytest.mark.parametrize("path", ["", "done/", "confirm/MQ/abc-def/", "complete/"])
def test_wagtails_own_way_to_a_new_password_is_closed(client: Client, path: str) -> None:
    answer = client.post(f"/desk/password_reset/{path}", {"email": "nadia@newsroom.example"})
    assert answer.headers["Location"] == "/desk/account/password/reset/"


def test_wagtails_log_in_and_log_out_are_ours(client: Client) -> None:
    from django.urls import resolve

    for path in ("/desk/login/", "/desk/logout/"):
        assert resolve(path).func.view_class.__module__ == "allauth.account.views"


def test_a_form_without_its_token_is_refused_in_arabic(person: Person) -> None:
    person(username="nadia")
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/desk/login/", {"login": "nadia", "password": PASSWORD})
    assert answer.status_code == 403
    assert "انتهت صلاحية الصفحة" in answer.content.decode()


def test_without_mail_the_reset_page_says_so(client: Client) -> None:
    page = client.get("/desk/account/password/reset/").content.decode()
    assert "لم يُضبط البريد" in page
    assert "<form" not in page


def test_a_link_by_mail_gives_a_new_password_once(client: Client, person: Person, mailoutbox: list) -> None:
    person(RoleCode.EDITOR, username="nadia", email="nadia@newsroom.example")
    old = Client()
    log_in(old, "nadia")
    client.post("/desk/account/password/reset/", {"email": "nadia@newsroom.example"})
    link = next(line for line in mailoutbox[0].body.splitlines() if "/password/reset/key/" in line).strip()
    form_page = client.get(link).headers["Location"]
    new = "mihbara-jadida-58"
    assert client.post(form_page, {"password1": new, "password2": new}).status_code == 302
    assert old.get("/desk/").status_code == 302
    log_in(client, "nadia", new)
    assert who(client) is not None
    assert "الرابط لا يعمل" in Client().get(link).content.decode()


def test_an_unknown_address_gets_no_mail_and_the_same_answer(client: Client, person: Person, mailoutbox: list) -> None:
    person(email="nadia@newsroom.example")
    known = client.post("/desk/account/password/reset/", {"email": "nadia@newsroom.example"})
    unknown = client.post("/desk/account/password/reset/", {"email": "nobody@newsroom.example"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert len(mailoutbox) == 1
