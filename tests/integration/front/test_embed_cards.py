"""Things of other sites as readers meet them: a card and a link, nothing loaded from there before they ask."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from lxml import html
from tests.factories.articles import ArticleFactory, published
from tests.factories.pictures import jpeg

from khabar.articles import actions
from khabar.articles.consumers import follow
from khabar.articles.models import Article
from khabar.media.actions import add_picture
from khabar.media.embeds.models import Embed, EmbedState
from khabar.media.signals import embed_changed

pytestmark = pytest.mark.django_db
TUBE = "https://www.youtube.com/watch?v=a1B2"


def story(url: str, title: str = "", **fields: Any) -> Article:
    return published(body=[{"type": "embed", "value": {"url": url, "title": title}}], **fields)


def tell(url: str, **values: Any) -> Embed:
    """What the background would write when the site has spoken."""
    row = Embed.objects.get(url=url)
    Embed.objects.filter(pk=row.pk).update(state=EmbedState.KEPT, **values)
    embed_changed.send(sender=Embed, embed_id=row.pk)
    follow()
    row.refresh_from_db()
    return row


def page(article: Article, path: str = "") -> Any:
    response = Client().get(path or article.get_absolute_url())
    assert response.status_code == 200
    return html.fromstring(response.content.decode()), response


def test_a_card_has_what_its_site_said_and_loads_nothing_from_it() -> None:
    article = story(TUBE)
    assert "جولة في الميناء" not in page(article)[1].content.decode()
    thumbnail = add_picture(data=jpeg(640, 360), name="t.jpg")
    tell(TUBE, kind="video", title="جولة في الميناء", author="قناة الشاطئ", provider="YouTube", width=1280, height=720,
         picture=thumbnail)  # fmt: skip
    root, response = page(article)
    card = root.xpath("//div[@data-embed]")[0]
    assert card.get("data-embed") == "https://www.youtube-nocookie.com/embed/a1B2"
    text = " ".join(card.text_content().split())
    assert "جولة في الميناء" in text
    assert "قناة الشاطئ" in text
    assert "بالنقر يُحمَّل من الموقع youtube.com" in text
    assert {image.get("src") for image in card.iter("img")} <= {one.file.url for one in thumbnail.renditions.all()}
    assert card.xpath(".//img")
    assert not root.xpath("//iframe[not(starts-with(@src, '/'))] | //div[@class='story__body']//script")
    assert all(link.startswith("/") for link in root.xpath("//img/@src"))
    assert card.xpath(".//button[@hidden]")
    assert "frame-src 'self' https://www.youtube-nocookie.com" in response["Content-Security-Policy"]


def test_what_a_site_says_is_text_and_nothing_else() -> None:
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    article = story(TUBE)
    tell(TUBE, kind="rich", title=hostile, author=hostile, provider=hostile, text=hostile, language="ar")
    root, _ = page(article)
    assert not root.xpath("//*[@onerror] | //img[@src='x']")
    assert not root.xpath("//script[not(@src) and not(@type='application/ld+json')]")
    assert hostile in root.xpath("//blockquote[@lang='ar']")[0].text_content()


def test_a_post_is_a_quotation_with_its_author() -> None:
    url = "https://x.com/huda/status/12"
    article = story(url)
    tell(url, kind="rich", author="هدى سالم", provider="X", text="أُعيد فتح الرصيف صباح اليوم", language="ar")
    card = page(article)[0].xpath("//div[@data-embed]")[0]
    assert card.xpath("string(.//blockquote)") == "أُعيد فتح الرصيف صباح اليوم"
    assert card.xpath("string(.//p/a)") == "هدى سالم"
    assert card.get("data-embed").startswith("https://platform.twitter.com/")


def test_the_editors_own_title_comes_first() -> None:
    article = story(TUBE, title="الجولة كاملة")
    tell(TUBE, kind="video", title="VLOG 12")
    assert page(article)[0].xpath("string(//div[@data-embed]/p/a)") == "الجولة كاملة"


def test_a_frame_that_the_site_named_is_allowed_alone() -> None:
    url = "https://films.example/1"
    article = story(url)
    assert "films.example" not in page(article)[1]["Content-Security-Policy"]
    tell(url, kind="video", title="فيلم", frame="https://player.films.example/1")
    root, response = page(article)
    assert root.xpath("//@data-embed") == ["https://player.films.example/1"]
    policy = next(one for one in response["Content-Security-Policy"].split("; ") if one.startswith("frame-src"))
    assert policy == "frame-src 'self' https://player.films.example"


@override_settings(ALLOWED_HOSTS=["testserver", "news.example"])
def test_a_frame_of_our_own_site_is_none() -> None:
    url = "https://films.example/1"
    article = story(url)
    tell(url, kind="video", title="فيلم", frame="https://news.example/desk/")
    assert page(article)[0].xpath("//@data-embed") == []


def test_feeds_and_the_light_edition_have_title_and_link() -> None:
    article = story(TUBE)
    assert Client().get("/feed/").status_code == 200
    tell(TUBE, kind="video", title="جولة في الميناء", picture=add_picture(data=jpeg(640, 360), name="t.jpg"))
    assert "جولة في الميناء" in Client().get("/feed/").content.decode()
    light = html.fromstring(Client().get(f"/lite{article.get_absolute_url()}").content.decode())
    assert light.xpath(f"string(//a[@href='{TUBE}'])") == "جولة في الميناء"
    assert not light.xpath("//img | //iframe | //button")


def test_structured_data_names_a_film_only_with_what_search_engines_demand() -> None:
    article = story(TUBE)
    tell(TUBE, kind="video", title="جولة", picture=add_picture(data=jpeg(640, 360), name="t.jpg"))
    assert not films(article)
    moment = timezone.now()
    tell(TUBE, uploaded_at=moment, seconds=95, frame="https://www.youtube.com/embed/a1B2")
    (film,) = films(article)
    assert (film["name"], film["duration"], film["url"]) == ("جولة", "PT1M35S", TUBE)
    assert film["thumbnailUrl"][0].startswith("http")


def films(article: Article) -> list[dict[str, Any]]:
    found = [json.loads(one) for one in page(article)[0].xpath("//script[@type='application/ld+json']/text()")]
    return [one for one in found if one["@type"] == "VideoObject"]


def test_a_story_without_embeds_asks_nothing_of_them(django_assert_max_num_queries: Any) -> None:
    article = ArticleFactory()
    article.embeds.all()
    with django_assert_max_num_queries(60) as asked:
        actions.publish(article=article)
    assert sum("media_embed" in one["sql"] for one in asked.captured_queries) == 0


def test_a_thumbnail_whose_rights_end_is_gone_from_the_card() -> None:
    article = story(TUBE)
    thumbnail = add_picture(data=jpeg(640, 360), name="t.jpg")
    tell(TUBE, kind="video", title="جولة", picture=thumbnail)
    assert page(article)[0].xpath("//div[@data-embed]//img")
    thumbnail.rights_until = timezone.now() - timedelta(minutes=1)
    thumbnail.save()
    follow()
    assert not page(article)[0].xpath("//div[@data-embed]//img")
    assert page(article)[0].xpath("string(//div[@data-embed]/p/a)") == "جولة"
