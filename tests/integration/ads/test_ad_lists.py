"""The signed list: what is in it, how long it stays, and that nothing of it is had outside its time."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.factories.ads import CampaignFactory, html_ad, picture_ad, slot
from tests.factories.articles import SectionFactory

from khabar.ads.enums import PageKind, Position, Screen, Size
from khabar.ads.lists import frame_path, picture_path
from khabar.ads.models import Campaign, Creative
from khabar.articles.consumers import follow
from khabar.articles.outlets import page_store
from khabar.core import clock
from khabar.pagestore.store import page_key

pytestmark = pytest.mark.django_db
LIST = "/ads/list/article.json"


def offered(client: Client, path: str = LIST) -> list[dict[str, Any]]:
    answer = client.get(path)
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["ads"]
    return found


def later(monkeypatch: pytest.MonkeyPatch, **time: float) -> None:
    moment = clock.now() + timedelta(**time)
    monkeypatch.setattr("khabar.core.clock.now", lambda: moment)
    monkeypatch.setattr("time.time", moment.timestamp)


def test_the_list_says_all_that_a_browser_chooses_by(client: Client) -> None:
    here = slot()
    campaign = CampaignFactory(weight=7, cap=3, cap_hours=12)
    ad = picture_ad(campaign)
    (entry,) = offered(client)
    token = client.get(LIST).json()["token"]
    assert entry == {
        "id": ad.pk,
        "campaign": campaign.pk,
        "slots": [here.pk],
        "from": int(campaign.starts_at.timestamp()),
        "to": int(campaign.ends_at.timestamp()),
        "weight": 7,
        "house": False,
        "on": ["desktop", "phone"],
        "cap": 3,
        "hours": 12,
        "desktop": picture_path(ad, Screen.DESKTOP),
        "phone": picture_path(ad, Screen.PHONE),
        "link": "https://bakery.example/",
        "alt": "رغيف ساخن",
    }
    assert ":" in token


def test_only_what_fits_the_page_and_runs_or_will_is_offered(client: Client) -> None:
    slot()
    other = slot(PageKind.HOME, Position.TOP)
    shown = picture_ad()
    picture_ad(size=Size.LARGE)
    picture_ad(CampaignFactory(active=False))
    picture_ad(CampaignFactory(starts_at=clock.now() - timedelta(days=9), ends_at=clock.now() - timedelta(days=2)))
    picture_ad(active=False)
    elsewhere = CampaignFactory()
    elsewhere.slots.add(other)
    picture_ad(elsewhere)
    assert [entry["id"] for entry in offered(client)] == [shown.pk]


def test_a_section_has_a_list_of_its_own_only_where_something_was_booked_for_it(client: Client) -> None:
    slot()
    booked, other = SectionFactory(), SectionFactory()
    general, local = picture_ad(), picture_ad(CampaignFactory(sections=[booked.pk]))
    assert {entry["id"] for entry in offered(client, f"/ads/list/article/{booked.pk}.json")} == {general.pk, local.pk}
    assert [entry["id"] for entry in offered(client)] == [general.pk]
    assert client.get(f"/ads/list/article/{other.pk}.json").status_code == 404
    assert client.get("/ads/list/desk.json").status_code == 404


def test_the_list_is_stored_and_answers_304(client: Client) -> None:
    slot()
    picture_ad()
    etag = client.get(LIST)["ETag"]
    entry = page_store().get(page_key(LIST))
    assert entry is not None
    assert etag in entry.etags.values()
    assert client.get(LIST)["ETag"] == etag


def test_the_stored_list_ends_with_the_campaign(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    slot()
    picture_ad(CampaignFactory(ends_at=clock.now() + timedelta(seconds=90)))
    assert len(offered(client)) == 1
    later(monkeypatch, seconds=91)
    assert page_store().get(page_key(LIST)) is None
    assert offered(client) == []


def test_a_campaign_that_is_stopped_leaves_the_list_at_once(client: Client) -> None:
    slot()
    ad = picture_ad()
    assert len(offered(client)) == 1
    campaign = ad.campaign
    campaign.active = False
    campaign.save()
    follow()
    assert offered(client) == []


@pytest.mark.parametrize("state", ["future", "past", "stopped", "off"])
def test_pictures_and_frames_are_had_only_while_their_campaign_runs(client: Client, desk_of: Any, state: str) -> None:
    ads = [picture_ad(), html_ad("<p>خبز</p>")]
    paths = [picture_path(ads[0], Screen.PHONE), frame_path(ads[1])]
    assert [client.get(path).status_code for path in paths] == [200, 200]
    now = clock.now()
    changes = {
        "future": {"starts_at": now + timedelta(hours=1)},
        "past": {"ends_at": now - timedelta(hours=1)},
        "stopped": {"active": False},
        "off": {},
    }[state]
    for ad in ads:
        campaign = Campaign.objects.get(pk=ad.campaign_id)
        for name, value in changes.items():
            setattr(campaign, name, value)
        campaign.save()
    if state == "off":
        for ad in ads:
            ad.active = False
            ad.save()
    follow()
    assert [client.get(path).status_code for path in paths] == [404, 404]
    from khabar.accounts.enums import RoleCode

    seller = desk_of(RoleCode.ADVERTISING)
    answers = [seller.get(path) for path in paths]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert all("private" in answer["Cache-Control"] for answer in answers)
    assert [client.get(path).status_code for path in paths] == [404, 404]


def test_a_picture_is_had_under_its_own_name_alone(client: Client) -> None:
    first, second = picture_ad(), picture_ad(link="https://other.example/")
    name = picture_path(first, Screen.PHONE).rpartition("/")[2]
    assert client.get(f"/ads/picture/{first.pk}/{name}")["Content-Type"] == "image/png"
    assert client.get(f"/ads/picture/{second.pk}/x{name}").status_code == 404
    assert client.get(f"/ads/picture/{first.pk}/..%2f{name}").status_code == 404


def test_a_file_goes_with_its_ad(client: Client, django_capture_on_commit_callbacks: Any) -> None:
    from django.core.files.storage import default_storage

    ad = picture_ad()
    names = ad.files()
    assert all(default_storage.exists(name) for name in names)
    with django_capture_on_commit_callbacks(execute=True):
        Creative.objects.get(pk=ad.pk).delete()
    assert not any(default_storage.exists(name) for name in names)
