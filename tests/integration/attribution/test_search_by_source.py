"""Search by who said it and through whom, and by every spelling of a name."""

import pytest
from click.testing import CliRunner
from django.test import Client
from tests.factories.accounts import UserFactory
from tests.factories.attribution import BRIDGE, RIVER, attributed, bridge, river, said, statement
from tests.integration.front.conftest import Read, texts

from khabar.articles import actions as article_actions
from khabar.articles.consumers import follow, rebuild_index
from khabar.articles.models import Agency, Article
from khabar.attribution import actions
from khabar.attribution.models import Name

pytestmark = pytest.mark.django_db

MINSK = "وصل ألكسندر لوكاشنكو إلى المطار مساء، وقال إن الزيارة قصيرة."


@pytest.fixture
def stories() -> tuple[Article, Article]:
    """The engineer on the river, and the minister on the bridge through TASS, credited to dpa."""
    first = attributed(river(), headline="منسوب النهر يرتفع")
    second = attributed(
        bridge(), texts=(RIVER, BRIDGE), headline="الجسر آمن", agencies=[Agency.objects.get(slug="dpa")]
    )
    follow()
    return first, second


def found(client: Client, query: str) -> list[int]:
    answer = client.get(f"/search/?{query}&format=json")
    return [hit["id"] for hit in answer.json()["hits"]]


def test_who_said_it(client: Client, stories: tuple[Article, Article]) -> None:
    first, second = stories
    assert found(client, 'q=قال:"سلمى الراوي"') == [first.pk]
    assert found(client, "q=قال:الشاذلي") == [second.pk]
    assert found(client, "q=النهر قال:الشاذلي") == [second.pk]
    assert found(client, "q=غواصة قال:الشاذلي") == []
    assert found(client, "q=&said_by=سلمى الراوي") == [first.pk]


def test_through_whom_the_credit_counting_as_the_last_link(client: Client, stories: tuple[Article, Article]) -> None:
    _first, second = stories
    assert found(client, "q=عبر:تاس") == [second.pk]
    assert found(client, "q=&through=د ب أ") == [second.pk]
    assert found(client, "q=قال:سلمى عبر:تاس") == []


def test_by_whom_and_through_whom_are_asked_of_one_statement(client: Client) -> None:
    texts = (RIVER, BRIDGE)
    both = attributed(river(texts), bridge(texts), texts=texts)
    one = attributed(river(texts, chain=[("وكالة تاس", "relay")]), texts=texts)
    credited = attributed(river(texts), texts=texts, agencies=[Agency.objects.get(slug="tass")])
    follow()
    assert set(found(client, "q=عبر:تاس")) == {both.pk, one.pk, credited.pk}
    assert set(found(client, "q=قال:سلمى عبر:تاس")) == {one.pk, credited.pk}
    assert found(client, "q=قال:الشاذلي عبر:تاس") == [both.pk]


def test_the_page_says_what_it_filtered_by(read: Read, stories: tuple[Article, Article]) -> None:
    page = read('/search/?q=قال:"كمال الشاذلي" عبر:تاس')
    assert texts(page, "//p[@class='named']/span") == ["قالها: كمال الشاذلي", "وصلت عبر: تاس"]
    page = read("/search/?q=&said_by=الشاذلي")
    assert page.xpath("//input[@name='said_by']/@value") == ["الشاذلي"]


def test_whom_only_a_hidden_story_names_is_as_unknown_as_anybody(read: Read, stories: tuple[Article, Article]) -> None:
    hidden = attributed(river((RIVER,), speaker="هند الباجي"), texts=(RIVER,))
    for story in (*stories, hidden):
        article_actions.unpublish(article=story)
    follow()
    for name in ("سلمى الراوي", "هند الباجي", "وليد الشريف"):
        assert name == "وليد الشريف" or Name.objects.filter(name=name).exists()
        words = "، ".join(name.split())
        assert f"بحثنا عن: {words}." in " ".join(texts(read(f'/search/?q=قال:"{name}"'), "//main"))
    article_actions.publish(article=Article.objects.get(pk=hidden.pk))
    follow()
    page = read('/search/?q=قال:"هند الباجي"')
    assert texts(page, "//main//*[@class='notice']") == []
    assert len(page.xpath("//main//ol//h2")) == 1


def test_a_name_nobody_bears_is_searched_for_as_words(read: Read, stories: tuple[Article, Article]) -> None:
    page = read("/search/?q=قال:النهر")
    assert len(page.xpath("//main//ol//h2")) == 2
    assert texts(page, "//main//*[@class='notice']") == ["لا نعرف مصدرًا باسم «النهر»، فبحثنا عن الكلمات."]


@pytest.mark.parametrize("query", ["قال:", "عبر: ", 'قال:"', "قال:«»", "قال:- عبر:-", "قال:" + "ا" * 400])
def test_a_filter_without_a_name_breaks_nothing(client: Client, stories: tuple[Article, Article], query: str) -> None:
    assert client.get("/search/", {"q": query}).status_code == 200


def test_a_story_is_found_by_any_spelling_of_a_name_in_it(client: Client) -> None:
    name = actions.create_name(user=UserFactory(), kind="person", name="ألكسندر لوكاشنكو")
    article = attributed(said((MINSK,), "الزيارة قصيرة", "ألكسندر لوكاشنكو"), texts=(MINSK,))
    silent = attributed(river((RIVER, MINSK)), texts=(RIVER, MINSK))
    other = attributed(river())
    follow()
    exact = 'q="ألكسندر لوكاشينكو"'
    assert found(client, exact) == []
    actions.add_spelling(name=name, user=UserFactory(), text="ألكسندر لوكاشينكو")
    follow()
    assert set(found(client, exact)) == {article.pk, silent.pk}
    rebuild_index()
    assert set(found(client, exact)) == {article.pk, silent.pk}
    assert other.pk not in found(client, exact)


def test_merging_moves_the_filter_at_once(client: Client, stories: tuple[Article, Article]) -> None:
    first, _second = stories
    later = attributed(river(speaker="سلوى الراوي"))
    follow()
    keep, other = Name.objects.get(name="سلمى الراوي"), Name.objects.get(name="سلوى الراوي")
    actions.merge(keep=keep, others=[other], user=UserFactory())
    follow()
    assert set(found(client, 'q=قال:"سلوى الراوي"')) == {first.pk, later.pk}


def test_what_is_rejected_or_taken_down_is_not_found(client: Client, stories: tuple[Article, Article]) -> None:
    first, second = stories
    actions.reject(statement=statement(first), user=UserFactory())
    article_actions.unpublish(article=second)
    follow()
    assert found(client, "q=قال:سلمى") == []
    assert found(client, "q=عبر:تاس") == []
    assert found(client, "q=النهر") == [first.pk]


def test_the_command_takes_the_same_words(stories: tuple[Article, Article], monkeypatch: pytest.MonkeyPatch) -> None:
    from khabar.cli import content

    monkeypatch.setattr(content, "use_django", lambda: None)
    answer = CliRunner().invoke(content.search, ["قال:الشاذلي"])
    assert "الجسر آمن" in answer.output
    assert "منسوب النهر يرتفع" not in answer.output
