"""Suggestions while somebody types: spelled any way, public things only, and nothing that was withdrawn."""

import pytest
from django.test import Client
from tests.factories.articles import AuthorFactory, SectionFactory, TopicFactory, published

from khabar.articles import actions
from khabar.articles.consumers import follow
from khabar.articles.models import Agency, Article
from khabar.articles.outlets import search_engine
from khabar.attribution.models import Name
from khabar.core.rate import Limit
from khabar.finding import register
from khabar.front.views import suggest
from khabar.search.engine import IndexUnavailable

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Article:
    section = SectionFactory(name="رياضة", slug="رياضة")
    article = published(
        headline="لوكاشينكو يزور مصنع الجرارات",
        section=section,
        topics=[TopicFactory(name="صناعة", slug="صناعة")],
        authors=[AuthorFactory(name="هند الخولي", slug="هند")],
        agencies=[Agency.objects.get(slug="dpa")],
    )
    published(headline="مهرجان السينما يفتتح دورته في القاهرة", section=section)
    TopicFactory(name="صحراء", slug="صحراء")
    follow()
    register.write()
    return article


def offered(client: Client, text: str) -> dict[str, list[str]]:
    groups = client.get("/search/suggest/", {"q": text}).json()["groups"]
    return {group["label"]: [option["text"] for option in group["options"]] for group in groups}


@pytest.mark.parametrize(
    ("text", "label", "found"),
    [
        ("رياض", "الأقسام", "رياضة"),
        ("رِيَاضَـة", "الأقسام", "رياضة"),
        ("رياظ", "الأقسام", "رياضة"),
        ("vdhq", "الأقسام", "رياضة"),
        ("الرياض", "الأقسام", "رياضة"),
        ("صناع", "الموضوعات", "صناعة"),
        ("الخول", "الأشخاص والجهات", "هند الخولي"),
        ("هند ال", "الأشخاص والجهات", "هند الخولي"),
        ("لوكاش", "الأخبار", "لوكاشينكو يزور مصنع الجرارات"),
        ("لوكاشنك", "الأخبار", "لوكاشينكو يزور مصنع الجرارات"),
        ("loukachenk", "الأخبار", "لوكاشينكو يزور مصنع الجرارات"),
        ("مصنع الجر", "الأخبار", "لوكاشينكو يزور مصنع الجرارات"),
        ("قاهر", "الأخبار", "مهرجان السينما يفتتح دورته في القاهرة"),
        ("مهرجات", "الأخبار", "مهرجان السينما يفتتح دورته في القاهرة"),
    ],
)
def test_whatever_way_it_is_spelled(client: Client, story: Article, text: str, label: str, found: str) -> None:
    assert found in offered(client, text).get(label, [])


def test_what_no_reader_can_see_is_not_offered(client: Client, story: Article) -> None:
    assert offered(client, "صحر") == {}  # a topic without a story
    Name.objects.create(name="رشيد المجهول", slug="رشيد", kind="person")
    register.write()
    assert offered(client, "رشيد") == {}


@pytest.mark.parametrize("act", ["kill", "unpublish", "expire"])
def test_a_story_that_is_taken_away_is_in_no_suggestion_from_that_moment(
    client: Client, story: Article, act: str
) -> None:
    before = client.get("/search/suggest/", {"q": "لوكاش"})
    assert before["Cache-Control"] == "public, no-cache"
    if act == "kill":
        actions.kill(article=story, user=None, reason="سحبه مصدره")
    elif act == "unpublish":
        actions.unpublish(article=story, user=None)
    else:
        Article.objects.filter(pk=story.pk).update(expire_at=story.first_published_at)
    after = client.get("/search/suggest/", {"q": "لوكاش"}, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after.json()["groups"] == []
    assert offered(client, "صناع") == {}  # its topic has no other story
    assert offered(client, "هند") == {}


def test_an_answer_that_still_holds_is_not_sent_again(client: Client, story: Article) -> None:
    first = client.get("/search/suggest/", {"q": "لوكاش"})
    again = client.get("/search/suggest/", {"q": "لوكاش"}, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_number_of_suggestions_is_said_in_the_right_plural(client: Client, story: Article) -> None:
    assert client.get("/search/suggest/", {"q": "لوكاش"}).json()["said"] == "اقتراح واحد"
    for number in range(2):
        published(headline=f"لوكاشينكو في مينسك {number}", section=story.section)
    follow()
    assert client.get("/search/suggest/", {"q": "لوكاش"}).json()["said"] == "3 اقتراحات"
    assert client.get("/search/suggest/", {"q": "قققك"}).json()["said"] == "لا اقتراحات"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "ا",
        "\x00\x00",
        "\ud800",
        "%00",
        "'\"<script>",
        "ا" * 5000,
        "* OR (",
        "\u202eabc",
        "٪٪",
        "\n",
        "🙂🙂",
        "~ |",
    ],
)
def test_hostile_text_is_answered_and_finds_nothing(client: Client, story: Article, text: str) -> None:
    response = client.get("/search/suggest/", {"q": text.encode("utf-8", "replace")})
    assert response.status_code == 200
    assert response.json()["groups"] == []


def test_without_an_index_names_are_still_offered(
    client: Client, story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:

    def broken(*_: object) -> None:
        raise IndexUnavailable("تالف")

    monkeypatch.setattr(search_engine()._reader, "words", broken)
    assert offered(client, "صناع") == {"الموضوعات": ["صناعة"]}
    assert offered(client, "لوكاش") == {}


def test_too_many_requests_of_one_address_are_refused(
    client: Client, story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = Limit(2, clock=lambda: 0.0)
    monkeypatch.setattr(suggest, "_limit", lambda: limit)
    codes = [client.get("/search/suggest/?q=لوكاش").status_code for _ in range(6)]
    assert codes == [200] * 4 + [429] * 2
    assert client.get("/search/suggest/?q=لوكاش", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/search/suggest/?q=لوكاش").status_code == 405
