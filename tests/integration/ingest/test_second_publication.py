"""A second publication of one event is found: by words, by the events of wire items, and against nobody's word."""

import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from tests.factories.articles import ArticleFactory, SectionFactory, published
from tests.factories.events import FLOOD, agency, flood, other_flood
from tests.factories.wires import newsml

from khabar.articles import actions as articles
from khabar.articles.models import Article
from khabar.articles.text import paragraph
from khabar.core import clock
from khabar.ingest import actions, grouping, rarities, second
from khabar.ingest.models import ArticleTrace, Lineage, Rule, WireItem
from khabar.ingest.states import ItemState, LineageKind, RuleAction
from khabar.ingest.store import Payload, take

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    rarities.forget()


def _words(slug: str) -> dict[str, Any]:
    headline, paragraphs = FLOOD[slug]
    return {"headline": headline, "abstract": "", "body": [paragraph(text) for text in paragraphs]}


def _live(slug: str = "afp", **fields: Any) -> Article:
    return published(at=fields.pop("at", clock.now()), **_words(slug) | fields)


def _found(article: Article) -> list[Article]:
    return [earlier.article for earlier in second.public_on_same_event(article)]


def test_a_draft_written_by_hand_finds_the_public_article_and_says_why() -> None:
    earlier = _live()
    draft = ArticleFactory(**_words("dpa"))
    found = second.public_on_same_event(draft)
    assert [one.article for one in found] == [earlier]
    assert found[0].reasons
    assert _found(ArticleFactory()) == []


@pytest.mark.parametrize("hidden", ["old", "unpublished", "killed", "rights over"])
def test_only_what_readers_have_now_counts(hidden: str) -> None:
    earlier = _live(at=clock.now() - timedelta(hours=72 if hidden == "old" else 1))
    draft = ArticleFactory(**_words("dpa"))
    if hidden == "unpublished":
        articles.unpublish(article=earlier)
    elif hidden == "killed":
        articles.kill(article=earlier)
    elif hidden == "rights over":
        articles.limit_rights(article=earlier, until=clock.now() - timedelta(minutes=1))
    assert _found(draft) == []
    assert not ArticleTrace.objects.exists()


def test_a_public_article_is_an_update_of_itself() -> None:
    article = _live()
    _live("dpa")
    assert _found(article) == []


def test_an_article_published_anew_is_compared_by_its_new_words() -> None:
    earlier = _live()
    draft = ArticleFactory(**_words("dpa"))
    assert _found(draft) == [earlier]
    changed = earlier.get_latest_revision_as_object()
    changed.headline, changed.body = "معرض للخط العربي في المتحف", [paragraph("لوحات من ثلاثة قرون.")]
    changed.save_revision().publish()
    assert _found(draft) == []


def test_articles_made_from_items_of_one_event_find_each_other_in_any_words() -> None:
    first, last = flood("afp"), flood("dpa")
    grouping.catch_up()
    earlier = actions.make_draft(item=first, section=SectionFactory())
    articles.publish(article=earlier)
    other = ArticleFactory(headline="تقرير من الميدان", abstract="", body=[paragraph("كلام آخر تمامًا.")])
    assert _found(other) == []
    actions.attach(article=other, item=last, kind=LineageKind.REWRITE)
    assert _found(other) == [earlier]
    actions.split_from_event(item=last)
    assert _found(other) == []
    assert _found(actions.make_draft(item=last, section=SectionFactory())) == []


def _publishes() -> None:
    Rule.objects.create(name="مباشر", action=RuleAction.PUBLISH, section=SectionFactory())


def test_a_rule_does_not_publish_an_event_twice_and_its_item_says_why() -> None:
    _publishes()
    flood("afp")
    held = flood("dpa")
    other_flood()
    public = Article.objects.public()
    assert {article.headline for article in public} == {FLOOD["afp"][0], "سيول تجرف سيارات في مدينة برج السدر"}
    assert held.state == ItemState.USED
    assert FLOOD["afp"][0] in held.routed
    assert not Article.objects.get(pk=Lineage.objects.get(item=held).article_id).live


def test_a_new_version_of_an_item_is_told_to_its_article_and_makes_no_second_one() -> None:
    _publishes()
    item = flood("afp")
    flood("afp", version=2, modified="2026-03-01T10:00:00+02:00")
    assert Article.objects.count() == 1
    assert WireItem.objects.get(pk=item.pk).version == 2


def test_a_draft_is_added_to_the_public_article_as_an_update() -> None:
    first, last = flood("afp"), flood("dpa")
    earlier = articles.publish(article=actions.make_draft(item=first, section=SectionFactory()))
    draft = actions.make_draft(item=last, section=SectionFactory())
    actions.add_as_update(article=draft, to=earlier)
    revised = Article.objects.get(pk=earlier.pk).get_latest_revision_as_object()
    texts = [str(block["value"]) for block in revised.body.raw_data]
    assert draft.headline in texts
    assert any("نصف عام" in text for text in texts)
    assert "نصف عام" not in str(Article.objects.get(pk=earlier.pk).body.raw_data)
    assert set(Lineage.objects.filter(article=earlier).values_list("item", flat=True)) == {first.pk, last.pk}


def test_fingerprints_of_articles_are_bounded() -> None:
    article = _live()
    assert second.trace_public(clock.now()) == 1
    assert second.trace_public(clock.now()) == 0
    second.trace_public(clock.now() + timedelta(days=3))
    assert not ArticleTrace.objects.filter(article=article).exists()


def test_asking_loads_no_numpy() -> None:
    program = (
        "import os, sys, django\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'\n"
        "django.setup()\n"
        "import khabar.config.urls, khabar.ingest.second, khabar.ingest.grouping, khabar.desk.second\n"
        "sys.exit(any(name in sys.modules for name in ('numpy', 'scipy', 'datasketch')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_of_two_items_with_the_same_words_a_rule_publishes_one() -> None:
    """The second of two in one document finds the first, for each is published before the next is taken."""
    _publishes()
    headline, paragraphs = FLOOD["afp"]
    for guid in ("urn:one", "urn:two"):
        take(Payload("x", newsml(guid, headline=headline, paragraphs=paragraphs)), provider=agency("afp"))
    assert Article.objects.public().count() == 1
