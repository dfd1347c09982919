"""HTML ads in their frame: no origin, no network; Google's only on the origin for ads, and only when configured."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from tests.factories.ads import CampaignFactory, html_ad, picture_ad, slot

from khabar.ads.enums import Kind, PageKind, Position, Size
from khabar.ads.lists import frame_path, picture_path
from khabar.ads.models import Creative
from khabar.articles.consumers import follow
from khabar.articles.models import Article

pytestmark = pytest.mark.django_db
GOOGLE = {
    "GAM_NETWORK": "123456",
    "ADS_ORIGIN": "http://ads.testserver",
    "ALLOWED_HOSTS": ["testserver", "ads.testserver"],
}


@pytest.fixture
def google() -> Iterator[None]:
    with override_settings(**GOOGLE):
        yield


@pytest.fixture
def unit() -> Creative:
    slot()
    return Creative.objects.create(
        campaign=CampaignFactory(), kind=Kind.GAM, title="وحدة", size=Size.BANNER, unit="khabar/foot"
    )


def test_the_frame_of_an_html_ad_has_no_origin_and_no_network(client: Client) -> None:
    answer = client.get(frame_path(html_ad("<p id=x>خبز</p>")))
    policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    assert "<p id=x>خبز</p>" in answer.content.decode()
    assert policy["sandbox"] == "allow-scripts allow-popups allow-popups-to-escape-sandbox"
    assert policy["default-src"] == policy["form-action"] == "'none'"
    assert policy["frame-ancestors"] == "'self' http://testserver"
    assert "connect-src" not in policy
    assert "X-Frame-Options" not in answer


def test_a_frame_has_another_address_when_its_html_is_another(client: Client) -> None:
    ad = html_ad("<p>أول</p>")
    before = frame_path(ad)
    ad.html = "<p>ثان</p>"
    ad.save()
    assert client.get(before).status_code == 404
    assert "ثان" in client.get(frame_path(ad)).content.decode()


@pytest.mark.parametrize("field", ["link", "alt", "title"])
def test_the_mark_follows_what_is_shown_alone(field: str) -> None:
    ad = picture_ad()
    before, path = ad.mark, picture_path(ad, "desktop")
    assert before
    assert before == Creative.objects.get().mark
    setattr(ad, field, "https://bakery.example/new/")
    ad.save()
    assert (Creative.objects.get().mark != before) is (field != "title")
    assert picture_path(ad, "desktop") == path


def test_lists_and_pages_do_not_read_the_html_of_ads(client: Client, story: Article) -> None:
    slot()
    ad = html_ad("<p>خبز</p>")
    for path in ("/ads/list/article.json", story.get_absolute_url()):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        of_ads = [query["sql"] for query in asked if 'FROM "ads_creative"' in query["sql"]]
        assert of_ads, path
        assert not [sql for sql in of_ads if '"ads_creative"."html"' in sql], path
    assert "خبز" in client.get(frame_path(ad)).content.decode()


def test_an_ad_of_google_is_in_no_list_and_no_page_until_configured(
    client: Client, unit: Creative, story: Article
) -> None:
    assert client.get("/ads/list/article.json").json()["ads"] == []
    page = client.get(story.get_absolute_url())
    assert "data-ad" not in page.content.decode()
    assert client.get(f"/ads/google/{unit.pk}/{unit.mark}/").status_code == 404


def test_an_ad_of_google_loads_in_its_frame_on_its_origin_alone(
    client: Client, google: None, unit: Creative, story: Article
) -> None:
    (entry,) = client.get("/ads/list/article.json").json()["ads"]
    path = f"/ads/google/{unit.pk}/{unit.mark}/"
    assert entry["frame"] == f"http://ads.testserver{path}"
    page = client.get(story.get_absolute_url())
    assert "frame-src 'self' http://ads.testserver" in page["Content-Security-Policy"].split("; ")
    assert "google" not in page["Content-Security-Policy"]
    assert "googlesyndication" not in page.content.decode()
    assert client.get(path).status_code == 404
    answer = Client(HTTP_HOST="ads.testserver").get(path)
    text = answer.content.decode()
    assert "/123456/khabar/foot" in text
    assert '"personal": false' in text
    assert "nonPersonalizedAds: true" in text
    assert "googlesyndication.com" in answer["Content-Security-Policy"]


def test_the_origin_for_ads_shows_frames_and_nothing_else(client: Client, google: None, story: Article) -> None:
    ad = html_ad("<p>خبز</p>")
    there = Client(HTTP_HOST="ads.testserver")
    assert there.get(f"/ads/frame/{ad.pk}/{ad.mark}/").status_code == 200
    for path in ("/", "/desk/login/", story.get_absolute_url(), "/ads/list/article.json", "/healthz"):
        assert there.get(path).status_code == 404, path
        assert client.get(path).status_code == 200, path


def test_ads_txt_is_what_was_written_and_absent_until_then(client: Client) -> None:
    from khabar.ads.models import AdsTxt

    assert client.get("/ads.txt").status_code == 404
    AdsTxt.objects.create(pk=1, text="google.com, pub-1, DIRECT\n\n")
    follow()
    answer = client.get("/ads.txt")
    assert (answer.content, answer["Content-Type"]) == (b"google.com, pub-1, DIRECT\n", "text/plain; charset=utf-8")
    row = AdsTxt.objects.get()
    row.text = "x.example, 1, RESELLER"
    row.save()
    follow()
    assert client.get("/ads.txt").content == b"x.example, 1, RESELLER\n"


def test_a_frame_in_one_place_leaves_the_other_pages_policy_alone(client: Client, story: Article) -> None:
    campaign = CampaignFactory()
    campaign.slots.add(slot(PageKind.HOME, Position.TOP))
    html_ad("<p>خبز</p>", campaign)
    picture_ad()
    follow()
    assert "frame-src 'none'" in client.get("/search/?q=")["Content-Security-Policy"]
    assert "frame-src 'self'" in client.get("/")["Content-Security-Policy"]
