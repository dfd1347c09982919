"""What leaves for a push service: closed for one browser, signed by the site, with the headers that services heed."""

from datetime import timedelta

import pytest
from http_ece import ECEException
from pytest_django import Settings
from tests.factories.articles import SectionFactory, TopicFactory, published
from tests.integration.push.conftest import Newsroom, Readers, subscribers
from tests.push_service import PushService

from khabar.articles import actions as articles
from khabar.articles.amending import Note
from khabar.articles.enums import AmendmentKind
from khabar.articles.models import Article
from khabar.articles.schedule import run_due
from khabar.articles.text import paragraph
from khabar.push import actions, keys
from khabar.push.enums import Kind, State
from khabar.push.models import Sending, Subscriber

pytestmark = pytest.mark.django_db


def test_a_browser_alone_can_read_what_it_is_sent(newsroom: Newsroom, readers: Readers, server: PushService) -> None:
    one, other = readers("one"), readers("other")
    story = newsroom.breaking(headline="افتتاح جسر النيل الجديد")
    newsroom.send()
    (told,) = server.to(one)
    assert told["title"] == "افتتاح جسر النيل الجديد"
    assert told["url"] == story.get_absolute_url()
    assert told["tag"] == f"story-{story.pk}"
    assert told["silent"] is False
    message = next(one for one in server.pushed if one.path == "/one")
    assert "الجسر".encode() not in message.body
    with pytest.raises(ECEException):
        other.read(message)


def test_services_are_told_who_we_are_and_how_to_keep_it(
    newsroom: Newsroom, readers: Readers, server: PushService
) -> None:
    readers("one")
    story = newsroom.breaking()
    newsroom.send()
    (message,) = server.pushed
    assert message.key == keys.public_key()
    claims = message.signed_claims
    assert claims["aud"] == f"https://{server.name}"
    assert claims["sub"] == "http://testserver"
    assert message.headers["content-encoding"] == "aes128gcm"
    assert message.headers["urgency"] == "high"
    assert message.headers["topic"] == f"story-{story.pk}"
    assert 0 < int(message.headers["ttl"]) <= 4 * 3600


def test_the_editors_words_are_sent_instead_of_the_headline(
    newsroom: Newsroom, readers: Readers, server: PushService
) -> None:
    browser = readers()
    newsroom.breaking("جسر جديد على النيل", headline="افتتاح الجسر")
    newsroom.send()
    assert [told["title"] for told in server.to(browser)] == ["جسر جديد على النيل"]


@pytest.mark.parametrize("words", ["", "الأهلي يفوز 3-1"])
def test_a_score_is_read_in_its_order(newsroom: Newsroom, readers: Readers, server: PushService, words: str) -> None:
    browser = readers()
    newsroom.breaking(words, headline="الأهلي يفوز 3-1")
    newsroom.send()
    assert [told["title"] for told in server.to(browser)] == ["الأهلي يفوز \u20663-1\u2069"]


def test_who_did_not_ask_for_breaking_news_gets_none(newsroom: Newsroom, readers: Readers, server: PushService) -> None:
    readers(breaking=False, sections=[SectionFactory().pk])
    newsroom.breaking()
    newsroom.send()
    assert server.pushed == []
    assert Sending.objects.get().state == State.DONE


def test_followers_of_topic_and_section_are_told_of_new_stories_where_the_site_says_so(
    newsroom: Newsroom, readers: Readers, server: PushService, settings: Settings
) -> None:
    section, topic, other = SectionFactory(), TopicFactory(), TopicFactory()
    by_topic = readers("topic", breaking=False, topics=[topic.pk])
    by_both = readers("both", breaking=False, topics=[topic.pk], sections=[section.pk])
    elsewhere = readers("elsewhere", breaking=False, topics=[other.pk])
    newsroom.story(section=section, topics=[topic])
    newsroom.send()
    assert server.pushed == []
    settings.PUSH_FOLLOWED = True
    story = newsroom.story(section=section, topics=[topic])
    newsroom.send()
    assert [told["url"] for told in server.to(by_topic)] == [story.get_absolute_url()]
    assert len(server.to(by_both)) == 1
    assert server.to(elsewhere) == []
    assert server.pushed[0].headers["urgency"] == "normal"


def test_old_stories_and_floods_are_told_to_nobody(
    newsroom: Newsroom, readers: Readers, server: PushService, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PUSH_FOLLOWED = True
    section = SectionFactory()
    readers(breaking=False, sections=[section.pk])
    newsroom.story(section=section, at=None)  # of March
    for _ in range(31):
        newsroom.story(section=section)
    newsroom.send()
    assert server.pushed == []


def test_of_what_is_followed_a_reader_gets_so_many_a_day(
    newsroom: Newsroom, readers: Readers, server: PushService, settings: Settings
) -> None:
    settings.PUSH_FOLLOWED, settings.PUSH_A_DAY = True, 2
    section = SectionFactory()
    browser = readers(sections=[section.pk])
    for _ in range(4):
        newsroom.story(section=section)
        newsroom.send()
    assert len(server.to(browser)) == 2
    newsroom.breaking()
    newsroom.send()
    assert len(server.to(browser)) == 3  # what is breaking is not counted
    newsroom.now = newsroom.now.replace(day=22)
    newsroom.story(section=section)
    newsroom.send()
    assert len(server.to(browser)) == 4


def test_a_story_is_sent_to_a_reader_once_whatever_it_is_sent_as(
    newsroom: Newsroom, readers: Readers, server: PushService, settings: Settings
) -> None:
    settings.PUSH_FOLLOWED = True
    section = SectionFactory()
    browser, follower = readers("one", sections=[section.pk]), readers("two", breaking=False, sections=[section.pk])
    story = newsroom.breaking(section=section)
    newsroom.send()
    assert len(server.to(browser)) == len(server.to(follower)) == 1
    for _ in range(2):  # published again, a typo mended; another process
        with newsroom.clock():
            articles.publish(article=Article.objects.get(pk=story.pk))
        newsroom.restart()
        newsroom.send()
    assert len(server.pushed) == 2


def test_a_story_killed_before_is_not_sent(newsroom: Newsroom, readers: Readers, server: PushService) -> None:
    readers()
    story = newsroom.breaking()
    newsroom.look(1)
    with newsroom.clock():
        articles.kill(article=story)
    newsroom.look(3)
    newsroom.look(3)
    assert server.pushed == []
    sending = Sending.objects.get()
    assert (sending.state, sending.reason) == (State.DROPPED, "لم يعد الخبر منشورًا.")


@pytest.mark.parametrize(("kind", "sent"), [(AmendmentKind.CORRECTION, 0), (AmendmentKind.TYPO, 1)])
def test_a_story_corrected_before_is_not_sent(
    newsroom: Newsroom, readers: Readers, server: PushService, kind: AmendmentKind, sent: int
) -> None:
    readers()
    story = newsroom.breaking()
    newsroom.look(1)
    newsroom.now = newsroom.now.replace(microsecond=500)
    with newsroom.clock():
        story = Article.objects.get(pk=story.pk)
        story.body = [paragraph("نص آخر.")]
        story.save_revision()
        articles.publish(article=story, note=Note(kind, "كان العدد خطأ."))
    newsroom.send()
    assert len(server.pushed) == sent


def test_an_embargoed_story_is_sent_when_it_opens(newsroom: Newsroom, readers: Readers, server: PushService) -> None:

    readers()
    opens = newsroom.now + timedelta(hours=1)

    with newsroom.clock():
        story = published(at=opens, urgency=1)
        actions.plan(article=story, kind=Kind.BREAKING, user=None)
    newsroom.send()
    newsroom.look(3590)
    assert server.pushed == []
    newsroom.now = opens + timedelta(seconds=1)
    with newsroom.clock():
        run_due()
    newsroom.send()
    assert len(server.pushed) == 1


def test_a_kill_after_sending_replaces_the_notification_and_names_nothing(
    newsroom: Newsroom, readers: Readers, server: PushService
) -> None:
    browser, late = readers("one"), readers("late", breaking=False, topics=[TopicFactory().pk])
    story = newsroom.breaking(headline="افتتاح جسر النيل الجديد")
    newsroom.send()
    with newsroom.clock():
        articles.kill(article=story)
    newsroom.send()
    first, second = server.to(browser)
    assert second["tag"] == first["tag"]
    assert (second["title"], second["url"], second["silent"]) == ("سُحب خبر", "/", True)
    assert "النيل" not in str(second)
    assert server.to(late) == []


def test_a_deleted_story_is_closed_too(newsroom: Newsroom, readers: Readers, server: PushService) -> None:
    browser = readers()
    story = newsroom.breaking()
    newsroom.send()
    with newsroom.clock():
        Article.objects.get(pk=story.pk).delete()
    newsroom.send()
    assert [told["silent"] for told in server.to(browser)] == [False, True]


def test_who_came_after_it_began_is_not_sent_it(newsroom: Newsroom, readers: Readers, server: PushService) -> None:
    readers("one")
    newsroom.breaking()
    newsroom.send()
    late = readers("late")
    newsroom.look(5)
    assert server.to(late) == []
    assert subscribers() == 2
    assert Subscriber.objects.filter(last_success_at__isnull=False).count() == 1
