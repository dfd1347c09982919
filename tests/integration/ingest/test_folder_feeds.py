"""Watched folders while others write into them."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.clocks import clock_at
from tests.factories.wires import FeedFactory, newsml
from tests.integration.ingest.conftest import Drop

from khabar.core import clock
from khabar.ingest.fetch import folder
from khabar.ingest.models import Feed, FeedMark, HeldItem, WireItem
from khabar.ingest.poll import Look, poll

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed(wires: Path) -> Feed:
    made: Feed = FeedFactory(address="dpa")
    return made


def _look(feed: Feed) -> Look:
    look = poll(feed.pk, anyway=True)
    feed.refresh_from_db()
    return look


def test_a_file_that_is_being_written_waits(feed: Feed, wires: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "SETTLED", 60.0)
    file = wires / "dpa" / "item.xml"
    file.write_bytes(newsml()[:300])
    assert _look(feed).taken.held == 0
    file.write_bytes(newsml())
    assert _look(feed).taken.new == 0
    with clock_at(clock.now() + timedelta(seconds=61)):
        assert _look(feed).taken.new == 1


def test_an_old_modification_time_does_not_make_a_file_settled(
    feed: Feed, drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "SETTLED", 30.0)
    drop(newsml())
    assert _look(feed).taken.new == 0


def test_a_young_file_that_cannot_be_read_stays_and_is_read_when_it_is_whole(feed: Feed, wires: Path) -> None:
    file = wires / "dpa" / "item.xml"
    file.write_bytes(newsml()[:300])
    assert (_look(feed).taken.held, HeldItem.objects.count()) == (0, 0)
    assert file.exists()
    file.write_bytes(newsml())
    assert _look(feed).taken.new == 1


def test_an_old_file_that_cannot_be_read_is_held_and_put_away(
    feed: Feed, drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "YOUNG", 0.0)
    file = drop(b"not a wire", name="note.txt")
    assert _look(feed).taken.held == 1
    assert bytes(HeldItem.objects.get().data) == b"not a wire"
    assert not file.exists()


def test_links_hidden_files_folders_and_unfinished_names_are_left_alone(
    feed: Feed, wires: Path, drop: Drop, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_bytes(newsml(guid="urn:secret"))
    inside = wires / "dpa"
    (inside / "link.xml").symlink_to(secret)
    (inside / "more").mkdir()
    os.mkfifo(inside / "pipe.xml")
    for name in (".hidden.xml", "item.xml.part", "item.tmp", "item.xml.filepart"):
        drop(newsml(guid=f"urn:{name}"), name=name)
    assert _look(feed).error == ""
    assert not WireItem.objects.exists()
    assert secret.exists()


def test_a_file_swapped_for_a_link_after_it_was_listed_is_not_followed(
    feed: Feed, wires: Path, drop: Drop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_bytes(newsml(guid="urn:secret"))
    file = drop(newsml())
    listed = folder._settled

    def swapped(handle: int) -> Any:
        found = listed(handle)
        file.unlink()
        file.symlink_to(secret)
        return found

    monkeypatch.setattr(folder, "_settled", swapped)
    assert _look(feed).error == ""
    assert not WireItem.objects.exists()


def test_a_file_that_vanishes_after_it_was_listed_is_no_error(
    feed: Feed, drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, stays = drop(newsml(guid="urn:gone"), name="a.xml"), drop(newsml(guid="urn:stays"), name="b.xml")
    listed = folder._settled

    def vanished(handle: int) -> Any:
        found = listed(handle)
        gone.unlink()
        return found

    monkeypatch.setattr(folder, "_settled", vanished)
    assert _look(feed).taken.new == 1
    assert WireItem.objects.get().guid == "urn:stays"
    assert not stays.exists()


def test_where_files_cannot_be_moved_they_are_remembered(
    feed: Feed, drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*args: Any) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "rename", read_only)
    file = drop(newsml())
    assert _look(feed).taken.new == 1
    assert file.exists()
    assert FeedMark.objects.count() == 1
    look = _look(feed)
    assert (look.taken.new, look.taken.unchanged) == (0, 0)
    file.write_bytes(newsml(version=2, headline="عنوان محدَّث"))
    assert _look(feed).taken.changed == 1
    file.unlink()
    _look(feed)
    assert not FeedMark.objects.exists()


def test_a_second_file_of_the_same_name_does_not_push_the_first_out_of_done(feed: Feed, drop: Drop) -> None:
    file = drop(newsml())
    _look(feed)
    drop(newsml(version=2, headline="عنوان محدَّث"))
    _look(feed)
    assert len(list((file.parent / "done").iterdir())) == 2


@pytest.mark.parametrize("address", ["/etc", "../..", "dpa/../../..", "way-out"])
def test_folders_outside_the_allowed_ones_are_refused(feed: Feed, wires: Path, address: str) -> None:
    (wires / "way-out").symlink_to("/etc")
    Feed.objects.update(address=address)
    look = _look(feed)
    assert "خارج المجلدات" in look.error
    assert feed.hard_errors == 1


def test_files_come_in_the_order_they_were_written(feed: Feed, drop: Drop) -> None:
    for number, name in enumerate(("c.xml", "a.xml", "b.xml")):
        file = drop(newsml(guid=f"urn:{name}"), name=name)
        moment = time.time() - 1000 + number
        os.utime(file, (moment, moment))
    _look(feed)
    assert list(WireItem.objects.order_by("id").values_list("guid", flat=True)) == [
        "urn:c.xml",
        "urn:a.xml",
        "urn:b.xml",
    ]


def test_a_huge_file_is_held_with_its_beginning(feed: Feed, drop: Drop, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("khabar.ingest.fetch.folder", "khabar.ingest.poll"):
        monkeypatch.setattr(f"{module}.MAX_BYTES", 200)
    drop(newsml())
    assert _look(feed).taken.held == 1
    assert "أكبر من" in HeldItem.objects.get().reason


def test_a_catalogue_is_no_news_and_nobody_has_to_look_at_it(feed: Feed, drop: Drop) -> None:
    file = drop(
        b'<?xml version="1.0"?><knowledgeItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:k" version="1" '
        b'standard="NewsML-G2" standardversion="2.30"><itemMeta><itemClass qcode="cinat:concept"/>'
        b'<provider qcode="nprov:dpa"/><versionCreated>2026-03-01T09:00:00+02:00</versionCreated></itemMeta>'
        b"<conceptSet/></knowledgeItem>"
    )
    assert _look(feed).taken.held == 0
    assert not file.exists()
    assert not HeldItem.objects.exists()
