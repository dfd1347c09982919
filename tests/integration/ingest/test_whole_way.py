"""From a file in a watched folder to an article that knows where it came from."""

import pytest
from tests.factories.accounts import UserFactory
from tests.factories.wires import FeedFactory, newsml
from tests.integration.ingest.conftest import Drop
from wagtail.models import ModelLogEntry

from khabar.articles.models import Agency
from khabar.ingest import actions, queries
from khabar.ingest.models import Lineage
from khabar.ingest.poll import poll
from khabar.ingest.states import ItemState, LineageKind

pytestmark = pytest.mark.django_db


def test_a_file_becomes_an_item_and_the_item_a_draft_with_dateline_agency_and_lineage(drop: Drop) -> None:
    file = drop(newsml())
    feed = FeedFactory()
    editor = UserFactory(is_superuser=True)

    look = poll(feed.pk)

    assert (look.error, look.taken.new) == ("", 1)
    assert not file.exists()
    assert (file.parent / "done" / file.name).exists()
    item = queries.items().get()
    assert (item.headline, item.urgency, item.language) == ("مكتبة جديدة في الحي القديم", 4, "ar")

    article = actions.make_draft(item=queries.item(item.pk), user=editor)

    assert not article.live
    assert (article.headline, article.dateline_place, article.urgency) == (item.headline, "القاهرة", 4)
    assert article.agencies == [Agency.objects.get(slug="dpa")]
    assert "مديرة المكتبة" in str(article.body)
    assert "د ب أ" not in str(article.body)
    line = Lineage.objects.get(article=article)
    assert (line.item_id, line.guid, line.version, line.kind) == (item.pk, item.guid, 1, LineageKind.COPY)
    item.refresh_from_db()
    assert item.state == ItemState.USED
    made = ModelLogEntry.objects.get(action="khabar.from_wire")
    assert (made.user, made.object_id) == (editor, str(article.pk))


def test_the_same_file_again_changes_nothing(drop: Drop) -> None:
    feed = FeedFactory()
    drop(newsml())
    poll(feed.pk)
    drop(newsml(), name="again.xml")
    look = poll(feed.pk, anyway=True)
    assert (look.taken.new, look.taken.unchanged) == (0, 1)
    assert queries.items().count() == 1
