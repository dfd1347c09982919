"""Synonyms that an editor adds are part of every search from then on, in every process."""

import pytest
from django.test import Client
from tests.factories.articles import published

from khabar.articles.consumers import follow
from khabar.finding.models import Synonyms

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories() -> None:
    published(headline="الحاسوب يدخل القرى البعيدة")
    published(headline="منظمة الصحة العالمية تحذر من القيظ")
    published(headline="الأمطار تملأ السدود")
    follow()


def found(client: Client, query: str) -> list[str]:
    return [hit["headline"] for hit in client.get("/search/", {"q": query, "format": "json"}).json()["hits"]]


def test_a_synonym_finds_what_the_other_word_says(client: Client, stories: None) -> None:
    assert found(client, "كمبيوتر") == []
    made = Synonyms.objects.create(words="حاسوب، كمبيوتر")
    assert found(client, "بالكمبيوتر") == ["الحاسوب يدخل القرى البعيدة"]
    assert found(client, "كمبيوتر") == ["الحاسوب يدخل القرى البعيدة"]
    assert found(client, "كُمبيوتر القرى") == ["الحاسوب يدخل القرى البعيدة"]
    made.delete()
    assert found(client, "كمبيوتر") == []


def test_several_words_may_stand_for_one_and_one_for_several(client: Client, stories: None) -> None:
    Synonyms.objects.create(words="منظمة الصحة العالمية؛ زهرمان")
    assert found(client, "زهرمان") == ["منظمة الصحة العالمية تحذر من القيظ"]
    published(headline="زهرمان تجتمع غدًا")
    follow()
    assert "زهرمان تجتمع غدًا" in found(client, "منظمة الصحة العالمية")


def test_an_edited_set_counts_as_it_stands_now(client: Client, stories: None) -> None:
    made = Synonyms.objects.create(words="حاسوب، كمبيوتر")
    made.words = "أمطار، كمبيوتر"
    made.save()
    assert found(client, "كمبيوتر") == ["الأمطار تملأ السدود"]
