"""An archive's embeds are asked about like those of an editor, though its articles are not saved one by one."""

import json
from io import BytesIO

import pytest

from khabar.articles.models import Article, ArticleEmbed
from khabar.importers.jsonl import import_jsonl
from khabar.media.embeds.models import Embed

pytestmark = pytest.mark.django_db
FRAME = '<p>شاهد الجولة.</p><iframe src="https://www.youtube.com/embed/a1B2"></iframe>'


def bring(body: str) -> Article:
    line = {
        "id": "1",
        "headline": "جولة في الميناء",
        "body": body,
        "section": "مدن",
        "published_at": "2026-03-01T09:00:00Z",
    }
    report = import_jsonl(BytesIO(json.dumps(line).encode() + b"\n"))
    assert report.refused == []
    return Article.objects.get()


def test_an_embed_of_an_archive_is_asked_about() -> None:
    article = bring(FRAME)
    assert [block["type"] for block in article.body.raw_data] == ["paragraph", "embed"]
    row = Embed.objects.due().get()
    assert row.url == "https://www.youtube.com/watch?v=a1B2"
    assert article.embeds.get().embed == row


def test_a_newer_version_without_it_lets_go_of_it() -> None:
    bring(FRAME)
    bring("<p>انتهت الجولة.</p>")
    assert not ArticleEmbed.objects.exists()
