"""The pages written by hand: there from the first start, changed at the desk, never shown before they are published."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from tests.factories.accounts import UserFactory
from tests.factories.articles import SectionFactory
from tests.integration.front.conftest import Read, text, texts
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from khabar.accounts.enums import RoleCode
from khabar.accounts.models import Role
from khabar.articles.consumers import follow
from khabar.front.models import StandingPage
from khabar.front.standing import ensure_pages

pytestmark = pytest.mark.django_db
_FOOTER = "//footer//li/a"


@pytest.fixture
def about() -> StandingPage:
    found: StandingPage = StandingPage.objects.get(slug="about")
    return found


@pytest.fixture
def chief() -> Client:
    user = UserFactory()
    user.groups.add(Role.objects.get(code=RoleCode.CHIEF).group)
    client = Client()
    client.force_login(user)
    return client


def _form(page: StandingPage, **fields: Any) -> dict[str, Any]:
    subheading = [("subheading", "وعد جديد للقارئ")]
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "search_description": "",
            "show_in_menus": "on",
            "body": streamfield(subheading),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            **fields,
        }
    )


def test_a_new_newsroom_says_who_it_is_and_how_to_reach_it(read: Read) -> None:
    assert text(read("/about/"), "//h1") == "من نحن"
    contact = read("/contact/")
    assert text(contact, "//h1") == "اتصل بنا"
    assert {"من نحن", "اتصل بنا"} <= set(texts(contact, _FOOTER))
    assert contact.xpath("//link[@rel='canonical']/@href") == [f"{settings.SITE_URL}/contact/"]


def test_the_default_security_contact_can_be_opened(client: Client) -> None:
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    address = next(line for line in lines if line.startswith("Contact: ")).removeprefix("Contact: ")
    assert client.get(address.removeprefix(settings.SITE_URL)).status_code == 200


def test_they_are_in_the_sitemap(client: Client) -> None:
    sitemap = client.get("/sitemap-sections.xml").content.decode()
    assert f"{settings.SITE_URL}/about/" in sitemap


def test_what_was_deleted_is_not_made_again(about: StandingPage, read: Read) -> None:
    about.delete()
    ensure_pages()
    follow()
    assert "من نحن" not in texts(read("/about/", 404), _FOOTER)


def test_a_change_is_public_at_once_and_not_before(chief: Client, client: Client, about: StandingPage) -> None:
    follow()
    assert "وعد جديد للقارئ" not in client.get("/about/").content.decode()
    chief.post(f"/desk/pages/{about.pk}/edit/", _form(about, title="عن الموقع"))
    follow()
    assert "وعد جديد للقارئ" not in client.get("/about/").content.decode()
    chief.post(f"/desk/pages/{about.pk}/edit/", _form(about, title="عن الموقع", **{"action-publish": "1"}))
    follow()
    assert "وعد جديد للقارئ" in client.get("/about/").content.decode()
    assert "عن الموقع" in client.get("/").content.decode()


def test_an_unpublished_page_is_gone_with_its_link(chief: Client, client: Client, about: StandingPage) -> None:
    follow()
    client.get("/about/")
    client.get("/")
    chief.post(f"/desk/pages/{about.pk}/unpublish/")
    follow()
    assert client.get("/about/").status_code == 404
    assert "/about/" not in client.get("/").content.decode()


def test_the_preview_shows_what_is_not_saved(chief: Client, about: StandingPage) -> None:
    address = f"/desk/pages/{about.pk}/edit/preview/"
    chief.post(address, _form(about, title="عنوان لم يُحفظ"))
    assert "عنوان لم يُحفظ" in chief.get(f"{address}?mode=").content.decode()


def test_the_body_holds_nothing_that_runs(about: StandingPage, client: Client) -> None:
    about.body = json.dumps([{"type": "paragraph", "value": "<p>نص<script>alert(1)</script></p>"}])
    about.save_revision().publish()
    follow()
    assert "alert(1)" not in client.get("/about/").content.decode()


@pytest.mark.parametrize("slug", ["search", "علوم", "contact"])
def test_an_address_that_is_taken_is_refused_by_its_field(about: StandingPage, slug: str) -> None:
    SectionFactory(slug="علوم")
    about.slug = slug
    with pytest.raises(ValidationError) as refused:
        about.full_clean()
    assert "slug" in refused.value.message_dict


def test_a_section_does_not_hide_a_page(about: StandingPage) -> None:
    about.slug = "سياسة-الخصوصية"
    about.save()
    with pytest.raises(ValidationError):
        SectionFactory.build(slug="سياسة-الخصوصية").full_clean()


@pytest.mark.parametrize("role", list(RoleCode))
def test_they_are_for_the_desk_chief(role: RoleCode, about: StandingPage) -> None:
    user = UserFactory()
    user.groups.add(Role.objects.get(code=role).group)
    client = Client()
    client.force_login(user)
    opened = client.get(f"/desk/pages/{about.pk}/edit/").status_code == 200
    assert opened is (role in (RoleCode.CHIEF, RoleCode.ADMINISTRATOR))
    listed = client.get("/desk/").content.decode()
    folder = Page.objects.get(depth=2)
    assert (f"/desk/pages/{folder.pk}/" in listed) is opened
