"""A takedown is proved: every surface looked at as a reader, and the receipt red where something is left."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django_q.models import OrmQ
from tests.factories.articles import AuthorFactory, SectionFactory, TopicFactory, published
from tests.factories.pictures import jpeg
from tests.integration.accounts.conftest import desk_of, person

from khabar.accounts.enums import RoleCode
from khabar.articles import actions
from khabar.articles.consumers import follow
from khabar.articles.models import Agency, Article
from khabar.articles.outlets import page_store
from khabar.articles.text import paragraph
from khabar.core import clock
from khabar.desk.models import Receipt
from khabar.desk.receipts.acts import StillPublic, take, take_missing
from khabar.media.actions import add_picture
from khabar.pagestore.page import Page, build_page
from khabar.pagestore.store import page_key

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]
Desk = Callable[..., Client]
REPORTER, EDITOR, CHIEF, ADMINISTRATOR, ADVERTISING = RoleCode
HEADLINE = "افتتاح المرصد الفلكي في الجبل"


@pytest.fixture
def story(client: Client) -> Article:
    """A story that stands everywhere, with its pages stored as readers asked for them."""
    section = SectionFactory(name="علوم", slug="علوم")
    published(headline="خبر آخر في القسم نفسه", section=section, at=clock.now())
    article = published(
        headline=HEADLINE,
        section=section,
        at=clock.now(),
        body=[paragraph("قال مدير المرصد سامي النجار إن العمل يبدأ غدا.")],
        topics=[TopicFactory(name="فلك", slug="فلك")],
        authors=[AuthorFactory(name="هند", slug="هند")],
        agencies=[Agency.objects.get(slug="dpa")],
        lead_picture=add_picture(data=jpeg(600, 400), name="a.jpg"),
    )
    follow()
    for path in _addresses(article):
        client.get(path)
    return article


def _addresses(article: Article) -> list[str]:
    return ["/", "/feed/", "/news-sitemap.xml", article.get_absolute_url(), article.section.get_absolute_url()]


@pytest.fixture
def stale(story: Article, client: Client) -> dict[str, bytes]:
    """The pages that readers got while the story was public."""
    return {path: client.get(path).content for path in _addresses(story)}


def _left(receipt: Receipt) -> set[str]:
    return {look["surface"] for look in receipt.left}


def _put_back(path: str, content: bytes, kind: str = "text/html; charset=utf-8") -> None:
    """A page as it was goes back into the store, as if nobody had dropped it."""
    store = page_store()
    page: Page = build_page(200, [("Content-Type", kind)], content)
    assert store.put(store.ticket(), page_key(unquote(path)), page, {"left-behind"})


@pytest.mark.parametrize("act", [actions.kill, actions.unpublish, actions.withhold])
def test_after_a_takedown_every_surface_is_empty(story: Article, act: Callable[..., Article]) -> None:
    act(article=story)
    receipt = take(article=story)
    assert (receipt.left, receipt.empty) == ([], True)
    surfaces = {name for name, _, _ in receipt.surfaces}
    assert surfaces >= {
        "صفحة الخبر", "العنوان القصير", "سجل التغييرات", "الإسناد", "التصدير", "المعاينة", "الصفحة الأولى",
        "صفحة القسم", "صفحات الموضوعات", "صفحات الكتّاب", "الأرشيف", "الخلاصات", "خرائط الموقع", "خريطة الأخبار",
        "البحث", "الاقتراحات", "صفحات المصادر", "الصور", "صفحة الفيديو", "الأكثر قراءة", "القصص الجارية",
        "النسخة الخفيفة", "صورة المشاركة",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("number", "surface"),
    [(0, "الصفحة الأولى"), (1, "الخلاصات"), (2, "خريطة الأخبار"), (3, "صفحة الخبر"), (4, "صفحة القسم")],
)
def test_a_page_that_stayed_in_the_store_turns_it_red_until_it_is_gone(
    story: Article, stale: dict[str, bytes], number: int, surface: str
) -> None:
    actions.kill(article=story)
    follow()
    path = _addresses(story)[number]
    _put_back(path, stale[path])
    receipt = take(article=story)
    assert (receipt.empty, _left(receipt)) == (False, {surface})
    assert "من مخزن الصفحات" in receipt.left[0]["said"]
    page_store().purge({"left-behind"})
    assert take(article=story).empty
    assert [one.empty for one in story.receipts.all()] == [True, False]


@pytest.mark.parametrize(
    ("path", "surface"),
    [
        ("/n/{pk}/card.jpg", "صورة المشاركة"),
        ("/lite/علوم/{pk}/", "النسخة الخفيفة"),
        ("/lite/", "النسخة الخفيفة"),
        ("/lite/topic/فلك/", "النسخة الخفيفة"),
        ("/topic/فلك/timeline/", "القصص الجارية"),
        ("/most-read/box/", "الأكثر قراءة"),
        ("/video/", "صفحة الفيديو"),
    ],
)
def test_what_stayed_beside_the_article_turns_it_red(
    story: Article, stale: dict[str, bytes], path: str, surface: str
) -> None:
    actions.kill(article=story)
    follow()
    _put_back(path.format(pk=story.pk), stale["/"])
    assert _left(take(article=story)) == {surface}


def test_another_page_of_the_store_that_carries_the_story_is_looked_at_too(
    story: Article, stale: dict[str, bytes]
) -> None:
    actions.kill(article=story)
    follow()
    store = page_store()
    page = build_page(200, [("Content-Type", "text/html")], stale[story.get_absolute_url()])
    assert store.put(store.ticket(), page_key("/مكان-غريب/"), page, {f"article:{story.pk}"})
    assert _left(take(article=story)) == {"مخزن الصفحات"}


def test_there_is_no_receipt_for_what_readers_have(story: Article) -> None:
    with pytest.raises(StillPublic):
        take(article=story)
    assert not Receipt.objects.exists()


def test_a_rendition_that_can_be_opened_turns_it_red(story: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    actions.kill(article=story)
    follow()
    assert story.lead_picture is not None
    file = story.lead_picture.renditions.values_list("file", flat=True)[0]
    _put_back(f"/media/{file}", b"\xff\xd8", "image/jpeg")
    assert _left(take(article=story)) == {"الصور"}


def test_a_picture_that_another_story_shows_is_not_looked_at(story: Article) -> None:
    published(headline="خبر ثان عن الصورة", lead_picture=story.lead_picture)
    actions.kill(article=story)
    receipt = take(article=story)
    assert receipt.empty
    assert "الصور" not in {name for name, _, _ in receipt.surfaces}


def test_a_headline_that_another_story_has_too_accuses_nobody(story: Article) -> None:
    published(headline=HEADLINE, section=story.section, at=clock.now())
    actions.kill(article=story)
    assert take(article=story).empty


def test_the_desk_shows_the_receipt_and_looks_again(desk_of: Desk, story: Article, stale: dict[str, bytes]) -> None:
    desk = desk_of(CHIEF)
    answer = desk.post(f"/desk/articles/kill/{story.pk}/", {"reason": "سحبت الوكالة الخبر"})
    address = f"/desk/articles/receipt/{story.pk}/"
    assert answer["Location"] == address
    page = desk.get(address).content.decode()
    assert "desk-receipt__sum--green" in page
    assert "desk-receipt__sum--green" not in desk.get(f"/desk/articles/edit/{story.pk}/").content.decode()
    _put_back("/", stale["/"])
    page = desk.post(address, follow=True).content.decode()
    assert "desk-receipt__sum--red" in page
    assert "فيه رابط الخبر" in page
    assert "فحوص سابقة" in page
    edit = desk.get(f"/desk/articles/edit/{story.pk}/").content.decode()
    assert address in edit
    assert "بقي الخبر في 1 من مواضعه" in edit


def test_unpublishing_leads_to_the_receipt(desk_of: Desk, story: Article) -> None:
    answer = desk_of(CHIEF).post(f"/desk/articles/unpublish/{story.pk}/")
    assert answer["Location"] == f"/desk/articles/receipt/{story.pk}/"
    assert story.receipts.get().empty


def test_a_reader_does_not_see_receipts(client: Client, story: Article) -> None:
    actions.kill(article=story)
    take(article=story)
    assert client.get(f"/desk/articles/receipt/{story.pk}/").status_code == 302


def test_pages_asked_for_the_receipt_are_stored_in_the_sites_own_time(desk_of: Desk, story: Article) -> None:
    chief = desk_of(CHIEF)
    chief.post("/desk/account/", {"locale-current_time_zone": "Asia/Tokyo"})
    actions.kill(article=story)
    follow()
    chief.post(f"/desk/articles/receipt/{story.pk}/")
    stored = page_store().get(page_key("/"))
    assert stored is not None
    assert b"+09:00" not in stored.answers["identity"][2]


def test_what_an_agency_takes_down_gets_its_receipt_from_the_background(
    story: Article, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.withhold(article=story)
    task = next(one.task for one in OrmQ.objects.all() if one.task["func"].endswith("take_missing"))
    assert take_missing(*task["args"])
    assert story.receipts.get().empty
    assert not take_missing(*task["args"])
    actions.publish(article=story)
    assert not take_missing(story.pk)
    assert story.receipts.count() == 1
