"""What surrounds the writing of an article: an empty newsroom, a review sent back, filing without a slug, mails."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.factories.accounts import UserFactory
from tests.factories.articles import ArticleFactory, SectionFactory
from wagtail.models import Workflow

from khabar.accounts.enums import RoleCode
from khabar.accounts.models import Role, User
from khabar.articles.models import Article, Section, Topic

pytestmark = pytest.mark.django_db


def _member(role: RoleCode, **names: str) -> User:
    user = UserFactory(**names)
    user.groups.add(Role.objects.get(code=role).group)
    return user


def _desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def reporter() -> User:
    return _member(RoleCode.REPORTER, first_name="سلمى", last_name="الهاشمي")


@pytest.fixture
def editor() -> User:
    return _member(RoleCode.EDITOR, first_name="كريم", last_name="فارس")


@pytest.fixture
def sent_back(reporter: User, editor: User) -> Article:
    """A reporter's draft whose reviewer asked for a change."""
    article = ArticleFactory(headline="افتتاح حديقة النخيل")
    article.save_revision(user=reporter)
    state = Workflow.objects.get().start(article, reporter)
    state.current_task_state.reject(user=editor, comment="أضف مصدرًا ثانيًا & تاريخًا")
    article.refresh_from_db()
    return article


def test_a_newsroom_without_sections_is_told_to_begin_with_one(reporter: User) -> None:
    chief = _member(RoleCode.CHIEF)
    assert reverse("sections:add") in _desk(chief).get("/desk/").content.decode()
    said = _desk(reporter).get("/desk/").content.decode()
    assert "لا أقسام بعد" in said
    assert reverse("sections:add") not in said
    SectionFactory()
    assert "لا أقسام بعد" not in _desk(reporter).get("/desk/").content.decode()


def test_a_section_and_a_topic_take_their_address_from_their_name() -> None:
    client = _desk(_member(RoleCode.CHIEF))
    client.post(reverse("sections:add"), {"name": "أخبار المدن", "slug": "", "order": 10})
    assert Section.objects.get().slug == "أخبار-المدن"
    for _ in range(2):
        client.post(reverse("topics:add"), {"name": "حدائق", "slug": ""})
    assert set(Topic.objects.values_list("slug", flat=True)) == {"حدائق", "حدائق-2"}


def test_an_address_of_the_site_is_refused_beside_its_field() -> None:
    client = _desk(_member(RoleCode.CHIEF))
    answer = client.post(reverse("sections:add"), {"name": "بحث", "slug": "search", "order": 10})
    assert not Section.objects.exists()
    assert "محجوز" in answer.content.decode()
    assert answer.context["form"]["name"].value() == "بحث"


def test_the_writer_reads_what_the_reviewer_asked_for(sent_back: Article, reporter: User, editor: User) -> None:
    address = reverse("articles:edit", args=[sent_back.pk])
    page = _desk(reporter).get(address).content.decode()
    assert "طلب كريم فارس تعديلًا: أضف مصدرًا ثانيًا &amp; تاريخًا" in page
    sent_back.current_workflow_state.resume(reporter)
    assert "طلب كريم فارس تعديلًا" not in _desk(reporter).get(address).content.decode()


def test_mails_of_a_review_name_the_article_and_its_address(sent_back: Article, reporter: User, editor: User) -> None:
    address = settings.SITE_URL + reverse("articles:edit", args=[sent_back.pk])
    to_editor = next(message for message in mail.outbox if message.to == [editor.email])
    to_reporter = next(message for message in mail.outbox if message.to == [reporter.email])
    assert to_editor.subject == "للمراجعة: افتتاح حديقة النخيل"
    assert to_reporter.subject == "طُلب تعديل: افتتاح حديقة النخيل"
    assert "أضف مصدرًا ثانيًا & تاريخًا" in to_reporter.body
    for message in (to_editor, to_reporter):
        assert address in message.body
        assert "Wagtail" not in message.subject + message.body


def test_a_way_to_a_new_password_names_the_site(client: Client) -> None:
    user = UserFactory()
    client.post(reverse("account_reset_password"), {"email": user.email})
    body = mail.outbox[-1].body
    assert settings.SITE_NAME in body
    assert settings.SITE_URL in body


def test_only_who_may_take_down_is_asked_about_it(editor: User) -> None:
    article = ArticleFactory()
    assert _desk(editor).get(reverse("articles:unpublish", args=[article.pk])).status_code == 302
    chief = _desk(_member(RoleCode.CHIEF))
    assert chief.get(reverse("articles:unpublish", args=[article.pk])).status_code == 200


def test_an_open_form_can_ask_whether_its_session_lasts(client: Client, reporter: User) -> None:
    assert client.get(reverse("desk_session")).status_code == 401
    assert _desk(reporter).get(reverse("desk_session")).status_code == 204


def test_rights_are_named_in_arabic_where_a_role_is_edited() -> None:
    shown = Permission.objects.filter(
        content_type__app_label__in=("articles", "accounts", "auth"), codename__regex="^(add|change|delete|view)_"
    )
    assert shown.exists()
    assert [name for name in shown.values_list("name", flat=True) if name.startswith("Can ")] == []
