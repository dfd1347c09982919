"""Every page an editor meets speaks Arabic, right to left, under our own name."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from tests.factories.accounts import UserFactory
from tests.factories.articles import TopicFactory, published
from wagtail.models import Page

from khabar.accounts.enums import RoleCode
from khabar.accounts.roles import ensure_roles
from khabar.articles.models import Article

pytestmark = pytest.mark.django_db

# Names that are Latin everywhere: file formats, keys of the keyboard, the code of an agency in its own field.
_LATIN_BY_NATURE = re.compile(
    r"\b(JPE?G|PNG|GIF|WEBP|AVIF|CSV|Excel|XLSX|Ctrl|Shift|Alt|Esc|Enter|Tab|Kill|dpa|Africa|Cairo|desk)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]{3,}")
_SPOKEN = ("title", "aria-label", "placeholder", "alt", "data-w-tooltip-content-value")


class _Visible(HTMLParser):
    """Collects what a person reads or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "kbd"):
            self._hidden += 1
        self.words += [value for name, value in attrs if name in _SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "kbd"):
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def _english(page: str) -> list[str]:
    parser = _Visible()
    parser.feed(page)
    return [text.strip() for text in parser.words if _WORD.search(_LATIN_BY_NATURE.sub("", text))]


@pytest.fixture
def chief() -> Client:
    ensure_roles()
    user = UserFactory(username="هدى", email="")
    user.groups.add(Group.objects.get(name=RoleCode.CHIEF.label))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def article() -> Article:
    story = published(headline="افتتاح مكتبة الحي", topics=[TopicFactory(name="المكتبات")])
    story.headline = "افتتاح مكتبة الحي القديم"
    story.save_revision()
    return story


_PLAIN = [
    "wagtailadmin_home",
    "articles:list",
    "articles:add",
    "sections:list",
    "sections:add",
    "topics:list",
    "authors:add",
    "agencies:add",
    "wagtailimages:index",
    "wagtailimages:add",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_account",
]
_OF_AN_ARTICLE: list[tuple[str, list[Any]]] = [
    ("articles:edit", []),
    ("articles:history", []),
    ("articles:usage", []),
    ("articles:delete", []),
    ("articles:unpublish", []),
    ("articles:kill", []),
    ("articles:workflow_history", []),
    ("articles:revisions_compare", ["live", "latest"]),
]
_WINDOWS = [
    "wagtailsnippetchoosers_articles_article:choose",
    "wagtailsnippetchoosers_articles_topic:choose",
    "wagtailsnippetchoosers_articles_agency:choose",
    "wagtailimages_chooser:choose",
]


@pytest.mark.parametrize("name", _PLAIN)
def test_pages(chief: Client, article: Article, name: str) -> None:
    page = chief.get(reverse(name)).content.decode()
    assert '<html lang="ar" dir="rtl"' in page
    assert _english(page) == []


@pytest.mark.parametrize(("name", "more"), _OF_AN_ARTICLE)
def test_pages_of_an_article(chief: Client, article: Article, name: str, more: list[Any]) -> None:
    page = chief.get(reverse(name, args=[article.pk, *more])).content.decode()
    assert '<html lang="ar" dir="rtl"' in page
    assert _english(page) == []


@pytest.mark.parametrize("name", _WINDOWS)
def test_choosers(chief: Client, article: Article, name: str) -> None:
    answer = chief.get(reverse(name)).json()
    assert _english(answer["html"]) == []


def test_pages_written_by_hand_are_edited_in_arabic(chief: Client) -> None:
    folder, about = Page.objects.get(depth=2), Page.objects.get(slug="about")
    for address in (
        reverse("wagtailadmin_explore", args=[folder.pk]),
        reverse("wagtailadmin_pages:edit", args=[about.pk]),
        reverse("wagtailadmin_pages:history", args=[about.pk]),
        reverse("wagtailadmin_pages:add", args=["front", "standingpage", folder.pk]),
    ):
        words = _english(chief.get(address).content.decode())
        assert [word for word in words if word != "None"] == [], address  # an empty counter that stays hidden


def test_a_missing_page_carries_our_name(chief: Client) -> None:
    response = chief.get("/desk/nothing-here/")
    page = response.content.decode()
    assert response.status_code == 404
    assert _english(page) == []
    assert "خبر" in page


def test_the_scripts_have_arabic_plurals(chief: Client) -> None:
    catalog = chief.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    assert json.dumps("حُفظت التعديلات تلقائيًا.")[1:-1] in catalog
