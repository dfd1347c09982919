"""«الأكثر قراءة»: on the front page, on its own page and as a box; renewed in time, and nothing withdrawn on it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.factories.articles import SectionFactory, published
from tests.integration.front.conftest import Read, texts

from khabar.articles import actions
from khabar.articles.consumers import follow
from khabar.articles.models import Article
from khabar.articles.outlets import page_store
from khabar.core import clock
from khabar.pagestore.store import page_key
from khabar.recommendations import reads
from khabar.recommendations.models import MostRead, Reads

pytestmark = pytest.mark.django_db

PAGES = ("/", "/most-read/", "/most-read/box/", "/most-read/framed/")


@pytest.fixture
def stories() -> list[Article]:
    section = SectionFactory()
    now = datetime.now(UTC)
    names = ("الأولى", "الثانية", "الثالثة")
    found = [published(headline=f"القصة {name}", section=section, at=now - timedelta(hours=2)) for name in names]
    follow()
    return found


@pytest.fixture
def read_so_often(stories: list[Article]) -> Callable[..., None]:
    def count(*times: int, ago: timedelta = timedelta()) -> None:
        counts = {story.pk: number for story, number in zip(stories, times, strict=False)}
        reads.add(counts, clock.now() - ago)
        reads.rank(clock.now())

    return count


def test_before_anything_is_counted_there_is_no_such_part(read: Read, client: Client, stories: list[Article]) -> None:
    assert "الأكثر قراءة" not in client.get("/").content.decode()
    assert client.get("/most-read/box/").content.decode().strip() == ""
    assert texts(read("/most-read/"), "//p[@class='empty']") == ["لم تُجمع أرقام القراءة لهذه المدة بعد."]


def test_the_most_read_come_first_in_every_span(read: Read, read_so_often: Callable[..., None]) -> None:
    read_so_often(2, 5, 1)
    for path in ("/", "/most-read/framed/"):
        lists = read(path).xpath("//ol[@class='ranks__list']")
        assert len(lists) == 3
        for one in lists:
            assert texts(one, ".//a") == ["القصة الثانية", "القصة الأولى", "القصة الثالثة"]
    assert texts(read("/most-read/"), "//main//h2")[:2] == ["القصة الثانية", "القصة الأولى"]


def test_each_span_counts_its_own_time(read: Read, read_so_often: Callable[..., None]) -> None:
    read_so_often(9, 0, 0, ago=timedelta(days=3))
    read_so_often(0, 4, 0, ago=timedelta(hours=5))
    read_so_often(0, 0, 1)
    tops = {span: texts(read(f"/most-read/?span={span}"), "//main//h2")[0] for span in ("hour", "day", "week")}
    assert tops == {"hour": "القصة الثالثة", "day": "القصة الثانية", "week": "القصة الأولى"}


def test_readings_of_one_time_are_added_up() -> None:
    now = clock.now()
    reads.add({7: 2}, now)
    reads.add({7: 3, 8: 1}, now)
    assert sorted(Reads.objects.values_list("story", "width", "reads")) == [
        (7, "h", 5), (7, "m", 5), (8, "h", 1), (8, "m", 1),
    ]  # fmt: skip


def test_a_killed_story_is_gone_from_every_list_at_once(
    client: Client, stories: list[Article], read_so_often: Callable[..., None]
) -> None:
    read_so_often(2, 5, 1)
    assert all("القصة الثانية" in client.get(path).content.decode() for path in PAGES)
    actions.kill(article=stories[1])
    follow()
    for path in PAGES:
        assert "القصة الثانية" not in client.get(path).content.decode(), path
        assert "القصة الأولى" in client.get(path).content.decode(), path


def test_what_ran_out_is_gone_when_it_does(client: Client, stories: list[Article], read_so_often: Callable) -> None:  # type: ignore[type-arg]
    end = clock.now() + timedelta(seconds=40)
    Article.objects.filter(pk=stories[1].pk).update(expire_at=end)
    read_so_often(2, 5, 1)
    for path in PAGES:
        client.get(path)
        entry = page_store().get(page_key(path, ""))
        assert entry is not None
        assert entry.expires == pytest.approx(end.timestamp(), abs=1)


def test_the_pages_live_no_longer_than_the_ranking(client: Client, read_so_often: Callable[..., None]) -> None:
    read_so_often(1)
    for path in PAGES:
        client.get(path)
        entry = page_store().get(page_key(path, ""))
        assert entry is not None
        assert entry.expires <= (clock.now() + reads.RENEWED).timestamp()


def test_a_new_ranking_shows_at_once_and_is_not_made_too_often(
    client: Client, stories: list[Article], read_so_often: Callable[..., None]
) -> None:
    assert not reads.rank_if_due(clock.now())
    client.get("/")
    reads.add({stories[0].pk: 1}, clock.now())
    assert reads.rank_if_due(clock.now())
    assert "الأكثر قراءة" in client.get("/").content.decode()
    assert not reads.rank_if_due(clock.now())
    assert reads.rank_if_due(clock.now() + reads.RENEWED)


def test_numbers_that_no_ranking_needs_are_dropped(stories: list[Article]) -> None:
    now = clock.now()
    reads.add({stories[0].pk: 1}, now - timedelta(days=9))
    reads.add({stories[0].pk: 1}, now - timedelta(hours=3))
    reads.rank(now)
    assert list(Reads.objects.values_list("width", flat=True)) == ["h"]


def test_drafts_and_what_is_no_story_have_no_place(stories: list[Article]) -> None:
    actions.withhold(article=stories[0])
    reads.add({stories[0].pk: 9, 10**9: 9, stories[1].pk: 1}, clock.now())
    reads.rank(clock.now())
    assert set(MostRead.objects.values_list("story", flat=True)) == {stories[1].pk}


def test_there_is_no_other_span(client: Client) -> None:
    assert client.get("/most-read/?span=year").status_code == 404


def test_a_story_names_its_beacon_and_the_place_of_the_list(read: Read, stories: list[Article]) -> None:
    page = read(stories[0].get_absolute_url())
    assert page.xpath("//article/@data-read")[0].startswith(f"/seen/{stories[0].pk}.")
    assert page.xpath("//section/@data-most-read") == ["/most-read/box/"]
    assert page.xpath("//section[@data-most-read]//h2/a/@href") == ["/most-read/"]
