"""Counting: only what a list of ours offered, at its time, from readers; batched, and never lost for a lock."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.factories.ads import CampaignFactory, picture_ad
from tests.integration.ads.conftest import Counted
from tests.integration.ads.test_ad_lists import later

from khabar.ads.models import Count, Creative
from khabar.articles.consumers import follow
from khabar.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def ad() -> Creative:
    return picture_ad()


@pytest.fixture
def query(client: Client, ad: Creative) -> str:
    token = client.get("/ads/list/article.json").json()["token"]
    return f"t={token}&a={ad.pk}&p=foot"


def sums() -> list[tuple[int, int]]:
    return list(Count.objects.values_list("seen", "clicks"))


def test_beacons_are_added_up_and_written_together(counted: Counted, query: str, ad: Creative) -> None:
    assert [counted.tell("seen", query) for _ in range(3)] == [204, 204, 204]
    assert counted.tell("click", query) == 204
    assert sums() == []
    counted.tally.flush()
    counted.tell("seen", query)
    counted.tally.flush()
    row = Count.objects.get()
    assert (row.seen, row.clicks, row.creative, row.page, row.position) == (4, 1, ad, "article", "foot")


def test_nothing_that_our_list_did_not_say_is_counted(counted: Counted, query: str, ad: Creative) -> None:
    token = query.split("&")[0]
    forged = [
        f"{token}x&a={ad.pk}&p=foot",
        f"t=abc:def:ghi&a={ad.pk}&p=foot",
        f"a={ad.pk}&p=foot",
        f"{token}&a={ad.pk + 1}&p=foot",
        f"{token}&a={ad.pk}&p=top",
        f"{token}&a={ad.pk}",
        f"{token}&a=%FF%00&p=foot",
        "&".join(f"x{number}=1" for number in range(50)),
        "t=" + "a" * 20_000,
        "",
    ]
    assert {counted.tell("seen", one) for one in forged} == {400}
    counted.tally.flush()
    assert sums() == []


def test_an_ad_counts_until_the_end_of_its_campaign_and_no_second_longer(
    client: Client, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch)  # the clock stands still from here, however long a request takes
    ad = picture_ad(CampaignFactory(ends_at=clock.now().replace(microsecond=0) + timedelta(seconds=100)))
    token = client.get("/ads/list/article.json").json()["token"]
    query = f"t={token}&a={ad.pk}&p=foot"
    later(monkeypatch, seconds=97)
    assert counted.tell("seen", query) == 204
    later(monkeypatch, seconds=4)
    assert counted.tell("seen", query) == 400


def test_an_ad_does_not_count_before_its_campaign_begins(client: Client, counted: Counted) -> None:
    ad = picture_ad(CampaignFactory(starts_at=clock.now() + timedelta(hours=1)))
    token = client.get("/ads/list/article.json").json()["token"]
    assert counted.tell("seen", f"t={token}&a={ad.pk}&p=foot") == 400


def test_a_page_left_open_for_a_day_counts_no_more(
    counted: Counted, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, hours=5.5)
    assert counted.tell("seen", query) == 204
    later(monkeypatch, hours=1)
    assert counted.tell("seen", query) == 400


def test_programs_and_other_sites_are_answered_and_not_counted(counted: Counted, query: str) -> None:
    for headers in (
        {"HTTP_USER_AGENT": "Googlebot/2.1"},
        {"HTTP_USER_AGENT": ""},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
    ):
        assert counted.tell("seen", query, headers=headers) == 204
    counted.tally.flush()
    assert sums() == []


def test_a_flood_from_one_address_is_cut_and_nobody_else_suffers(counted: Counted, query: str) -> None:
    answers = [counted.tell("seen", query) for _ in range(300)]
    assert answers.count(429) > 200
    assert counted.tell("seen", query, address="192.0.2.8") == 204
    counted.tally.flush()
    (row,) = sums()
    assert row == (answers.count(204) + 1, 0)


def test_readers_behind_a_trusted_proxy_are_told_apart_and_nobody_else_is_believed(
    counted: Counted, query: str
) -> None:
    def flood(address: str) -> set[int]:
        headers = [{"HTTP_X_FORWARDED_FOR": f"192.0.2.{number}"} for number in range(100)]
        return {counted.tell("seen", query, address, one) for one in headers}

    assert flood("10.0.0.5") == {204}
    assert flood("203.0.113.9") == {204, 429}


def test_a_second_tap_is_the_same_click(counted: Counted, query: str) -> None:
    for _ in range(4):
        counted.tell("click", query)
    counted.tell("click", query, address="192.0.2.9")
    counted.tally.flush()
    assert sums() == [(0, 2)]


def test_counts_of_an_ad_that_is_gone_hold_up_nothing(client: Client, counted: Counted, query: str) -> None:
    other = picture_ad()
    follow()
    client_list = client.get("/ads/list/article.json").json()
    counted.tell("seen", query)
    counted.tell("seen", f"t={client_list['token']}&a={other.pk}&p=foot")
    Creative.objects.exclude(pk=other.pk).delete()
    counted.tally.flush()
    assert list(Count.objects.values_list("creative", "seen")) == [(other.pk, 1)]


def test_a_get_is_no_beacon(client: Client, counted: Counted, query: str) -> None:
    assert counted.tell("seen", query, headers={"REQUEST_METHOD": "GET"}) == 404
    counted.tally.flush()
    assert sums() == []
