"""Pictures at the desk: words or a reason before a story is published, rights that end, the form of a picture."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from tests.factories.articles import ArticleFactory, SectionFactory, published
from tests.factories.pictures import jpeg

from khabar.accounts.models import User
from khabar.articles.actions import publish
from khabar.articles.amending import Note
from khabar.articles.enums import AmendmentKind, NoAlt
from khabar.articles.models import Article
from khabar.articles.publishing import PublishRefused
from khabar.core import clock
from khabar.media.actions import add_picture
from khabar.media.models import Picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clean_media() -> Iterator[None]:
    yield
    shutil.rmtree(Path(settings.MEDIA_ROOT), ignore_errors=True)


@pytest.fixture
def user(db: None) -> User:
    found: User = User.objects.create_superuser("editor", "editor@newsroom.example", "correct-horse")
    return found


@pytest.fixture
def desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def silent(db: None) -> Picture:
    """A picture that nobody described."""
    return add_picture(data=jpeg(600, 400), name="silent.jpg")


def draft(user: User | None, **fields: Any) -> Article:
    article: Article = ArticleFactory(section=SectionFactory(), **fields)
    article.save_revision(user=user)
    return article


def in_gallery(picture: Picture, **own: Any) -> list[dict[str, Any]]:
    value = {"picture": picture.pk, "caption": "", "credit": "", "alt": "", "no_alt": "", **own}
    item = {"type": "item", "value": value, "id": "1"}
    return [{"type": "gallery", "value": {"title": "", "pictures": [item], "top": False}}]


@pytest.mark.parametrize("where", ["lead", "gallery"])
def test_a_picture_without_words_or_a_reason_holds_the_story_up(silent: Picture, user: User, where: str) -> None:
    fields: dict[str, Any] = {"lead_picture": silent} if where == "lead" else {"body": in_gallery(silent)}
    with pytest.raises(PublishRefused, match=r"«silent\.jpg» بلا نص بديل"):
        publish(article=draft(user, **fields), user=user)
    assert not Article.objects.get().live


@pytest.mark.parametrize(
    "fields",
    [{"lead_alt": "قوارب عند الرصيف"}, {"lead_no_alt": NoAlt.DECORATIVE}, {"described": "قوارب عند الرصيف"}],
    ids=["own words", "a reason", "words of the picture"],
)
def test_words_or_a_reason_let_it_out(silent: Picture, user: User, fields: dict[str, Any]) -> None:
    Picture.objects.filter(pk=silent.pk).update(description=fields.pop("described", ""))
    article = publish(article=draft(user, lead_picture=silent, **fields), user=user)
    assert article.live
    assert article.latest_revision.content["lead_no_alt"] == fields.get("lead_no_alt", "")


def test_blank_words_are_no_words(silent: Picture, user: User) -> None:
    with pytest.raises(PublishRefused):
        publish(article=draft(user, lead_picture=silent, lead_alt="  "), user=user)


def test_a_reason_in_a_gallery_counts_for_its_picture(silent: Picture, user: User) -> None:
    body = in_gallery(silent, no_alt=NoAlt.CAPTIONED.value, caption="قوارب عند الرصيف")
    assert publish(article=draft(user, body=body), user=user).live


def test_a_caption_that_is_not_there_describes_nothing(silent: Picture, user: User) -> None:
    said = {"lead_picture": silent, "lead_no_alt": NoAlt.CAPTIONED}
    with pytest.raises(PublishRefused, match="بلا شرح يصفها"):
        publish(article=draft(user, **said), user=user)
    with pytest.raises(PublishRefused, match="بلا شرح يصفها"):
        publish(article=draft(user, body=in_gallery(silent, no_alt=NoAlt.CAPTIONED.value, caption=" ")), user=user)
    assert publish(article=draft(user, **said, lead_caption="قوارب عند الرصيف"), user=user).live
    Picture.objects.filter(pk=silent.pk).update(caption="قوارب عند الرصيف")
    assert publish(article=draft(user, **said), user=user).live


def test_the_desk_says_why_and_keeps_the_draft(silent: Picture, user: User, desk: Client) -> None:
    article = draft(user, lead_picture=silent, headline="قوارب الصيد تعود")
    answer = desk.get(reverse("articles:edit", args=[article.pk]))
    assert "سبب ترك النص البديل" in answer.content.decode()
    form = {
        "headline": "قوارب الصيد تعود", "section": article.section_id, "urgency": 5, "slug": "",
        "lead_picture": silent.pk, "body-count": 0, "action-publish": "1",
    } | {
        f"{name}-{part}": number
        for name in ("credits", "bylines", "filings")
        for part, number in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0), ("MIN_NUM_FORMS", 0), ("MAX_NUM_FORMS", 1000))
    }  # fmt: skip
    told = desk.post(reverse("articles:edit", args=[article.pk]), form, follow=True).content.decode()
    assert "حُفظت المسودة ولم تُنشر" in told
    assert "بلا نص بديل" in told
    assert not Article.objects.get().live


def test_a_reason_given_for_one_picture_is_not_kept_for_another(silent: Picture, user: User, desk: Client) -> None:
    article = draft(user, lead_picture=silent, lead_no_alt=NoAlt.DECORATIVE)
    other = add_picture(data=jpeg(600, 400, seed=9), name="other.jpg")
    form = {
        "headline": article.headline, "section": article.section_id, "urgency": 5, "slug": "",
        "lead_picture": other.pk, "lead_no_alt": NoAlt.DECORATIVE.value, "body-count": 0,
    } | {
        f"{name}-{part}": number
        for name in ("credits", "bylines", "filings")
        for part, number in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0), ("MIN_NUM_FORMS", 0), ("MAX_NUM_FORMS", 1000))
    }  # fmt: skip
    desk.post(reverse("articles:edit", args=[article.pk]), form)
    saved = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert (saved.lead_picture_id, saved.lead_no_alt) == (other.pk, "")


def test_a_picture_whose_right_is_over_is_not_published_anew(silent: Picture, user: User) -> None:
    Picture.objects.filter(pk=silent.pk).update(rights_until=clock.now() - timedelta(days=1))
    with pytest.raises(PublishRefused, match=r"انتهى حقنا في نشر الصورة «silent\.jpg»"):
        publish(article=draft(user, lead_picture=silent, lead_alt="قوارب"), user=user)


def test_nor_scheduled_for_after_its_end(silent: Picture, user: User) -> None:
    Picture.objects.filter(pk=silent.pk).update(rights_until=clock.now() + timedelta(days=1))
    article = draft(user, lead_picture=silent, lead_alt="قوارب", go_live_at=clock.now() + timedelta(days=2))
    with pytest.raises(PublishRefused, match="انتهى حقنا"):
        publish(article=article, user=user)


def test_a_correction_does_not_wait_for_a_picture_that_is_gone(silent: Picture, user: User, desk: Client) -> None:
    article = published(lead_picture=silent)
    Picture.objects.filter(pk=silent.pk).update(rights_until=clock.now() - timedelta(days=1))
    changed = Article.objects.get(pk=article.pk)
    changed.headline = "عنوان مصحح"
    changed.save_revision(user=user)
    note = Note(AmendmentKind.CORRECTION, "صُحح العنوان.")
    assert publish(article=changed, user=user, note=note).headline == "عنوان مصحح"
    page = desk.get(reverse("articles:edit", args=[article.pk])).content.decode()
    assert "فلا يراها القراء" in page


def test_an_automatic_change_does_not_wait_for_words_of_an_old_picture(silent: Picture) -> None:
    article = published(lead_picture=silent)
    changed = Article.objects.get(pk=article.pk)
    changed.headline, changed.lead_alt = "تصحيح الوكالة", ""
    changed.save_revision()
    assert publish(article=changed).headline == "تصحيح الوكالة"


def test_the_list_of_rights_that_end(user: User, desk: Client) -> None:
    now = clock.now()
    for seed, (title, end) in enumerate(
        [("قريبة", now + timedelta(days=5)), ("بعيدة", now + timedelta(days=90)), ("منتهية", now - timedelta(days=1))]
    ):
        picture = add_picture(data=jpeg(300, 200, seed=seed), name=f"{seed}.jpg")
        Picture.objects.filter(pk=picture.pk).update(title=title, rights_until=end)
    address = reverse("picture_rights")

    def listed(**asked: str) -> list[str]:
        page = desk.get(address, asked).content.decode()
        return [title for title in ("قريبة", "بعيدة", "منتهية") if title in page]

    assert (
        date_format(timezone.localtime(now + timedelta(days=5)), "DATETIME_FORMAT")
        in desk.get(address).content.decode()
    )
    assert listed() == ["قريبة"]
    assert listed(end="over") == ["منتهية"]
    assert listed(end="all") == ["قريبة", "بعيدة", "منتهية"]
    assert address in desk.get(reverse("wagtailadmin_home")).content.decode()


def test_the_form_of_a_picture_takes_licence_and_end(silent: Picture, desk: Client) -> None:
    address = reverse("wagtailimages:edit", args=[silent.pk])
    shown = desk.get(address).content.decode()
    for label in ("الترخيص", "شروط الاستخدام", "لنا حق نشرها حتى", "نقطة التركيز"):
        assert label in shown
    form = {
        "title": "ميناء", "collection": silent.collection_id, "description": "قوارب", "licence": "CC BY 4.0",
        "licence_url": "https://licences.example/by", "usage_terms": "مع خبرها", "rights_until": "2027-01-31 12:00",
    }  # fmt: skip
    assert desk.post(address, form).status_code == 302
    saved = Picture.objects.get(pk=silent.pk)
    assert (saved.licence, saved.usage_terms) == ("CC BY 4.0", "مع خبرها")
    assert saved.rights_until is not None
    refused = desk.post(address, form | {"licence_url": "licences.example"}).content.decode()
    assert "اكتب عنوانًا كاملًا" in refused
