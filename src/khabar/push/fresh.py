"""Whether whoever follows a notification finds what it speaks of: the story's page, the front page and the feed."""

from urllib.parse import unquote

from django.conf import settings
from django.utils import timezone, translation

from khabar.announcing.reading import Reader
from khabar.core.paths import path_to
from khabar.push.models import Sending


def stale_page(sending: Sending) -> str:
    """The first address that still answers something else than it would if nothing were stored; empty where none does.

    What is not stored is rendered and stored by this very question, so that readers who come all at once are answered
    from the store. Of a story that was withdrawn the front page and feed alone can be asked.
    """
    reader = Reader()
    paths = [path_to("front:home"), path_to("front:feed")]
    if sending.article is not None and sending.article.is_public():
        paths.insert(0, sending.article.get_absolute_url())
    with translation.override(settings.LANGUAGE_CODE), timezone.override(None):
        return next((path for path in paths if not _is_fresh(reader, path)), "")


def _is_fresh(reader: Reader, path: str) -> bool:
    answer = reader.ask(unquote(path))
    if answer.status != 200:
        return False
    now = reader.ask_anew(unquote(path))
    return (answer.status, answer.text) == (now.status, now.text) if answer.stored else True
