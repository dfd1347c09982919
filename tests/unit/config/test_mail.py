"""Where e-mail goes, from one address."""

import pytest

from khabar.config.env import BadSetting
from khabar.config.mail import mail_settings

NAME = "KHABAR_EMAIL_URL"


def settings(monkeypatch: pytest.MonkeyPatch, url: str) -> dict[str, object]:
    monkeypatch.setenv(NAME, url)
    return mail_settings(NAME)


def test_nothing_is_sent_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    assert mail_settings(NAME) == {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example", 587, True, False),
        ("smtp://mail.example:2525", 2525, True, False),
        ("smtps://mail.example", 465, False, True),
        ("smtp://localhost?plain=1", 25, False, False),
    ],
)
def test_a_mail_server(monkeypatch: pytest.MonkeyPatch, url: str, port: int, tls: bool, ssl: bool) -> None:
    found = settings(monkeypatch, url)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, tls, ssl)


def test_names_and_passwords_may_hold_any_character(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch, "smtps://desk%40news.example:p%3A%2Fw@mail.example")
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("desk@news.example", "p:/w")


def test_printed_or_put_in_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert str(settings(monkeypatch, "console:")["EMAIL_BACKEND"]).endswith("console.EmailBackend")
    assert settings(monkeypatch, "file:///var/mail/khabar")["EMAIL_FILE_PATH"] == "/var/mail/khabar"


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "file:", "smtp:///x"])
def test_anything_else_is_said_at_the_start(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    with pytest.raises(BadSetting, match=NAME):
        settings(monkeypatch, url)
