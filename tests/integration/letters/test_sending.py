"""Sending over a real SMTP server: headers, answers of every kind, and each mail at most once."""

import ssl
from collections.abc import Callable
from datetime import timedelta

import pytest
import trustme
from django.test import Client
from pytest_django import Settings
from tests.clocks import clock_at
from tests.factories.letters import issue_due, news, newsletter, subscribed
from tests.integration.letters.conftest import Look
from tests.mail_server import HANG_UP, PASSWORD, USER, MailServer, mail_server

from khabar.articles.actions import unpublish
from khabar.articles.models import Article
from khabar.core import clock
from khabar.letters import planning
from khabar.letters.enums import IssueState, MailState
from khabar.letters.follower import Sender
from khabar.letters.models import Delivery, Issue, Newsletter, Subscription

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def state(issue: Issue) -> tuple[str, int, int, int]:
    issue.refresh_from_db()
    return issue.state, issue.sent, issue.refused, issue.unclear


def test_every_reader_gets_one_mail_that_her_program_can_end(
    issue: Issue, server: MailServer, look: Look, client: Client
) -> None:
    look()
    assert state(issue) == (IssueState.SENT, 2, 0, 0)
    assert sorted(mail.to[0] for mail in server.taken) == ["hadi@example.com", "noor@example.com"]
    mail = server.to("noor@example.com")[0]
    heads = mail.message
    assert mail.sender == "letters@testserver"
    assert heads["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert heads["List-Id"] == f"<letter-{issue.newsletter.pk}.testserver>"
    assert heads["Auto-Submitted"] == "auto-generated"
    assert heads["Precedence"] is None
    assert heads["Date"]
    assert heads["Message-ID"].endswith("@testserver>")
    assert heads.get_content_type() == "multipart/alternative"
    assert b"\nDKIM" not in mail.raw
    assert max(map(len, mail.raw.split(b"\r\n"))) <= 998
    assert b"\r\nList-Unsubscribe: <http://testserver/letters/" in mail.raw, "on one line"
    path = heads["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    answer = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert Subscription.objects.get(left_at=None).reader.address == "hadi@example.com"
    look()
    assert len(server.taken) == 2


def test_a_mailbox_for_leaving_is_named_where_one_is_set(
    issue: Issue, server: MailServer, look: Look, settings: Settings
) -> None:
    settings.LETTERS_LEAVE_AT = "leave@testserver"
    settings.LETTERS_REPLY_TO = "desk@testserver"
    look()
    heads = server.taken[0].message
    assert "<mailto:leave@testserver?subject=leave%20" in heads["List-Unsubscribe"]
    assert heads["Reply-To"] == "desk@testserver"


def test_starttls_and_log_in_with_a_certificate_that_is_checked(
    issue: Issue, settings: Settings, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    with mail_server(authority=authority) as server:
        settings.LETTERS_CONFIGURED = True
        settings.LETTERS_PER_MINUTE = 1_000_000
        settings.LETTERS_MAIL = {**server.settings, "use_tls": True, "username": USER, "password": PASSWORD}
        Sender(lambda _pause: True).look()
        assert state(issue)[:2] == (IssueState.SENDING, 0), "an unknown authority is not trusted"
        assert "certificate" in issue.error.lower()
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        assert ssl.create_default_context().cert_store_stats()["x509_ca"] >= 1
        with clock_at(clock.now() + HOUR):
            Sender(lambda _pause: True).look()
        assert [mail.over_tls for mail in server.taken] == [True, True]


def test_a_wrong_password_loses_nothing(issue: Issue, settings: Settings, tmp_path, monkeypatch) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with mail_server(authority=authority) as server:
        settings.LETTERS_CONFIGURED = True
        settings.LETTERS_MAIL = {**server.settings, "use_tls": True, "username": USER, "password": "khata"}
        Sender(lambda _pause: True).look()
    assert state(issue) == (IssueState.SENDING, 0, 0, 0)
    assert issue.error.startswith("535")
    assert set(Delivery.objects.values_list("state", "tries")) == {(MailState.WAITING, 0)}


def test_a_mail_that_is_put_off_is_tried_again_and_the_others_go(issue: Issue, server: MailServer, look: Look) -> None:
    server.at_rcpt["noor@example.com"] = "451 4.7.1 come back later"
    look()
    assert [mail.to[0] for mail in server.taken] == ["hadi@example.com"]
    assert state(issue)[0] == IssueState.SENDING
    server.at_rcpt.clear()
    look()
    assert len(server.taken) == 1, "not before its time"
    look(after=timedelta(minutes=6))
    assert len(server.to("noor@example.com")) == 1
    assert state(issue) == (IssueState.SENT, 2, 0, 0)


def test_what_is_put_off_for_ever_is_refused_in_the_end_and_blames_nobody(
    issue: Issue, server: MailServer, look: Look
) -> None:
    server.at_data["noor@example.com"] = ["452 4.2.2 full"] * 20
    for hours in range(0, 24, 2):
        look(after=hours * HOUR)
    assert state(issue) == (IssueState.SENT, 1, 1, 0)
    assert Subscription.objects.filter(left_at=None).count() == 2


def test_a_mailbox_that_is_not_there_ends_its_subscriptions_the_second_time(
    issue: Issue, server: MailServer, look: Look
) -> None:
    server.at_rcpt["noor@example.com"] = "550 5.1.1 no such user"
    look()
    assert state(issue) == (IssueState.SENT, 1, 1, 0)
    assert Subscription.objects.filter(left_at=None).count() == 2
    at = clock.now() + timedelta(days=1)
    with clock_at(at):
        news(4, at=at)
        issue_due(issue.newsletter, at=at)
    look(after=timedelta(days=1))
    gone = Subscription.objects.get(left_at__isnull=False)
    assert (gone.reader.address, gone.left) == ("noor@example.com", "refused")


def test_a_refusal_of_us_does_not_end_a_readers_subscription(issue: Issue, server: MailServer, look: Look) -> None:
    server.at_rcpt["noor@example.com"] = "554 5.7.1 blocked by policy"
    for day in range(4):
        at = clock.now() + timedelta(days=day)
        with clock_at(at):
            news(4, at=at)
            if day:
                issue_due(issue.newsletter, at=at)
        look(after=timedelta(days=day))
    assert Delivery.objects.filter(state=MailState.REFUSED).count() == 4
    assert Subscription.objects.filter(left_at=None).count() == 2


def test_a_server_that_takes_nothing_stops_the_issue_until_it_does(
    issue: Issue, server: MailServer, look: Look
) -> None:
    server.at_mail = "550 5.7.0 sender not allowed"
    look()
    assert state(issue)[0] == IssueState.SENDING
    assert issue.error == "550 5.7.0 sender not allowed"
    assert set(Delivery.objects.values_list("state", flat=True)) == {MailState.WAITING}
    server.at_mail = ""
    look(after=HOUR)
    assert state(issue) == (IssueState.SENT, 2, 0, 0)
    assert issue.error == ""


def test_a_connection_that_breaks_while_the_text_leaves_sends_nobody_a_second_mail(
    issue: Issue, server: MailServer, look: Look
) -> None:
    server.at_data["noor@example.com"] = [HANG_UP]
    look()
    look(after=HOUR)
    assert [mail.to[0] for mail in server.taken] == ["hadi@example.com"]
    assert state(issue) == (IssueState.SENT, 1, 0, 1)
    assert server.sessions >= 2


def test_a_mail_that_a_dead_process_was_handing_over_is_not_sent_again(
    issue: Issue, server: MailServer, look: Look
) -> None:
    planning.begin_due()
    row = Subscription.objects.get(reader__address="noor@example.com")
    Delivery.objects.create(issue=issue, subscription=row, state=MailState.TAKEN, tries=1)
    look()
    assert [mail.to[0] for mail in server.taken] == ["hadi@example.com"]
    assert state(issue) == (IssueState.SENT, 1, 0, 1)


def test_a_story_withdrawn_between_two_batches_is_in_no_later_mail(
    letter: Newsletter, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from khabar.letters import sending

    monkeypatch.setattr(sending, "BATCH", 1)
    stories = news(4)
    for name in ("a", "b"):
        subscribed(letter, f"{name}@example.com")
    issue = issue_due(letter)
    sender = Sender(lambda _pause: True)
    while not server.taken:
        sender.look()
    unpublish(article=Article.objects.get(pk=stories[1].pk))
    while sender.look():
        pass
    first, second = server.taken
    assert stories[1].headline in first.part("html")
    for kind in ("html", "plain"):
        assert stories[1].headline not in second.part(kind)
        assert stories[0].headline in second.part(kind)
    assert state(issue)[:2] == (IssueState.SENT, 2)


def test_an_issue_whose_stories_are_all_withdrawn_stops(issue: Issue, server: MailServer, look: Look) -> None:
    planning.begin_due()
    for article in Article.objects.all():
        unpublish(article=article)
    look()
    assert server.taken == []
    assert state(issue)[0] == IssueState.WITHDRAWN


def test_a_reader_who_leaves_while_the_issue_is_sent_gets_no_mail(issue: Issue, server: MailServer, look: Look) -> None:
    planning.begin_due()
    for row in Subscription.objects.all():
        Delivery.objects.create(issue=issue, subscription=row)
    Subscription.objects.filter(reader__address="noor@example.com").update(left_at=clock.now(), left="own")
    look()
    assert [mail.to[0] for mail in server.taken] == ["hadi@example.com"]
    assert state(issue)[0] == IssueState.SENT


@pytest.mark.parametrize(
    ("prepare", "expected"),
    [
        (lambda issue: issue.newsletter.subscriptions.all().delete(), IssueState.NOBODY),
        (lambda issue: Newsletter.objects.update(minimum=9), IssueState.FEW),
        (lambda issue: Issue.objects.update(due_at=clock.now() - timedelta(hours=7)), IssueState.LATE),
    ],
)
def test_an_issue_without_readers_without_news_or_too_late_is_not_sent_and_says_why(
    issue: Issue, server: MailServer, look: Look, prepare: Callable[[Issue], object], expected: IssueState
) -> None:
    prepare(issue)
    look()
    assert server.taken == []
    assert state(issue)[0] == expected


def test_sending_keeps_to_its_pace(issue: Issue, server: MailServer, settings: Settings) -> None:
    settings.LETTERS_PER_MINUTE = 120
    waited: list[float] = []

    def goes_on(pause: float) -> bool:
        waited.append(pause)
        return True

    Sender(goes_on).look()
    assert len(server.taken) == 2
    assert waited[0] == 0
    assert 0.3 < waited[1] <= 0.5


def test_two_newsletters_of_one_reader_are_left_one_by_one(letter: Newsletter, client: Client) -> None:
    other = newsletter("نشرة أخرى")
    reader = subscribed(letter, "noor@example.com").reader
    subscribed(other, "noor@example.com")
    assert client.get(f"/letters/{reader.key}/{letter.pk}/leave/").status_code == 200
    assert reader.subscriptions.filter(left_at=None).count() == 2
    client.post(f"/letters/{reader.key}/{letter.pk}/leave/")
    assert reader.subscriptions.get(left_at=None).newsletter == other
