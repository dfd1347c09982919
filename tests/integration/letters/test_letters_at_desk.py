"""Newsletters at the desk: who may, what an issue's page does, lists in and out, one reader's request."""

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from pytest_django import Settings
from tests.factories.letters import news, newsletter, subscribed
from tests.integration.accounts.conftest import desk_of
from tests.integration.letters.conftest import Look
from tests.mail_server import MailServer
from wagtail.models import ModelLogEntry

from khabar.accounts.enums import RoleCode
from khabar.core import clock
from khabar.letters import planning
from khabar.letters.enums import IssueState
from khabar.letters.models import Issue, Newsletter, Reader, Subscription, in_force

pytestmark = pytest.mark.django_db
__all__ = ["desk_of"]
Desk = Callable[..., Client]
REPORTER, EDITOR, CHIEF, ADMINISTRATOR, ADVERTISING = RoleCode
STATEMENT = "اشتركوا في معرض الكتاب في مايو 2026 باستمارة مكتوبة."


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(html.fromstring(answer.content).text_content().split())


@pytest.mark.parametrize("role", list(RoleCode))
def test_editors_see_issues_chiefs_change_newsletters_and_readers(
    desk_of: Desk, letter: Newsletter, role: RoleCode
) -> None:
    client = desk_of(role)
    issue = planning.upcoming(letter)
    sees, decides = role not in (REPORTER, ADVERTISING), role in (CHIEF, ADMINISTRATOR)
    for path, may in (
        ("/desk/newsletters/", sees),
        (f"/desk/newsletters/issues/{letter.pk}/", sees),
        (f"/desk/newsletters/issue/{issue.pk}/", sees),
        (f"/desk/newsletters/issue/{issue.pk}/mail/", sees),
        ("/desk/newsletters/add/", decides),
        (f"/desk/newsletters/edit/{letter.pk}/", decides),
        (f"/desk/newsletters/readers/{letter.pk}/", decides),
    ):
        assert (client.get(path).status_code == 200) is may, path
    exported = client.post(f"/desk/newsletters/readers/{letter.pk}/export/")
    assert (exported.status_code == 200) is decides
    stopped = client.post(f"/desk/newsletters/issue/{issue.pk}/", {"act": "stop"})
    assert stopped.status_code in (302, 403)
    issue.refresh_from_db()
    assert (issue.state == IssueState.STOPPED) is sees


def test_a_newsletter_is_made_and_one_with_nothing_to_tell_is_refused(desk_of: Desk, letter: Newsletter) -> None:
    client = desk_of(CHIEF)
    form = {"name": "نشرة العلوم", "description": "", "days": ["1", "5"], "hour": "18", "minimum": "2", "order": "5"}
    refused = client.post("/desk/newsletters/add/", form)
    assert "اختر قسمًا أو موضوعًا" in text(refused)
    assert client.post("/desk/newsletters/add/", {**form, "front": "on", "active": "on"}).status_code == 302
    made = Newsletter.objects.get(name="نشرة العلوم")
    assert (made.days, made.hour, made.front, made.pictures) == ("15", 18, True, False)
    page = client.get(f"/desk/newsletters/edit/{made.pk}/").content.decode()
    assert page.count("checked") >= 4


def test_an_issue_is_seen_arranged_tried_and_stopped(
    desk_of: Desk, letter: Newsletter, server: MailServer, look: Look
) -> None:
    client = desk_of(EDITOR, email="editor@newsroom.example")
    stories = news(4)
    issue = planning.upcoming(letter)
    path = f"/desk/newsletters/issue/{issue.pk}/"
    assert stories[0].headline in text(client.get(path))
    client.post(path, {"act": f"lead:{stories[2].pk}", "opening": "صباح الخير يا قراء."})
    client.post(path, {"act": f"remove:{stories[1].pk}", "opening": "صباح الخير يا قراء."})
    mail = client.get(f"{path}mail/")
    assert "style-src 'unsafe-inline'" in mail["Content-Security-Policy"]
    assert "default-src 'none'" in mail["Content-Security-Policy"]
    shown = mail.content.decode()
    assert "صباح الخير يا قراء." in shown
    assert stories[1].headline not in shown
    assert shown.index(stories[2].headline) < shown.index(stories[0].headline)
    client.post(path, {"act": "test"})
    look()
    tried = server.to("editor@newsroom.example")[0]
    assert tried.message["Subject"].startswith("تجربة: ")
    assert stories[2].headline in tried.part("plain")
    client.post(path, {"act": "restore", "opening": ""})
    issue.refresh_from_db()
    assert (issue.choices, issue.opening) == ({}, "")
    client.post(path, {"act": "stop"})
    assert "أوقفها محرر" in text(client.get(path))
    again = client.post(path, {"act": "save", "opening": "متأخر"}, follow=True)
    assert "خرج هذا العدد أو أُوقف" in text(again)
    assert {"khabar.letters.arrange", "khabar.letters.test", "khabar.letters.stop"} <= set(
        ModelLogEntry.objects.values_list("action", flat=True)
    )


def test_editors_are_told_when_a_server_that_takes_nothing_is_asked_again(
    desk_of: Desk, issue: Issue, server: MailServer, look: Look
) -> None:
    client, paths = (
        desk_of(EDITOR),
        (f"/desk/newsletters/issues/{issue.newsletter_id}/", f"/desk/newsletters/issue/{issue.pk}/"),
    )
    server.at_mail = "451 4.3.2 try later"
    look()
    for path in paths:
        told = text(client.get(path))
        assert "لم يأخذها خادم البريد، وتُعاد المحاولة الساعة" in told
        assert "451 4.3.2 try later" in told
    server.at_mail = ""
    look(after=timedelta(hours=1))
    assert not any("لم يأخذها" in text(client.get(path)) for path in paths)


@pytest.mark.parametrize("act", ["", "lead:x", "remove:99999999999999999999", "up:", "nothing:1"])
def test_acts_that_are_none_change_nothing(desk_of: Desk, issue: Issue, act: str) -> None:
    issue.due_at = clock.now() + timedelta(hours=2)
    issue.save()
    answer = desk_of(EDITOR).post(f"/desk/newsletters/issue/{issue.pk}/", {"act": act, "opening": ""})
    assert answer.status_code == 302
    issue.refresh_from_db()
    assert issue.state == IssueState.PLANNED


def send_list(client: Client, letter: Newsletter, content: bytes, **more: object) -> Any:
    file = SimpleUploadedFile("list.csv", content, content_type="text/csv")
    form = {"file": file, "statement": STATEMENT, "sure": "on", **more}
    return client.post(f"/desk/newsletters/readers/{letter.pk}/", form)


def test_a_list_is_taken_in_with_the_statement_of_consent_and_bad_lines_are_named(
    desk_of: Desk, letter: Newsletter
) -> None:
    subscribed(letter, "known@example.com")
    subscribed(letter, "left@example.com", left_at=clock.now(), left="own")
    content = (
        "\ufeffname;email;date\nنور;Noor@Example.com;2026-05-30\n;hadi@example.com;\n;known@example.com;\n"
        ";left@example.com;\n;no-address;\n;late@example.com;31/31/2026\n\n"
    ).encode()
    told = text(send_list(desk_of(CHIEF), letter, content))
    assert "أُضيف 2" in told
    assert "السطر 6" in told
    assert "السطر 7" in told
    rows = letter.subscriptions.filter(in_force()).values_list("reader__address", flat=True)
    assert set(rows) == {"known@example.com", "noor@example.com", "hadi@example.com"}
    row = Subscription.objects.get(reader__address="noor@example.com")
    assert (row.came, row.agreement.text, row.confirmed_at.date().isoformat()) == ("import", STATEMENT, "2026-05-29")


@pytest.mark.parametrize(
    ("content", "more", "told"),
    [
        (b"\xff\xfe\x00", {}, "UTF-8"),
        (b"name,age\nnoor,7\n", {}, "لا عمود للعناوين"),
        (b"", {}, "فارغ"),
        (b"email\na@example.com\n", {"statement": "قصير"}, "20"),
        (b"email\na@example.com\n", {"sure": ""}, "مطلوب"),
    ],
)
def test_a_list_that_cannot_be_taken_is_refused_whole(
    desk_of: Desk, letter: Newsletter, content: bytes, more: dict[str, str], told: str
) -> None:
    assert told in text(send_list(desk_of(CHIEF), letter, content, **more))
    assert not Reader.objects.exists()


def test_the_export_has_the_proof_of_consent_and_no_formula(desk_of: Desk, letter: Newsletter) -> None:
    subscribed(letter, "=cmd@example.com")
    answer = desk_of(CHIEF).post(f"/desk/newsletters/readers/{letter.pk}/export/")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert rows[0]["address"] == "'=cmd@example.com"
    assert rows[0]["agreement"] == "وافقت"
    assert ModelLogEntry.objects.filter(action="khabar.letters.export").exists()


def test_one_readers_data_is_given_her_subscriptions_end_and_she_is_forgotten(
    desk_of: Desk, letter: Newsletter
) -> None:
    client, path = desk_of(CHIEF), f"/desk/newsletters/readers/{letter.pk}/one/"
    subscribed(letter, "noor@example.com")
    given = json.loads(client.post(path, {"address": "NOOR@example.com", "act": "data"}).content)
    assert given["subscriptions"][0]["agreement"] == "وافقت"
    client.post(path, {"address": "noor@example.com", "act": "leave"})
    assert Subscription.objects.get().left == "desk"
    client.post(path, {"address": "noor@example.com", "act": "forget"})
    assert not Reader.objects.exists()
    unknown = client.post(path, {"address": "noor@example.com", "act": "forget"}, follow=True)
    assert "لا نحفظ شيئًا لهذا العنوان" in text(unknown)


def test_a_newsletter_with_readers_is_not_deleted(desk_of: Desk, letter: Newsletter) -> None:
    subscribed(letter, "noor@example.com")
    client = desk_of(CHIEF)
    client.post(f"/desk/newsletters/delete/{letter.pk}/")
    assert Newsletter.objects.filter(pk=letter.pk).exists()
    empty = newsletter("بلا قراء")
    planning.upcoming(empty)
    client.post(f"/desk/newsletters/delete/{empty.pk}/")
    assert not Newsletter.objects.filter(pk=empty.pk).exists()


def test_the_desk_says_that_no_mail_can_be_sent(desk_of: Desk, letter: Newsletter, settings: Settings) -> None:
    settings.LETTERS_CONFIGURED = False
    assert "لم يُضبط خادم البريد" in text(desk_of(CHIEF).get("/desk/newsletters/"))
