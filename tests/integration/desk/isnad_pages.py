"""What the tests of the panel of statements ask of it over HTTP, and how they read its answers."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client
from tests.factories.articles import ArticleFactory
from tests.factories.attribution import BRIDGE, PLAIN, RIVER, body, bridge, river

from khabar.accounts.enums import RoleCode
from khabar.accounts.models import User
from khabar.articles.models import Article
from khabar.attribution.models import Reading, Statement
from khabar.attribution.readings import read_text
from khabar.attribution.seam import Said

Desk = Callable[..., Client]
Person = Callable[..., User]
REPORTER, EDITOR, CHIEF, ADMINISTRATOR, ADVERTISING = RoleCode
TEXTS = (RIVER, BRIDGE, PLAIN)
STAMP = re.compile(r'data-isnad-row="(\d+)"[^>]*?data-stamp="([^"]+)"', re.DOTALL)


def draft(*found: Said, texts: tuple[str, ...] = TEXTS, **fields: Any) -> Article:
    """A draft with a revision, whose text says `found`: the engineer and the minister unless told otherwise."""
    article: Article = ArticleFactory(body=body(*texts), **fields)
    article.save_revision()
    Reading.objects.filter(article=article).delete()
    read_text(article, article.body, live=False, said=found or (river(texts), bridge(texts)))
    return article


def save(article: Article, *texts: str) -> None:
    """Save another text as the newest draft."""
    newest = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    newest.body = body(*texts)
    newest.save_revision()


def address(article: Article, part: str = "") -> str:
    return f"/desk/articles/statements/{article.pk}/{part}"


def panel(client: Client, article: Article, query: str = "") -> str:
    answer = client.get(address(article, "panel/") + query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def stamps(html: str) -> dict[int, str]:
    """The stamp of each row by its statement, in order."""
    return {int(pk): stamp for pk, stamp in STAMP.findall(html)}


def act(client: Client, article: Article, what: str, **fields: Any) -> Any:
    return client.post(address(article, "act/"), {"act": what, **fields}, headers={"accept": "application/json"})


def isnad(statement: Statement, **fields: Any) -> dict[str, Any]:
    """The form of a statement as a browser sends it."""
    return {
        "par": statement.par,
        "start": statement.start,
        "end": statement.end,
        "text": statement.text,
        "speaker": statement.speaker_name,
        "kind": statement.kind,
        "cue": statement.cue,
        **fields,
    }


def said_by(article: Article, name: str) -> Statement:
    """The statement of a speaker in the text the desk works on."""
    newest = Reading.objects.filter(article=article).order_by("-changed_at", "-pk").first()
    return Statement.objects.get(reading=newest, speaker_name=name)
