"""The desk: an editor decides in the article's form, sees whom it would reach and what became of it; reports."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.factories.articles import ArticleFactory, SectionFactory, TopicFactory, published
from tests.integration.accounts.conftest import desk_of, person
from tests.integration.accounts.test_roles import draft_form
from tests.integration.push.conftest import Newsroom, Readers
from tests.push_service import PushService

from khabar.accounts.enums import RoleCode
from khabar.articles.models import Article
from khabar.push import actions
from khabar.push.enums import Kind, State
from khabar.push.models import Sending

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]
Desk = Callable[..., Client]
REPORTER, EDITOR, CHIEF, ADMINISTRATOR, ADVERTISING = RoleCode


@pytest.fixture
def draft() -> Article:
    return ArticleFactory(urgency=1)


def _save(client: Client, story: Article, act: str = "", **extra: Any) -> Any:
    form = draft_form(story.section, headline=story.headline, urgency=extra.pop("urgency", 1), **extra)
    return client.post(f"/desk/articles/edit/{story.pk}/", form | ({act: "1"} if act else {}), follow=True)


def _form(client: Client, story: Article) -> Any:
    return html.fromstring(client.get(f"/desk/articles/edit/{story.pk}/").content.decode())


def test_it_is_planned_with_the_draft_and_sent_at_its_publication(
    desk_of: Desk, newsroom: Newsroom, readers: Readers, server: PushService, draft: Article
) -> None:
    browser, client = readers(), desk_of(EDITOR)
    with newsroom.clock():
        _save(client, draft, notice_to="breaking", notice_text="  جسر جديد\nعلى النيل ")
    planned = Sending.objects.get()
    assert (planned.kind, planned.text, planned.state) == (Kind.BREAKING, "جسر جديد على النيل", State.PLANNED)
    newsroom.send()
    assert server.pushed == []
    with newsroom.clock():
        answer = _save(client, draft, "action-publish", notice_to="breaking", notice_text="جسر جديد على النيل")
        assert Article.objects.get(pk=draft.pk).live, answer.content.decode()[:2000]
    newsroom.send()
    assert [told["title"] for told in server.to(browser)] == ["جسر جديد على النيل"]


def test_the_form_offers_it_with_nothing_chosen_and_counts_readers(
    desk_of: Desk, readers: Readers, draft: Article
) -> None:
    readers("a")
    readers("b", quiet=[0, 1439], zone="UTC")
    readers("c", breaking=False, sections=[draft.section_id])
    page = _form(desk_of(EDITOR), draft)
    values = page.xpath("//input[@name='notice_to']/@value")
    assert values == ["", "breaking", "followed"]
    assert page.xpath("//input[@name='notice_to'][@checked]/@value") == [""]
    said = " ".join(page.xpath("//*[@data-notice-preview]//p[1]")[0].text_content().split())
    assert "العاجل: قارئان" in said
    assert "متابعو موضوعاته وقسمه كما حُفظت: قارئ واحد" in said


def test_what_was_planned_can_be_given_up_and_stands_in_the_history(desk_of: Desk, draft: Article) -> None:
    client = desk_of(EDITOR)
    _save(client, draft, notice_to="followed")
    _save(client, draft, notice_to="")
    assert not Sending.objects.exists()
    history = client.get(f"/desk/articles/history/{draft.pk}/").content.decode()
    assert "خُطط لإشعار القراء عند النشر" in history
    assert "أُلغي إشعار القراء قبل إرساله" in history


def test_only_urgent_stories_are_breaking_news(desk_of: Desk, draft: Article) -> None:
    answer = _save(desk_of(EDITOR), draft, notice_to="breaking", urgency=5)
    assert "غيّر أولوية الخبر" in answer.content.decode()
    assert not Sending.objects.exists()


def test_a_reporter_is_not_asked_and_changes_nothing(desk_of: Desk, draft: Article) -> None:
    _save(desk_of(EDITOR), draft, notice_to="breaking")
    client = desk_of(REPORTER)
    assert not _form(client, draft).xpath("//input[@name='notice_to']")
    for wanted in ("", "followed"):
        _save(client, draft, notice_to=wanted)
    assert Sending.objects.get().kind == Kind.BREAKING


def test_a_form_without_the_question_changes_nothing(desk_of: Desk, draft: Article) -> None:
    client = desk_of(EDITOR)
    _save(client, draft, notice_to="breaking")
    _save(client, draft)
    assert Sending.objects.exists()


def test_once_sent_it_is_not_offered_again_and_what_became_of_it_is_shown(
    desk_of: Desk, newsroom: Newsroom, readers: Readers, server: PushService
) -> None:
    readers()
    story = newsroom.breaking()
    newsroom.send()
    with newsroom.clock():
        page = _form(desk_of(EDITOR), story)
    assert page.xpath("//input[@name='notice_to']/@value") == ["", "followed"]
    said = page.xpath("//*[contains(@class, 'desk-notice__sent')]")[0].text_content()
    assert "عاجل: أُرسل" in " ".join(said.split())
    assert "أُرسل: 1، تعذّر: 0" in said


def test_of_an_old_story_nobody_is_notified(desk_of: Desk) -> None:
    story = published(urgency=1)
    client = desk_of(EDITOR)
    assert not _form(client, story).xpath("//input[@name='notice_to']")
    _save(client, story, notice_to="breaking")
    assert not Sending.objects.exists()


def test_reports_for_editors(desk_of: Desk, newsroom: Newsroom, readers: Readers, server: PushService) -> None:
    section, topic = SectionFactory(name="ثقافة"), TopicFactory(name="جسر النيل")
    readers("a", sections=[section.pk], topics=[topic.pk])
    readers("b", sections=[section.pk])
    newsroom.breaking("=HYPERLINK", headline="افتتاح الجسر")
    newsroom.send()
    client = desk_of(EDITOR)
    text = client.get("/desk/reports/notifications/sendings/").content.decode()
    assert "=HYPERLINK" in text
    sheet = client.get("/desk/reports/notifications/sendings/", {"export": "csv"})
    table = b"".join(sheet).decode()  # type: ignore[arg-type]
    assert "'=HYPERLINK" in table
    assert ",2,0,0,0,0," in table
    rows = html.fromstring(client.get("/desk/reports/notifications/followings/").content.decode())
    told = {tuple(cell.text_content().strip() for cell in row.xpath("./td")) for row in rows.xpath("//tbody/tr")}
    assert {("قسم: ثقافة", "2"), ("موضوع: جسر النيل", "1"), ("الأخبار العاجلة", "2"), ("كل المشتركين", "3")} <= told
    for role in (REPORTER, ADVERTISING):
        assert desk_of(role).get("/desk/reports/notifications/sendings/").status_code == 302


def test_publishing_itself_asks_nothing_about_notifications(newsroom: Newsroom, readers: Readers) -> None:
    readers()
    story = newsroom.breaking()
    with newsroom.clock(), CaptureQueriesContext(connection) as asked:
        story.save_revision().publish()
    assert not [one for one in asked.captured_queries if "push_" in one["sql"]]


def test_a_correction_and_its_notification_are_decided_together(
    desk_of: Desk, newsroom: Newsroom, readers: Readers, server: PushService
) -> None:
    browser, client = readers(), desk_of(EDITOR)
    story = newsroom.story(headline="افتتاح جسر", urgency=1)
    newsroom.send()
    newsroom.now += timedelta(minutes=1)
    with newsroom.clock():
        _save(client, story, "action-publish", abstract="مقدمة أخرى.", notice_to="breaking")
    newsroom.now += timedelta(minutes=1)
    with newsroom.clock():
        answer = {"kind": "correction", "notice": "ذكر الخبر أن الجسر قديم."}
        client.post(f"/desk/articles/amend/{story.pk}/", answer)
    newsroom.send()
    assert len(server.to(browser)) == 1


def test_what_is_planned_waits_for_the_next_publication(
    newsroom: Newsroom, readers: Readers, server: PushService
) -> None:
    readers()
    story = newsroom.story(urgency=1)
    newsroom.now += timedelta(seconds=1)  # before the first one was heard of
    with newsroom.clock():
        actions.plan(article=story, kind=Kind.BREAKING, user=None)
    newsroom.send()
    assert Sending.objects.get().state == State.PLANNED
    assert server.pushed == []


def test_a_story_that_is_urgent_no_more_is_not_sent(newsroom: Newsroom, readers: Readers, server: PushService) -> None:
    readers()
    story = newsroom.breaking()
    Article.objects.filter(pk=story.pk).update(urgency=5)
    newsroom.send()
    assert server.pushed == []
    assert "أولوية" in Sending.objects.get().reason
