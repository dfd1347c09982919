"""The list of articles: what it shows, narrows to and finds, with as many queries for a full page as for five rows."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import UserFactory
from tests.factories.articles import ArticleFactory, SectionFactory, published

from khabar.accounts.enums import RoleCode
from khabar.accounts.roles import ensure_roles
from khabar.articles import actions
from khabar.articles.consumers import follow
from khabar.articles.models import Agency, Article
from khabar.desk.states import DeskState

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed() -> Callable[..., list[str]]:
    """Asks for the list as an editor and returns the headlines on its first page, in order."""
    ensure_roles()
    user = UserFactory()
    user.groups.add(Group.objects.get(name=RoleCode.EDITOR.label))
    client = Client()
    client.force_login(user)

    def ask(**query: Any) -> list[str]:
        response = client.get(reverse("articles:list_results"), query)
        assert response.status_code == 200
        return [article.headline_now for article in response.context["object_list"]]

    ask.client = client  # type: ignore[attr-defined]
    return ask


def _one_in_each_state() -> dict[DeskState, Article]:
    reviewer_needed = ArticleFactory(headline="قيد المراجعة")
    reviewer_needed.save_revision()
    reviewer_needed.get_workflow().start(reviewer_needed, UserFactory())
    scheduled = ArticleFactory(headline="مجدول", go_live_at=timezone.now() + timedelta(days=1))
    scheduled.save_revision().publish()
    changed = published(headline="منشور معدل")
    changed.headline = "منشور معدل من جديد"
    changed.save_revision()
    withdrawn = published(headline="مسحوب")
    actions.unpublish(article=withdrawn)
    canceled = published(headline="ملغى")
    actions.kill(article=canceled)
    return {
        DeskState.DRAFT: ArticleFactory(headline="مسودة"),
        DeskState.REVIEW: reviewer_needed,
        DeskState.SCHEDULED: scheduled,
        DeskState.LIVE: published(headline="منشور"),
        DeskState.CHANGED: changed,
        DeskState.WITHDRAWN: withdrawn,
        DeskState.CANCELED: canceled,
    }


def test_each_state_lists_its_article_and_no_other(listed: Callable[..., list[str]]) -> None:
    from khabar.accounts.workflow import ensure_workflow

    ensure_workflow()
    articles = _one_in_each_state()
    found = {state: listed(state=state.value) for state in articles}
    assert {state: len(headlines) for state, headlines in found.items()} == dict.fromkeys(articles, 1)
    assert found[DeskState.CHANGED] == ["منشور معدل من جديد"]
    assert found[DeskState.SCHEDULED] == ["مجدول"]
    assert len(listed(state=[DeskState.DRAFT.value, DeskState.LIVE.value])) == 2


def test_the_row_says_the_state_in_arabic(listed: Callable[..., list[str]]) -> None:
    published(headline="خبر عن الميناء")
    page = listed.client.get(reverse("articles:list")).content.decode()  # type: ignore[attr-defined]
    assert "خبر عن الميناء" in page
    assert DeskState.LIVE.label in page


def test_narrowing_by_section_agency_and_date(listed: Callable[..., list[str]]) -> None:
    section, agency = SectionFactory(), Agency.objects.first()
    published(headline="في القسم", section=section)
    published(headline="من الوكالة", agencies=[agency])
    published(headline="قديم", at=datetime(2020, 5, 4, 12, tzinfo=UTC))
    assert listed(section=section.pk) == ["في القسم"]
    assert listed(agency=agency.pk) == ["من الوكالة"]
    assert listed(first_published_at_from="2020-05-04", first_published_at_to="2020-05-04") == ["قديم"]


def test_search_finds_public_articles_in_other_forms_and_drafts_by_headline(listed: Callable[..., list[str]]) -> None:
    published(headline="المحادثات النووية تستأنف في جنيف")
    ArticleFactory(headline="مسودة عن محادثات المياه")
    ArticleFactory(headline="مسودة عن الرياضة")
    follow()
    assert listed(q="نوويه") == ["المحادثات النووية تستأنف في جنيف"]
    assert listed(q="محادثات") == ["مسودة عن محادثات المياه", "المحادثات النووية تستأنف في جنيف"]


def test_search_answers_without_an_index_and_by_number(listed: Callable[..., list[str]]) -> None:
    article = ArticleFactory(headline="مسودة عن الميناء")
    assert listed(q="الميناء") == ["مسودة عن الميناء"]
    assert listed(q=str(article.pk)) == ["مسودة عن الميناء"]


@pytest.mark.parametrize("query", ["%", "'", '"', "\x00", "٪ـــ", "a" * 5000, "🙂"])
def test_search_answers_whatever_is_typed(listed: Callable[..., list[str]], query: str) -> None:
    published()
    follow()
    assert isinstance(listed(q=query), list)


def test_rows_cost_no_queries_of_their_own(
    listed: Callable[..., list[str]], django_assert_max_num_queries: Any
) -> None:
    section, agency = SectionFactory(), Agency.objects.first()
    for _ in range(30):
        published(section=section, agencies=[agency])
        ArticleFactory(section=section).save_revision()
    listed()
    with django_assert_max_num_queries(24):
        assert len(listed()) == 25
