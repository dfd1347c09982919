"""The page of a source: what it says, newest first, through whom; it follows publishing, take-down and merging."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
from django.test import Client
from tests.factories.accounts import UserFactory
from tests.factories.attribution import BRIDGE, RIVER, attributed, bridge, river, said, statement
from tests.integration.front.conftest import Read, text, texts

from khabar.articles import actions as article_actions
from khabar.articles.consumers import follow
from khabar.articles.models import Agency
from khabar.articles.outlets import page_store
from khabar.attribution import actions
from khabar.attribution.models import Name

pytestmark = pytest.mark.django_db

PAGE = "/source/سلمى-الراوي/"
START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def lines(page: object) -> list[str]:
    return texts(page, "//blockquote")  # type: ignore[arg-type]


def test_a_source_has_its_statements_with_the_way_to_each(read: Read) -> None:
    article = attributed(river())
    page = read(PAGE)
    assert text(page, "//h1") == "أقوال سلمى الراوي"
    assert lines(page) == [river().text]
    link = page.xpath("//blockquote/a/@href")[0]
    assert link.startswith(f"{article.get_absolute_url()}#b0:~:text=")
    assert unquote(link.partition("text=")[2]) in RIVER
    story = read(article.get_absolute_url())
    assert story.xpath("//p[@id='b0']")[0].text_content().strip() == RIVER


def test_long_statements_are_found_by_their_ends(read: Read) -> None:
    long = "نعم " * 30 + "- انتهى"
    attributed(said([f"قالت سلمى {long}"], long), texts=[f"قالت سلمى {long}"])
    start, end = read(PAGE).xpath("//blockquote/a/@href")[0].partition("text=")[2].split(",")
    assert unquote(start) == "نعم نعم نعم نعم نعم"
    assert end.endswith("%2D%20%D8%A7%D9%86%D8%AA%D9%87%D9%89")


def test_through_whom_it_came_is_told_and_counted(read: Read) -> None:
    attributed(bridge(), texts=(RIVER, BRIDGE))
    attributed(bridge(), texts=(RIVER, BRIDGE))
    page = read("/source/كمال-الشاذلي/")
    assert texts(page, "//*[@class='told__chain']") == ["نقلته وكالة تاس للأنباء"] * 2
    assert page.xpath("//*[@class='told__chain']/a/@href") == ["/source/tass/"] * 2
    assert texts(page, "//*[@class='told__relays']//li") == ["وكالة تاس للأنباء (قولان)"]


def test_pages_are_walked_to_the_end_newest_first(read: Read) -> None:
    stories = [attributed(river(), at=START + timedelta(hours=number // 2)) for number in range(23)]
    path, met = PAGE, []
    while path:
        page = read(path)
        met += page.xpath("//*[contains(@class, 'card__headline')]/a/@href")
        path = next(iter(page.xpath("//nav[@class='pages']/a[@rel='next']/@href")), "")
    ordered = sorted(stories, key=lambda one: (one.first_published_at, one.pk), reverse=True)
    assert met == [one.get_absolute_url() for one in ordered]


def test_a_source_without_public_words_has_no_page(client: Client) -> None:
    article = attributed(river())
    article_actions.unpublish(article=article)
    assert client.get(PAGE).status_code == 404
    assert client.get(f"{PAGE}feed/").status_code == 404
    assert client.get("/source/لا-أحد/").status_code == 404


def test_a_take_down_is_gone_at_once_from_what_was_stored(client: Client) -> None:
    keep, gone = attributed(river()), attributed(river(), headline="خبر يُسحب")
    follow()
    for path in (PAGE, f"{PAGE}feed/"):
        assert "خبر يُسحب" in client.get(path).content.decode()
    assert page_store().stats().pages >= 2
    article_actions.kill(article=gone)
    follow()
    for path in (PAGE, f"{PAGE}feed/"):
        shown = client.get(path).content.decode()
        assert "خبر يُسحب" not in shown
        assert keep.headline in shown


def test_a_new_story_and_a_decision_reach_what_was_stored(client: Client) -> None:
    attributed(river())
    follow()
    client.get(PAGE)
    late = attributed(river(), headline="خبر لاحق", at=START + timedelta(days=1))
    article_actions.publish(article=late)
    follow()
    assert "خبر لاحق" in client.get(PAGE).content.decode()
    actions.reject(statement=statement(late), user=UserFactory())
    follow()
    assert "خبر لاحق" not in client.get(PAGE).content.decode()


def test_an_embargoed_story_waits(client: Client) -> None:
    from khabar.articles.models import Article

    article = attributed(river())
    Article.objects.filter(pk=article.pk).update(go_live_at=datetime(2100, 1, 1, tzinfo=UTC))
    assert client.get(PAGE).status_code == 404
    assert client.get(f"/n/{article.pk}/isnad.json").status_code != 200


def test_an_agency_page_has_its_stories_and_its_own_words(read: Read, client: Client) -> None:
    agency = Agency.objects.get(slug="tass")
    own = said((RIVER,), "منسوب النهر ارتفع 40 سنتيمترا هذا الأسبوع", "وكالة تاس", kind="media")
    article = attributed(own, texts=(RIVER,), agencies=[agency])
    page = read("/source/tass/")
    assert lines(page) == [own.text]
    assert page.xpath("//main//*[contains(@class, 'card__headline')]/a/@href").count(article.get_absolute_url()) == 2
    assert lines(read("/source/tass/said/")) == [own.text]
    moved = client.get(f"{PAGE}said/")
    assert moved.status_code == 404
    attributed(river())
    assert unquote(client.get(f"{PAGE}said/").headers["Location"]) == PAGE


def test_a_merged_source_leads_on(client: Client, read: Read) -> None:
    attributed(river())
    attributed(river(speaker="سلوى الراوي"))
    keep, other = Name.objects.get(name="سلمى الراوي"), Name.objects.get(name="سلوى الراوي")
    follow()
    client.get(PAGE)
    actions.merge(keep=keep, others=[other], user=UserFactory())
    follow()
    for path in ("/source/سلوى-الراوي/", "/source/سلوى-الراوي/feed/"):
        answer = client.get(path)
        assert answer.status_code == 301
        assert unquote(answer.headers["Location"]).startswith(PAGE)
    assert len(lines(read(PAGE))) == 2


def test_a_feed_has_an_item_for_each_statement(client: Client) -> None:
    article = attributed(river())
    answer = client.get(f"{PAGE}feed/")
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    content = answer.content.decode()
    assert content.count("<item>") == 1
    assert f"سلمى الراوي: {river().text}" in content
    assert f"http://testserver{article.get_absolute_url()}#b0" in content


def test_the_isnad_of_a_story_is_public_json(client: Client) -> None:
    article = attributed(river((RIVER, BRIDGE)), bridge(), texts=(RIVER, BRIDGE))
    follow()
    answer = client.get(f"/n/{article.pk}/isnad.json")
    content = json.loads(answer.content)
    assert content["independent_sources"] == 2
    assert [one["speaker"] for one in content["statements"]] == ["سلمى الراوي", "كمال الشاذلي"]
    assert content["statements"][1]["chain"] == [{"name": "وكالة تاس للأنباء", "role": "relay", "source": "tass"}]
    article_actions.unpublish(article=article)
    follow()
    assert client.get(f"/n/{article.pk}/isnad.json").status_code == 410
    assert client.get("/n/999999/isnad.json").status_code == 404


def test_the_article_page_tells_machines_who_said_what(read: Read) -> None:
    from khabar.attribution.exports import from_jsonld

    article = attributed(river((RIVER, BRIDGE)), bridge(), texts=(RIVER, BRIDGE))
    nodes = [json.loads(node) for node in read(article.get_absolute_url()).xpath("//script[@type]/text()")]
    story = next(node for node in nodes if node["@type"] == "NewsArticle")
    found = from_jsonld(story["hasPart"], "http://testserver")
    assert [(one.speaker, one.text, [via.source for via in one.chain]) for one in found] == [
        ("سلمى الراوي", river().text, []),
        ("كمال الشاذلي", bridge().text, ["tass"]),
    ]
