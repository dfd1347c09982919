"""Agencies set up from the starter catalogue: who may, what comes of it, and that nothing comes twice."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.factories.wires import FeedFactory, ProviderFactory
from tests.integration.accounts.conftest import desk_of, person
from wagtail.models import ModelLogEntry

from khabar.accounts.enums import RoleCode
from khabar.articles.models import Agency
from khabar.ingest import actions, catalogue
from khabar.ingest.models import Feed, Provider
from khabar.ingest.states import FeedState

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]
Desk = Callable[..., Client]
REPORTER, EDITOR, CHIEF, ADMINISTRATOR, ADVERTISING = RoleCode
PATH = "/desk/wire_catalogue/"


@pytest.mark.parametrize("role", RoleCode)
def test_the_catalogue_is_an_administrators(desk_of: Desk, role: RoleCode) -> None:
    desk = desk_of(role)
    assert (desk.get(PATH).status_code == 200) == (role == ADMINISTRATOR)
    assert (PATH in desk.get("/desk/").content.decode()) == (role == ADMINISTRATOR)
    desk.post(PATH, {"agency": ["afp"]})
    assert Provider.objects.exists() == (role == ADMINISTRATOR)


def test_an_agency_ticked_gets_a_provider_and_a_closed_feed_without_an_address(desk_of: Desk) -> None:
    desk = desk_of(ADMINISTRATOR)
    answer = desk.post(PATH, {"agency": ["afp", "wam"]}, follow=True)
    assert "أُضيف" in answer.content.decode()
    afp = Provider.objects.get(agency__slug="afp")
    assert (afp.name, afp.profile, afp.mandatory_credit, afp.pass_on) == ("وكالة فرانس برس", "afp", "", False)
    feed = Feed.objects.get(provider=afp)
    assert (feed.state, feed.address, feed.kind, feed.language) == (FeedState.CLOSED, "", "ftp", "ar")
    assert Provider.objects.get(agency__slug="wam").profile == ""
    assert ModelLogEntry.objects.filter(action="wagtail.create", object_id=str(afp.pk)).exists()


def test_adding_again_adds_nothing(desk_of: Desk) -> None:
    desk = desk_of(ADMINISTRATOR)
    desk.post(PATH, {"agency": ["afp"]})
    page = desk.post(PATH, {"agency": ["afp"]}, follow=True).content.decode()
    assert "موجود من قبل" in page
    assert (Provider.objects.count(), Feed.objects.count()) == (1, 1)


@pytest.mark.parametrize("by_name", [True, False])
def test_an_agency_the_newsroom_set_up_by_hand_is_left_alone(desk_of: Desk, by_name: bool) -> None:
    agency = Agency.objects.get(slug="dpa")
    mine = ProviderFactory(name=agency.name, agency=None) if by_name else ProviderFactory(name="خدمتنا", agency=agency)
    desk = desk_of(ADMINISTRATOR)
    page = desk.get(PATH).content.decode()
    assert f"/desk/wire_providers/edit/{mine.pk}/" in page
    assert 'value="dpa"' not in page
    desk.post(PATH, {"agency": ["dpa"]})
    assert list(Provider.objects.all()) == [mine]


def test_a_feed_that_has_the_name_already_keeps_it(desk_of: Desk) -> None:
    kept = FeedFactory(name="وكالة أنباء الإمارات")
    desk_of(ADMINISTRATOR).post(PATH, {"agency": ["wam"]})
    assert Feed.objects.exclude(pk=kept.pk).get().name == "وكالة أنباء الإمارات – من الدليل"


@pytest.mark.parametrize("chosen", [[], ["nobody"]])
def test_choosing_nothing_says_so(desk_of: Desk, chosen: list[str]) -> None:
    page = desk_of(ADMINISTRATOR).post(PATH, {"agency": chosen}, follow=True).content.decode()
    assert "اختر وكالة" in page
    assert not Provider.objects.exists()


def test_the_whole_catalogue_can_be_added_at_once() -> None:
    for entry in catalogue.entries():
        assert actions.add_from_catalogue(entry=entry) is not None
    assert Feed.objects.filter(state=FeedState.CLOSED, address="").count() == len(catalogue.entries())


def test_a_feed_is_opened_once_the_operator_has_filled_in_its_address(desk_of: Desk) -> None:
    desk = desk_of(ADMINISTRATOR)
    desk.post(PATH, {"agency": ["spa"]})
    feed = Feed.objects.get()
    health = f"/desk/wire_feeds/health/{feed.pk}/"
    assert "لا عنوان لهذا البث بعد" in desk.post(health, {"open": "1"}, follow=True).content.decode()
    assert desk.post(health, {"trial": "1"}).status_code == 200
    feed.refresh_from_db()
    assert feed.state == FeedState.CLOSED
    form = {
        "name": feed.name, "provider": feed.provider_id, "kind": "http", "interval": 120, "section": "",
        "address": "https://agency.example/feed", "language": "ar", "idle_after": "240", "host_key": "",
        "username": "", "password": "", "private_key": "",
    }  # fmt: skip
    assert desk.post(f"/desk/wire_feeds/edit/{feed.pk}/", form).status_code == 302
    desk.post(health, {"open": "1"})
    feed.refresh_from_db()
    assert (feed.state, feed.address) == (FeedState.OPEN, "https://agency.example/feed")
