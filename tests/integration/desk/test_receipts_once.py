"""One takedown has one first receipt, whoever takes it; a story that is deleted has one too."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django_q.models import OrmQ
from tests.factories.articles import SectionFactory, published
from tests.factories.pictures import jpeg
from tests.integration.accounts.conftest import desk_of, person

from khabar.accounts.enums import RoleCode
from khabar.articles import actions
from khabar.articles.consumers import follow
from khabar.articles.models import Article
from khabar.articles.outlets import page_store
from khabar.core import clock
from khabar.desk.models import Receipt
from khabar.desk.receipts import acts
from khabar.media.actions import add_picture
from khabar.pagestore.page import build_page
from khabar.pagestore.store import page_key

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]
Desk = Callable[..., Client]
CHIEF, REPORTER = RoleCode.CHIEF, RoleCode.REPORTER
HEADLINE = "افتتاح المرصد الفلكي في الجبل"


@pytest.fixture
def story(client: Client) -> Article:
    picture = add_picture(data=jpeg(600, 400), name="a.jpg")
    found = published(headline=HEADLINE, section=SectionFactory(slug="علوم"), at=clock.now(), lead_picture=picture)
    follow()
    client.get(found.get_absolute_url())
    return found


def tasks(name: str) -> list[dict[str, Any]]:
    return [one.task for one in OrmQ.objects.all() if one.task["func"].endswith(name)]


def test_whoever_comes_second_has_the_receipt_of_the_first(story: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    actions.kill(article=story)
    look = acts.look

    def look_while_another_takes(known: Any) -> Any:
        monkeypatch.setattr(acts, "look", look)
        assert acts.take_missing(story.pk)  # the background is quicker
        return look(known)

    monkeypatch.setattr(acts, "look", look_while_another_takes)
    receipt = acts.take_first(article=story)
    assert receipt == story.receipts.get()
    assert not acts.take_missing(story.pk)
    assert acts.take_first(article=story) == receipt


def test_the_database_keeps_it_so(story: Article) -> None:
    actions.kill(article=story)
    receipt = acts.take_first(article=story)
    receipt.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        receipt.save()


def test_a_later_look_and_a_later_takedown_are_receipts_of_their_own(story: Article) -> None:
    actions.withhold(article=story)
    acts.take_first(article=story)
    acts.take(article=story)
    actions.kill(article=story)
    assert acts.take_missing(story.pk)
    assert story.receipts.count() == 3


def test_a_deleted_story_gives_a_receipt(
    story: Article, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    pk, address = story.pk, story.get_absolute_url()
    rendition = story.lead_picture.renditions.first().file.name  # type: ignore[union-attr]
    with django_capture_on_commit_callbacks(execute=True):
        story.delete()
    (task,) = tasks("take_of_deleted")
    assert acts.take_of_deleted(*task["args"])
    receipt = Receipt.objects.get()
    assert (receipt.article, receipt.story, receipt.headline, receipt.left) == (None, pk, HEADLINE, [])
    looked = {look["address"] for look in receipt.looks}
    assert looked >= {f"/n/{pk}", f"/media/{rendition}", "/علوم/", "/feed/"}
    assert any(f"/{pk}/" in one for one in looked), address
    assert not acts.take_of_deleted(*task["args"])


def test_what_stayed_of_a_deleted_story_turns_it_red(
    story: Article, client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    stale = client.get("/feed/").content
    with django_capture_on_commit_callbacks(execute=True):
        story.delete()
    follow()
    page = build_page(200, [("Content-Type", "application/rss+xml")], stale)
    assert page_store().put(page_store().ticket(), page_key("/feed/"), page, {"left-behind"})
    assert acts.take_of_deleted(*tasks("take_of_deleted")[0]["args"])
    receipt = Receipt.objects.get()
    assert (receipt.empty, {look["surface"] for look in receipt.left}) == (False, {"الخلاصات"})


def test_receipts_outlive_their_story(story: Article) -> None:
    actions.kill(article=story)
    receipt = acts.take_first(article=story)
    story.delete()
    receipt.refresh_from_db()
    assert (receipt.article_id, receipt.headline) == (None, HEADLINE)


def test_what_never_was_public_gives_none(django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    from tests.factories.articles import ArticleFactory

    draft = ArticleFactory()
    with django_capture_on_commit_callbacks(execute=True):
        draft.delete()
    assert tasks("take_of_deleted") == []


def test_the_desk_lists_receipts_and_shows_one_of_a_deleted_story(
    desk_of: Desk, story: Article, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        desk_of(CHIEF).post(f"/desk/articles/delete/{story.pk}/")
    acts.take_of_deleted(*tasks("take_of_deleted")[0]["args"])
    receipt = Receipt.objects.get()
    listing = desk_of(CHIEF).get("/desk/reports/receipts/").content.decode()
    assert HEADLINE in listing
    assert "محذوف" in listing
    page = desk_of(CHIEF).get(f"/desk/reports/receipts/{receipt.pk}/").content.decode()
    assert f"حُذف الخبر رقم {story.pk or receipt.story}" in page
    assert "desk-receipt__sum--green" in page
    for address in ("/desk/reports/receipts/", f"/desk/reports/receipts/{receipt.pk}/"):
        assert Client().get(address).status_code == 302
        assert desk_of(RoleCode.ADVERTISING).get(address).status_code == 302
