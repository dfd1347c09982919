"""What a page says of the newsroom's other editions and of its policies."""

import json
from typing import Any

import pytest
from tests.factories.articles import published

from .conftest import Read

pytestmark = pytest.mark.django_db


def test_front_pages_of_all_editions_name_each_other(read: Read, settings: Any) -> None:
    settings.OTHER_EDITIONS = {"SA": "https://sa.example"}
    links = read("/").xpath("//link[@hreflang]")
    assert {link.get("hreflang"): link.get("href") for link in links} == {
        "ar-EG": "http://testserver/",
        "ar-SA": "https://sa.example/",
    }
    assert not read(published().get_absolute_url()).xpath("//link[@hreflang]")


def test_a_site_of_one_edition_names_none(read: Read) -> None:
    assert not read("/").xpath("//link[@hreflang]")


def test_policies_stand_in_the_structured_data(read: Read, settings: Any) -> None:
    settings.PUBLISHING_PRINCIPLES, settings.CORRECTIONS_POLICY = "/principles/", "https://policies.example/corrections"
    page = read(published().get_absolute_url())
    found = [json.loads(script.text_content()) for script in page.xpath("//script[@type='application/ld+json']")]
    publisher = next(node["publisher"] for node in found if node["@type"] == "NewsArticle")
    assert publisher["publishingPrinciples"] == "http://testserver/principles/"
    assert publisher["correctionsPolicy"] == "https://policies.example/corrections"
