"""The addresses that readers' browsers speak to: who holds a subscription changes it, and nobody else."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from tests.factories.articles import SectionFactory, TopicFactory
from tests.integration.push.conftest import Readers
from tests.push_service import PushService, b64

from khabar.articles.outlets import page_store
from khabar.pagestore.store import page_key
from khabar.push.models import Subscriber

pytestmark = pytest.mark.django_db
CHOICE = {"breaking": True, "zone": "Africa/Cairo"}


def _chosen(readers: Readers, held: dict[str, str]) -> dict[str, Any]:
    answer = readers.tell("state", held)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def test_what_was_chosen_is_kept_and_nothing_else(readers: Readers) -> None:
    section, topic = SectionFactory(), TopicFactory()
    browser = readers(quiet=[1380, 420], always=True, topics=[topic.pk, 999_999], sections=[section.pk])
    assert _chosen(readers, browser.held) == {
        "breaking": True,
        "always": True,
        "quiet": [1380, 420],
        "zone": "Africa/Cairo",
        "topics": [{"id": topic.pk, "name": topic.name}],
        "sections": [{"id": section.pk, "name": section.name}],
    }
    kept = {field.name for field in Subscriber._meta.get_fields() if not field.is_relation}
    assert kept == {
        "id", "mark", "endpoint", "p256dh", "auth", "key", "breaking", "quiet_from", "quiet_until", "breaking_always",
        "zone", "last_success_at", "failing_since",
    }  # fmt: skip


def test_choosing_again_changes_the_same_subscription(readers: Readers) -> None:
    topic = TopicFactory()
    readers("a", topics=[topic.pk])
    one = Subscriber.objects.get()
    browser = readers.server.browser("a")
    browser.secret = bytes(16)
    answer = readers.tell("choose", {**browser.held, "choice": CHOICE})
    assert answer.status_code == 404  # another secret: not hers
    assert Subscriber.objects.get().auth == one.auth
    assert one.follows.count() == 1


def test_following_from_a_page_adds_to_what_was_chosen(readers: Readers) -> None:
    topic, section = TopicFactory(), SectionFactory()
    browser = readers(topics=[topic.pk])
    sent = {**browser.held, "choice": {"zone": "Asia/Riyadh", "quiet": [1, 2]}}
    answer = readers.tell("choose", {**sent, "filed": f"section:{section.pk}"}).json()
    assert (answer["breaking"], answer["zone"], answer["quiet"]) == (True, "Africa/Cairo", None)
    assert [one["id"] for one in answer["topics"] + answer["sections"]] == [topic.pk, section.pk]
    answer = readers.tell("choose", {**sent, "filed": f"topic:{topic.pk}", "follows": False}).json()
    assert answer["topics"] == []


def test_following_first_of_all_brings_that_alone_with_quiet_hours(readers: Readers) -> None:
    topic, browser = TopicFactory(), readers.server.browser("new")
    sent = {**browser.held, "choice": {"zone": "Asia/Riyadh", "quiet": [1380, 420]}, "filed": f"topic:{topic.pk}"}
    answer = readers.tell("choose", sent).json()
    assert (answer["breaking"], answer["zone"], answer["quiet"]) == (False, "Asia/Riyadh", [1380, 420])


def test_one_request_ends_everything(readers: Readers) -> None:
    browser = readers(topics=[TopicFactory().pk])
    other = {**browser.held, "auth": b64(bytes(16))}
    assert readers.tell("stop", other).status_code == 404
    assert Subscriber.objects.count() == 1
    assert readers.tell("stop", browser.held).status_code == 200
    assert not Subscriber.objects.exists()
    assert readers.tell("stop", browser.held).status_code == 404
    assert readers.tell("state", browser.held).status_code == 404


def test_what_was_chosen_moves_with_the_browser(readers: Readers) -> None:
    browser, renewed = readers(topics=[TopicFactory().pk]), readers.server.browser("renewed")
    before = _chosen(readers, browser.held)
    old = {"endpoint": browser.endpoint, "auth": b64(bytes(16))}
    assert readers.tell("move", {**renewed.held, "old": old}).status_code == 404
    old["auth"] = browser.auth
    assert readers.tell("move", {**renewed.held, "old": old}).status_code == 200
    assert _chosen(readers, renewed.held) == before
    assert readers.tell("state", browser.held).status_code == 404


def test_nobody_moves_onto_anothers_subscription(readers: Readers) -> None:
    mine, hers = readers("mine"), readers("hers")
    thief = {**hers.held, "auth": b64(bytes(16)), "old": mine.held}
    assert readers.tell("move", thief).status_code == 404
    assert Subscriber.objects.count() == 2


@pytest.mark.parametrize(
    "change",
    [
        {"endpoint": "https://127.0.0.1/a"},
        {"endpoint": "https://169.254.169.254/latest/meta-data/"},
        {"endpoint": "http://push.test/a"},
        {"endpoint": "https://push.test/a"},  # not the port
        {"endpoint": "https://elsewhere.example/a"},
        {"auth": "short"},
        {"auth": "ابت"},
        {"p256dh": b64(b"\x04" + bytes(64))},  # not on the curve
        {"p256dh": b64(b"\x02" + bytes(32))},
        {"p256dh": "!" * 87},
    ],
)
def test_endpoints_and_keys_that_are_none_are_refused_in_words(readers: Readers, change: dict[str, str]) -> None:
    answer = readers.tell("choose", {**readers.server.browser("a").held, **change, "choice": CHOICE})
    assert answer.status_code == 422
    assert len(answer.json()["message"]) > 10
    assert not Subscriber.objects.exists()


def test_a_very_long_endpoint_is_refused(readers: Readers) -> None:
    browser = readers.server.browser("a" * 1100)
    assert readers.tell("choose", {**browser.held, "choice": CHOICE}).status_code == 422


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"zone": "Mars/Base"}, 422),
        ({"zone": 3}, 400),
        ({"zone": "Africa/Cairo\x00"}, 400),
        ({"quiet": [0, 1440]}, 422),
        ({"quiet": [60, 60]}, 422),
        ({"quiet": [-1, 60]}, 422),
        ({"quiet": [True, 60]}, 400),
        ({"quiet": [1.5, 60]}, 400),
        ({"quiet": "ab"}, 400),
        ({"quiet": [1, 2, 3]}, 400),
        ({"topics": [0]}, 400),
        ({"topics": ["1"]}, 400),
        ({"topics": [10**30]}, 400),
        ({"topics": {"a": 1}}, 400),
        ({"topics": list(range(1, 102))}, 422),
    ],
)
def test_choices_that_cannot_be_are_refused(readers: Readers, change: dict[str, Any], status: int) -> None:
    sent = {**readers.server.browser("a").held, "choice": {**CHOICE, **change}}
    answer = readers.tell("choose", sent)
    assert answer.status_code == status
    assert answer.json()["message"]
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("sent", [" ", "[]", "3", "{", "null", '{"endpoint": 1, "auth": 2}', "[" * 4000, '"\\ud800"'])
def test_what_is_no_request_is_refused(readers: Readers, sent: str) -> None:
    for what in ("state", "choose", "move", "stop"):
        assert readers.tell(what, sent).status_code == 400


@pytest.mark.parametrize("filed", ["topic:99", "author:1", "topic:x", "topic:" + "9" * 40, 7, None])
def test_what_cannot_be_followed_is_refused(readers: Readers, filed: Any) -> None:
    sent = {**readers.server.browser("a").held, "choice": CHOICE, "filed": filed}
    assert readers.tell("choose", sent).status_code in (400, 422)
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://testserver"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_other_sites_are_refused(readers: Readers, headers: dict[str, str], status: int) -> None:
    sent = {**readers.server.browser("a").held, "choice": CHOICE}
    assert readers.tell("choose", sent, **headers).status_code == status


def test_a_form_of_another_site_cannot_speak_for_a_reader(readers: Readers) -> None:
    body = json.dumps({**readers.server.browser("a").held, "choice": CHOICE})
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        assert readers.client.post("/notifications/choose/", body, content_type=kind).status_code == 415
    assert readers.client.get("/notifications/choose/").status_code == 405


def test_much_at_once_is_refused(readers: Readers) -> None:
    assert readers.tell("state", json.dumps({"endpoint": "a" * 9000})).status_code == 413
    answers = [readers.tell("state", {"endpoint": "x", "auth": "y"}) for _ in range(15)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert refused[0]["Retry-After"] == "2"


def test_answers_are_stored_nowhere_and_carry_no_cookie(readers: Readers) -> None:
    browser = readers()
    answer = readers.tell("state", browser.held)
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    key = readers.client.get("/notifications/key/")
    assert key["Cache-Control"] == "no-store"
    assert len(key.json()["key"]) == 87


def test_the_page_is_one_for_all_and_asks_for_nothing_by_itself(client: Client, server: PushService) -> None:
    section = SectionFactory(name="ثقافة")
    page = client.get("/notifications/")
    assert page.status_code == 200
    text = page.content.decode()
    assert not page.cookies
    assert page_store().get(page_key("/notifications/", "")) is not None
    assert section.name in text
    assert "خلاصة الأخبار" in text
    assert "csrf" not in text
    assert 'lang="ar"' in text


def test_topic_and_section_pages_offer_to_follow_and_the_foot_leads_there(client: Client) -> None:
    topic, section = TopicFactory(), SectionFactory()
    for filed, name in ((topic, "topic"), (section, "section")):
        text = client.get(filed.get_absolute_url()).content.decode()
        assert f'data-follow="{name}:{filed.pk}"' in text
        assert 'href="/notifications/"' in text


def test_where_it_is_off_nothing_leads_there(client: Client, readers: Readers, settings: Settings) -> None:
    settings.PUSH = False
    assert client.get("/notifications/").status_code == 404
    assert client.get("/notifications/key/").status_code == 404
    assert readers.tell("state", {"endpoint": "x", "auth": "y"}).status_code == 404
    text = client.get(TopicFactory().get_absolute_url()).content.decode()
    assert "notifications" not in text
    assert "data-follow" not in text
    assert b"importScripts" not in client.get("/worker.js").content
