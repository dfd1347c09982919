"""Settings of newsletters: another server than the desk's, a password in a file, an address alone."""

from pathlib import Path

import pytest

from khabar.config import env, mail


def test_newsletters_may_go_another_way_than_the_desks_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABAR_LETTERS_URL", "smtps://news%40site:s%3Ar@bulk.example")
    assert mail.connection("KHABAR_LETTERS_URL") == {
        "backend": "django.core.mail.backends.smtp.EmailBackend",
        "host": "bulk.example",
        "port": 465,
        "username": "news@site",
        "password": "s:r",
        "use_ssl": True,
        "use_tls": False,
        "timeout": 15,
    }


def test_a_password_is_read_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("sirr khafi\nanother line\n", encoding="utf-8")
    monkeypatch.setenv("KHABAR_LETTERS_URL", "smtp://user@bulk.example:587")
    monkeypatch.setenv("KHABAR_LETTERS_PASSWORD_FILE", str(file))
    assert mail.connection("KHABAR_LETTERS_URL")["password"] == "sirr khafi"
    monkeypatch.setenv("KHABAR_LETTERS_PASSWORD_FILE", str(tmp_path / "none"))
    with pytest.raises(env.BadSetting, match="KHABAR_LETTERS_PASSWORD_FILE"):
        mail.connection("KHABAR_LETTERS_URL")


@pytest.mark.parametrize("bad", ["news", "خبر <a@b.example>", "a@b.example\nBcc: c@d.example", "a@b, c@d", "@b"])
def test_a_sender_is_one_plain_address(monkeypatch: pytest.MonkeyPatch, bad: str) -> None:
    monkeypatch.setenv("KHABAR_LETTERS_FROM", bad)
    with pytest.raises(env.BadSetting, match="KHABAR_LETTERS_FROM"):
        env.mailbox("KHABAR_LETTERS_FROM")
    monkeypatch.setenv("KHABAR_LETTERS_FROM", " news@b.example ")
    assert env.mailbox("KHABAR_LETTERS_FROM") == "news@b.example"
