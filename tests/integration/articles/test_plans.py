"""What is asked again and again is found by an index; values are asked for with one parameter however many they are."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.articles import ArticleFactory

from khabar.articles.models import Article
from khabar.articles.queries import withdrawals
from khabar.articles.schedule import run_due
from khabar.core import clock
from khabar.core.rows import one_of

pytestmark = pytest.mark.django_db


def whole_tables(act: Callable[[], object]) -> list[str]:
    """The tables of ours that `act` reads from end to end, as SQLite plans it."""
    with CaptureQueriesContext(connection) as asked:
        act()
    steps = []
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            if query["sql"].startswith("SELECT"):
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                steps += [row[3] for row in cursor.fetchall()]
    assert steps
    return [step for step in steps if step.startswith("SCAN articles_") and "INDEX" not in step]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the planner of SQLite")
@pytest.mark.parametrize("act", [run_due, lambda: withdrawals(clock.now() - timedelta(days=30))])
def test_what_runs_all_the_time_reads_no_whole_table(act: Callable[[], object]) -> None:
    ArticleFactory()
    assert whole_tables(act) == []


def test_any_number_of_values_is_one_parameter() -> None:
    article = ArticleFactory(headline="جسر \"النهر\" يُفتح 'اليوم'")
    other = ArticleFactory()
    for wanted in (
        Article.objects.filter(pk__in=one_of([article.pk, 2**40])),
        Article.objects.filter(headline__in=one_of([article.headline, "غيره", "a,b{}\\"])),
    ):
        assert list(wanted) == [article]
        assert len(wanted.query.sql_with_params()[1]) == 1
    assert not Article.objects.filter(pk__in=one_of([])).exists()
    assert Article.objects.filter(pk__in=one_of([other.pk])).get() == other
