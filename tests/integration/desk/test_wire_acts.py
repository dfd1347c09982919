"""The wire desk over HTTP: what editors do to items, with the script and with forms alone."""

import pytest
from django.test import Client
from tests.factories.wires import ProviderFactory, arrived, newsml
from tests.integration.accounts.conftest import desk_of, person
from tests.integration.desk.wire_pages import ACT, EDITOR, LIST, REPORTER, VIEWS, Desk, Person, act, page, shown

from khabar.articles.models import Article
from khabar.ingest import actions
from khabar.ingest.models import Lineage, WireItem, WireView
from khabar.ingest.states import ItemState
from khabar.ingest.store import Payload, take

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]


def test_one_key_makes_a_draft(desk_of: Desk) -> None:
    item = arrived()
    answer = act(desk_of(REPORTER), "draft", item)
    article = Article.objects.get()
    assert answer.status_code == 200
    assert answer.json()["article"] == f"/desk/articles/edit/{article.pk}/"
    assert article.headline in answer.json()["message"]
    assert Lineage.objects.get().item == item


def test_several_become_one_draft_in_the_order_given(desk_of: Desk) -> None:
    provider = ProviderFactory()
    first, second = arrived(provider, guid="urn:1", headline="أول"), arrived(provider, guid="urn:2", headline="ثان")
    assert act(desk_of(EDITOR), "draft", second, first).status_code == 200
    assert Article.objects.get().headline == "ثان"
    assert Lineage.objects.count() == 2


def test_whoever_comes_second_is_shown_the_first_draft_before_making_another(desk_of: Desk, person: Person) -> None:
    item = arrived()
    actions.make_draft(item=item, user=person(EDITOR, first_name="ليلى", last_name="حداد"))
    client = desk_of(EDITOR)
    answer = act(client, "draft", item)
    assert answer.status_code == 409
    assert [use["by"] for use in answer.json()["uses"]] == ["ليلى حداد"]
    assert Article.objects.count() == 1
    assert act(client, "draft", item, again="1").status_code == 200
    assert Article.objects.count() == 2


def test_spike_and_take_back(desk_of: Desk) -> None:
    item = arrived()
    client = desk_of(EDITOR)
    answer = act(client, "spike", item)
    assert answer.json()["undo"] == [item.pk]
    assert shown(page(client)) == []
    act(client, "unspike", item)
    assert shown(page(client)) == [item.pk]


def test_a_person_says_what_is_one_event_and_what_is_not(desk_of: Desk) -> None:
    first, second = arrived(guid="urn:one"), arrived(guid="urn:two", headline="مدرسة جديدة في الواحة")
    client = desk_of(EDITOR)
    assert act(client, "join", first, second).json()["message"] == "صارت حدثًا واحدًا: خبران"
    text = page(client)
    assert (shown(text), shown(text, "2")) == ([second.pk], [first.pk])
    assert "هذا خبر حدث آخر" in client.get(f"/desk/wires/item/{first.pk}/").content.decode()
    assert act(client, "split", first).status_code == 200
    assert shown(page(client)) == [second.pk, first.pk]
    assert act(client, "split", first).status_code == 422
    assert act(desk_of(REPORTER), "join", first, second).status_code == 403


def test_what_cannot_be_done_is_said_in_arabic_and_changes_nothing(desk_of: Desk) -> None:
    provider = ProviderFactory()
    killed, spiked, closed, free = (arrived(provider, guid=f"urn:{name}") for name in "abcd")
    take(Payload("x", newsml("urn:a", 2, status="canceled")), provider=provider)
    actions.spike(item=spiked)
    WireItem.objects.filter(pk=closed.pk).update(publishable=False, reasons=["جدول مواد"])
    client = desk_of(EDITOR)
    for items, words in (
        ((killed,), "سحبت"), ((spiked,), "مستبعد"), ((closed,), "ليس للنشر"), ((free, killed), "سحبت"),
        ((), "حدّد خبرًا"),
    ):  # fmt: skip
        answer = act(client, "draft", *items)
        assert answer.status_code == 422, words
        assert words in answer.json()["message"]
    assert "سحبت" in act(client, "spike", free, killed).json()["message"]
    free.refresh_from_db()
    assert free.state == ItemState.NEW
    assert act(client, "dance", free).status_code == 400
    answer = act(desk_of(REPORTER), "spike", free)
    assert (answer.status_code, "الصلاحية" in answer.json()["message"]) == (403, True)
    assert not Article.objects.exists()
    gone = client.post(ACT, {"act": "draft", "items": "4040"}, headers={"accept": "application/json"})
    assert "لم يعد" in gone.json()["message"]


def test_acts_need_their_token(person: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person(EDITOR))
    item = arrived()
    assert act(client, "spike", item).status_code == 403
    assert client.post(VIEWS, {"act": "save", "name": "عرض"}).status_code == 403
    assert not WireView.objects.exists()


def test_everything_works_with_forms_alone(desk_of: Desk) -> None:
    provider = ProviderFactory()
    item, other = arrived(provider, guid="urn:1", urgency=2), arrived(provider, guid="urn:2", urgency=2)
    client = desk_of(EDITOR)
    text = page(client, f"urgency=3&item={item.pk}")
    assert 'id="wire-item-title"' in text
    answer = client.post(ACT, {"act": "draft", "items": item.pk, "urgency": "3"})
    assert answer["Location"] == f"{LIST}?urgency=3"
    question = client.post(ACT, {"act": "open", "items": [item.pk, other.pk], "urgency": "3"})
    assert question.status_code == 409
    assert "اصنع مسودة أخرى" in question.content.decode()
    answer = client.post(ACT, {"act": "open", "items": [item.pk, other.pk], "again": "1"})
    assert answer["Location"].startswith("/desk/articles/edit/")
    answer = client.post(ACT, {"act": "spike", "items": other.pk}, follow=True)
    assert "استُبعد" in answer.content.decode()
