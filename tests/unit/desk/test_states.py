"""The state an editor reads beside a headline, decided from the article and what waits for it."""

from datetime import UTC, datetime

import pytest

from khabar.articles.enums import PubStatus
from khabar.articles.models import Article
from khabar.desk.states import DeskState, state_of

_ONCE = datetime(2026, 3, 1, tzinfo=UTC)


def _article(*, live: bool = False, changed: bool = False, before: bool = False, status: str = "usable") -> Article:
    return Article(
        headline="خبر",
        live=live,
        has_unpublished_changes=changed,
        last_published_at=_ONCE if before else None,
        pub_status=status,
    )


@pytest.mark.parametrize(
    ("article", "scheduled", "in_review", "expected"),
    [
        (_article(), False, False, DeskState.DRAFT),
        (_article(), True, False, DeskState.SCHEDULED),
        (_article(), False, True, DeskState.REVIEW),
        (_article(live=True, before=True), False, False, DeskState.LIVE),
        (_article(live=True, changed=True, before=True), False, False, DeskState.CHANGED),
        (_article(live=True, changed=True, before=True), True, False, DeskState.SCHEDULED),
        (_article(before=True), False, False, DeskState.WITHDRAWN),
        (_article(before=True, status=PubStatus.CANCELED), False, False, DeskState.CANCELED),
        (_article(live=True, before=True, status=PubStatus.WITHHELD), True, True, DeskState.WITHHELD),
    ],
)
def test_each_article_has_one_state(article: Article, scheduled: bool, in_review: bool, expected: DeskState) -> None:
    assert state_of(article, scheduled=scheduled, in_review=in_review) == expected
