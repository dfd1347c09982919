"""Stories alike: by the stems that say most, within a span of time, with certain words in the headline."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.factories.stories import story

from khabar.search.alike import Wish
from khabar.search.engine import IndexUnavailable
from khabar.search.tantivy_engine import TantivyEngine

DAY = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def engine(tmp_path: Path) -> TantivyEngine:
    engine = TantivyEngine(tmp_path / "index")
    engine.rebuild(
        [
            story(1, "حريق في مستودع القطن", "احترق قطن كثير", published_at=DAY),
            story(2, "لماذا يحترق القطن", "شرح", published_at=DAY - timedelta(days=100)),
            story(3, "حصاد القطن يبدأ", "موسم القطن والحريق", published_at=DAY + timedelta(days=1)),
            story(4, "معرض الزهور", "ورد", published_at=DAY),
        ]
    )
    return engine


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def test_the_more_telling_words_the_higher(engine: TantivyEngine) -> None:
    found = engine.alike(Wish({"قطن": 1.0, "حريق": 2.0}))
    assert found.ids[0] in (1, 3)
    assert set(found.ids) == {1, 2, 3}


def test_only_within_the_span(engine: TantivyEngine) -> None:
    assert engine.alike(Wish({"قطن": 1.0}, first=_seconds(DAY), end=_seconds(DAY) + 60)).ids == (1,)
    assert engine.alike(Wish({"قطن": 1.0}, end=_seconds(DAY))).ids == (2,)


def test_only_with_a_marked_word_in_the_headline(engine: TantivyEngine) -> None:
    assert engine.alike(Wish({"قطن": 1.0}, marked={"لماذا", "كيف"})).ids == (2,)


def test_unknown_words_find_nothing_and_are_rare(engine: TantivyEngine) -> None:
    found = engine.alike(Wish({"غواص": 1.0}))
    assert (found.ids, found.rarity) == ((), {"غواص": 1.0})


def test_a_word_of_every_story_is_less_rare(engine: TantivyEngine) -> None:
    rarity = engine.alike(Wish({"قطن": 1.0, "زهور": 1.0})).rarity
    assert rarity["قطن"] < 1.0


def test_a_missing_index_says_so(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable):
        TantivyEngine(tmp_path / "nowhere").alike(Wish({"قطن": 1.0}))
