"""A long query looks for the words that tell something; those of every other story bring no hits of their own."""

import pytest
from tests.engines import AnyEngine, Make

from khabar.search import plan
from khabar.search.query import Query

EVERYWHERE = "أعلن وزير الصحة اليوم في تونس"
TELLING = "تلقيح الرضع ضد الحصبة ببنزرت"


@pytest.fixture
def ministry(engine: AnyEngine, story: Make, monkeypatch: pytest.MonkeyPatch) -> AnyEngine:
    """Forty stories that begin alike, one of which tells of a campaign; more than twenty are very many."""
    monkeypatch.setattr(plan, "_MANY", 20)
    others = [story(n, headline=f"بلاغ عدد {n}", body=f"{EVERYWHERE} عن إجراء جديد.") for n in range(1, 41)]
    campaign = story(99, headline="حملة وطنية", body=f"{EVERYWHERE} عن حملة {TELLING}.")
    engine.apply([*others, campaign], [])
    return engine


def test_words_of_every_story_bring_none(ministry: AnyEngine) -> None:
    found = ministry.search(Query(f"{EVERYWHERE} {TELLING}"))

    assert [hit.id for hit in found.hits] == [99]
    assert found.total == 1


def test_where_nothing_tells_more_they_are_looked_for(ministry: AnyEngine) -> None:
    assert ministry.search(Query(f"{EVERYWHERE} بلاغ عدد")).total == 41


def test_a_short_query_is_asked_for_every_word(ministry: AnyEngine) -> None:
    assert ministry.search(Query("وزير الصحة تونس")).total == 41
