"""Names at the desk: who may, searching by any spelling, editing spellings, merging and splitting."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.factories.attribution import attributed, river, statement
from tests.integration.accounts.conftest import desk_of, person
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from khabar.accounts.enums import RoleCode
from khabar.articles.models import Agency
from khabar.attribution import actions, confidence
from khabar.attribution.models import Name

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]
Desk = Callable[..., Client]
REPORTER, EDITOR, CHIEF, ADMINISTRATOR, ADVERTISING = RoleCode


def form(name: Name | None = None, *spellings: str, **extra: Any) -> dict[str, Any]:
    """What the record's form sends; with a record, its own spellings first."""
    own = [{"text": row.text, "id": row.pk} for row in name.spellings.all()] if name else []
    rows = [*own, *({"text": text} for text in spellings)]
    return nested_form_data(
        {
            "name": name.name if name else "سلمى الراوي",
            "kind": name.kind if name else "person",
            "description": "",
            "slug": (name.slug or "") if name else "",
            "spellings": inline_formset(rows, initial=len(own)),
            "identifiers": inline_formset([]),
            **extra,
        }
    )


def make(name: str, *spellings: str, kind: str = "person") -> Name:
    return actions.create_name(user=None, kind=kind, name=name, spellings=spellings)


@pytest.mark.parametrize("role", [REPORTER, EDITOR, CHIEF, ADMINISTRATOR])
def test_everybody_sees_names_and_editors_change_them(desk_of: Desk, role: RoleCode) -> None:
    name = make("سلمى الراوي")
    client = desk_of(role)
    assert client.get("/desk/names/").status_code == 200
    may = role is not REPORTER
    for path in ("add/", f"edit/{name.pk}/", f"merge/{name.pk}/", f"split/{name.pk}/"):
        assert (client.get(f"/desk/names/{path}").status_code == 200) is may, path
    assert (client.get(f"/desk/names/delete/{name.pk}/").status_code == 200) is (role in (CHIEF, ADMINISTRATOR))


def test_a_record_is_made_with_its_spellings_and_an_address_of_its_own(desk_of: Desk) -> None:
    answer = desk_of(EDITOR).post("/desk/names/add/", form(None, "سلمى الرواي"))
    assert answer.status_code == 302
    name = Name.objects.get()
    assert name.slug == "سلمى-الراوي"
    assert {row.text for row in name.spellings.all()} == {"سلمى الراوي", "سلمى الرواي"}


def test_the_list_is_searched_by_any_spelling(desk_of: Desk) -> None:
    make("ألكسندر لوكاشينكو", "ألكسندر لوكاشنكو")
    make("هند سالم")
    client = desk_of(REPORTER)
    found = client.get("/desk/names/", {"q": "لوكاشنكو"}).content.decode()
    assert "ألكسندر لوكاشينكو" in found
    assert "هند سالم" not in found
    assert "هند سالم" not in client.get("/desk/names/", {"q": "«»"}).content.decode()


def test_merging_and_splitting_are_offered_to_whoever_may(desk_of: Desk) -> None:
    name = make("هند سالم")
    for path in ("/desk/names/", f"/desk/names/edit/{name.pk}/"):
        page = desk_of(EDITOR).get(path).content.decode()
        assert f"/desk/names/merge/{name.pk}/" in page
        assert f"/desk/names/split/{name.pk}/" in page
    assert "/desk/names/merge/" not in desk_of(REPORTER).get("/desk/names/").content.decode()


def test_suggestions_are_told_and_confirmed_by_saving(desk_of: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confidence, "shown_level", lambda: 0.9)
    known = make("ألكسندر لوكاشينكو")
    attributed(river(speaker="ألكسندر لوكاشنكو"))
    name = Name.objects.get(suggested=True)
    client = desk_of(EDITOR)
    assert "يشبه «ألكسندر لوكاشينكو»" in client.get("/desk/names/").content.decode()
    assert "يشبه اسمًا آخر" in client.get(f"/desk/names/edit/{name.pk}/").content.decode()
    assert client.get(f"/desk/names/merge/{name.pk}/").context["form"]["other"].value() == known.pk
    assert client.post(f"/desk/names/edit/{name.pk}/", form(name)).status_code == 302
    name.refresh_from_db()
    assert (name.suggested, name.near) == (False, None)


def test_a_spelling_of_another_organisation_is_refused_beside_its_field(desk_of: Desk) -> None:
    make("منظمة الصحة", kind="organisation")
    other = make("هيئة الدواء", kind="organisation")
    client = desk_of(EDITOR)
    for texts, said in ((["منظمه الصحة"], "رسم لاسم آخر"), (["هيئه الدواء"], "مذكور"), (["--"], "بلا حروف")):
        answer = client.post(f"/desk/names/edit/{other.pk}/", form(other, *texts))
        assert answer.status_code == 200
        assert said in answer.content.decode()
    assert other.spellings.count() == 1


def test_the_record_of_an_agency_takes_spellings_and_no_other_name(desk_of: Desk) -> None:
    name = Name.objects.create(kind="media", agency=Agency.objects.get(slug="tass"))
    client = desk_of(EDITOR)
    assert 'name="name"' not in client.get(f"/desk/names/edit/{name.pk}/").content.decode()
    assert client.post(f"/desk/names/edit/{name.pk}/", form(name, "تاس الروسية")).status_code == 302
    name.refresh_from_db()
    assert (name.name, name.title) == ("", "وكالة تاس للأنباء")
    assert name.spellings.count() == 2


def test_merging_asks_and_leads_on(desk_of: Desk) -> None:
    keep, other = make("سلمى الراوي"), make("سلوى الراوي")
    client = desk_of(EDITOR)
    answer = client.post(f"/desk/names/merge/{keep.pk}/", {"other": other.pk})
    assert answer.headers["Location"] == f"/desk/names/edit/{keep.pk}/"
    assert client.get(f"/desk/names/edit/{other.pk}/").headers["Location"] == f"/desk/names/edit/{keep.pk}/"
    assert "سلوى-الراوي" not in client.get("/desk/names/").content.decode()
    assert "لا يُدمج الاسم في نفسه" in client.post(f"/desk/names/merge/{keep.pk}/", {"other": keep.pk}).content.decode()


def test_splitting_offers_spellings_and_statements(desk_of: Desk) -> None:
    name = make("سلمى الراوي", "سلوى الراوي")
    row = statement(attributed(river(speaker="سلوى الراوي")))
    client = desk_of(EDITOR)
    page = client.get(f"/desk/names/split/{name.pk}/").content.decode()
    assert row.text in page
    refused = client.post(f"/desk/names/split/{name.pk}/", {"title": "سلوى الراوي"})
    assert "اختر رسمًا أو قولًا يُفصل" in refused.content.decode()
    spelling = name.spellings.get(text="سلوى الراوي")
    client.post(f"/desk/names/split/{name.pk}/", {"title": "سلوى الراوي", "spellings": [spelling.pk]})
    row.refresh_from_db()
    assert row.speaker is not None
    assert row.speaker.name == "سلوى الراوي"


def test_the_history_of_a_record_tells_of_merges_in_arabic(desk_of: Desk) -> None:
    keep, other = make("سلمى الراوي"), make("سلوى الراوي")
    actions.merge(keep=keep, others=[other], user=None)
    assert "دُمجت فيه أسماء أخرى" in desk_of(EDITOR).get(f"/desk/names/history/{keep.pk}/").content.decode()


def test_the_window_for_picking_a_record_searches_every_spelling(desk_of: Desk) -> None:
    make("ألكسندر لوكاشينكو", "ألكسندر لوكاشنكو")
    chooser = Name.snippet_viewset.chooser_viewset
    path = f"/desk/{chooser.url_prefix}/results/"
    found = desk_of(EDITOR).get(path, {"q": "لوكاشنكو"}).content.decode()
    assert "ألكسندر لوكاشينكو" in found
