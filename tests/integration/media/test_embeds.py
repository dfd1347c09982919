"""Things of other sites: asked about in the background, kept, tried again, and forgotten; with a server of our own."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.clocks import Hands, moving_clock
from tests.factories.articles import published
from tests.factories.pictures import jpeg
from tests.feeds import Answer, Site, site

from khabar.articles import actions
from khabar.articles.consumers import follow
from khabar.articles.models import Article
from khabar.media.actions import add_picture
from khabar.media.embeds.models import Embed, EmbedState, note
from khabar.media.embeds.providers import Provider
from khabar.media.embeds.worker import AGAIN, FORGOTTEN, WAITS, sweep, work_once
from khabar.media.models import Picture

pytestmark = pytest.mark.django_db
JSON = {"Content-Type": "application/json"}
FILM = "/watch/1"


@pytest.fixture
def other() -> Iterator[Site]:
    """Another site that is in the list of known ones, with one film."""
    with site() as served:
        tell(served)
        served.answers["/thumb.jpg"] = Answer(body=jpeg(640, 360), headers={"Content-Type": "image/jpeg"})
        yield served


@pytest.fixture
def hands() -> Iterator[Hands]:
    with moving_clock() as clock:
        yield clock


def tell(served: Site, status: int = 200, headers: dict[str, str] = JSON, **values: Any) -> None:
    """Have the site say this of its film."""
    said = {
        "type": "video", "title": "جولة في الميناء", "author_name": "قناة الشاطئ", "provider_name": "أفلام",
        "width": 640, "height": 360, "thumbnail_url": served.url("/thumb.jpg"),
        "html": '<iframe src="https://player.films.example/1"></iframe>', **values,
    }  # fmt: skip
    answer = Answer(status=status, body=json.dumps(said).encode(), headers=headers)
    served.answers[question(served, FILM)] = answer


def question(served: Site, path: str) -> str:
    url = provider(served).question(served.url(path))
    return "/" + url.partition("//")[2].partition("/")[2]


def provider(served: Site) -> Provider:
    return Provider(served.url("/oembed"), (re.compile(re.escape(served.url("/watch/"))),))


def work(served: Site, times: int = 1) -> None:
    """Have the background look so often."""
    for _ in range(times):
        work_once(served.client(), [provider(served)])


def story(served: Site, path: str = FILM, **fields: Any) -> Article:
    return published(body=[{"type": "embed", "value": {"url": served.url(path), "title": ""}}], **fields)


def test_what_a_site_says_is_kept_with_its_thumbnail(other: Site) -> None:
    story(other)
    work(other)
    kept = Embed.objects.get()
    assert (kept.state, kept.title, kept.author, kept.provider) == (
        EmbedState.KEPT, "جولة في الميناء", "قناة الشاطئ", "أفلام",
    )  # fmt: skip
    assert kept.frame == "https://player.films.example/1"
    assert kept.reason == ""
    assert kept.picture is not None
    assert (kept.picture.width, kept.picture.credit) == (640, "قناة الشاطئ – أفلام")
    assert kept.next_at > timezone.now() + AGAIN[EmbedState.KEPT] - timedelta(minutes=1)
    asked = len(other.asked)
    work(other)
    assert len(other.asked) == asked


def test_a_draft_is_asked_about_before_it_is_published(other: Site) -> None:
    article = published()
    article.body = [("embed", {"url": other.url(FILM), "title": ""})]
    article.save_revision(clean=False)
    assert Embed.objects.get().url == other.url(FILM)
    assert not article.embeds.exists()


def test_the_thumbnail_is_as_public_as_the_story(other: Site) -> None:
    article = story(other)
    work(other)
    file = Embed.objects.get().picture.renditions.first().file.url  # type: ignore[union-attr]
    assert Client().get(file).status_code == 200
    actions.kill(article=article, reason="سحبه مصدره")
    follow()
    assert Client().get(file).status_code == 404


def test_a_story_that_drops_the_embed_drops_the_thumbnail(other: Site) -> None:
    article = story(other)
    work(other)
    file = Embed.objects.get().picture.renditions.first().file.url  # type: ignore[union-attr]
    assert Client().get(file).status_code == 200
    article.body = []
    article.save()
    follow()
    assert not article.embeds.exists()
    assert Client().get(file).status_code == 404


def test_a_site_that_is_down_is_asked_again_ever_later(other: Site, hands: Hands) -> None:
    story(other)
    tell(other, status=503)
    for wait in WAITS:
        work(other)
        row = Embed.objects.get()
        assert row.state == EmbedState.WAITING
        assert "503" in row.reason
        assert row.next_at == hands.now + timedelta(seconds=wait)
        asked = len(other.asked)
        work(other)
        assert len(other.asked) == asked
        hands.forward(timedelta(seconds=wait + 1))
    work(other)
    assert Embed.objects.get().state == EmbedState.LINK
    tell(other)
    hands.forward(AGAIN[EmbedState.LINK])
    work(other)
    assert Embed.objects.get().state == EmbedState.KEPT


def test_it_waits_as_long_as_the_site_asks(other: Site, hands: Hands) -> None:
    story(other)
    tell(other, status=429, headers={"Retry-After": "4000"})
    work(other)
    assert Embed.objects.get().next_at == hands.now + timedelta(seconds=4000)


def test_what_is_deleted_there_is_a_plain_link_here(other: Site, hands: Hands) -> None:
    article = story(other)
    work(other)
    picture = Embed.objects.get().picture
    assert picture is not None
    tell(other, status=404)
    hands.forward(AGAIN[EmbedState.KEPT])
    work(other)
    row = Embed.objects.get()
    assert (row.state, row.title, row.author, row.frame, row.picture) == (EmbedState.LINK, "", "", "", None)
    assert "404" in row.reason
    assert not Picture.objects.filter(pk=picture.pk).exists()
    assert article.embeds.count() == 1


def test_what_was_said_stays_while_the_site_is_down(other: Site, hands: Hands) -> None:
    story(other)
    work(other)
    tell(other, status=500)
    hands.forward(AGAIN[EmbedState.KEPT])
    work(other)
    row = Embed.objects.get()
    assert (row.state, row.title) == (EmbedState.KEPT, "جولة في الميناء")
    assert "500" in row.reason


def test_a_picture_of_the_newsroom_is_not_deleted_with_the_embed(other: Site, hands: Hands) -> None:
    own = add_picture(data=jpeg(640, 360), name="own.jpg", caption="من أرشيفنا")
    story(other)
    work(other)
    assert Embed.objects.get().picture == own
    tell(other, status=410)
    hands.forward(AGAIN[EmbedState.KEPT])
    work(other)
    assert Picture.objects.filter(pk=own.pk).exists()


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(status=404), "404"),
        (Answer(body=b"<svg onload=x()>", headers={"Content-Type": "image/svg+xml"}), "ليست صورة"),
        (Answer(body=b"not a picture", headers={"Content-Type": "image/jpeg"}), "ليس صورة"),
    ],
)
def test_a_bad_thumbnail_costs_only_itself(other: Site, answer: Answer, why: str) -> None:
    other.answers["/thumb.jpg"] = answer
    story(other)
    work(other)
    row = Embed.objects.get()
    assert (row.state, row.title, row.picture) == (EmbedState.KEPT, "جولة في الميناء", None)
    assert why in row.reason


def test_a_thumbnail_that_leads_inside_is_refused(other: Site) -> None:
    other.answers["/thumb.jpg"] = Answer(status=302, headers={"Location": "http://10.0.0.7/secret.jpg"})
    story(other)
    work(other)
    row = Embed.objects.get()
    assert row.picture is None
    assert "شبكة داخلية" in row.reason


def test_a_site_whose_name_leads_inside_is_not_asked(other: Site) -> None:
    note([f"http://inside.test:{other.port}/watch/1"])
    work_once(other.client(**{"inside.test": "192.168.0.9"}), [])
    row = Embed.objects.get()
    assert row.state == EmbedState.LINK
    assert "شبكة داخلية" in row.reason
    assert other.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        Answer(body=b"{}", headers={"Content-Type": "text/html"}),
        Answer(body=b"{" * 300_000, headers=JSON),
        Answer(body=b"<html>", headers=JSON),
    ],
)
def test_an_answer_that_is_none_leaves_a_link_with_a_reason(other: Site, answer: Answer) -> None:
    other.answers[question(other, FILM)] = answer
    story(other)
    work(other)
    row = Embed.objects.get()
    assert row.state != EmbedState.KEPT
    assert row.reason


def test_a_site_nobody_knows_is_asked_by_what_its_page_names(other: Site) -> None:
    link = f'<link rel="alternate" type="application/json+oembed" href="{other.url("/own?x=1")}">'
    other.answers["/page"] = Answer(body=link.encode(), headers={"Content-Type": "text/html"})
    said = {"type": "video", "title": "من صفحتها", "html": '<iframe src="https://other.example/1"></iframe>'}
    other.answers["/own?x=1"] = Answer(body=json.dumps(said).encode(), headers=JSON)
    story(other, "/page")
    work(other)
    row = Embed.objects.get()
    assert (row.state, row.title) == (EmbedState.KEPT, "من صفحتها")
    assert row.frame == ""  # of another site


def test_a_page_that_names_nobody_is_a_link(other: Site) -> None:
    other.answers["/page"] = Answer(body=b"<p>", headers={"Content-Type": "text/html"})
    story(other, "/page")
    work(other)
    row = Embed.objects.get()
    assert row.state == EmbedState.LINK
    assert "oEmbed" in row.reason


def test_others_of_a_site_that_is_down_wait_too(other: Site) -> None:
    tell(other, status=503)
    other.answers[question(other, "/watch/2")] = Answer(status=503)
    note([other.url(FILM), other.url("/watch/2")])
    work(other, times=3)
    assert len(other.asked) == 1


def test_what_no_story_shows_is_forgotten(other: Site, hands: Hands) -> None:
    article = story(other)
    work(other)
    hands.forward(FORGOTTEN + timedelta(days=1))
    assert sweep() == 0
    article.body = []
    article.save()
    assert sweep() == 1
    assert not Embed.objects.exists()
    assert not Picture.objects.exists()


def test_a_story_that_is_deleted_leaves_no_thumbnail_in_the_store(other: Site) -> None:
    article = story(other)
    work(other)
    file = Embed.objects.get().picture.renditions.first().file.url  # type: ignore[union-attr]
    assert Client().get(file).status_code == 200
    article.delete()
    follow()
    assert Client().get(file).status_code == 404
