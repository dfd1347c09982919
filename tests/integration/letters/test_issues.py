"""What an issue tells: the front's order, nothing twice, nothing that was told before or may not be read."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings
from tests.clocks import clock_at
from tests.factories.articles import SectionFactory, TopicFactory, published
from tests.factories.letters import issue_due, news, newsletter

from khabar.articles.actions import unpublish
from khabar.core import clock
from khabar.curation.actions import NOBODY, arrange
from khabar.curation.zones import LEAD, SECONDARY, Arranged, Placed
from khabar.letters import planning
from khabar.letters.enums import IssueState
from khabar.letters.errors import CannotChange
from khabar.letters.gathering import Block, gather, now_in
from khabar.letters.models import Issue, Newsletter
from khabar.recommendations.models import MostRead, Span

pytestmark = pytest.mark.django_db
DAWN = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # a Tuesday


def ids(blocks: list[Block]) -> list[int]:
    return [article.pk for block in blocks for article in block.articles]


def test_the_front_comes_first_then_what_is_read_most_then_sections_and_no_story_twice(letter: Newsletter) -> None:
    stories = news(14)
    lead, second, read = stories[9], stories[7], stories[12]
    places = {LEAD: (Placed(lead.pk),), SECONDARY: (Placed(second.pk),)}
    arrange(section=None, arranged=Arranged(places), base=NOBODY, user=None)
    MostRead.objects.create(span=Span.DAY, place=1, story=lead.pk, reads=9, at=clock.now())
    MostRead.objects.create(span=Span.DAY, place=2, story=read.pk, reads=8, at=clock.now())
    blocks = gather(issue_due(letter), clock.now())
    assert ids(blocks)[:2] == [lead.pk, second.pk]
    assert [one.pk for one in next(b for b in blocks if b.title == "الأكثر قراءة").articles] == [read.pk]
    assert len(ids(blocks)) == len(set(ids(blocks)))


def test_only_what_came_since_the_issue_before_and_may_be_read_now(letter: Newsletter) -> None:
    now = clock.now()
    old = published(headline="خبر قديم", at=now - timedelta(days=3))
    told = published(headline="قيل من قبل", at=now - timedelta(hours=20))
    Issue.objects.create(
        newsletter=letter, day=(now - timedelta(days=1)).date(), due_at=now, state=IssueState.SENT,
        gathered_at=now - timedelta(hours=10),
    )  # fmt: skip
    ahead = published(headline="لم يحن بعد", at=now + timedelta(hours=1))
    pulled = published(headline="سُحب", at=now - timedelta(hours=1))
    unpublish(article=pulled)
    fresh = news(2)
    assert set(ids(gather(issue_due(letter), now))) == {one.pk for one in fresh}
    assert not {old.pk, told.pk, ahead.pk, pulled.pk} & set(ids(gather(issue_due(newsletter("ب")), now))) - {told.pk}


def test_a_newsletter_of_a_section_or_topic_has_its_stories_alone(letter: Newsletter) -> None:
    section, topic = SectionFactory(name="علوم"), TopicFactory(name="الفضاء")
    mine = news(2, section=section)
    filed = published(headline="مسبار جديد", topics=[topic], at=clock.now() - timedelta(hours=2))
    news(3)
    science = newsletter("نشرة العلوم", front=False)
    science.sections.add(section)
    science.topics.add(topic)
    assert set(ids(gather(issue_due(science), clock.now()))) == {*(one.pk for one in mine), filed.pk}


def test_an_editor_leads_moves_and_removes_until_the_issue_goes_out(issue: Issue, person) -> None:
    user = person()
    before = ids(now_in(issue))
    blocks = now_in(issue)
    planning.arrange(issue=issue, choices=planning.moved(blocks, before[2], "lead"), opening="صباح الخير", user=user)
    issue.refresh_from_db()
    assert ids(now_in(issue))[0] == before[2]
    down = planning.moved(now_in(issue), before[2], "down")
    planning.arrange(issue=issue, choices={**issue.choices, **down, "lead": None}, opening="", user=user)
    issue.refresh_from_db()
    assert ids(now_in(issue))[:2] == [before[0], before[2]]
    planning.arrange(issue=issue, choices={"removed": [before[0]]}, opening="", user=user)
    issue.refresh_from_db()
    assert before[0] not in ids(now_in(issue))
    planning.begin_due()
    with pytest.raises(CannotChange):
        planning.arrange(issue=issue, choices={}, opening="", user=user)
    planning.stop(issue=issue, user=user)
    with pytest.raises(CannotChange):
        planning.stop(issue=issue, user=user)


def test_the_next_issue_is_on_the_next_of_its_days_at_its_hour_in_the_sites_zone(
    letter: Newsletter, settings: Settings
) -> None:
    settings.TIME_ZONE = "Africa/Cairo"
    letter.days, letter.hour = "15", 8  # Tuesday and Saturday
    letter.save()
    with clock_at(DAWN):
        first = planning.upcoming(letter)
        assert first.due_at == datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
        assert planning.upcoming(letter).pk == first.pk
        letter.hour = 9
        letter.save()
        assert planning.upcoming(letter).due_at == datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
        Issue.objects.filter(pk=first.pk).update(state=IssueState.STOPPED, ended_at=DAWN)
        after = planning.upcoming(letter)
        assert after.due_at == datetime(2026, 11, 28, 7, 0, tzinfo=UTC)
    assert letter.longest_gap == timedelta(days=4)


def test_a_newsletter_that_is_stopped_begins_no_issue(issue: Issue) -> None:
    Newsletter.objects.update(active=False)
    planning.begin_due()
    issue.refresh_from_db()
    assert issue.state == IssueState.PLANNED


def test_an_issue_begins_once_and_keeps_what_it_began_with(issue: Issue) -> None:
    planning.begin_due()
    issue.refresh_from_db()
    assert issue.state == IssueState.SENDING
    kept = issue.blocks
    news(3)
    planning.begin_due()
    issue.refresh_from_db()
    assert issue.blocks == kept
    assert issue.newsletter.issues.filter(state=IssueState.SENDING).count() == 1
