"""What each role may do, asked at the desk's own addresses, and what it may not."""

from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from tests.factories.articles import ArticleFactory, SectionFactory, published
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from khabar.accounts.enums import RoleCode
from khabar.accounts.models import Role, User
from khabar.accounts.roles import PERMISSIONS, ensure_roles
from khabar.accounts.workflow import ensure_workflow
from khabar.articles.models import Article, Section
from khabar.media.models import Picture

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]
REPORTER, EDITOR, CHIEF, ADMINISTRATOR, ADVERTISING = RoleCode
# Wagtail answers whoever lacks a right with a redirect to the desk's first page.
REFUSED = "/desk/"


def draft_form(section: Section, **extra: Any) -> dict[str, Any]:
    """What the editor's form sends for a short article."""
    return nested_form_data(
        {
            "headline": "افتتاح حديقة جديدة في المدينة",
            "kicker": "",
            "abstract": "مقدمة.",
            "body": streamfield([]),
            "section": section.pk,
            "urgency": 5,
            "slug": "افتتاح-حديقة",
            "bylines": inline_formset([]),
            "credits": inline_formset([]),
            "filings": inline_formset([]),
            **extra,
        }
    )


def outcome(answer: Any) -> str:
    """Where the desk sends the browser, or `page` when it shows one."""
    return answer.headers["Location"] if answer.status_code == 302 else f"page {answer.status_code}"


def test_the_roles_are_there_in_arabic() -> None:
    names = {"مراسل", "محرر", "رئيس الديسك", "مدير", "مسؤول الإعلانات"}
    assert set(Group.objects.values_list("name", flat=True)) == names


def test_each_role_of_the_newsroom_may_do_what_the_one_before_may() -> None:
    sets = [PERMISSIONS[code] for code in (REPORTER, EDITOR, CHIEF, ADMINISTRATOR)]
    assert all(less < more for less, more in pairwise(sets))


def test_making_roles_again_changes_nothing_that_people_decided() -> None:
    group = Role.objects.get(code=EDITOR).group
    Group.objects.filter(pk=group.pk).update(name="محرر أول")
    taken = group.permissions.get(codename="lock_article")
    group.permissions.remove(taken)
    before = set(group.permissions.all())
    ensure_roles()
    ensure_roles()
    assert Group.objects.count() == 5
    assert set(Group.objects.get(name="محرر أول").permissions.all()) == before


def test_a_deleted_role_comes_back_with_its_rights() -> None:
    Role.objects.get(code=EDITOR).group.delete()
    ensure_roles()
    group = Role.objects.get(code=EDITOR).group
    assert group.permissions.filter(codename="publish_article").exists()
    assert group.collection_permissions.count() == 3


def test_articles_go_through_one_review_and_only_once() -> None:
    assert WorkflowContentType.objects.get().workflow.name == "مراجعة قبل النشر"
    names = set(GroupApprovalTask.objects.get().groups.values_list("name", flat=True))
    assert names == {"محرر", "رئيس الديسك", "مدير"}
    Workflow.objects.update(active=False)
    ensure_workflow()
    assert Workflow.objects.count() == 1


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/desk/", set(RoleCode)),
        ("/desk/articles/", set(RoleCode) - {ADVERTISING}),
        ("/desk/articles/add/", set(RoleCode) - {ADVERTISING}),
        ("/desk/images/", set(RoleCode) - {ADVERTISING}),
        ("/desk/images/add/", set(RoleCode) - {ADVERTISING}),
        ("/desk/account/", set(RoleCode)),
        ("/desk/topics/add/", {EDITOR, CHIEF, ADMINISTRATOR}),
        ("/desk/authors/add/", {EDITOR, CHIEF, ADMINISTRATOR}),
        ("/desk/sections/add/", {CHIEF, ADMINISTRATOR}),
        ("/desk/agencies/add/", {CHIEF, ADMINISTRATOR}),
        ("/desk/users/", {ADMINISTRATOR}),
        ("/desk/users/new/", {ADMINISTRATOR}),
        ("/desk/groups/", {ADMINISTRATOR}),
        ("/desk/workflows/list/", {ADMINISTRATOR}),
        ("/desk/collections/", set()),
        ("/desk/documents/", set()),
        ("/desk/redirects/", set()),
    ],
)
def test_pages_open_to_those_who_need_them(desk_of: Desk, path: str, allowed: set[RoleCode]) -> None:
    opened = {code for code in RoleCode if desk_of(code).get(path).status_code == 200}
    assert opened == allowed


def test_a_user_without_a_role_does_not_enter(desk_of: Desk) -> None:
    assert outcome(desk_of().get("/desk/")).startswith("/desk/login/")


@pytest.mark.parametrize("role", [REPORTER, EDITOR, CHIEF, ADMINISTRATOR])
def test_everybody_writes_drafts(desk_of: Desk, role: RoleCode) -> None:
    answer = desk_of(role).post("/desk/articles/add/", draft_form(SectionFactory()))
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    article = Article.objects.get()
    assert not article.live
    changed = draft_form(article.section, headline="عنوان معدل")
    assert desk_of(role).post(f"/desk/articles/edit/{article.pk}/", changed).status_code == 302
    assert Article.objects.get().get_latest_revision_as_object().headline == "عنوان معدل"


@pytest.mark.parametrize(
    ("role", "goes_live"), [(REPORTER, False), (EDITOR, True), (CHIEF, True), (ADMINISTRATOR, True)]
)
def test_publishing_is_for_editors(desk_of: Desk, role: RoleCode, goes_live: bool) -> None:
    form = draft_form(SectionFactory(), **{"action-publish": "1"})
    desk_of(role).post("/desk/articles/add/", form)
    assert Article.objects.filter(live=True).exists() is goes_live


def test_a_reporter_cannot_publish_a_change_to_what_readers_see(desk_of: Desk) -> None:
    article = published(headline="كما نُشر")
    form = draft_form(article.section, headline="كما لم يوافق عليه أحد", **{"action-publish": "1"})
    desk_of(REPORTER).post(f"/desk/articles/edit/{article.pk}/", form)
    article.refresh_from_db()
    assert article.headline == "كما نُشر"


def test_a_reporter_submits_and_an_editor_approves(desk_of: Desk) -> None:
    form = draft_form(SectionFactory(), **{"action-submit": "1"})
    desk_of(REPORTER).post("/desk/articles/add/", form)
    article = Article.objects.get()
    state = article.current_workflow_task_state
    assert state is not None
    approve = f"/desk/articles/workflow/action/{article.pk}/approve/{state.pk}/"
    desk_of(REPORTER).post(approve)
    article.refresh_from_db()
    assert not article.live
    desk_of(EDITOR).post(approve)
    article.refresh_from_db()
    assert article.live


@pytest.mark.parametrize(
    ("act", "allowed"),
    [
        ("unpublish", {CHIEF, ADMINISTRATOR}),
        ("delete", {CHIEF, ADMINISTRATOR}),
        ("kill", {CHIEF, ADMINISTRATOR}),
        ("lock", {EDITOR, CHIEF, ADMINISTRATOR}),
    ],
)
@pytest.mark.parametrize("role", [REPORTER, EDITOR, CHIEF, ADMINISTRATOR])
def test_acts_on_a_published_article(desk_of: Desk, role: RoleCode, act: str, allowed: set[RoleCode]) -> None:
    article = published()
    desk_of(role).post(f"/desk/articles/{act}/{article.pk}/", {"reason": "خطأ في المصدر"})
    after = Article.objects.filter(pk=article.pk).first()
    done = after is None or not after.live or after.locked
    assert done is (role in allowed)


def test_a_reporter_changes_only_the_pictures_they_added(desk_of: Desk, person: Callable[..., User]) -> None:
    data = BytesIO()
    Image.new("RGB", (20, 20), "red").save(data, "PNG")
    client = desk_of(REPORTER)
    mine = User.objects.get(pk=client.session["_auth_user_id"])
    pictures = [
        Picture.objects.create(
            title="صورة", file=ContentFile(data.getvalue(), "p.png"), width=20, height=20, uploaded_by_user=owner
        )
        for owner in (mine, person(EDITOR))
    ]
    own, other = (client.get(f"/desk/images/{picture.pk}/") for picture in pictures)
    assert own.status_code == 200
    assert other.status_code == 302


@pytest.mark.parametrize("role", [REPORTER, EDITOR, CHIEF])
def test_nobody_below_an_administrator_changes_users(
    desk_of: Desk, person: Callable[..., User], role: RoleCode
) -> None:
    client, target = desk_of(role), person(REPORTER)
    for path in (f"/desk/users/edit/{target.pk}/", f"/desk/users/delete/{target.pk}/"):
        assert outcome(client.post(path, {})) == REFUSED
    assert User.objects.filter(pk=target.pk).exists()


def test_an_article_nobody_wrote_is_not_found(desk_of: Desk) -> None:
    assert desk_of(EDITOR).get("/desk/articles/edit/999999/").status_code == 404


def test_a_locked_article_is_not_changed_by_others(desk_of: Desk) -> None:
    article = ArticleFactory(locked=True)
    desk_of(REPORTER).post(f"/desk/articles/edit/{article.pk}/", draft_form(article.section, headline="رغم القفل"))
    article.refresh_from_db()
    assert article.latest_revision is None
