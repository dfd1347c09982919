"""Videos for «فيديو قد يعجبك»: those related to a story, then the newest of its section, none that it shows itself.

A story to which none is related, in a section without videos, has the newest of the portal.
"""

from collections.abc import Iterable

from khabar.articles import videos
from khabar.articles.models import Article, ArticleTopic
from khabar.articles.queries import related_values
from khabar.articles.videos import Shown
from khabar.recommendations.about import document_of, names_of
from khabar.recommendations.related import Document, ranked, words_of

_CANDIDATES = 60


def for_article(article: Article, size: int = 4) -> list[Shown]:
    """At most `size` videos for the foot of a story; fewer, or none, where there are no more."""
    own = videos.video_ids(article)
    newest = [one for one in videos.newest(_CANDIDATES) if one.video.pk not in own]
    if not newest:
        return []
    by_key = {one.video.pk: one for one in newest}
    documents = _documents(newest)
    found = [by_key[key] for key, _ in ranked(document_of(article), documents)][:size]
    if len(found) < size:
        seen = own | {one.video.pk for one in found}
        section = videos.newest(size + len(seen), section=article.section_id)
        found += [one for one in section if one.video.pk not in seen][: size - len(found)]
    return found or newest[:size]


def _documents(shown: Iterable[Shown]) -> list[Document]:
    """A video is about what it says of itself and what the first story with it is about."""
    there = list(shown)
    stories = [one.article.pk for one in there]
    topics, names = related_values(ArticleTopic, "topic_id", stories), names_of(stories)
    return [
        Document(
            one.video.pk,
            words_of(f"{one.video.title}\n{one.video.caption}\n{one.article.headline}\n{one.article.abstract}"),
            frozenset(topics[one.article.pk]),
            names[one.article.pk],
        )
        for one in there
    ]
