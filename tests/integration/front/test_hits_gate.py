"""The gate of a page of hits lets through what the gate of articles does, at each moment."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories.articles import ArticleFactory, published

from khabar.articles.enums import PubStatus
from khabar.articles.models import Article
from khabar.front.hits import public_rows

pytestmark = pytest.mark.django_db

_HOUR = timedelta(hours=1)


def _stories() -> dict[str, int]:
    now = timezone.now()
    changes = {
        "public": {},
        "ending": {"expire_at": now + _HOUR, "rights_until": now + _HOUR, "go_live_at": now - _HOUR},
        "killed": {"pub_status": PubStatus.CANCELED},
        "withheld": {"pub_status": PubStatus.WITHHELD},
        "taken down": {"live": False},
        "ended": {"expire_at": now - _HOUR},
        "without rights": {"rights_until": now - _HOUR, "expire_at": now - _HOUR},
        "to come": {"go_live_at": now + _HOUR},
        "ahead of its date": {"first_published_at": now + _HOUR},
    }
    found = {}
    for name, values in changes.items():
        found[name] = published().pk
        if values:
            Article.objects.filter(pk=found[name]).update(**values)
    return found | {"draft": ArticleFactory().pk}


def test_only_what_is_public_passes() -> None:
    stories = _stories()
    rows = public_rows(stories.values())
    assert set(rows) == {stories["public"], stories["ending"]}
    assert set(rows) == set(Article.objects.public().values_list("pk", flat=True))


def test_the_question_is_asked_anew_for_other_stories_and_later() -> None:
    stories = _stories()
    assert set(public_rows([stories["ending"]])) == {stories["ending"]}
    assert set(public_rows([stories["killed"]])) == set()
    Article.objects.filter(pk=stories["ending"]).update(expire_at=timezone.now() - _HOUR)
    assert set(public_rows([stories["ending"]])) == set()
    assert public_rows([]) == {}


def test_a_row_has_language_and_picture() -> None:
    story = published(language="fr")
    assert public_rows([story.pk]) == {story.pk: (story.pk, "fr", None)}
