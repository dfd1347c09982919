"""The app: what is installed, the worker and its end, what is shared to it, and what it hears was recalled."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from lxml import html
from tests.clocks import clock_at
from tests.factories.articles import published

from khabar.articles import actions, recalls
from khabar.articles.amending import Note
from khabar.articles.consumers import follow
from khabar.articles.enums import AmendmentKind
from khabar.articles.models import Article
from khabar.articles.outlets import page_store
from khabar.articles.text import paragraph
from khabar.pagestore.store import page_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Article:
    article = published(headline="افتتاح سوق الكتب")
    follow()
    return article


def _recalled(client: Client) -> dict[str, Any]:
    response = client.get("/recalled.json")
    assert response.status_code == 200
    found: dict[str, Any] = response.json()
    return found


def _change(story: Article, kind: AmendmentKind) -> None:
    story.body = [paragraph(f"{kind.label}: نص آخر.")]
    story.save_revision()
    actions.publish(article=story, note=Note(kind, "ذكر الخبر اسم السوق خطأ." if kind in ("correction",) else ""))
    follow()


def test_the_manifest_is_arabic_with_icons_for_every_launcher(client: Client) -> None:
    response = client.get("/manifest.webmanifest")
    told = json.loads(response.content)
    assert response["Content-Type"].startswith("application/manifest+json")
    assert (told["name"], told["lang"], told["dir"], told["start_url"], told["scope"]) == ("خبر", "ar", "rtl", "/", "/")
    assert {(one["sizes"], one["purpose"]) for one in told["icons"]} >= {
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
    }  # fmt: skip


def test_each_shortcut_leads_to_a_page(client: Client, story: Article) -> None:
    told = json.loads(client.get("/manifest.webmanifest").content)
    assert [one["name"] for one in told["shortcuts"]] == ["آخر الأخبار", "البحث", "الأكثر قراءة", "المحفوظة"]
    for one in told["shortcuts"]:
        path, _, fragment = one["url"].partition("#")
        response = client.get(path)
        assert response.status_code == 200, one
        if fragment:
            assert fragment == "latest"


@pytest.mark.parametrize(
    ("given", "query"),
    [
        ({"text": "سوق الكتب"}, "سوق الكتب"),
        ({"title": "خبر", "text": "سوق الكتب https://other.example/a?b=1"}, "سوق الكتب"),
        ({"title": "سوق الكتب", "text": "https://other.example/a"}, "سوق الكتب"),
        ({"url": "https://other.example/a"}, "https://other.example/a"),
        ({"text": " \n"}, None),
        ({}, None),
    ],
)
def test_what_is_shared_is_searched_for(client: Client, given: dict[str, str], query: str | None) -> None:
    target = json.loads(client.get("/manifest.webmanifest").content)["share_target"]
    assert (target["method"], set(target["params"])) == ("GET", {"title", "text", "url"})
    named = {target["params"][name]: value for name, value in given.items()}
    response = client.get(target["action"], named, follow=True)
    assert response.status_code == 200
    assert response.redirect_chain[0][0].startswith("/search/")
    box = html.document_fromstring(response.content.decode()).xpath("//main//input[@name='q']")[0]
    assert (box.get("value") or None) == query


@pytest.mark.parametrize("words", ["{}", "اقرأ هذا ({}).", "{}\nمن التطبيق"])
def test_a_page_of_this_site_that_is_shared_is_opened(client: Client, settings: LazySettings, words: str) -> None:
    address = f"{settings.SITE_URL}{published().get_absolute_url()}"
    response = client.get("/shared/", {"title": "مكتبة", "text": words.format(address)})
    assert (response.status_code, response["Location"]) == (302, address)


@pytest.mark.parametrize("address", ["{}.evil.example/n/1", "{}@evil.example/n/1", "{}:8/n/1"])
def test_an_address_that_only_looks_like_this_site_is_not(client: Client, settings: LazySettings, address: str) -> None:
    response = client.get("/shared/", {"url": address.format(settings.SITE_URL)})
    assert response["Location"].startswith("/search/")


def test_very_much_that_is_shared_is_cut(client: Client) -> None:
    response = client.get("/shared/", {"text": "كتاب " * 2_000}, follow=True)
    assert response.status_code == 200
    assert client.get("/shared/", {"text": "a"})["Cache-Control"] == "private, no-cache"


def test_the_worker_may_stand_over_the_whole_site_and_is_asked_for_each_time(client: Client) -> None:
    response = client.get("/worker.js")
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in response["Content-Security-Policy"]
    assert re.search(r'"version":"[0-9a-f]{12}"', response.content.decode())
    assert page_store().get(page_key("/worker.js", "")) is not None


def test_the_worker_stays_small(client: Client) -> None:
    assert len(client.get("/worker.js", HTTP_ACCEPT_ENCODING="br").content) <= 2_048


def test_another_edition_is_another_build(client: Client, settings: LazySettings) -> None:
    first = client.get("/worker.js").content
    page_store().clear()
    settings.DIGITS = "arab"
    second = client.get("/worker.js").content
    versions = [re.findall(rb'"version":"([0-9a-f]+)"', one) for one in (first, second)]
    assert versions[0] != versions[1]
    assert b"-nu-arab" in second


def test_switched_off_it_takes_itself_away_and_nothing_leads_to_it(
    client: Client, settings: LazySettings, story: Article
) -> None:
    settings.APP = False
    script = client.get("/worker.js")
    assert b"unregister" in script.content
    assert b"fetch" not in script.content
    assert script["Cache-Control"] == "no-cache"
    page = client.get(story.get_absolute_url()).content.decode()
    assert "worker.js" not in page
    assert "data-save" not in page
    assert "/saved/" not in page + client.get("/manifest.webmanifest").content.decode()
    assert {client.get(path).status_code for path in ("/saved/", "/offline/")} == {404}


def test_pages_register_it_and_offer_to_save_the_story(client: Client, story: Article) -> None:
    page = html.document_fromstring(client.get(story.get_absolute_url()).content.decode())
    assert page.xpath("//link[@rel='manifest']/@data-worker") == ["/worker.js"]
    assert page.xpath("//button[@data-save][@hidden]")
    light = client.get(f"/lite{story.get_absolute_url()}").content.decode()
    assert "worker.js" not in light
    assert "احفظ" not in light


def test_a_story_tells_its_number_and_its_last_correction(client: Client, story: Article) -> None:
    assert client.get(story.get_absolute_url())["Khabar-Story"] == f"{story.pk};0"
    _change(story, AmendmentKind.CORRECTION)
    told = _recalled(client)["corrected"]
    assert client.get(story.get_absolute_url())["Khabar-Story"] == f"{story.pk};{told[str(story.pk)]}"
    assert told[str(story.pk)] > 0


@pytest.mark.parametrize("kind", [AmendmentKind.TYPO, AmendmentKind.UPDATE])
def test_copies_need_not_follow_what_readers_are_not_told(client: Client, story: Article, kind: AmendmentKind) -> None:
    assert _recalled(client)["corrected"] == {}
    _change(story, kind)
    assert _recalled(client)["corrected"] == {}


@pytest.mark.parametrize("act", ["kill", "unpublish", "withhold"])
def test_a_withdrawal_is_told_at_once_and_no_more_once_the_story_is_back(
    client: Client, story: Article, act: str
) -> None:
    assert _recalled(client)["gone"] == []
    getattr(actions, act)(article=story)
    follow()
    assert _recalled(client)["gone"] == [story.pk]
    assert client.get(story.get_absolute_url()).status_code == 410
    if act == "unpublish":
        actions.publish(article=Article.objects.get(pk=story.pk))
        follow()
        assert _recalled(client)["gone"] == []


def test_a_deleted_story_is_told_too(client: Client, story: Article) -> None:
    assert _recalled(client)["gone"] == []
    pk = story.pk
    story.delete()
    follow()
    assert _recalled(client)["gone"] == [pk]


def test_a_draft_is_never_told(client: Client) -> None:
    article = published(headline="خبر", at=datetime.now(UTC) + timedelta(days=1))
    actions.unpublish(article=article)
    follow()
    assert _recalled(client)["gone"] == []


def test_after_thirty_days_it_is_told_no_more_and_the_list_says_how_far_it_reaches(
    client: Client, story: Article
) -> None:
    now = datetime.now(UTC)
    with clock_at(now):
        actions.kill(article=story)
    with clock_at(now + timedelta(days=recalls.DAYS - 1)):
        assert recalls.recalls().gone == [story.pk]
    with clock_at(now + timedelta(days=recalls.DAYS + 1)):
        found = recalls.recalls()
    assert found.gone == []
    assert found.since > now


def test_of_very_many_the_newest_are_told_and_since_moves(story: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalls, "MOST", 2)
    others = [published() for _ in range(3)]
    for other in others:
        actions.kill(article=other)
    found = recalls.recalls()
    assert len(found.gone) == 2
    assert found.since > datetime.now(UTC) - timedelta(days=1)


def test_the_list_is_one_stored_page_for_all_that_asks_again(client: Client, story: Article) -> None:
    response = client.get("/recalled.json", {"ids": "1:3"})
    assert response["Cache-Control"].startswith("public, max-age=0")
    assert page_store().get(page_key("/recalled.json", "")) is not None
