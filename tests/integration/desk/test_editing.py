"""An article's life in the desk through its own forms: written, previewed, published, changed, compared, taken down."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import UserFactory
from tests.factories.articles import ArticleFactory, SectionFactory, TopicFactory, published
from wagtail.models import ModelLogEntry

from khabar.accounts.enums import RoleCode
from khabar.accounts.models import User
from khabar.accounts.roles import ensure_roles
from khabar.accounts.workflow import ensure_workflow
from khabar.articles import actions
from khabar.articles.enums import ChangeKind, PubStatus
from khabar.articles.models import Agency, Article, Change, Section
from khabar.articles.text import paragraph
from khabar.desk.states import DeskState

pytestmark = pytest.mark.django_db


def member(role: RoleCode) -> User:
    """Someone with the rights of a role and no more."""
    ensure_roles()
    user = UserFactory()
    user.groups.add(Group.objects.get(name=role.label))
    return user


def at_the_desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form_of(section: Section, **fields: Any) -> dict[str, Any]:
    """What a browser sends for an article with one paragraph."""
    children = {
        f"{name}-{part}": value
        for name in ("credits", "bylines", "filings")
        for part, value in {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}.items()
    }
    body = {
        "body-count": 1,
        "body-0-deleted": "",
        "body-0-order": 0,
        "body-0-type": "paragraph",
        "body-0-id": "",
        "body-0-value": '{"blocks":[{"key":"a","text":"افتتحت البلدية مكتبة جديدة.","type":"unstyled","depth":0,'
        '"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}',
    }
    basics = {"headline": "افتتاح مكتبة الحي", "section": section.pk, "urgency": 5, "slug": ""}
    return {**basics, **children, **body, **fields}


def test_a_reporter_writes_a_draft_and_its_address_follows_the_headline() -> None:
    client = at_the_desk(member(RoleCode.REPORTER))
    section = SectionFactory()
    client.post(reverse("articles:add"), form_of(section, headline="افتتاح"))
    article = Article.objects.get()
    assert (article.live, article.slug) == (False, "افتتاح")

    client.post(reverse("articles:edit", args=[article.pk]), form_of(section, headline="افتتاح مكتبة الحي القديم"))
    draft = Article.objects.get().get_latest_revision_as_object()
    assert (draft.headline, draft.slug) == ("افتتاح مكتبة الحي القديم", "افتتاح-مكتبة-الحي-القديم")


def test_a_chosen_address_stays() -> None:
    client = at_the_desk(member(RoleCode.REPORTER))
    section = SectionFactory()
    client.post(reverse("articles:add"), form_of(section, slug="مكتبتنا"))
    article = Article.objects.get()
    page = client.get(reverse("articles:edit", args=[article.pk]))
    assert page.context["form"]["slug"].value() == "مكتبتنا"


def test_agencies_and_topics_keep_the_order_they_were_chosen_in() -> None:
    client = at_the_desk(member(RoleCode.EDITOR))
    first, second = Agency.objects.all()[:2]
    chosen = {
        "credits-TOTAL_FORMS": 2,
        "credits-0-agency": first.pk,
        "credits-0-ORDER": 2,
        "credits-1-agency": second.pk,
        "credits-1-ORDER": 1,
    }
    client.post(reverse("articles:add"), form_of(SectionFactory(), **{"action-publish": "1"}, **chosen))
    assert Article.objects.get().agencies == [second, first]


def test_a_reporter_cannot_publish_whatever_is_sent() -> None:
    client = at_the_desk(member(RoleCode.REPORTER))
    page = client.get(reverse("articles:add")).content.decode()
    assert 'name="action-publish"' not in page
    client.post(reverse("articles:add"), form_of(SectionFactory(), **{"action-publish": "1"}))
    assert not Article.objects.public().exists()


@pytest.mark.parametrize("act", ["unpublish", "kill", "restore"])
@pytest.mark.parametrize("role", [RoleCode.REPORTER, RoleCode.EDITOR])
def test_taking_down_is_for_the_desk_chief(act: str, role: RoleCode) -> None:
    article = published()
    client = at_the_desk(member(role))
    edit = client.get(reverse("articles:edit", args=[article.pk])).content.decode()
    address = reverse(f"articles:{act}", args=[article.pk])
    assert address not in edit
    client.post(address, {"reason": "تجربة"})
    article.refresh_from_db()
    assert article.is_public()


def test_publishing_and_unpublishing_reach_the_change_log() -> None:
    client = at_the_desk(member(RoleCode.CHIEF))
    client.post(reverse("articles:add"), form_of(SectionFactory(), **{"action-publish": "1"}))
    article = Article.objects.public().get()
    client.post(reverse("articles:unpublish", args=[article.pk]))
    assert not Article.objects.public().exists()
    kinds = list(Change.objects.filter(object_type="article").order_by("seq").values_list("kind", flat=True))
    assert kinds == [ChangeKind.PUBLISHED, ChangeKind.WITHDRAWN]


def test_a_withdrawal_asks_why_and_is_remembered() -> None:
    chief = member(RoleCode.CHIEF)
    client = at_the_desk(chief)
    article = published()
    address = reverse("articles:kill", args=[article.pk])
    assert client.post(address, {"reason": ""}).status_code == 200
    assert Article.objects.public().exists()

    client.post(address, {"reason": "تراجعت الوكالة عن الخبر"})
    assert not Article.objects.public().exists()
    entry = ModelLogEntry.objects.get(action="khabar.kill")
    assert (entry.user, entry.data["reason"]) == (chief, "تراجعت الوكالة عن الخبر")
    history = client.get(reverse("articles:history", args=[article.pk])).content.decode()
    assert "سُحب الخبر من مصدره: تراجعت الوكالة عن الخبر" in history


def test_a_withdrawn_article_is_not_published_by_the_way() -> None:
    client = at_the_desk(member(RoleCode.CHIEF))
    article = published()
    actions.kill(article=article)
    edit = reverse("articles:edit", args=[article.pk])
    assert 'name="action-publish"' not in client.get(edit).content.decode()
    client.post(edit, form_of(article.section, **{"action-publish": "1"}))
    assert not Article.objects.public().exists()

    client.post(reverse("articles:restore", args=[article.pk]))
    article.refresh_from_db()
    assert (article.pub_status, article.is_public()) == (PubStatus.USABLE, True)


def test_withdrawing_a_scheduled_article_drops_its_schedule() -> None:
    article = _scheduled()
    actions.kill(article=article)
    assert not article.revisions.filter(approved_go_live_at__isnull=False).exists()


def _scheduled() -> Article:
    article = ArticleFactory(go_live_at=timezone.now() + timedelta(days=1))
    article.save_revision().publish()
    article.refresh_from_db()
    return article


def test_a_schedule_waits_locked_until_it_is_cancelled() -> None:
    client = at_the_desk(member(RoleCode.EDITOR))
    hour = timezone.localtime() + timedelta(days=1)
    fields = {"go_live_at": f"{hour:%Y-%m-%d %H:%M}", "action-publish": "1"}
    client.post(reverse("articles:add"), form_of(SectionFactory(), **fields))
    article = Article.objects.get()
    assert not article.live
    page = client.get(reverse("articles:edit", args=[article.pk])).content.decode()
    assert "مقفل ومجدول للنشر" in page
    revision = article.scheduled_revision
    client.post(reverse("articles:revisions_unschedule", args=[article.pk, revision.pk]))
    assert Article.objects.get().scheduled_revision is None


def test_review_by_an_editor_publishes() -> None:
    ensure_roles()
    ensure_workflow()
    section = SectionFactory()
    reporter, editor = at_the_desk(member(RoleCode.REPORTER)), at_the_desk(member(RoleCode.EDITOR))
    reporter.post(reverse("articles:add"), form_of(section, **{"action-submit": "1"}))
    article = Article.objects.get()
    assert article.workflow_in_progress
    assert "افتتاح مكتبة الحي" in editor.get(reverse("wagtailadmin_home")).content.decode()

    state = article.current_workflow_task_state
    editor.post(reverse("articles:workflow_action", args=[article.pk, "approve", state.pk]), {"comment": "جيد"})
    assert Article.objects.public().get().headline == "افتتاح مكتبة الحي"


def test_a_locked_article_is_the_lockers_alone() -> None:
    article = published()
    owner, other = at_the_desk(member(RoleCode.EDITOR)), at_the_desk(member(RoleCode.EDITOR))
    owner.post(reverse("articles:lock", args=[article.pk]))
    other.post(reverse("articles:edit", args=[article.pk]), form_of(article.section, headline="عنوان آخر"))
    assert Article.objects.get().get_latest_revision_as_object().headline == article.headline
    owner.post(reverse("articles:edit", args=[article.pk]), form_of(article.section, headline="عنوان آخر"))
    assert Article.objects.get().get_latest_revision_as_object().headline == "عنوان آخر"


def test_comparison_shows_what_changed_in_words_and_in_topics() -> None:
    article = published()
    topic = TopicFactory(name="المكتبات العامة")
    client = at_the_desk(member(RoleCode.EDITOR))
    chosen = {"filings-TOTAL_FORMS": 1, "filings-0-topic": topic.pk, "filings-0-ORDER": 1, "filings-0-DELETE": ""}
    client.post(
        reverse("articles:edit", args=[article.pk]),
        form_of(article.section, headline="افتتاح ثانية مكتبات الحي", **chosen, **{"filings-0-id": ""}),
    )
    page = client.get(reverse("articles:revisions_compare", args=[article.pk, "live", "latest"])).content.decode()
    assert "ثانية" in page
    assert "المكتبات العامة" in page
    assert "Revision" not in page


def test_preview_shows_what_is_typed_and_saves_nothing() -> None:
    article = published()
    client = at_the_desk(member(RoleCode.REPORTER))
    address = reverse("articles:preview_on_edit", args=[article.pk])
    sent = client.post(address, form_of(article.section, headline="عنوان في المعاينة"))
    assert sent.json()["is_valid"]
    assert "عنوان في المعاينة" in client.get(address).content.decode()
    assert Article.objects.get().headline == article.headline


def test_deleting_several_at_once_reaches_the_change_log() -> None:
    articles = [published(), published()]
    client = at_the_desk(member(RoleCode.CHIEF))
    query = "&".join(f"id={article.pk}" for article in articles)
    address = reverse("wagtail_bulk_action", args=["articles", "article", "delete"])
    client.post(f"{address}?{query}&next=/desk/articles/")
    assert not Article.objects.exists()
    deleted = Change.objects.filter(kind=ChangeKind.DELETED).values_list("object_id", flat=True)
    assert set(deleted) == {article.pk for article in articles}


def test_the_first_page_says_what_waits(django_assert_max_num_queries: Any) -> None:
    user = member(RoleCode.EDITOR)
    draft = ArticleFactory(headline="مسودة عن الميناء", body=[paragraph("نص")])
    draft.save_revision(user=user)
    published(headline="خبر اليوم", at=timezone.now())
    _scheduled()
    client = at_the_desk(user)
    with django_assert_max_num_queries(60):
        page = client.get(reverse("wagtailadmin_home")).content.decode()
    for words in ("مسودة عن الميناء", "خبر اليوم", "مجدول للنشر", "خبر جديد", DeskState.SCHEDULED.label):
        assert words in page
