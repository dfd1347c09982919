"""The wire desk over HTTP: views that are saved under a name, shared, and opened first."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from tests.factories.wires import ProviderFactory, arrived
from tests.integration.accounts.conftest import desk_of, person
from tests.integration.desk.wire_pages import EDITOR, LIST, REPORTER, VIEWS, Desk, Person, live, page

from khabar.ingest.models import WireView, WireViewUse

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]


def saved(client: Client, **form: str) -> Any:
    return client.post(VIEWS, form)


def test_a_view_is_saved_opened_renamed_and_deleted(desk_of: Desk) -> None:
    client = desk_of(REPORTER)
    answer = saved(client, act="save", name="  العاجل  ", urgency="3", state="open")
    view = WireView.objects.get()
    assert (view.name, view.query) == ("العاجل", {"urgency": "3"})
    address = urlsplit(answer["Location"])
    assert parse_qs(address.query) == {"urgency": ["3"], "view": [str(view.pk)]}
    assert "العاجل" in page(client)
    saved(client, act="change", view=str(view.pk), name="الطارئ", shared="1")
    view.refresh_from_db()
    assert (view.name, view.shared) == ("الطارئ", True)
    saved(client, act="delete", view=str(view.pk))
    assert not WireView.objects.exists()


def test_a_shared_view_is_seen_by_all_and_changed_by_its_owner_alone(desk_of: Desk, person: Person) -> None:
    owner = desk_of(EDITOR)
    saved(owner, act="save", name="خاص", urgency="1")
    saved(owner, act="save", name="للجميع", urgency="2", shared="1")
    colleague = desk_of(EDITOR)
    text = page(colleague)
    assert "للجميع" in text
    assert "خاص" not in text
    private, shared = WireView.objects.get(name="خاص"), WireView.objects.get(name="للجميع")
    assert saved(colleague, act="delete", view=str(private.pk)).status_code == 404
    assert saved(colleague, act="first", view=str(private.pk)).status_code == 404
    assert WireView.objects.count() == 2
    assert saved(colleague, act="delete", view=str(shared.pk)).status_code == 302
    assert saved(colleague, act="change", view=str(shared.pk), name="لي").status_code == 302
    assert WireView.objects.filter(pk=shared.pk, name="للجميع").exists()


def test_the_desk_opens_with_the_view_one_chose(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    assert client.get(LIST).status_code == 200
    saved(client, act="save", name="العاجل", urgency="3")
    saved(client, act="save", name="الثقافة", subject="ثقافة")
    urgent, culture = WireView.objects.get(name="العاجل"), WireView.objects.get(name="الثقافة")
    for view in (urgent, culture):
        saved(client, act="first", view=str(view.pk))
    assert client.get(LIST)["Location"] == f"{LIST}?subject=%D8%AB%D9%82%D8%A7%D9%81%D8%A9&view={culture.pk}"
    assert client.get(f"{LIST}?state=open").status_code == 200  # the way to everything
    saved(client, act="not_first", view=str(culture.pk))
    assert client.get(LIST).status_code == 200


def test_each_view_says_how_much_is_new_in_it_until_it_is_opened(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    saved(client, act="save", name="العاجل", urgency="3")
    view = WireView.objects.get()
    provider = ProviderFactory()
    arrived(provider, guid="urn:1", urgency=2)
    arrived(provider, guid="urn:2", urgency=7)
    assert live(client, "").json()["views"] == {str(view.pk): 1}
    page(client, f"urgency=3&view={view.pk}")
    assert live(client, "").json()["views"] == {str(view.pk): 0}
    assert WireViewUse.objects.count() == 1


@pytest.mark.parametrize(("name", "words"), [("", "اكتب اسمًا"), ("   ", "اكتب اسمًا"), ("س" * 61, "أطول")])
def test_a_name_that_will_not_do_is_refused(desk_of: Desk, name: str, words: str) -> None:
    answer = desk_of(EDITOR).post(VIEWS, {"act": "save", "name": name, "urgency": "3"}, follow=True)
    assert words in answer.content.decode()
    assert not WireView.objects.exists()


def test_a_name_given_twice(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    saved(client, act="save", name="عرض", urgency="3")
    saved(client, act="save", name="عرض", urgency="5")
    assert WireView.objects.get().query == {"urgency": "5"}
    saved(client, act="save", name="آخر", urgency="1")
    other = WireView.objects.get(name="آخر")
    text = client.post(VIEWS, {"act": "change", "view": other.pk, "name": "عرض"}, follow=True).content.decode()
    assert "عندك عرض آخر" in text
