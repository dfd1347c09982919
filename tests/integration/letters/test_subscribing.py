"""Subscribing: asked, confirmed by a button, left by one click; the same answer to everybody, and no mail too many."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.clocks import clock_at
from tests.factories.letters import newsletter, subscribed
from tests.integration.letters.conftest import Look
from tests.mail_server import MailServer

from khabar.core import clock
from khabar.front.views.letters import AGREEMENT
from khabar.letters.models import Newsletter, Note, Reader, Subscription, in_force
from khabar.letters.sweeping import sweep

pytestmark = pytest.mark.django_db
FORM = "/letters/"


def link_in(text: str, kind: str) -> str:
    found = re.search(rf"^http://testserver(/letters/{kind}\S*)$", text, re.MULTILINE)
    assert found is not None, text
    return found[1]


def ask(client: Client, address: str, **more: object) -> tuple[int, str, bytes]:
    answer = client.post(FORM, {"address": address, **more})
    return answer.status_code, answer.get("Location", ""), answer.content


def test_a_reader_asks_confirms_by_a_button_and_is_welcomed(
    reader_browser: Client, letter: Newsletter, server: MailServer, look: Look
) -> None:
    assert ask(reader_browser, " Noor@Example.COM ")[:2] == (303, "/letters/sent/")
    look()
    path = link_in(server.to("noor@example.com")[0].part("plain"), "confirm/")
    for method in (reader_browser.get, reader_browser.head):
        assert method(path).status_code == 200
    assert not Subscription.objects.filter(in_force()).exists(), "a scanner that opens links confirms nothing"
    answer = reader_browser.post(path)
    assert answer.status_code == 200
    assert answer["Referrer-Policy"] == "no-referrer"
    row = Subscription.objects.get()
    assert (row.newsletter, row.agreement.text, row.left_at) == (letter, AGREEMENT, None)
    assert row.confirmed_at is not None
    look()
    welcome = server.to("noor@example.com")[1]
    own = reader_browser.get(link_in(welcome.part("plain"), row.reader.key))
    assert "n…@example.com" in own.content.decode()
    assert "noor@example.com" not in own.content.decode()


def test_whether_an_address_is_known_cannot_be_seen(
    reader_browser: Client, letter: Newsletter, server: MailServer, look: Look
) -> None:
    subscribed(letter, "known@example.com")
    answers = {ask(reader_browser, f"{name}@example.com") for name in ("known", "unknown")}
    assert len(answers) == 1
    look()
    known = server.to("known@example.com")[0].part("plain")
    assert "/letters/confirm/" not in known
    assert Reader.objects.get(address="known@example.com").key in known


def test_one_address_is_written_to_a_few_times_a_day_however_often_it_is_typed(
    reader_browser: Client, letter: Newsletter, server: MailServer
) -> None:
    at = clock.now()
    for minutes in range(0, 200, 5):
        with clock_at(at + timedelta(minutes=minutes)):
            assert ask(reader_browser, "noor@example.com")[0] in (303, 429)
            reader_browser = Client(REMOTE_ADDR=f"192.0.2.{minutes}")
    assert Note.objects.count() == 5


def test_one_network_may_not_type_many_addresses(
    letter: Newsletter, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from khabar.core.rate import Limit
    from khabar.front.views import letters as views

    monkeypatch.setattr(views, "_asking", Limit(1 / 20, at_once=5))
    client = Client(REMOTE_ADDR="198.51.100.7")
    with clock_at(clock.now()):
        statuses = [client.post(FORM, {"address": f"a{n}@example.com"}).status_code for n in range(8)]
    assert statuses[0] != 429
    assert statuses[-1] == 429


@pytest.mark.parametrize(
    "given",
    ["", "noor", "noor@", "@example.com", "noor@example", "a b@example.com", "noor@exa mple.com", "نور@example.com",
     "noor@example.com\r\nBcc: all@example.com", "noor@example.com,hadi@example.com", "noor@[192.0.2.1]"],
)  # fmt: skip
def test_what_is_no_address_is_refused_beside_the_field_and_kept_in_it(
    reader_browser: Client, letter: Newsletter, server: MailServer, given: str
) -> None:
    status, _, content = ask(reader_browser, given)
    assert status == 400
    assert 'role="alert"' in content.decode()
    assert not Reader.objects.exists()


def test_a_program_that_fills_every_field_and_a_foreign_page_get_nothing_done(
    reader_browser: Client, letter: Newsletter, server: MailServer
) -> None:
    assert ask(reader_browser, "noor@example.com", website="http://spam.example")[0] == 303
    foreign = reader_browser.post(FORM, {"address": "noor@example.com"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert not Note.objects.exists()


def test_a_link_ends_after_three_days_and_what_was_never_confirmed_is_deleted_after_seven(
    reader_browser: Client, letter: Newsletter, server: MailServer, look: Look
) -> None:
    ask(reader_browser, "noor@example.com")
    look()
    path = link_in(server.taken[0].part("plain"), "confirm/")
    for bad in (path[:-3] + "/", "/letters/confirm/none/"):
        assert reader_browser.post(bad).status_code == 400
    with clock_at(clock.now() + timedelta(days=3, minutes=1)):
        late = reader_browser.post(path)
        assert late.status_code == 400
        assert "انتهت مدة هذا الرابط" in late.content.decode()
    with clock_at(clock.now() + timedelta(days=6)):
        sweep()
        assert Reader.objects.exists()
    with clock_at(clock.now() + timedelta(days=8)):
        sweep()
        assert not Reader.objects.exists()


def test_the_page_of_ones_own_changes_leaves_and_forgets(reader_browser: Client, letter: Newsletter) -> None:
    other = newsletter("نشرة العلوم")
    reader = subscribed(letter, "noor@example.com").reader
    path = f"/letters/{reader.key}/"
    reader_browser.post(path, {"act": "choose", "newsletter": [other.pk]})
    assert set(reader.subscriptions.filter(in_force()).values_list("newsletter", flat=True)) == {other.pk}
    reader_browser.post(path, {"act": "leave"})
    assert not reader.subscriptions.filter(in_force()).exists()
    assert reader.subscriptions.count() == 2
    reader_browser.post(path, {"act": "forget"})
    assert not Reader.objects.exists()
    assert reader_browser.get(path).status_code == 404
    assert reader_browser.post(f"/letters/{reader.key}/{letter.pk}/leave/").status_code == 200


def test_pages_of_links_are_kept_by_nobody_and_the_form_is_stored_for_all(
    reader_browser: Client, letter: Newsletter, server: MailServer
) -> None:
    reader = subscribed(letter, "noor@example.com").reader
    for path in (f"/letters/{reader.key}/", f"/letters/{reader.key}/{letter.pk}/leave/"):
        answer = reader_browser.get(path)
        assert answer["Cache-Control"] == "private, no-store"
        assert not answer.cookies
    form = reader_browser.get(FORM)
    assert "نشرة المساء" in form.content.decode()
    assert not form.cookies
    letter.name = "نشرة الليل"
    letter.save()


def test_without_a_mail_server_there_is_no_form(client: Client, letter: Newsletter) -> None:
    assert "<form class" not in client.get(FORM).content.decode().partition("<main")[2].partition("</main>")[0]
    client.post(FORM, {"address": "noor@example.com"})
    assert not Note.objects.exists()


def test_a_newsletter_that_is_stopped_for_a_while_keeps_its_readers(reader_browser: Client, letter: Newsletter) -> None:
    other = newsletter("نشرة متوقفة", active=False)
    reader = subscribed(letter, "noor@example.com").reader
    subscribed(other, "noor@example.com")
    reader_browser.post(f"/letters/{reader.key}/", {"act": "choose"})
    assert [row.newsletter for row in reader.subscriptions.filter(in_force())] == [other]


def test_a_request_that_was_deleted_is_not_confirmed(
    reader_browser: Client, letter: Newsletter, server: MailServer, look: Look
) -> None:
    ask(reader_browser, "noor@example.com")
    look()
    path = link_in(server.taken[0].part("plain"), "confirm/")
    Subscription.objects.all().delete()
    assert reader_browser.post(path).status_code == 400
