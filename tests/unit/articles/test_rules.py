"""Purge keys: which stored pages a change must reach, and that an archive's size does not matter."""

from datetime import UTC, datetime

from khabar.articles.rules import Filing, listing_keys, purge_keys

NOVEMBER = datetime(2026, 11, 20, tzinfo=UTC)


def test_first_page_of_a_list_follows_every_story_filed_there() -> None:
    keys = purge_keys(Filing(article_id=1, published_at=NOVEMBER, section_id=7))
    assert listing_keys("section:7", None, NOVEMBER) & keys


def test_page_between_follows_only_the_months_it_reaches_over() -> None:
    page = listing_keys("section:7", datetime(2026, 3, 2, tzinfo=UTC), datetime(2025, 12, 30, tzinfo=UTC))
    months = {"section:7:2025-12", "section:7:2026-01", "section:7:2026-02", "section:7:2026-03"}
    assert page == months | {"name:section:7"}
    assert not page & purge_keys(Filing(article_id=1, published_at=NOVEMBER, section_id=7))


def test_a_backdated_story_reaches_the_old_page_it_belongs_on() -> None:
    page = listing_keys("section:7", datetime(2026, 3, 2, tzinfo=UTC), datetime(2025, 12, 30, tzinfo=UTC))
    backdated = Filing(article_id=1, published_at=datetime(2026, 1, 15, tzinfo=UTC), section_id=7)
    assert page & purge_keys(backdated)


def test_last_page_follows_every_story_of_the_list_because_an_older_one_may_join_it() -> None:
    assert "topic:3" in listing_keys("topic:3", NOVEMBER, None)


def test_another_section_is_left_alone() -> None:
    keys = purge_keys(Filing(article_id=1, published_at=NOVEMBER, section_id=7, topic_ids=[2]))
    assert "section:8" not in keys
    assert "topic:2" in keys


def test_number_of_keys_does_not_depend_on_anything_but_the_story() -> None:
    old = Filing(article_id=10**9, published_at=datetime(1998, 1, 1, tzinfo=UTC), section_id=7)
    assert len(purge_keys(old)) == len(purge_keys(Filing(article_id=1, published_at=NOVEMBER, section_id=7)))
