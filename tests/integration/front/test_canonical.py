"""A story whose first publisher must be named: told to search engines, kept out of the sitemaps; and corrections."""

import json
import re

import pytest
from django.test import Client
from tests.factories.articles import published

from khabar.core import clock

pytestmark = pytest.mark.django_db
ORIGINAL = "https://agency.example/ar/stories/7"


def _page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def _node(html: str) -> dict[str, object]:
    nodes = [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)]
    return next(node for node in nodes if node["@type"] == "NewsArticle")


def test_the_original_is_canonical_and_our_own_address_is_the_one_to_share(client: Client) -> None:
    article = published(canonical_url=ORIGINAL)
    html = _page(client, article.get_absolute_url())
    own = "http://testserver" + article.get_absolute_url()
    assert f'<link rel="canonical" href="{ORIGINAL}">' in html
    assert f'<meta property="og:url" content="{own}">' in html
    node = _node(html)
    assert node["isBasedOn"] == ORIGINAL
    assert node["url"] == own


def test_a_story_of_our_own_is_its_own_original(client: Client) -> None:
    article = published()
    html = _page(client, article.get_absolute_url())
    assert f'<link rel="canonical" href="http://testserver{article.get_absolute_url()}">' in html
    assert "isBasedOn" not in _node(html)


def test_the_sitemaps_name_canonical_addresses_only(client: Client) -> None:
    own, other = published(at=clock.now()), published(at=clock.now(), canonical_url=ORIGINAL)
    index = _page(client, "/sitemap.xml")
    monthly = next(path for path in re.findall(r"<loc>http://testserver([^<]+)</loc>", index) if "sections" not in path)
    for sitemap in (monthly, "/news-sitemap.xml"):
        listed = _page(client, sitemap)
        assert own.get_absolute_url() in listed
        assert other.get_absolute_url() not in listed
