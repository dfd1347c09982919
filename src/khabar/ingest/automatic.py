"""Stories that a rule made and no person has touched since."""

from wagtail.models import ModelLogEntry

from khabar.articles.models import Article


def untouched(article: Article) -> bool:
    """True when no person has saved, published, withdrawn, locked or sent on the article.

    Decisions about its statements are no work on its text: they go with the words they are about into the next one.
    """
    if article.locked or article.workflow_in_progress:
        return False
    if article.revisions.filter(user__isnull=False).exists():
        return False
    acts = ModelLogEntry.objects.for_instance(article).filter(user__isnull=False)
    return not acts.exclude(action__startswith="khabar.isnad.").exists()
