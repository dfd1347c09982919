"""One newsroom takes another's stories over HTTP: new, updated, withdrawn, and what a contract keeps back."""

from collections.abc import Iterator

import pytest
from django.test import Client
from tests.factories.articles import SectionFactory, published
from tests.factories.attribution import BRIDGE, RIVER, attributed, bridge, river
from tests.factories.wires import FeedFactory, ProviderFactory, arrived
from tests.feeds import Answer, Site, site

from khabar.articles import actions as articles
from khabar.articles.consumers import follow
from khabar.articles.models import Agency, Article
from khabar.articles.text import paragraph
from khabar.attribution.actions import accept
from khabar.attribution.exports import InfoSource, from_infosources
from khabar.attribution.models import Statement
from khabar.attribution.queries import for_readers, quoted
from khabar.formats.record import ISNAD
from khabar.ingest import actions
from khabar.ingest.models import HeldItem, WireItem
from khabar.ingest.poll import Look, poll
from khabar.ingest.states import FeedKind, ItemState

pytestmark = pytest.mark.django_db
FORMS = ["ninjs", "newsml-g2"]


@pytest.fixture
def server() -> Iterator[Site]:
    with site() as running:
        yield running


class Taker:
    """The newsroom that takes: a provider without an agency, and its feed."""

    def __init__(self, server: Site, form: str) -> None:
        self.server, self.path = server, f"/feed/{form}/"
        self.provider = ProviderFactory(agency=None)
        self.feed = FeedFactory(provider=self.provider, kind=FeedKind.HTTP, address=server.url(self.path))

    def look(self) -> Look:
        """Poll over a socket what the other site answers at this moment."""
        follow()
        self.server.answers[self.path] = Answer(body=Client().get(self.path).content)
        look = poll(self.feed.pk, client=self.server.client(), anyway=True)
        assert look.error == ""
        assert not HeldItem.objects.exists()
        return look

    def item(self, article_id: int) -> WireItem:
        return WireItem.objects.get(provider=self.provider, guid=f"http://testserver/n/{article_id}")


@pytest.mark.parametrize("form", FORMS)
def test_a_story_is_taken_updated_and_withdrawn_with_what_was_made_of_it(server: Site, form: str) -> None:
    origin = published(
        headline="مكتبة جديدة في الحي القديم",
        body=[paragraph("افتتحت البلدية المكتبة صباح اليوم بعد عامين من العمل.")],
        dateline_place="القاهرة",
    )
    taker = Taker(server, form)
    assert taker.look().taken.new == 1
    item = taker.item(origin.pk)
    assert (item.headline, item.version, item.publishable) == (origin.headline, 1, True)
    assert taker.look().taken.moved == 0

    copy = articles.publish(article=actions.make_draft(item=item, section=SectionFactory()))
    assert copy.is_public()

    origin.headline = "مكتبة جديدة في الحي القديم تفتح أبوابها"
    origin.save_revision()
    articles.publish(article=origin)
    looked = taker.look()
    item.refresh_from_db()
    assert (item.headline, item.version, looked.taken.changed) == (origin.headline, 2, 1)

    articles.kill(article=origin)
    assert taker.look().taken.killed == 1
    item.refresh_from_db()
    copy.refresh_from_db()
    assert item.state == ItemState.KILLED
    assert not copy.is_public()

    articles.publish(article=origin)
    taker.look()
    item.refresh_from_db()
    assert item.state == ItemState.USED


@pytest.mark.parametrize("form", FORMS)
def test_a_deleted_story_is_withdrawn_at_its_takers(server: Site, form: str) -> None:
    origin = published(body=[paragraph("افتتحت البلدية المكتبة صباح اليوم بعد عامين من العمل.")])
    taker = Taker(server, form)
    taker.look()
    item, pk = taker.item(origin.pk), origin.pk
    assert item.state == ItemState.NEW
    Article.objects.get(pk=pk).delete()
    assert taker.look().taken.killed == 1
    item.refresh_from_db()
    assert item.state == ItemState.KILLED


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_feed_is_nothing_to_worry_about(server: Site, form: str) -> None:
    assert Taker(server, form).look().taken.moved == 0


@pytest.mark.parametrize("form", FORMS)
def test_who_said_what_comes_along_and_is_no_credit(server: Site, form: str) -> None:
    origin = attributed(river((RIVER, BRIDGE)), bridge(), texts=(RIVER, BRIDGE))
    for row in Statement.objects.filter(article=origin):
        accept(statement=row, user=None)
    taker = Taker(server, form)
    taker.look()
    record = taker.item(origin.pk).record
    kept = [one for one in record["info_sources"] if (one["role"] or "").startswith(ISNAD)]
    assert [(one["name"], one["role"].removeprefix(ISNAD)) for one in kept] == [
        ("سلمى الراوي", "speaker"),
        ("كمال الشاذلي", "speaker"),
        ("وكالة تاس للأنباء", "relay"),
    ]
    speaker = quoted(for_readers(origin))[0].source
    nodes = [{"name": one["name"], "role": one["role"], "uri": one["code"]} for one in kept]
    assert from_infosources(nodes, "http://testserver")[0] == InfoSource("سلمى الراوي", "speaker", speaker)
    assert not {agency["name"] for agency in record["agencies"]} & {"سلمى الراوي", "كمال الشاذلي", "وكالة تاس للأنباء"}


def _text_leaves(client: Client, article: Article) -> bool:
    follow()
    (node,) = [one for one in client.get("/feed/ninjs/").json() if one["uri"].endswith(f"/n/{article.pk}")]
    return "bodies" in node


def test_an_agencys_story_leaves_whole_only_where_its_contract_allows(client: Client) -> None:
    provider = ProviderFactory()
    article = articles.publish(article=actions.make_draft(item=arrived(provider), section=SectionFactory()))
    assert not _text_leaves(client, article)
    provider.pass_on = True
    provider.save()
    actions.apply_contract(provider=provider)
    assert _text_leaves(client, article)
    provider.pass_on = False
    provider.save()
    actions.apply_contract(provider=provider)
    assert not _text_leaves(client, article)


def test_one_strict_contract_among_several_keeps_the_text_back(client: Client) -> None:
    open_one, strict = ProviderFactory(pass_on=True), ProviderFactory()
    items = [arrived(open_one, guid="urn:a"), arrived(strict, guid="urn:b", headline="خبر آخر من المدينة")]
    article = articles.publish(article=actions.merge(items=items, section=SectionFactory()))
    assert not _text_leaves(client, article)


def test_a_rewrite_that_credits_nobody_is_still_under_the_contract(client: Client) -> None:
    article = published(body=[paragraph("نص أعاد المحرر كتابته عن خبر الوكالة.")])
    assert _text_leaves(client, article)
    actions.attach(article=article, item=arrived(), kind="rewrite")
    assert not _text_leaves(client, article)


def test_a_new_draft_of_a_live_story_does_not_change_what_may_leave(client: Client) -> None:
    article = articles.publish(
        article=actions.make_draft(item=arrived(ProviderFactory(pass_on=True)), section=SectionFactory())
    )
    assert Agency.objects.get(slug="dpa") in article.agencies
    article.headline = "مكتبة جديدة"
    article.save_revision()
    assert _text_leaves(client, articles.publish(article=article))
