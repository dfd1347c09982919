"""Second factors: setting them up, being made to, passing them, losing them."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from django.test import Client

from khabar.accounts.enums import RoleCode
from khabar.accounts.models import Role, User
from khabar.accounts.queries import has_second_factor, requires_second_factor

from .conftest import code_of, log_in, who, with_app

pytestmark = pytest.mark.django_db
Person = Callable[..., User]
Committed = Callable[..., AbstractContextManager[list[Callable[[], None]]]]
SECURITY = "/desk/account/mfa/"


@pytest.fixture
def editors_need_two() -> None:
    Role.objects.filter(code=RoleCode.EDITOR).update(requires_second_factor=True)


def test_a_role_that_requires_it_opens_nothing_else_before_it_is_set_up(
    client: Client, person: Person, editors_need_two: None
) -> None:
    person(RoleCode.EDITOR, username="nadia")
    log_in(client, "nadia")
    for path in ("/desk/", "/desk/images/", "/desk/account/", "/desk/api/main/images/", "/desk/nowhere/"):
        assert client.get(path).headers["Location"] == SECURITY, path
    page = client.get(SECURITY)
    assert page.status_code == 200
    assert "دورك في غرفة الأخبار يلزمه التحقق بخطوتين" in page.content.decode()
    assert client.post("/desk/images/add/").headers["Location"] == SECURITY


def test_a_script_in_the_page_is_refused_and_not_redirected(
    client: Client, person: Person, editors_need_two: None
) -> None:
    person(RoleCode.EDITOR, username="nadia")
    log_in(client, "nadia")
    assert client.get("/desk/images/", headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403


def test_other_roles_and_public_pages_are_left_alone(client: Client, person: Person, editors_need_two: None) -> None:
    person(RoleCode.EDITOR, username="nadia")
    person(RoleCode.CHIEF, username="salma")
    log_in(client, "nadia")
    assert client.get("/").status_code == 200
    chief = Client()
    log_in(chief, "salma")
    assert chief.get("/desk/").status_code == 200


def test_setting_up_an_app_opens_the_desk_and_gives_recovery_codes(
    client: Client, person: Person, editors_need_two: None, django_capture_on_commit_callbacks: Committed
) -> None:
    user = person(RoleCode.EDITOR, username="nadia")
    log_in(client, "nadia")
    page = client.get(f"{SECURITY}totp/activate/")
    assert page.context["totp_svg_data_uri"].startswith("data:image/svg+xml;base64,")
    secret = page.context["form"].secret
    assert client.post(f"{SECURITY}totp/activate/", {"code": "000000"}).status_code == 200
    assert not has_second_factor(user)
    with django_capture_on_commit_callbacks() as committed:
        answer = client.post(f"{SECURITY}totp/activate/", {"code": code_of(secret)})
    with request_context(answer.wsgi_request):
        for callback in committed:
            callback()
    answer.wsgi_request.session.save()
    assert answer.headers["Location"] == f"{SECURITY}recovery-codes/"
    assert has_second_factor(user)
    assert len(client.get(f"{SECURITY}recovery-codes/").context["unused_codes"]) == 10
    assert client.get("/desk/").status_code == 200


def test_a_password_alone_no_longer_opens_the_account(client: Client, person: Person) -> None:
    secret = with_app(person(RoleCode.REPORTER, username="nadia"))
    log_in(client, "nadia")
    assert who(client) is None
    assert client.get("/desk/").headers["Location"].startswith("/desk/login/")
    assert client.post(f"{SECURITY}authenticate/", {"code": "123456"}).status_code == 200
    assert who(client) is None
    answer = client.post(f"{SECURITY}authenticate/", {"code": code_of(secret)})
    assert answer.headers["Location"] == "/desk/"
    assert who(client) is not None


def test_a_code_works_once(client: Client, person: Person) -> None:
    secret = with_app(person(RoleCode.REPORTER, username="nadia"))
    code = code_of(secret)
    for browser, comes_in in ((client, True), (Client(), False)):
        log_in(browser, "nadia")
        browser.post(f"{SECURITY}authenticate/", {"code": code})
        assert (who(browser) is not None) is comes_in


def test_a_recovery_code_works_once(client: Client, person: Person) -> None:
    person(RoleCode.REPORTER, username="nadia")
    log_in(client, "nadia")
    secret = client.get(f"{SECURITY}totp/activate/").context["form"].secret
    client.post(f"{SECURITY}totp/activate/", {"code": code_of(secret)})
    code = client.get(f"{SECURITY}recovery-codes/").context["unused_codes"][0]
    for browser, comes_in in ((Client(), True), (Client(), False)):
        log_in(browser, "nadia")
        browser.post(f"{SECURITY}authenticate/", {"code": code})
        assert (who(browser) is not None) is comes_in


def test_codes_cannot_be_guessed_at_will(client: Client, person: Person) -> None:
    secret = with_app(person(RoleCode.REPORTER, username="nadia"))
    log_in(client, "nadia")
    for _ in range(5):
        client.post(f"{SECURITY}authenticate/", {"code": "000000"})
    client.post(f"{SECURITY}authenticate/", {"code": code_of(secret)})
    assert who(client) is None


def test_a_session_from_before_must_pass_it_too(client: Client, person: Person, editors_need_two: None) -> None:
    """A session opened by password alone does not become trusted because its owner set up a factor elsewhere."""
    user = person(RoleCode.EDITOR, username="nadia")
    log_in(client, "nadia")
    secret = with_app(user)
    answer = client.get("/desk/images/?q=1")
    assert answer.headers["Location"] == f"{SECURITY}reauthenticate/?next=%2Fdesk%2Fimages%2F%3Fq%3D1"
    confirmed = client.post(answer.headers["Location"], {"code": code_of(secret), "next": "/desk/images/?q=1"})
    assert confirmed.headers["Location"] == "/desk/images/?q=1"
    assert client.get("/desk/images/").status_code == 200


def test_removing_the_last_factor_closes_the_desk_again(client: Client, person: Person, editors_need_two: None) -> None:
    user = person(RoleCode.EDITOR, username="nadia")
    secret = with_app(user)
    log_in(client, "nadia")
    client.post(f"{SECURITY}authenticate/", {"code": code_of(secret)})
    assert client.post(f"{SECURITY}totp/deactivate/").status_code == 302
    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get("/desk/").headers["Location"] == SECURITY


def test_recovery_codes_alone_are_no_second_factor(person: Person) -> None:
    user = person()
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert not has_second_factor(user)


def test_a_sensitive_step_long_after_log_in_asks_again(client: Client, person: Person) -> None:
    person(RoleCode.EDITOR, username="nadia")
    log_in(client, "nadia")
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    answer = client.get(f"{SECURITY}totp/activate/")
    assert answer.headers["Location"].startswith("/desk/account/reauthenticate/")


def test_an_administrator_sets_it_for_a_role_in_the_desk(desk_of: Callable[..., Client]) -> None:
    desk = desk_of(RoleCode.ADMINISTRATOR)
    group = Role.objects.get(code=RoleCode.REPORTER).group
    before = set(group.permissions.values_list("pk", flat=True))
    page = desk.get(f"/desk/groups/edit/{group.pk}/")
    assert "التحقق بخطوتين" in page.content.decode()
    shown = set(page.context["form"].fields["permissions"].queryset.values_list("pk", flat=True))
    form = {"name": group.name, "permissions": list(before & shown), "role-requires_second_factor": "on"}
    for prefix in ("page_permissions", "image_permissions", "document_permissions", "collection_permissions"):
        form |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    answer = desk.post(f"/desk/groups/edit/{group.pk}/", form)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Role.objects.get(group=group).requires_second_factor
    assert set(group.permissions.values_list("pk", flat=True)) == before


def test_a_group_of_the_newsrooms_own_can_require_it(desk_of: Callable[..., Client], person: Person) -> None:
    desk = desk_of(RoleCode.ADMINISTRATOR)
    form = {"name": "مصورون", "role-requires_second_factor": "on"}
    for prefix in ("page_permissions", "image_permissions", "document_permissions", "collection_permissions"):
        form |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    assert desk.post("/desk/groups/new/", form).status_code == 302
    user = person()
    assert not requires_second_factor(user)
    user.groups.add(Role.objects.get(group__name="مصورون").group)
    assert requires_second_factor(user)


NONSENSE = [
    "", "null", "[]", "{}", '"text"', "1", "{", '{"id":1}', '{"response":{"userHandle":null}}', '{"response":[]}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA","authenticatorData":"AA",'
    '"signature":"AA","userHandle":"MQ"},"clientExtensionResults":{}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"'
    + "A" * 60 + '","signature":"AA","userHandle":"OTk5OTk5OTk5OTk5OTk5OTk5OTk5"},"clientExtensionResults":{}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"oA"}}',
    '{"a":' * 3000 + "1" + "}" * 3000,
]  # fmt: skip


@pytest.mark.parametrize("credential", NONSENSE)
def test_no_made_up_passkey_upsets_the_server(client: Client, person: Person, credential: str) -> None:
    person(RoleCode.EDITOR, username="nadia")
    client.get("/desk/account/mfa/webauthn/login/", headers={"accept": "application/json"})
    answer = client.post("/desk/account/mfa/webauthn/login/", {"credential": credential})
    assert answer.status_code in (200, 302)
    assert who(client) is None
    log_in(client, "nadia")
    client.get(f"{SECURITY}webauthn/add/")
    answer = client.post(f"{SECURITY}webauthn/add/", {"name": "x", "credential": credential})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()
