"""Searches are counted by day and query, without a trace of who asked, and never without bound."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories.articles import published

from khabar.articles.consumers import follow
from khabar.finding import tallies
from khabar.finding.models import Tally

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def index() -> None:
    """An index without stories."""
    follow()


def counted() -> dict[str, tuple[int, int]]:
    return {row.text: (row.asked, row.empty) for row in Tally.objects.all()}


def test_spellings_of_a_query_count_as_one_and_what_found_nothing_is_told_apart(
    client: Client, fresh_counter: tallies.Counter
) -> None:
    published(headline="الأسماك تعود إلى البحيرة")
    follow()
    for query in ("أسماك", "اسماك", "أسْماك", "زقزقة", "زقزقه"):
        client.get("/search/", {"q": query})
    fresh_counter.write()
    assert tallies.collect() == 1
    assert sorted(counted().values()) == [(2, 2), (3, 0)]
    empty = Tally.objects.get(empty=2)
    assert empty.understood.startswith("زقزق")
    assert empty.day == timezone.localdate()


def test_counts_of_several_processes_add_up(fresh_counter: tallies.Counter) -> None:
    other = tallies.Counter()
    for counter in (fresh_counter, other, other):
        counter.add("سمك", False)
    fresh_counter.write()
    other.write()
    tallies.collect()
    fresh_counter.add("سمك", True)
    fresh_counter.write()
    tallies.collect()
    assert counted() == {"سمك": (4, 3)}


@pytest.mark.parametrize(
    "text", ["+20 100 123 4567", "قارئ@example.org", "اتصل بي ٠١٠٠١٢٣٤٥٦٧", "https://example.org/a", "كلمة " * 60, "؟!"]
)
def test_what_may_tell_who_somebody_is_and_pasted_texts_are_not_counted(
    client: Client, fresh_counter: tallies.Counter, text: str
) -> None:
    assert client.get("/search/", {"q": text}).status_code == 200
    fresh_counter.write()
    tallies.collect()
    assert counted() == {}


def test_further_pages_filters_and_the_machine_readable_answer(client: Client, fresh_counter: tallies.Counter) -> None:
    for more in ("&page=2", "&section=x", "&sort=date", "&from=2026-01-01", "&format=json"):
        assert client.get(f"/search/?q=سمك{more}").status_code == 200, more
    fresh_counter.write()
    tallies.collect()
    assert counted() == {}


def test_a_reader_never_waits_for_the_database_to_count(client: Client, fresh_counter: tallies.Counter) -> None:
    client.get("/search/?q=سمك")
    with CaptureQueriesContext(connection) as asked:
        client.get("/search/?q=سمكة")
        fresh_counter.write()
    assert asked.captured_queries
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)


def test_a_flood_is_bounded_in_memory_in_files_and_in_the_database(
    fresh_counter: tallies.Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tallies, "IN_MEMORY", 10)
    monkeypatch.setattr(tallies, "FILES", 3)
    monkeypatch.setattr(tallies, "A_DAY", 12)
    for _ in range(3):
        fresh_counter.add("سمك", True)
    for flood in range(6):
        for number in range(40):
            fresh_counter.add(f"حشو {flood}و{number}", False)
        fresh_counter.write()
    assert tallies.collect() == 3
    assert Tally.objects.count() == 12
    assert counted()["سمك"] == (3, 0)


def test_old_days_are_forgotten_and_a_broken_line_stops_nothing(fresh_counter: tallies.Counter) -> None:
    Tally.objects.create(day=timezone.localdate() - timedelta(days=tallies.KEPT_DAYS + 1), key="قديم", text="قديم")
    fresh_counter.add("سمك", True)
    fresh_counter.write()
    (file,) = tallies._folder().glob("*.jsonl")
    file.write_text("{nonsense\n" + '{"day": 5}\n' + file.read_text(encoding="utf-8"), encoding="utf-8")
    tallies.collect()
    assert counted() == {"سمك": (1, 0)}
