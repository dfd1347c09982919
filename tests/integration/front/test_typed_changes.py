"""Four kinds of change, five places that tell of them, and they agree."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import etree, html
from tests.clocks import clock_at
from tests.factories.articles import published

from khabar.articles import actions
from khabar.articles.amending import Note
from khabar.articles.consumers import follow
from khabar.articles.enums import AmendmentKind
from khabar.articles.models import Article

pytestmark = pytest.mark.django_db
TYPO, UPDATE, CLARIFICATION, CORRECTION = AmendmentKind
FIRST = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
LATER = FIRST + timedelta(hours=5)
WORDS = "ذكر الخبر أن الكتب ألف، وهي ألفان."
MOVES = {TYPO: FIRST, UPDATE: LATER, CLARIFICATION: LATER, CORRECTION: LATER}
TOLD = {TYPO: False, UPDATE: False, CLARIFICATION: True, CORRECTION: True}
SIGNALS = {TYPO: "sig:update", UPDATE: "sig:update", CLARIFICATION: "sig:update", CORRECTION: "sig:correction"}


@pytest.fixture(params=list(AmendmentKind))
def kind(request: pytest.FixtureRequest) -> AmendmentKind:
    """Each of the four in turn."""
    found: AmendmentKind = request.param
    return found


@pytest.fixture
def story(kind: AmendmentKind, client: Client) -> Any:
    """A story of this morning that was changed at noon, with everybody's pages stored before."""
    with clock_at(FIRST):
        article = published(headline="مكتبة فيها ألف كتاب", at=FIRST)
        for path in (article.get_absolute_url(), "/feed/", "/news-sitemap.xml", "/sitemap-2026-03.xml"):
            client.get(path)
    with clock_at(LATER):
        article.headline = "مكتبة فيها ألفا كتاب"
        article.save_revision()
        actions.publish(article=article, note=Note(kind, WORDS))
        follow()
        yield Article.objects.get(pk=article.pk)


def _get(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content


def _node(page: bytes) -> dict[str, Any]:
    scripts = html.fromstring(page.decode()).xpath("//script[@type='application/ld+json']/text()")
    return next(node for node in map(json.loads, scripts) if node["@type"] == "NewsArticle")


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_the_page(story: Article, kind: AmendmentKind, client: Client) -> None:
    page = html.fromstring(_get(client, story.get_absolute_url()).decode())
    shown = page.xpath("//*[contains(@class, 'story__updated')]//time/@datetime")
    assert [_at(one) for one in shown] == ([LATER] if kind != TYPO else [])
    meta = page.xpath("//meta[@property='article:modified_time']/@content")
    assert [_at(one) for one in meta] == ([LATER] if kind != TYPO else [])
    told = [" ".join(one.text_content().split()) for one in page.xpath("//*[contains(@class, 'told-changes')]/p")]
    assert len(told) == TOLD[kind]
    for line in told:
        assert kind.label in line
        assert WORDS in line
        assert "2026" in line
    assert page.xpath(f"//a[@href='/n/{story.pk}/changes/']")


def test_the_structured_data(story: Article, kind: AmendmentKind, client: Client) -> None:
    node = _node(_get(client, story.get_absolute_url()))
    assert _at(node["datePublished"]) == FIRST
    assert _at(node["dateModified"]) == MOVES[kind]
    comments = node.get("correction", [])
    assert len(comments) == TOLD[kind]
    for comment in comments:
        assert (comment["@type"], comment["text"], comment["name"]) == ("CorrectionComment", WORDS, kind.label)
        assert _at(comment["datePublished"]) == LATER


def _rss(body: bytes) -> str:
    return str(etree.fromstring(body).findtext(".//item/{http://www.w3.org/2005/Atom}updated"))


def _atom(body: bytes) -> str:
    atom = "{http://www.w3.org/2005/Atom}"
    return str(etree.fromstring(body).findtext(f"{atom}entry/{atom}updated"))


def _json(body: bytes) -> str:
    return str(json.loads(body)["items"][0]["date_modified"])


@pytest.mark.parametrize(("form", "updated"), [("", _rss), ("atom/", _atom), ("json/", _json)])
def test_the_feeds(story: Article, kind: AmendmentKind, client: Client, form: str, updated: Any) -> None:
    body = _get(client, f"/feed/{form}")
    assert _at(updated(body)) == MOVES[kind]
    assert (WORDS in body.decode()) is TOLD[kind]
    assert "ألفا كتاب" in body.decode()


def test_the_sitemaps(story: Article, kind: AmendmentKind, client: Client) -> None:
    for path in ("/sitemap-2026-03.xml", "/news-sitemap.xml"):
        tree = etree.fromstring(_get(client, path))
        (changed,) = tree.xpath("//*[local-name()='lastmod']/text()")
        assert _at(changed) == MOVES[kind], path


@pytest.mark.parametrize("path", ["/feed/newsml-g2/", "/n/{}/newsml-g2/"])
def test_newsml_for_takers(story: Article, kind: AmendmentKind, client: Client, path: str) -> None:
    body = _get(client, path.format(story.pk))
    item = etree.fromstring(body)
    said = {name: item.xpath(f"//*[local-name()='{name}']/text()") for name in ("contentModified", "versionCreated")}
    assert [_at(one) for one in said["contentModified"]] == [MOVES[kind]]
    assert [_at(one) for one in said["versionCreated"]] == [LATER]  # takers have to fetch a typo too
    assert item.xpath("//*[local-name()='signal']/@qcode") == [SIGNALS[kind]]
    assert (WORDS in body.decode()) is TOLD[kind]


@pytest.mark.parametrize("path", ["/feed/ninjs/", "/n/{}/ninjs/"])
def test_ninjs_for_takers(story: Article, kind: AmendmentKind, client: Client, path: str) -> None:
    (item,) = json.loads(_get(client, path.format(story.pk)))
    assert (item["version"], _at(item["versionCreated"]), _at(item["contentCreated"])) == ("2", LATER, FIRST)
    assert (WORDS in json.dumps(item["bodies"], ensure_ascii=False)) is TOLD[kind]


def test_the_page_of_changes_lists_every_kind(story: Article, kind: AmendmentKind, client: Client) -> None:
    page = html.fromstring(_get(client, f"/n/{story.pk}/changes/").decode())
    (heading,) = page.xpath("//ol//h2")
    assert kind.label in heading.text_content()
    assert _at(heading.xpath(".//time/@datetime")[0]) == LATER
    assert (WORDS in page.text_content()) is TOLD[kind]
    assert [one.text_content() for one in page.xpath("//del")] == ["[حُذف: ألف]"]
    assert [one.text_content() for one in page.xpath("//ins")] == ["[أُضيف: ألفا]"]
    assert page.xpath("//meta[@name='robots']/@content")[0].startswith("noindex")


def test_changes_are_as_public_as_their_story(client: Client) -> None:
    article = published()
    path = f"/n/{article.pk}/changes/"
    assert client.get(path).status_code == 404
    assert "changes/" not in _get(client, article.get_absolute_url()).decode()
    article.headline = "عنوان آخر"
    article.save_revision()
    actions.publish(article=article)
    follow()
    assert client.get(path).status_code == 200
    actions.kill(article=article, reason="سُحب")
    follow()
    assert client.get(path).status_code == 410
    actions.publish(article=article)
    follow()
    assert client.get(path).status_code == 200


def test_several_corrections_stay_listed_newest_first(client: Client) -> None:
    article = published(headline="عنوان أول")
    for number in (1, 2, 3):
        article.headline = f"عنوان مصوّب {number}"
        article.save_revision()
        actions.publish(article=article, note=Note(CORRECTION, f"تصويب رقم {number} للقراء."))
    page = _get(client, article.get_absolute_url()).decode()
    assert len(_node(page.encode())["correction"]) == 3
    places = [page.index(f"تصويب رقم {number} للقراء.", page.index("told-changes")) for number in (3, 2, 1)]
    assert places == sorted(places)
    listed = html.fromstring(_get(client, f"/n/{article.pk}/changes/").decode())
    assert len(listed.xpath("//ol/li/h2")) == 3


def test_an_earlier_text_that_nobody_kept_is_said_to_be_missing(client: Client) -> None:
    article = published()
    article.amendments.create(kind=CORRECTION, notice="صُحح الرقم.", at=FIRST)
    page = _get(client, f"/n/{article.pk}/changes/").decode()
    assert "لم يُحفظ النص السابق" in page


def test_words_of_the_text_are_never_read_as_markup(client: Client) -> None:
    article = published(headline="عنوان <b>أول</b>")
    article.headline = 'عنوان <script>alert("x")</script> ثان'
    article.save_revision()
    actions.publish(article=article, note=Note(CORRECTION, "تنبيه <img src=x>"))
    for path in (f"/n/{article.pk}/changes/", article.get_absolute_url()):
        page = _get(client, path).decode()
        assert "<script>alert" not in page
        assert "<img src=x>" not in page
