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


def test_a_split_gives_the_old_address_back(client: Client, read: Read) -> None:
    attributed(river())
    hers = attributed(river(speaker="سلوى الراوي"), headline="خبر سلوى")
    keep, other = Name.objects.get(name="سلمى الراوي"), Name.objects.get(name="سلوى الراوي")
    old = "/source/سلوى-الراوي/"
    actions.merge(keep=keep, others=[other], user=UserFactory())
    follow()
    assert unquote(client.get(old).headers["Location"]) == PAGE
    actions.split(name=keep, title="سلوى سالم الراوي", spellings=["سلوى الراوي"], user=UserFactory())
    follow()
    page = read(old)
    assert text(page, "//h1") == "أقوال سلوى سالم الراوي"
    assert page.xpath("//*[contains(@class, 'card__headline')]/a/@href") == [hers.get_absolute_url()]
    assert client.get(f"{old}feed/").status_code == 200
    assert len(lines(read(PAGE))) == 1
    actions.merge(keep=Name.objects.get(pk=other.pk), others=[keep], user=UserFactory())
    follow()
    assert unquote(client.get(PAGE).headers["Location"]) == old
    assert len(lines(read(old))) == 2


def test_of_two_merged_under_one_name_both_addresses_lead_to_who_is_split_off(client: Client, read: Read) -> None:
    attributed(river())
    keep = Name.objects.get(name="سلمى الراوي")
    others = [Name.objects.create(kind="person", name="سلوى الراوي", slug=f"سلوى-{n}") for n in (1, 2)]
    actions.merge(keep=keep, others=others, user=None)
    attributed(river(speaker="سلوى الراوي"))
    actions.split(name=keep, title="سلوى الراوي", spellings=["سلوى الراوي"], user=None)
    follow()
    assert len(lines(read("/source/سلوى-1/"))) == 1
    assert unquote(client.get("/source/سلوى-2/").headers["Location"]) == "/source/سلوى-1/"


def test_splitting_a_spelling_that_had_no_address_leaves_the_redirect(client: Client, read: Read) -> None:
    attributed(river())
    attributed(river(speaker="سلوى الراوي"))
    keep, other = Name.objects.get(name="سلمى الراوي"), Name.objects.get(name="سلوى الراوي")
    actions.add_spelling(name=keep, user=None, text="ليلى الراوي")
    attributed(river(speaker="ليلى الراوي"))
    actions.merge(keep=keep, others=[other], user=None)
    actions.split(name=keep, title="ليلى الراوي", spellings=["ليلى الراوي"], user=None)
    follow()
    assert unquote(client.get("/source/سلوى-الراوي/").headers["Location"]) == PAGE
    assert len(lines(read("/source/ليلى-الراوي/"))) == 1
    assert len(lines(read(PAGE))) == 2


def test_an_agency_that_only_passed_words_on_shows_them_with_who_said_them(client: Client, read: Read) -> None:
    assert "لم يُنشر هنا خبر بعد" in client.get("/source/tass/").content.decode()
    older = attributed(bridge(), texts=(RIVER, BRIDGE), at=START)
    newer = attributed(bridge(), river((RIVER, BRIDGE)), texts=(RIVER, BRIDGE), at=START + timedelta(days=1))
    article_actions.publish(article=newer)
    follow()
    page = read("/source/tass/")
    assert "لم يُنشر" not in page.text_content()
    assert text(page, "//h2[@id='passed-on']") == "وصل عبر وكالة تاس للأنباء"
    stories = page.xpath("//main//*[contains(@class, 'card__headline')]/a/@href")
    assert stories == [newer.get_absolute_url(), older.get_absolute_url()]
    assert lines(page) == ["«الجسر آمن» للعابرين"] * 2
    assert texts(page, "//*[@class='told__chain']") == ["عن كمال الشاذلي", "نقلته وكالة تاس للأنباء"] * 2
    everything = page.xpath("//section[@aria-labelledby='passed-on']/p/a/@href")[0]
    assert {hit["id"] for hit in client.get(f"{everything}&format=json").json()["hits"]} == {older.pk, newer.pk}
    assert client.get("/source/tass/said/").status_code == 404


def test_what_an_agency_passed_on_is_gone_with_its_story_and_its_statement(client: Client, read: Read) -> None:
    rejected = attributed(bridge(), texts=(RIVER, BRIDGE), headline="خبر مرفوض")
    gone = attributed(bridge(), texts=(RIVER, BRIDGE), headline="خبر يُسحب")
    follow()
    assert len(lines(read("/source/tass/"))) == 2
    actions.reject(statement=statement(rejected), user=UserFactory())
    article_actions.kill(article=gone)
    follow()
    page = read("/source/tass/")
    assert lines(page) == []
    assert "لم يُنشر هنا خبر بعد" in page.text_content()


def test_own_words_come_before_what_was_passed_on(read: Read) -> None:
    own = said((RIVER, BRIDGE), "منسوب النهر ارتفع", "وكالة تاس", kind="media")
    attributed(own, bridge(), texts=(RIVER, BRIDGE))
    page = read("/source/tass/")
    assert texts(page, "//main//h2[@class='block-title']") == ["ما قالته الوكالة", "وصل عبر وكالة تاس للأنباء"]
    assert lines(page) == [own.text, bridge().text]


def test_an_outlet_without_an_agency_shows_what_it_passed_on_and_a_mere_name_nothing(
    client: Client, read: Read
) -> None:
    article = attributed(river(chain=[("صحيفة الضفة", "relay")]))
    actions.create_name(user=None, kind="media", name="صحيفة الجبل")
    page = read("/source/صحيفة-الضفة/")
    assert (text(page, "//h1"), text(page, "//h2[@id='passed-on']")) == ("صحيفة الضفة", "وصل عبر صحيفة الضفة")
    assert lines(page) == [river().text]
    assert client.get("/source/صحيفة-الجبل/").status_code == 404
    article_actions.unpublish(article=article)
    follow()
    assert client.get("/source/صحيفة-الضفة/").status_code == 404
