"""What pages show of ads: nothing without campaigns, their room with them, and the moment that changes."""

from datetime import timedelta
from typing import Any

import lxml.html
import pytest
from django.test import Client
from tests.factories.ads import CampaignFactory, html_ad, picture_ad, slot
from tests.factories.articles import SectionFactory, published
from tests.integration.ads.test_ad_lists import later

from khabar.ads.enums import PageKind, Position, Size
from khabar.ads.models import Slot
from khabar.articles.actions import publish
from khabar.articles.consumers import follow
from khabar.articles.models import Article
from khabar.articles.outlets import page_store
from khabar.articles.text import paragraph
from khabar.core import clock
from khabar.pagestore.store import page_key

pytestmark = pytest.mark.django_db


def slots(client: Client, path: str) -> list[Any]:
    answer = client.get(path)
    assert answer.status_code == 200
    page = lxml.html.document_fromstring(answer.content.decode())
    found: list[Any] = page.xpath("//*[@data-ad]")
    scripts = page.xpath("//script[@data-ads]")
    assert len(scripts) == bool(found), "the script comes with slots and only with them"
    return found


def stored(path: str) -> bool:
    return page_store().get(page_key(path)) is not None


def path_of(story: Article) -> str:
    from urllib.parse import unquote

    return unquote(story.get_absolute_url())


def test_a_site_without_campaigns_shows_and_asks_nothing(client: Client, story: Article) -> None:
    for path in ("/", path_of(story), f"/{story.section.slug}/"):
        assert slots(client, path) == []
        assert "ads" not in client.get(path)["Content-Security-Policy"]


def test_the_first_campaign_reaches_stored_pages_and_its_end_leaves_them(client: Client, story: Article) -> None:
    path = path_of(story)
    slots(client, path)
    assert stored(path)
    ad = picture_ad()
    follow()
    assert not stored(path)
    (shown,) = slots(client, path)
    assert shown.get("data-place") == "foot"
    assert "ad--banner" in shown.get("class")
    assert shown.text_content().strip() == "إعلان"
    ad.campaign.active = False
    ad.campaign.save()
    follow()
    assert slots(client, path) == []


def test_a_second_campaign_in_the_same_place_leaves_stored_pages_alone(client: Client, story: Article) -> None:
    picture_ad()
    follow()
    path = path_of(story)
    slots(client, path)
    picture_ad(CampaignFactory(weight=50, ends_at=clock.now() + timedelta(days=2)))
    follow()
    assert stored(path)


def test_a_page_changes_by_itself_when_a_campaign_begins_and_ends(
    client: Client, story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    picture_ad(CampaignFactory(starts_at=now + timedelta(minutes=10), ends_at=now + timedelta(minutes=20)))
    follow()
    path = path_of(story)
    assert slots(client, path) == []
    later(monkeypatch, minutes=11)
    assert len(slots(client, path)) == 1
    later(monkeypatch, minutes=10)
    assert slots(client, path) == []


def test_a_sensitive_story_has_no_ad_however_many_campaigns_run(client: Client, story: Article) -> None:
    for size in Size:
        picture_ad(CampaignFactory(house=True), size=size)
    follow()
    assert len(slots(client, path_of(story))) == 2
    story.without_ads = True
    story.save_revision()
    publish(article=story)
    follow()
    assert slots(client, path_of(story)) == []
    assert "ads" not in client.get(path_of(story)).content.decode().split("</head>")[1]
    assert "/ads/" not in client.get("/feed/").content.decode()


def test_a_short_story_is_not_interrupted(client: Client) -> None:
    picture_ad(size=Size.RECTANGLE)
    short = published(body=[paragraph("فقرة وحيدة.")])
    long = published(body=[paragraph(f"فقرة رقم {number}.") for number in range(8)])
    follow()
    assert slots(client, path_of(short)) == []
    (shown,) = slots(client, path_of(long))
    assert shown.getprevious().text_content() == "فقرة رقم 3."


def test_only_a_house_ad_is_there_for_browsers_without_scripts(client: Client, story: Article) -> None:
    slot(PageKind.HOME, Position.FOOT, Size.BANNER)
    picture_ad(CampaignFactory(house=True, ends_at=None), alt="اكتب لنا")
    picture_ad(size=Size.RECTANGLE)
    follow()
    middle, foot = slots(client, path_of(story))
    assert middle.xpath(".//noscript") == []
    assert foot.xpath(".//noscript//img/@alt") == ["اكتب لنا"]
    assert foot.xpath(".//noscript//a/@rel") == ["sponsored noopener"]


def test_a_section_campaign_shows_on_its_sections_pages_alone(client: Client) -> None:
    booked, other = SectionFactory(), SectionFactory()
    there, elsewhere = published(section=booked), published(section=other)
    picture_ad(CampaignFactory(sections=[booked.pk]))
    follow()
    (shown,) = slots(client, path_of(there))
    script = shown.getroottree().xpath("//script[@data-ads]/@data-ads")
    assert script == [f"/ads/list/article/{booked.pk}.json"]
    assert slots(client, path_of(elsewhere)) == []
    assert len(slots(client, f"/{booked.slug}/")) == 1
    assert slots(client, f"/{other.slug}/") == []


def test_a_campaign_for_phones_keeps_no_room_on_desktops(client: Client, story: Article) -> None:
    picture_ad(CampaignFactory(screen="phone"))
    follow()
    (shown,) = slots(client, path_of(story))
    assert "ad--on-phone" in shown.get("class").split()


def test_an_ad_in_a_frame_lets_nothing_foreign_in(client: Client, story: Article) -> None:
    html_ad("<p>خبز</p>")
    follow()
    policy = client.get(path_of(story))["Content-Security-Policy"].split("; ")
    assert "frame-src 'self'" in policy
    assert "script-src 'self'" in policy


def test_a_slot_that_is_not_used_is_on_no_page(client: Client, story: Article) -> None:
    picture_ad()
    found = Slot.objects.get(page=PageKind.ARTICLE, position=Position.FOOT)
    found.shown = False
    found.save()
    follow()
    assert slots(client, path_of(story)) == []
