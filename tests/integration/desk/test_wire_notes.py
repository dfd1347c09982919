"""What an article's form says of the agencies it came from: their pictures, and the address of the original."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.pictures import jpeg
from tests.factories.wires import ProviderFactory, arrived, newsml
from tests.integration.accounts.conftest import desk_of, person
from tests.integration.accounts.test_roles import draft_form

from khabar.accounts.enums import RoleCode
from khabar.articles.models import Article
from khabar.ingest import actions, pictures
from khabar.ingest.beside import keep
from khabar.ingest.models import WireNotice, WirePicture
from khabar.ingest.states import ItemState, PictureState
from khabar.ingest.store import Payload, take

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]
Desk = Callable[..., Client]


def _pictured(**contract: Any) -> Article:
    item = arrived(ProviderFactory(**contract))
    shot = {"type": "picture", "headline": None, "caption": "قاعة القراءة", "credit": "سلمى نور", "href": "one.jpg"}
    item.record["associations"] = [shot]
    item.save()
    return actions.make_draft(item=item)


def _form(client: Client, article: Article) -> str:
    return client.get(reverse("articles:edit", args=[article.pk])).content.decode()


def test_the_form_says_how_the_agencys_picture_is_and_the_editor_asks_again(desk_of: Desk) -> None:
    editor, article = desk_of(RoleCode.EDITOR), _pictured()
    assert "صورة الوكالة تُجلب الآن" in _form(editor, article)
    WirePicture.objects.update(state=PictureState.FAILED, reason="ردّ خادم الصورة بالرمز 404")
    assert "صورة الوكالة لم تُجلب: ردّ خادم الصورة بالرمز 404؛ أعد المحاولة" in _form(editor, article)
    page = reverse("articles:pictures", args=[article.pk])
    assert "404" in editor.get(page).content.decode()
    assert editor.post(page, {"retry": "1"}).status_code == 302
    assert WirePicture.objects.get().state == PictureState.WAITING


def test_a_picture_that_came_while_the_form_was_open_is_put_by_hand(desk_of: Desk) -> None:
    editor, article = desk_of(RoleCode.EDITOR), _pictured()
    _form(editor, article)
    row = WirePicture.objects.select_related("item__provider").get()
    keep(row.item.provider, "one.jpg", jpeg())
    pictures.bring(row.pk)
    assert "وصلت صورة الوكالة" in _form(editor, article)
    page = reverse("articles:pictures", args=[article.pk])
    assert "قاعة القراءة" in editor.get(page).content.decode()
    editor.post(page, {"use": str(row.pk)})
    draft = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert draft.lead_picture is not None
    assert draft.latest_revision.user is not None
    assert "وصلت صورة الوكالة" not in _form(editor, article)


def test_an_editor_decides_which_story_a_kill_message_means(desk_of: Desk) -> None:
    item = arrived()
    text = ("يرجى عدم استخدام خبر عن مكتبة جديدة في حي قديم هو الحي القديم.",)
    take(Payload("x", newsml(guid="urn:notice", headline="إلغاء خبر", paragraphs=text)), provider=item.provider)
    editor = desk_of(RoleCode.EDITOR)
    listed = editor.get("/desk/wire_notices/").content.decode()
    page = reverse("wire_notices:page", args=[WireNotice.objects.get().pk])
    assert page in listed
    assert item.headline in editor.get(page).content.decode()
    assert editor.post(page, {"kill": "x"}).status_code == 404
    editor.post(page, {"kill": str(item.pk)})
    item.refresh_from_db()
    assert item.state == ItemState.KILLED
    assert page not in editor.get("/desk/wire_notices/").content.decode()
    assert "اسحبه" not in editor.get(page).content.decode()
    assert desk_of(RoleCode.REPORTER).get(page).status_code in (302, 403)


@pytest.mark.parametrize("chosen", ["0", "x", "99999999999999999999"])
def test_a_picture_that_is_not_the_storys_is_not_put(desk_of: Desk, chosen: str) -> None:
    editor, article = desk_of(RoleCode.EDITOR), _pictured()
    response = editor.post(reverse("articles:pictures", args=[article.pk]), {"use": chosen})
    assert response.status_code == 404


def test_the_original_is_asked_for_only_where_it_matters(desk_of: Desk) -> None:
    editor = desk_of(RoleCode.EDITOR)
    free = _pictured()
    assert 'name="canonical_url"' not in _form(editor, free)
    WirePicture.objects.all().delete()
    demanded = actions.make_draft(item=arrived(ProviderFactory(canonical_link=True), guid="urn:other"))
    assert 'name="canonical_url"' in _form(editor, demanded)
    form = draft_form(demanded.section, canonical_url="https://agency.example/7")
    assert editor.post(reverse("articles:edit", args=[demanded.pk]), form).status_code == 302
    saved = Article.objects.get(pk=demanded.pk).get_latest_revision_as_object()
    assert saved.canonical_url == "https://agency.example/7"
