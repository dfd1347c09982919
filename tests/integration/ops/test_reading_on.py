"""The background process reads statements of what came in bulk, and lets whoever publishes go first."""

import json
from collections.abc import Callable
from io import BytesIO

import pytest

from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Article, record
from khabar.attribution.models import Reading
from khabar.importers.jsonl import import_jsonl
from khabar.ops import follower

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own transaction lives on the connection."""
    monkeypatch.setattr("khabar.ops.follower.close_old_connections", lambda: None)


def rounds(seconds: float, *, each: Callable[[], object] = lambda: None) -> None:
    """Let the reader go on for so many of its own seconds; `each` happens before every look."""
    passed = 0.0

    def goes_on(pause: float) -> bool:
        nonlocal passed
        passed += pause
        each()
        return passed < seconds

    follower.read_on(goes_on, now=lambda: passed)


@pytest.fixture
def imported() -> Article:
    line = json.dumps({"id": "n1", "headline": "خبر", "body": ["قال الوزير إن الجسر فُتح."]})
    import_jsonl(BytesIO(line.encode()))
    return Article.objects.get()


def publish_another() -> None:
    record(ChangeKind.PUBLISHED, ObjectType.ARTICLE, 10**6)


def test_it_reads_once_nobody_publishes(imported: Article) -> None:
    rounds(follower.STILL)
    assert not Reading.objects.exists()
    rounds(follower.STILL + 2 * follower.PAUSE)
    assert Reading.objects.filter(article=imported, live=True).exists()


def test_while_somebody_publishes_it_waits(imported: Article) -> None:
    rounds(follower.PATIENCE, each=publish_another)
    assert not Reading.objects.exists()


def test_it_does_not_wait_for_ever(imported: Article) -> None:
    rounds(follower.PATIENCE + 2 * follower.PAUSE, each=publish_another)
    assert Reading.objects.filter(article=imported, live=True).exists()
