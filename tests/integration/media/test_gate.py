"""Nobody outside the desk sees a picture that nothing public shows."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, TestCase
from tests.clocks import clock_at
from tests.factories.articles import ArticleFactory, SectionFactory, published
from tests.factories.pictures import jpeg, opened

from khabar.accounts.models import User
from khabar.articles.actions import kill, publish, unpublish
from khabar.articles.models import Article, Change
from khabar.articles.outlets import page_store
from khabar.articles.text import paragraph
from khabar.core import clock
from khabar.media import gate, renditions
from khabar.media.actions import add_picture
from khabar.media.models import Picture
from khabar.media.tasks import prepare
from khabar.pagestore.store import page_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture() -> Picture:
    return add_picture(data=jpeg(600, 400), name="a.jpg")


def address(picture: Picture, set_name: str = "lead") -> str:
    found = renditions.offer(Picture.objects.get(pk=picture.pk), set_name)
    assert found is not None
    return found.fallback.url


def draft(**fields: Any) -> Article:
    article: Article = ArticleFactory(section=SectionFactory(), **fields)
    return article


def in_body(picture: Picture) -> list[dict[str, Any]]:
    value = {"picture": picture.pk, "caption": "", "credit": "", "alt": "وصف"}
    return [paragraph("نص"), {"type": "picture", "value": value}]


def status(picture: Picture) -> int:
    """What a reader gets, asked through the whole stack with the page store in it."""
    return Client().get(address(picture)).status_code


def test_a_picture_nobody_shows_is_for_the_desk_alone(picture: Picture, editor_client: Client) -> None:
    assert status(picture) == 404
    answer = editor_client.get(address(picture))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-cache"
    assert status(picture) == 404


def test_a_user_without_the_desk_is_a_reader(picture: Picture) -> None:
    client = Client()
    client.force_login(User.objects.create_user("reader", "r@x.example", "correct-horse"))
    assert client.get(address(picture)).status_code == 404


def test_the_lead_picture_of_a_public_article(picture: Picture) -> None:
    published(lead_picture=picture)
    answer = Client().get(address(picture))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "public, max-age=600"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == "inline"
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies
    assert opened(answer.content).size == (600, 400)
    assert Client().head(address(picture)).status_code == 200
    assert Client().post(address(picture)).status_code == 405


def test_the_desk_asks_again_and_is_told_that_nothing_changed(picture: Picture, editor_client: Client) -> None:
    etag = editor_client.get(address(picture))["ETag"]
    again = editor_client.get(address(picture), headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert editor_client.get(address(picture), headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("kind", ["avif", "webp"])
def test_every_format_says_what_it_is(picture: Picture, kind: str) -> None:
    published(lead_picture=picture)
    prepare(picture.pk)
    found = renditions.offer(Picture.objects.get(pk=picture.pk), "card")
    assert found is not None
    answer = Client().get(found.by_format[kind][0].url)
    assert (answer.status_code, answer["Content-Type"]) == (200, f"image/{kind}")
    assert opened(answer.content).format == kind.upper()


def test_a_picture_in_the_body(picture: Picture) -> None:
    article = draft(body=in_body(picture))
    assert status(picture) == 404
    publish(article=article)
    assert status(picture) == 200
    assert Client().get(address(picture, "body")).status_code == 200


def test_a_draft_shows_nothing(picture: Picture) -> None:
    article = published(headline="خبر منشور")
    article.lead_picture, article.lead_alt = picture, "وصف"
    article.body = in_body(picture)
    article.save_revision()
    assert status(picture) == 404
    publish(article=Article.objects.get(pk=article.pk))
    assert status(picture) == 200


@pytest.mark.parametrize("take_down", [unpublish, kill])
@pytest.mark.parametrize("place", ["lead", "body"])
def test_a_takedown_takes_the_picture_too(picture: Picture, take_down: Any, place: str) -> None:
    fields: dict[str, Any] = {"lead_picture": picture} if place == "lead" else {"body": in_body(picture)}
    article = published(**fields)
    assert status(picture) == 200
    with TestCase.captureOnCommitCallbacks(execute=True):
        take_down(article=article)
    assert status(picture) == 404


def test_it_stays_while_another_public_article_shows_it(picture: Picture) -> None:
    first, _second = published(lead_picture=picture), published(body=in_body(picture))
    with TestCase.captureOnCommitCallbacks(execute=True):
        unpublish(article=first)
    assert status(picture) == 200


def test_a_deleted_article_no_longer_shows_it(picture: Picture) -> None:
    article = published(lead_picture=picture)
    assert status(picture) == 200
    with TestCase.captureOnCommitCallbacks(execute=True):
        Article.objects.get(pk=article.pk).delete()
    assert status(picture) == 404


@pytest.mark.parametrize("place", ["lead_picture", "body"])
def test_a_picture_that_is_replaced_is_no_longer_shown(picture: Picture, place: str) -> None:
    other = add_picture(data=jpeg(600, 400, seed=8), name="b.jpg")
    article = published(**{place: picture if place == "lead_picture" else in_body(picture)})
    assert status(picture) == 200
    article = Article.objects.get(pk=article.pk)
    setattr(article, place, other if place == "lead_picture" else in_body(other))
    with TestCase.captureOnCommitCallbacks(execute=True):
        article.save_revision().publish()
    assert (status(picture), status(other)) == (404, 200)


def test_an_embargo_and_an_end_hold_without_anyone_acting(picture: Picture) -> None:
    article = published(lead_picture=picture)
    Article.objects.filter(pk=article.pk).update(go_live_at=clock.now() + timedelta(hours=1))
    assert status(picture) == 404
    with clock_at(clock.now()):
        Article.objects.filter(pk=article.pk).update(go_live_at=None, expire_at=clock.now() + timedelta(seconds=90))
        answer = Client().get(address(picture))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=90"
    Article.objects.filter(pk=article.pk).update(expire_at=clock.now() - timedelta(seconds=1))
    assert gate.until(picture.pk) is None


def test_the_latest_end_counts(picture: Picture) -> None:
    soon, late = clock.now() + timedelta(hours=1), clock.now() + timedelta(hours=5)
    first, second = published(lead_picture=picture), published(body=in_body(picture))
    assert gate.until(picture.pk) == gate.FOREVER
    Article.objects.filter(pk=first.pk).update(expire_at=late)
    Article.objects.filter(pk=second.pk).update(expire_at=soon)
    assert gate.until(picture.pk) == late


def test_the_original_is_never_public(picture: Picture, editor_client: Client) -> None:
    published(lead_picture=picture)
    picture.get_rendition("original")
    whole = picture.renditions.get(filter_spec="original")
    for url in (picture.file.url, whole.url):
        assert Client().get(url).status_code == 404
        assert editor_client.get(url).status_code == 200


HOSTILE = [
    "..%2f..%2fsecret-key", "../original_images/a.jpg", "..%5csecret", "a%00.jpg", "1-a%00.jpg", "%d8%a7.jpg",
    "1-x.svg", "99999999999999999999-x.jpg", "999999999999999999-x.jpg", "-x.jpg", "1-" + "a" * 300 + ".jpg",
    "١-x.jpg", "1-x.jpg%0a", ".", "..", "",
]  # fmt: skip


@pytest.mark.parametrize("folder", ["images", "original_images", "..", "."])
def test_hostile_addresses_are_not_found(editor_client: Client, folder: str) -> None:
    for client in (Client(), editor_client):
        answers = {name: client.get(f"/media/{folder}/{name}").status_code for name in HOSTILE}
        assert answers == dict.fromkeys(HOSTILE, 404)


def test_a_change_of_a_shown_picture_reaches_the_change_log(picture: Picture) -> None:
    prepare(picture.pk)
    assert not Change.objects.filter(object_type="picture").exists()
    published(lead_picture=picture)
    picture.caption = "شرح آخر"
    picture.save()
    assert list(Change.objects.filter(object_type="picture").values_list("object_id", flat=True)) == [picture.pk]


def test_deleting_many_pictures_drops_what_was_stored_of_them(picture: Picture, editor_client: Client) -> None:
    published(lead_picture=picture)
    url = address(picture)
    assert Client().get(url).status_code == 200
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = editor_client.post(f"/desk/bulk/media/picture/delete/?id={picture.pk}")
    assert answer.status_code == 302
    assert not Picture.objects.exists()
    assert Client().get(url).status_code == 404


def test_a_picture_is_stored_and_dropped_by_its_key(picture: Picture) -> None:
    published(lead_picture=picture)
    url = address(picture)
    first = Client().get(url)
    assert first.status_code == 200
    entry = page_store().get(page_key(url, ""))
    assert entry is not None
    assert entry.keys == (f"picture:{picture.pk}",)
    assert set(entry.answers) == {"identity"}
    with TestCase.captureOnCommitCallbacks(execute=True):
        picture.credit = "د ب أ"
        picture.save()
    assert page_store().get(page_key(url, "")) is None
