"""The headers of public pages, of the desk and of refusals; and that public pages set no cookie."""

from wsgiref.headers import Headers

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, override_settings
from tests.factories.articles import TopicFactory, published

from khabar.accounts.actions import create_admin
from khabar.accounts.models import User
from khabar.articles.consumers import follow
from khabar.core.headers import static_headers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_earlier_attempts(db: None) -> None:
    cache.clear()


@pytest.fixture
def public_paths() -> list[str]:
    """One address of every kind of public page, found and not found."""
    topic = TopicFactory()
    article = published(topics=[topic])
    follow()
    return [
        "/", article.get_absolute_url(), f"/n/{article.pk}", article.section.get_absolute_url(),
        topic.get_absolute_url(), "/archive/", "/archive/2026/03/01/", "/search/", "/search/?q=مكتبة", "/feed/",
        "/sitemap.xml", "/news-sitemap.xml", "/robots.txt", "/nowhere/", "/nowhere/99/x/", "/.well-known/security.txt",
    ]  # fmt: skip


@pytest.fixture
def desk() -> Client:
    create_admin(username="admin")
    client = Client()
    client.force_login(User.objects.get())
    return client


def policy(answer: HttpResponse) -> dict[str, set[str]]:
    """The content security policy of an answer, by directive."""
    parts = (part.split() for part in answer.headers["Content-Security-Policy"].split(";"))
    return {words[0]: set(words[1:]) for words in parts if words}


def test_public_pages_tell_browsers_what_they_may_do(client: Client, public_paths: list[str]) -> None:
    for path in public_paths:
        answer = client.get(path)
        assert answer.status_code < 500, path
        headers = answer.headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["X-Frame-Options"] == "SAMEORIGIN", path
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin", path
        assert "camera=()" in headers["Permissions-Policy"], path
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        found = policy(answer)
        assert found["script-src"] == {"'self'"}, path
        assert found["style-src"] == {"'self'"}, path
        assert found["object-src"] == found["base-uri"] == {"'none'"}, path


def test_public_pages_set_no_cookie_and_do_not_vary_by_one(client: Client, public_paths: list[str]) -> None:
    for path in public_paths:
        answer = client.get(path)
        assert not answer.cookies, path
        assert "cookie" not in answer.headers.get("Vary", "").lower(), path


def test_public_pages_need_no_inline_script_or_style(client: Client, public_paths: list[str]) -> None:
    for path in public_paths:
        answer = client.get(path)
        if answer.headers["Content-Type"].startswith("text/html"):
            page = answer.content.decode()
            assert "<style" not in page, path
            assert " style=" not in page, path
            assert " onclick=" not in page, path
            opened = page.count("<script")
            assert opened == page.count("<script src=") + page.count('<script type="application/ld+json"'), path


def test_a_page_from_the_store_has_the_headers_it_was_made_with(client: Client) -> None:
    path = published().get_absolute_url()
    first, second = client.get(path), client.get(path)
    for name in ("Content-Security-Policy", "Permissions-Policy", "X-Content-Type-Options", "Referrer-Policy"):
        assert first.headers[name] == second.headers[name]
    assert "nonce" not in second.headers["Content-Security-Policy"]


def test_the_desk_is_never_kept_by_a_cache(desk: Client, client: Client) -> None:
    for browser, path in ((desk, "/desk/"), (desk, "/desk/articles/"), (desk, "/desk/users/"), (client, "/desk/"),
                          (client, "/desk/login/"), (client, "/desk/account/password/reset/"),
                          (desk, "/desk/account/mfa/")):  # fmt: skip
        answer = browser.get(path)
        assert answer.headers["Cache-Control"] == "no-store, private", path
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow", path


def test_our_pages_in_the_desk_have_the_strict_policy(desk: Client, client: Client) -> None:
    for browser, path in ((client, "/desk/login/"), (desk, "/desk/logout/"), (desk, "/desk/account/mfa/"),
                          (desk, "/desk/account/password/change/")):  # fmt: skip
        assert policy(browser.get(path))["script-src"] == {"'self'"}, path


def test_wagtails_pages_may_run_inline_scripts_but_nothing_from_elsewhere(desk: Client) -> None:
    for path in ("/desk/", "/desk/account/", "/desk/articles/add/"):
        found = policy(desk.get(path))
        assert found["script-src"] == {"'self'", "'unsafe-inline'"}, path
        assert found["connect-src"] == found["form-action"] == found["frame-ancestors"] == {"'self'"}, path


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver:x", "a b", "testserver@evil", ""]
)
def test_another_host_is_refused_before_anything_is_done(
    client: Client, host: str, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        answer = client.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert len(answer.content) < 500
    assert 'lang="ar" dir="rtl"' in answer.content.decode()
    assert host == "" or host not in answer.content.decode()


def test_forwarded_hosts_are_not_believed(client: Client) -> None:
    page = client.get("/", headers={"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"})
    assert page.status_code == 200
    assert "evil.example" not in page.content.decode()


def test_behind_tls_browsers_are_told_to_stay_there(client: Client) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers
    with override_settings(HSTS_SECONDS=31_536_000):
        assert client.get("/desk/login/").headers["Strict-Transport-Security"] == "max-age=31536000"


def test_static_files_carry_what_no_middleware_adds_to_them() -> None:
    plain, behind_tls = Headers([]), Headers([])
    static_headers(plain, "site.css", "/static/site.css")
    with override_settings(HSTS_SECONDS=31_536_000):
        static_headers(behind_tls, "site.css", "/static/site.css")
    assert dict(plain.items()) == {
        "X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin"
    }  # fmt: skip
    assert behind_tls["Strict-Transport-Security"] == "max-age=31536000"


def test_security_txt_says_where_to_write(client: Client) -> None:
    answer = client.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"].startswith(("https://", "http://", "mailto:"))
    assert fields["Preferred-Languages"] == "ar, en"
    assert fields["Canonical"].endswith("/.well-known/security.txt")
    assert fields["Expires"].endswith("Z")


@override_settings(SECURITY_CONTACT="security@newsroom.example")
def test_a_contact_by_mail_becomes_an_address() -> None:
    from django.test import RequestFactory

    from khabar.accounts.views import security_txt

    assert "Contact: mailto:security@newsroom.example\n" in security_txt(RequestFactory().get("/")).content.decode()
