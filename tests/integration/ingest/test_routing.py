"""Routing rules: which items go where by themselves."""

from datetime import time
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.factories.articles import SectionFactory
from tests.factories.wires import FeedFactory, ProviderFactory, arrived, newsml

from khabar.articles.models import Article, Section
from khabar.ingest import actions
from khabar.ingest.errors import ItemNotUsable
from khabar.ingest.models import Rule, WireAlert, WireItem
from khabar.ingest.routing import Facts, first_match, matches
from khabar.ingest.states import ItemState, RuleAction
from khabar.ingest.store import Payload, take

pytestmark = pytest.mark.django_db


def _facts(**changes: Any) -> Facts:
    usual: dict[str, Any] = {
        "provider_id": 1, "section_id": 2, "urgency": 4, "subjects": frozenset({"medtop:01000000", "ثقافة وفنون"}),
        "text": "افتتاح معرض الكتاب في القاهرة", "hour": time(14, 30),
    }  # fmt: skip
    return Facts(**usual | changes)


@pytest.mark.parametrize(
    ("conditions", "holds"),
    [
        ({}, True),
        ({"provider_id": 1}, True),
        ({"provider_id": 9}, False),
        ({"in_section_id": 2}, True),
        ({"in_section_id": 3}, False),
        ({"urgency_up_to": 4}, True),
        ({"urgency_up_to": 3}, False),
        ({"subject": "medtop:01000000"}, True),
        ({"subject": "ثقافه وفنون"}, True),
        ({"subject": "رياضة"}, False),
        ({"words": "رياضة، مَعرض"}, True),
        ({"words": "معارض"}, False),
        ({"words": "معرض الكتاب"}, True),
        ({"words": "كتاب"}, False),
        ({"words": " ، "}, True),
        ({"from_hour": time(14), "to_hour": time(15)}, True),
        ({"from_hour": time(15), "to_hour": time(16)}, False),
        ({"from_hour": time(22), "to_hour": time(15)}, True),
        ({"from_hour": time(22), "to_hour": time(6)}, False),
        ({"provider_id": 1, "urgency_up_to": 1}, False),
    ],
)
def test_a_rule_holds_when_all_its_conditions_do(conditions: dict[str, Any], holds: bool) -> None:
    assert matches(Rule(**conditions), _facts()) is holds


def test_the_first_rule_that_holds_decides() -> None:
    rules = [Rule(name="رياضة", subject="رياضة"), Rule(name="كل شيء"), Rule(name="بعده")]
    found = first_match(rules, _facts())
    assert found is not None
    assert found.name == "كل شيء"


def _rule(action: RuleAction, section: Section | None = None, **fields: Any) -> Rule:
    rule: Rule = Rule.objects.create(name="قاعدة", action=action, section=section, **fields)
    return rule


def test_an_item_is_sent_to_a_desk() -> None:
    _rule(RuleAction.DESK, desk="ثقافة", subject="ثقافة")
    item = arrived()
    assert (item.desk, item.routed, item.state) == ("ثقافة", "قاعدة", ItemState.NEW)


def test_an_item_becomes_a_draft_in_a_section() -> None:
    section = SectionFactory()
    _rule(RuleAction.DRAFT, section)
    item = arrived()
    article = Article.objects.get()
    assert (article.section, article.live, item.state) == (section, False, ItemState.USED)


def test_an_item_is_published_at_once_and_taken_down_when_killed() -> None:
    _rule(RuleAction.PUBLISH, SectionFactory(), urgency_up_to=4)
    item = arrived()
    assert Article.objects.public().get().headline == item.headline
    take(Payload("x", newsml(version=2, status="canceled")), provider=item.provider)
    assert not Article.objects.public().exists()
    assert WireAlert.objects.count() == 1


def test_what_may_not_be_published_stays_a_draft_and_says_why() -> None:
    _rule(RuleAction.PUBLISH, SectionFactory())
    item = arrived(embargoed="2099-01-01T00:00:00+00:00")
    assert not Article.objects.public().exists()
    assert Article.objects.count() == 1
    assert "تحظر" in item.routed


def test_a_test_message_is_kept_once_with_its_reason_and_goes_nowhere() -> None:
    _rule(RuleAction.PUBLISH, SectionFactory())
    provider = ProviderFactory()
    document = newsml(headline="رسالة تجريبية", paragraphs=("هذه رسالة تجريبية، ليست للنشر.",))
    for _ in range(2):
        take(Payload("x", document), provider=provider)
    item = WireItem.objects.get()
    assert (item.publishable, item.state) == (False, ItemState.NEW)
    assert item.reasons
    assert not Article.objects.exists()
    with pytest.raises(ItemNotUsable, match="ليس للنشر"):
        actions.make_draft(item=item)


def test_a_rule_that_is_off_does_nothing_and_a_feeds_section_is_a_condition() -> None:
    section = SectionFactory()
    _rule(RuleAction.DESK, desk="مغلق", active=False)
    _rule(RuleAction.DESK, desk="مفتوح", in_section=section)
    provider = ProviderFactory()
    take(Payload("x", newsml()), provider=provider)
    assert WireItem.objects.get().desk == ""
    take(Payload("x", newsml(guid="urn:2")), provider=provider, feed=FeedFactory(provider=provider, section=section))
    assert WireItem.objects.get(guid="urn:2").desk == "مفتوح"


@pytest.mark.parametrize(
    "fields",
    [
        {"action": RuleAction.DRAFT},
        {"action": RuleAction.DESK},
        {"action": RuleAction.DESK, "desk": "x", "from_hour": time(1)},
        {"action": RuleAction.DESK, "desk": "x", "urgency_up_to": 0},
        {"action": "burn", "desk": "x"},
    ],
)
def test_senseless_rules_cannot_be_stored(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Rule.objects.create(name="قاعدة", **fields)
