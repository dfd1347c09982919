"""A query that matches very many stories is answered from those with a word in the headline, and to its end."""

import pytest

from khabar.search import answer
from khabar.search.query import Query, Sort
from khabar.search.tantivy_engine import TantivyEngine

from .conftest import Make


@pytest.fixture
def archive(engine: TantivyEngine, story: Make, monkeypatch: pytest.MonkeyPatch) -> TantivyEngine:
    """160 stories with the word in the headline, 40 with it in the text alone; more than ten are very many."""
    monkeypatch.setattr(answer, "_MANY_HITS", 10)
    named = [story(n, f"حصاد الزيتون في القرية {n}", f"نص الخبر {n}.", section="land") for n in range(1, 161)]
    others = [story(n, f"خبر {n}", "يبدأ حصاد الزيتون غدًا.", section="news") for n in range(201, 241)]
    engine.rebuild([*others, *named])
    return engine


def test_hits_and_facets_count_all_stories(archive: TantivyEngine) -> None:
    found = archive.search(Query("الزيتون", facets=True))
    assert found.total == 200
    assert found.facets["section"] == {"land": 160, "news": 40}


def test_the_first_page_has_the_word_in_its_headlines(archive: TantivyEngine) -> None:
    assert all("الزيتون" in hit.headline for hit in archive.search(Query("حصاد زيتون")).hits)


def test_the_last_page_has_the_other_stories(archive: TantivyEngine) -> None:
    hits = archive.search(Query("الزيتون", offset=180, limit=50)).hits
    assert len(hits) == 20
    assert all(hit.section == "news" for hit in hits)


def test_the_better_headline_still_comes_first(archive: TantivyEngine, story: Make) -> None:
    archive.apply([story(900, "الزيتون")], [])
    assert archive.search(Query("الزيتون")).hits[0].id == 900


@pytest.mark.parametrize("text", ["الزيتون -قرية", '"حصاد الزيتون"', "الزيتون القسم:news", "زيتون OR قرية"])
def test_filters_and_phrases_hold_for_every_hit(
    archive: TantivyEngine, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = archive.search(Query(text, limit=50))
    monkeypatch.setattr(answer, "_MANY_HITS", 10_000)
    few = archive.search(Query(text, limit=50))
    assert many.total == few.total > 0
    assert {hit.section for hit in many.hits} == {hit.section for hit in few.hits}


def test_sorted_by_date_it_is_no_different(archive: TantivyEngine) -> None:
    found = archive.search(Query("الزيتون", sort=Sort.DATE, limit=50))
    assert (found.total, len(found.hits)) == (200, 50)
