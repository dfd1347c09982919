"""Pictures that come with items: brought in the background, put where nobody chose another, used as contracts allow."""

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from tests.factories.accounts import UserFactory
from tests.factories.articles import ArticleFactory, SectionFactory
from tests.factories.pictures import jpeg, png_claiming
from tests.factories.wires import FeedFactory, ProviderFactory
from tests.feeds import Answer, Site, site
from wagtail.admin.models import EditingSession

from khabar.articles import actions as articles
from khabar.articles.consumers import follow
from khabar.articles.models import Article
from khabar.articles.publishing import PublishRefused
from khabar.core import clock
from khabar.ingest import actions, beside, dispatch, pictures, queries
from khabar.ingest.credentials import Credentials
from khabar.ingest.models import Feed, HeldItem, Provider, Rule, WireFile, WireItem, WirePicture
from khabar.ingest.poll import poll
from khabar.ingest.states import FeedKind, PhotoUse, PictureState, RuleAction
from khabar.ingest.store import Payload, take
from khabar.media import gate
from khabar.media.actions import add_picture
from khabar.media.models import Picture

pytestmark = pytest.mark.django_db
_TEXT = "<p>افتتحت البلدية مكتبة جديدة في الحي القديم بعد عامين من العمل.</p>"


@pytest.fixture
def server() -> Iterator[Site]:
    with site() as running:
        running.answers["/one.jpg"] = Answer(body=jpeg(seed=1))
        yield running
    shutil.rmtree(Path(settings.MEDIA_ROOT), ignore_errors=True)


def _document(*hrefs: str, guid: str = "urn:agency:1", version: int = 1) -> bytes:
    shots = {
        f"shot{place}": {
            "uri": f"{guid}:{place}", "type": "picture", "headline": "المكتبة", "description_text": "قاعة القراءة",
            "byline": "سلمى نور", "renditions": {"main": {"href": href, "mimetype": "image/jpeg", "width": 1200}},
        }
        for place, href in enumerate(hrefs)
    }  # fmt: skip
    item = {
        "uri": guid, "type": "text", "version": str(version), "headline": "مكتبة جديدة في الحي القديم",
        "versioncreated": f"2026-03-01T09:0{version}:00Z", "language": "ar", "copyrightnotice": "جميع الحقوق محفوظة",
        "body_xhtml": _TEXT, "associations": shots,
    }  # fmt: skip
    return json.dumps(item).encode()


def _item(*hrefs: str, provider: Provider | None = None, feed: Feed | None = None, **parts: Any) -> WireItem:
    take(Payload("item.json", _document(*hrefs, **parts)), provider=provider or ProviderFactory(), feed=feed)
    return WireItem.objects.select_related("provider").latest("pk")


def _bring(server: Site) -> list[str]:
    """What the background does with pictures that are due."""
    return [pictures.bring(pk, client=server.client()) for pk in pictures.due(clock.now())]


def _draft(article: Article) -> Article:
    found: Article = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    return found


def test_a_draft_is_there_at_once_and_its_picture_comes_after_it(server: Site) -> None:
    article = actions.make_draft(item=_item(server.url("/one.jpg")), user=UserFactory(is_superuser=True))
    assert article.lead_picture is None
    assert server.asked == []
    assert _bring(server) == [""]
    draft = _draft(article)
    picture = Picture.objects.get()
    assert draft.lead_picture == picture == Article.objects.get().lead_picture
    assert (draft.lead_caption, draft.lead_credit) == ("قاعة القراءة", "سلمى نور")
    assert (picture.caption, picture.credit, picture.rights) == ("قاعة القراءة", "سلمى نور", "جميع الحقوق محفوظة")
    assert draft.revisions.count() == 2
    assert _bring(server) == []
    assert pictures.put_where_wanted() == 0


def test_a_picture_that_is_here_already_is_in_the_next_draft_from_the_beginning(server: Site) -> None:
    item = _item(server.url("/one.jpg"))
    actions.make_draft(item=item)
    _bring(server)
    assert actions.make_draft(item=item).lead_picture == Picture.objects.get()
    assert len(server.asked) == 1


def test_the_background_queues_a_picture_once() -> None:
    actions.make_draft(item=_item("https://site.test/one.jpg"))
    assert dispatch.queue_pictures() == 1
    assert dispatch.queue_pictures() == 0


def test_an_editors_own_choice_stays(server: Site) -> None:
    article = actions.make_draft(item=_item(server.url("/one.jpg")))
    own = add_picture(data=jpeg(seed=7), name="own.jpg")
    article.lead_picture = own
    article.headline = "عنوان المحرر"
    article.save_revision(user=UserFactory())
    _bring(server)
    assert (_draft(article).lead_picture, _draft(article).headline) == (own, "عنوان المحرر")
    assert WirePicture.objects.get().state == PictureState.KEPT


def test_what_an_editor_wrote_meanwhile_stays_and_the_picture_joins_it(server: Site) -> None:
    article = actions.make_draft(item=_item(server.url("/one.jpg")))
    article.headline = "عنوان المحرر"
    article.save_revision(user=UserFactory())
    _bring(server)
    assert _draft(article).headline == "عنوان المحرر"
    assert _draft(article).lead_picture is not None


def test_a_picture_that_an_editor_took_out_does_not_come_back(server: Site) -> None:
    article = actions.make_draft(item=_item(server.url("/one.jpg")))
    _bring(server)
    draft = _draft(article)
    draft.lead_picture = None
    draft.save_revision(user=UserFactory())
    assert pictures.put_where_wanted() == 0
    assert _draft(article).lead_picture is None


def _locked(article: Article, editor: Any) -> None:
    Article.objects.filter(pk=article.pk).update(locked=True, locked_by=editor)


def _opened(article: Article, editor: Any) -> None:
    kind = ContentType.objects.get_for_model(Article)
    EditingSession.objects.create(user=editor, content_type=kind, object_id=str(article.pk), last_seen_at=clock.now())


@pytest.mark.parametrize("hold", [_locked, _opened])
def test_an_article_in_somebodys_hands_is_left_alone_until_it_is_free(server: Site, hold: Any) -> None:
    article = actions.make_draft(item=_item(server.url("/one.jpg")))
    hold(article, UserFactory())
    _bring(server)
    assert _draft(article).lead_picture is None
    Article.objects.update(locked=False, locked_by=None)
    EditingSession.objects.all().delete()
    assert dispatch.queue_pictures() == 1
    assert _draft(article).lead_picture is not None


def test_a_published_story_is_not_changed_behind_its_editors_back(server: Site) -> None:
    article = articles.publish(
        article=actions.make_draft(item=_item(server.url("/one.jpg"))), user=UserFactory(is_superuser=True)
    )
    _bring(server)
    assert Article.objects.get(pk=article.pk).lead_picture is None
    assert _draft(article).lead_picture is None


def test_a_story_that_a_rule_published_gets_its_picture(server: Site) -> None:
    Rule.objects.create(name="نشر", action=RuleAction.PUBLISH, section=SectionFactory())
    _item(server.url("/one.jpg"))
    article = Article.objects.public().get()
    assert article.lead_picture is None
    _bring(server)
    assert Article.objects.public().get().lead_picture == Picture.objects.get()


@pytest.mark.parametrize(
    ("answer", "for_good", "reason"),
    [
        (Answer(status=503), False, "503"),
        (Answer(status=404), False, "404"),
        (Answer(body=b"<svg onload='x'/>"), True, "SVG"),
        (Answer(body=png_claiming(60_000, 60_000)), True, "مليون بكسل"),
        (Answer(body=b"no picture at all"), True, "ليس صورة"),
        (Answer(headers={"Content-Length": str(2**31)}), False, "أكبر من"),
    ],
)
def test_what_goes_wrong_is_said_on_the_draft_and_tried_again_where_that_may_help(
    server: Site, answer: Answer, for_good: bool, reason: str
) -> None:
    server.answers["/one.jpg"] = answer
    article = actions.make_draft(item=_item(server.url("/one.jpg")))
    assert reason in _bring(server)[0]
    row = queries.pictures(article)[0]
    assert reason in row.reason
    assert (row.state == PictureState.FAILED) is for_good
    assert (row.next_at > clock.now()) is not for_good
    server.answers["/one.jpg"] = Answer(body=jpeg())
    assert actions.retry_pictures(article=article, user=UserFactory(is_superuser=True)) == 1
    assert _bring(server) == [""]
    assert _draft(article).lead_picture is not None


def test_tries_come_to_an_end(server: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers["/one.jpg"] = Answer(status=500)
    actions.make_draft(item=_item(server.url("/one.jpg")))
    at = clock.now()
    for hour in range(20):
        monkeypatch.setattr(clock, "now", lambda hour=hour: at + timedelta(hours=3 * hour))
        _bring(server)
    assert WirePicture.objects.get().state == PictureState.FAILED
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2/one.jpg", "http://169.254.169.254/one.jpg", "http://localhost/a.jpg"]
)
def test_no_picture_is_fetched_from_inside_our_own_network(server: Site, target: str) -> None:
    server.answers["/one.jpg"] = Answer(status=302, headers={"Location": target})
    actions.make_draft(item=_item(server.url("/one.jpg")))
    actions.make_draft(item=_item(target, guid="urn:agency:2"))
    assert all("شبك" in problem for problem in _bring(server))
    assert not Picture.objects.exists()


def test_credentials_of_the_feed_go_to_its_own_server_alone(server: Site) -> None:
    feed = FeedFactory(kind=FeedKind.HTTP, address=server.url("/feed"))
    feed = actions.set_credentials(feed=feed, given=Credentials("wire", "qalam-27"))
    elsewhere = server.url("/one.jpg", host="other.test")
    actions.make_draft(item=_item("one.jpg", elsewhere, provider=feed.provider, feed=feed))
    _bring(server)
    assert ["authorization" in asked.headers for asked in server.asked] == [True, False]


def test_a_file_beside_the_text_is_its_picture_whichever_comes_first(server: Site, drop: Any) -> None:
    drop(_document("one.jpg"), "item.json")
    feed = FeedFactory()
    poll(feed.pk, anyway=True)
    article = actions.make_draft(item=WireItem.objects.get())
    assert "لم تصل" in _bring(server)[0]
    drop(jpeg(), "one.jpg")
    poll(feed.pk, anyway=True)
    assert not HeldItem.objects.exists()
    assert _bring(server) == [""]
    assert _draft(article).lead_picture is not None


def test_files_nobody_asked_for_are_forgotten(drop: Any) -> None:
    drop(jpeg(), "one.jpg")
    poll(FeedFactory().pk, anyway=True)
    assert beside.wipe(clock.now()) == 0
    assert beside.wipe(clock.now() + beside.KEPT_FOR) == 1
    assert not WireFile.objects.exists()


def _letter(number: int, seed: int) -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"] = "wire@agency.example", "desk@khabar.example"
    letter["Subject"], letter["Message-ID"] = f"مكتبة الحي رقم {number}", f"<{number}@agency.example>"
    letter["Date"] = "Sun, 01 Mar 2026 09:00:00 +0200"
    letter.set_content("افتتحت البلدية مكتبة جديدة في الحي القديم بعد عامين من العمل المتواصل.\n")
    letter.add_attachment(jpeg(seed=seed), maintype="image", subtype="jpeg", filename="image1.jpg")
    return letter.as_bytes()


def test_pictures_attached_to_letters_are_their_own_although_they_bear_one_name(server: Site) -> None:
    provider = ProviderFactory()
    for number in (1, 2):
        take(Payload("letter", _letter(number, seed=number)), provider=provider)
    made = [actions.make_draft(item=item) for item in WireItem.objects.order_by("pk")]
    assert _bring(server) == ["", ""]
    first, second = (_draft(article).lead_picture for article in made)
    assert None not in (first, second)
    assert first != second


def test_a_contract_without_pictures_is_kept_by_not_fetching_any(server: Site) -> None:
    actions.make_draft(item=_item(server.url("/one.jpg"), provider=ProviderFactory(photo_use=PhotoUse.NONE)))
    assert not WirePicture.objects.exists()


def _with_picture(server: Site, **contract: Any) -> tuple[Article, Picture]:
    article = actions.make_draft(
        item=_item(server.url("/one.jpg"), provider=ProviderFactory(name="الوكالة", **contract))
    )
    _bring(server)
    return articles.publish(article=_draft(article)), Picture.objects.get()


def _other_story(picture: Picture, *, in_body: bool = False) -> Article:
    other = ArticleFactory()
    if in_body:
        value = {"picture": picture.pk, "caption": "", "credit": "", "alt": "قاعة القراءة"}
        other.body = [*other.body.raw_data, {"type": "picture", "value": value}]
    else:
        other.lead_picture, other.lead_alt = picture, "قاعة القراءة"
    other.save_revision()
    return other


@pytest.mark.parametrize("in_body", [False, True])
def test_a_picture_for_its_story_alone_is_not_published_with_another(server: Site, in_body: bool) -> None:
    article, picture = _with_picture(server, photo_use=PhotoUse.WITH_STORY)
    assert article.live
    other = _other_story(picture, in_body=in_body)
    with pytest.raises(PublishRefused, match=r"صورة الوكالة .* لا تُنشر إلا مع خبرها"):
        articles.publish(article=other)
    assert list(Article.objects.public()) == [article]


def test_a_free_picture_may_stand_in_another_story_and_one_never_allowed_in_none(server: Site) -> None:
    article, picture = _with_picture(server, photo_use=PhotoUse.FREE)
    other = articles.publish(article=_other_story(picture))
    assert other.live
    Provider.objects.update(photo_use=PhotoUse.NONE)
    actions.apply_contract(provider=Provider.objects.get())
    assert gate.until(picture.pk) is None
    with pytest.raises(PublishRefused, match="لا يسمح باستعمال صورها"):
        articles.publish(article=other)
    with pytest.raises(PublishRefused, match="لا يسمح باستعمال صورها"):
        articles.publish(article=article)


def test_a_picture_that_an_editor_had_uploaded_before_is_not_bound_by_the_contract(server: Site) -> None:
    own = add_picture(data=jpeg(seed=1), name="own.jpg")
    _, picture = _with_picture(server, photo_use=PhotoUse.WITH_STORY)
    assert picture == own
    assert articles.publish(article=_other_story(own)).live


def _shown(client: Client, picture: Picture) -> int:
    return client.get(picture.renditions.exclude(filter_spec__startswith="original").first().url).status_code


def test_the_pictures_end_is_that_of_the_story_also_where_it_stands_elsewhere(
    server: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    article, picture = _with_picture(server, photo_use=PhotoUse.FREE, retention_days=10)
    articles.publish(article=_other_story(picture))
    end = Article.objects.get(pk=article.pk).rights_until
    assert gate.until(picture.pk) == end
    assert _shown(client, picture) == 200
    monkeypatch.setattr(clock, "now", lambda: end)
    assert gate.until(picture.pk) is None
    late = _other_story(picture)
    with pytest.raises(PublishRefused, match="انتهت مدة استعمال صورة"):
        articles.publish(article=late)


def test_a_killed_storys_picture_is_seen_no_more_and_one_on_its_way_is_not_fetched(
    server: Site, client: Client
) -> None:
    _, picture = _with_picture(server)
    assert _shown(client, picture) == 200
    item = WireItem.objects.get()
    killed = json.loads(_document(server.url("/one.jpg"), version=2)) | {"pubstatus": "canceled"}
    take(Payload("x", json.dumps(killed).encode()), provider=item.provider)
    follow()
    assert _shown(client, picture) == 404
    WirePicture.objects.update(state=PictureState.WAITING, picture=None, next_at=clock.now())
    assert "سحبت" in _bring(server)[0]
