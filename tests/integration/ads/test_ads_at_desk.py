"""Ads at the desk: who may, what the forms refuse and why, the preview, the report and its file, ads.txt."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from lxml import html
from tests.factories.ads import CampaignFactory, html_ad, picture_ad, picture_file
from tests.factories.articles import SectionFactory

from khabar.accounts.enums import RoleCode
from khabar.ads.models import AdsTxt, Campaign, Count, Creative, Slot
from khabar.core import clock

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]
REPORT, ADS_TXT = "/desk/ads/report/", "/desk/ads/txt/"


def errors(answer: Any) -> str:
    page = html.fromstring(answer.content)
    return " ".join(node.text_content().strip() for node in page.xpath("//*[contains(@class, 'error-message')]"))


@pytest.fixture
def seller(desk_of: Desk) -> Client:
    return desk_of(RoleCode.ADVERTISING)


def campaign_form(**changes: Any) -> dict[str, Any]:
    local = timezone.localtime(clock.now())
    usual = {
        "name": "خبز الشتاء",
        "advertiser": "مخبز الحي",
        "active": "on",
        "starts_at": f"{local:%Y-%m-%d %H:%M}",
        "ends_at": f"{local + timedelta(days=3):%Y-%m-%d %H:%M}",
        "weight": "10",
        "cap": "2",
        "cap_hours": "24",
        "screen": "",
    }
    return usual | changes


def creative_form(campaign: Campaign, **changes: Any) -> dict[str, Any]:
    usual = {"campaign": campaign.pk, "title": "رغيف", "active": "on", "kind": "picture", "size": "banner"}
    return usual | {"link": "https://bakery.example/", "alt": "رغيف ساخن", "html": "", "unit": ""} | changes


def upload(width: int, height: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("ad.png", picture_file(width, height), "image/png")


@pytest.mark.parametrize("role", list(RoleCode))
def test_whoever_sells_ads_may_and_editors_may_not(desk_of: Desk, role: RoleCode) -> None:
    client, may = desk_of(role), role in (RoleCode.ADVERTISING, RoleCode.ADMINISTRATOR)
    ad = picture_ad()
    for path in (
        "/desk/ad-campaigns/",
        f"/desk/ad-campaigns/edit/{ad.campaign_id}/",
        "/desk/ad-creatives/add/",
        f"/desk/ad-creatives/preview/{ad.pk}/",
        f"/desk/ad-creatives/preview/{ad.pk}/page/",
        "/desk/ad-slots/",
        REPORT,
        ADS_TXT,
    ):
        assert (client.get(path).status_code == 200) is may, path
    assert (REPORT in client.get("/desk/").content.decode()) is may


def test_whoever_sells_ads_has_no_hand_in_stories(seller: Client) -> None:
    assert seller.get("/desk/articles/").status_code == 302
    assert seller.get("/desk/articles/add/").status_code == 302


def test_a_campaign_is_booked_for_sections_slots_and_screens(seller: Client) -> None:
    section, place = SectionFactory(), Slot.objects.first()
    assert place is not None
    form = campaign_form(sections=[section.pk], slots=[place.pk], screen="phone")
    assert seller.post("/desk/ad-campaigns/add/", form).status_code == 302
    found = Campaign.objects.get()
    assert (found.sections, list(found.slots.all()), found.screen, found.cap) == ([section.pk], [place], "phone", 2)
    page = html.fromstring(seller.get(f"/desk/ad-campaigns/edit/{found.pk}/").content)
    assert page.xpath("//input[@name='sections' and @checked]/@value") == [str(section.pk)]
    assert page.xpath("//input[@name='slots' and @checked]/@value") == [str(place.pk)]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"ends_at": "2020-01-01 10:00", "starts_at": "2019-12-01 10:00"}, "هذا الموعد مضى"),
        ({"ends_at": "2026-01-01 10:00", "starts_at": "2026-02-01 10:00"}, "قبل بدايتها"),
        ({"ends_at": ""}, "حدد نهاية الحملة"),
        ({"weight": "0"}, "1"),
        ({"sections": ["999"]}, "999"),
    ],
)
def test_a_campaign_that_could_not_run_is_refused_in_words(seller: Client, changes: dict[str, Any], told: str) -> None:
    answer = seller.post("/desk/ad-campaigns/add/", campaign_form(**changes))
    assert answer.status_code == 200
    assert told in errors(answer)
    assert not Campaign.objects.exists()


def test_a_house_campaign_needs_no_end(seller: Client) -> None:
    assert seller.post("/desk/ad-campaigns/add/", campaign_form(ends_at="", house="on")).status_code == 302


def test_an_ended_campaign_can_still_be_renamed(seller: Client) -> None:
    now = clock.now()
    ended = CampaignFactory(
        starts_at=now - timedelta(days=9), ends_at=(now - timedelta(days=2)).replace(second=0, microsecond=0)
    )
    local = timezone.localtime(ended.ends_at)
    form = campaign_form(name="اسم أوضح", starts_at="2020-01-01 10:00", ends_at=f"{local:%Y-%m-%d %H:%M}")
    assert seller.post(f"/desk/ad-campaigns/edit/{ended.pk}/", form).status_code == 302


@pytest.mark.parametrize("scale", [1, 2])
def test_pictures_of_the_slots_size_or_twice_that_are_taken(seller: Client, scale: int) -> None:
    files = {"desktop": upload(728 * scale, 90 * scale), "phone": upload(320 * scale, 100 * scale)}
    answer = seller.post("/desk/ad-creatives/add/", creative_form(CampaignFactory(), **files))
    assert answer.status_code == 302, errors(answer)
    found = Creative.objects.get()
    assert found.screens == {"phone", "desktop"}
    assert len(found.phone.name.rpartition("/")[2].partition(".")[0]) == 32, "named after its bytes"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"desktop": (300, 250)}, "مقاس الصورة 300×250، والمطلوب 728×90 أو ضعفه 1456×180"),
        ({}, "ارفع صورة على الأقل"),
        ({"desktop": (728, 90), "link": ""}, "إلى أين يذهب"),
        ({"desktop": (728, 90), "alt": ""}, "لمن لا يراها"),
        ({"desktop": (728, 90), "link": "javascript:alert(1)"}, ""),
        ({"kind": "html"}, "اكتب HTML الإعلان"),
        ({"kind": "gam", "unit": "khabar/foot"}, "لم تُضبط شبكة Google Ad Manager"),
        ({"kind": "gam", "unit": "خبر؟"}, "حروف لاتينية"),
    ],
)
def test_an_ad_that_could_not_be_shown_is_refused_in_words(seller: Client, changes: dict[str, Any], told: str) -> None:
    given = {name: upload(*value) if isinstance(value, tuple) else value for name, value in changes.items()}
    answer = seller.post("/desk/ad-creatives/add/", creative_form(CampaignFactory(), **given))
    assert answer.status_code == 200
    assert told in errors(answer)
    assert errors(answer)
    assert not Creative.objects.exists()


def test_a_file_that_is_no_picture_is_refused(seller: Client) -> None:
    bad = SimpleUploadedFile("ad.png", b"<script>alert(1)</script>", "image/png")
    answer = seller.post("/desk/ad-creatives/add/", creative_form(CampaignFactory(), desktop=bad))
    assert answer.status_code == 200
    assert errors(answer)


def test_an_edit_without_a_new_file_keeps_the_pictures(seller: Client) -> None:
    ad = picture_ad()
    before = ad.files()
    answer = seller.post(f"/desk/ad-creatives/edit/{ad.pk}/", creative_form(ad.campaign, title="اسم آخر"))
    assert answer.status_code == 302, errors(answer)
    changed = Creative.objects.get()
    assert (changed.title, changed.files()) == ("اسم آخر", before)


def test_a_picture_of_another_size_is_asked_for_when_the_size_changes(seller: Client) -> None:
    ad = picture_ad()
    answer = seller.post(f"/desk/ad-creatives/edit/{ad.pk}/", creative_form(ad.campaign, size="large"))
    assert "ارفع صورة مقاسها 970×250" in errors(answer)


def test_the_preview_shows_the_ad_in_its_slot_before_its_time(seller: Client) -> None:
    coming = CampaignFactory(starts_at=clock.now() + timedelta(days=1))
    picture, framed = picture_ad(coming), html_ad("<p>خبز</p>", coming)
    page = html.fromstring(seller.get(f"/desk/ad-creatives/preview/{picture.pk}/").content)
    (shown, _) = page.xpath("//iframe[contains(@src, '/page/')]/@src")
    inner = html.fromstring(seller.get(shown).content)
    assert inner.xpath("//div[contains(@class, 'ad--banner')]//img/@alt") == ["رغيف ساخن"]
    assert seller.get(inner.xpath("//div[contains(@class, 'ad')]//img/@src")[0]).status_code == 200
    frame = html.fromstring(seller.get(f"/desk/ad-creatives/preview/{framed.pk}/page/").content)
    (source,) = frame.xpath("//iframe[contains(@sandbox, 'allow-scripts')]/@src")
    assert "allow-same-origin" not in frame.xpath("//iframe/@sandbox")[0]
    assert "خبز" in seller.get(source).content.decode()


@pytest.fixture
def counts() -> Creative:
    ad = picture_ad(CampaignFactory(name="=خبز", advertiser="مخبز الحي"))
    today = timezone.localdate()
    for days, seen, clicks in ((0, 400, 3), (1, 10, 0), (40, 9, 9)):
        day = today - timedelta(days=days)
        Count.objects.create(day=day, creative=ad, page="article", position="foot", seen=seen, clicks=clicks)
    return ad


def test_the_report_tells_each_day_and_its_share_of_clicks(seller: Client, counts: Creative) -> None:
    page = html.fromstring(seller.get(REPORT).content)
    rows = [[cell.text_content().strip() for cell in row.xpath("./td")] for row in page.xpath("//main//tbody/tr")]
    assert [row[-3:] for row in rows] == [["400", "3", "0.75"], ["10", "0", "0.00"]]
    assert rows[0][1:6] == ["=خبز", "مخبز الحي", "خبز طازج", "صفحات الأخبار", "أسفل الصفحة"]


def test_the_file_is_read_by_table_programs(seller: Client, counts: Creative) -> None:
    answer = seller.get(REPORT, {"export": "csv"})
    data = b"".join(answer.streaming_content)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0][:3] == ["اليوم", "الحملة", "المعلن"]
    assert rows[1][1] == "'=خبز"
    assert rows[1][-3:] == ["400", "3", "0.75"]
    assert len(rows) == 3


def test_an_ad_that_was_counted_is_stopped_not_deleted(seller: Client, counts: Creative) -> None:
    for path in (f"/desk/ad-creatives/delete/{counts.pk}/", f"/desk/ad-campaigns/delete/{counts.campaign_id}/"):
        assert "فلا تُحذف" in seller.post(path, follow=True).content.decode()
    many = f"/desk/bulk/ads/creative/delete/?id={counts.pk}"
    seller.post(many)
    assert Creative.objects.filter(pk=counts.pk).exists()
    assert Count.objects.count() == 3
    fresh = picture_ad(counts.campaign)
    assert seller.post(f"/desk/ad-creatives/delete/{fresh.pk}/").status_code == 302
    assert not Creative.objects.filter(pk=fresh.pk).exists()


def test_ads_txt_is_saved_when_good_and_its_mistakes_are_named(seller: Client, client: Client) -> None:
    answer = seller.post(ADS_TXT, {"text": "google.com, pub-1, DIRECT\ngoogle, 1, DIRECT\na.example, 2"})
    assert "السطر 2: «google» ليس نطاقًا" in errors(answer)
    assert "السطر 3" in errors(answer)
    assert not AdsTxt.objects.exists()
    assert seller.post(ADS_TXT, {"text": "google.com, pub-1, DIRECT"}).status_code == 302
    assert client.get("/ads.txt").content == b"google.com, pub-1, DIRECT\n"


@pytest.mark.parametrize("link", ["ftp://bakery.example/bread", "javascript:alert(1)", "data:text/html,x"])
def test_a_link_leads_to_a_page_of_the_web(seller: Client, link: str) -> None:
    form = creative_form(CampaignFactory(), desktop=upload(728, 90), link=link)
    answer = seller.post("/desk/ad-creatives/add/", form)
    assert answer.status_code == 200
    assert "رابط" in errors(answer) or "https://" in errors(answer)
    assert not Creative.objects.exists()


def test_the_list_says_when_a_campaign_will_end(seller: Client) -> None:
    ends = clock.now() + timedelta(days=40)
    CampaignFactory(ends_at=ends)
    row = html.fromstring(seller.get("/desk/ad-campaigns/").content).xpath("string(//main//tbody/tr)")
    assert date_format(timezone.localtime(ends), "DATETIME_FORMAT") in row


def test_latin_fields_run_left_to_right_under_arabic_labels(seller: Client) -> None:
    page = html.fromstring(seller.get("/desk/ad-creatives/add/").content)
    for name in ("link", "html", "unit"):
        (field,) = page.xpath(f"//form//*[@name='{name}']")
        assert field.get("dir") == "ltr"
        assert not [one for one in field.iterancestors("div", "section") if one.get("dir") == "ltr"], name
