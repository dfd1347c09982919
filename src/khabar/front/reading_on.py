"""What an article page needs to lead on to other stories."""

from datetime import timedelta

from django.http import HttpResponse

from khabar.articles.models import Article
from khabar.core import clock
from khabar.pagestore.views import expire_at

_YOUNG, _LIFE = timedelta(days=2), timedelta(minutes=30)


def linked_stories(article: Article) -> list[int]:
    """Ids of the stories that an article's body leads to."""
    return [block["value"] for block in article.body.raw_data if block["type"] == "related" and block["value"]]


def renew_while_young(response: HttpResponse, article: Article) -> None:
    """Have the page of a young story made anew now and then: the next stories of a running event come after it.

    An old story's page lives on until something on it changes.
    """
    now = clock.now()
    if now - article.first_published_at < _YOUNG:
        expire_at(response, now + _LIFE)
