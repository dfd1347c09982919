"""«عاجل» beside a headline, while the news still is."""

from datetime import datetime, timedelta

from khabar.articles.models import Article
from khabar.core import clock

_MOST_URGENT = 2  # of IPTC's urgencies, 1 to 9
_LASTS = timedelta(hours=6)


def flash_until(article: Article) -> datetime | None:
    """When the word leaves a story that carries it now; None where it carries none."""
    if article.urgency > _MOST_URGENT or article.first_published_at is None:
        return None
    end: datetime = article.first_published_at + _LASTS
    return end if end > clock.now() else None
