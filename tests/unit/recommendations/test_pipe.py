"""The pipe of readings: whole ones arrive in order, a full pipe drops, a reader's death loses nothing in it."""

import os
from pathlib import Path

import pytest

from khabar.recommendations.pipe import Pipe


def test_readings_arrive_as_they_were_sent(tmp_path: Path) -> None:
    one, other = Pipe(tmp_path / "run" / "reads"), Pipe(tmp_path / "run" / "reads")
    assert one.send(12, "192.0.2.1", "Mozilla/5.0 (سطر)")
    assert one.send(13, "2001:db8::1", "")
    assert other.wait(1.0)
    assert list(other.receive()) == [(12, "192.0.2.1", "Mozilla/5.0 (سطر)"), (13, "2001:db8::1", "")]
    assert not other.wait(0.0)
    assert list(other.receive()) == []


def test_what_lies_in_it_outlives_the_one_who_reads(tmp_path: Path) -> None:
    web, dying = Pipe(tmp_path / "reads"), Pipe(tmp_path / "reads")
    dying.wait(0.0)
    web.send(1, "192.0.2.1", "a")
    dying.close()
    web.send(2, "192.0.2.1", "a")
    following = Pipe(tmp_path / "reads")
    assert [story for story, _, _ in following.receive()] == [1, 2]


def test_a_full_pipe_drops_and_never_waits(tmp_path: Path) -> None:
    pipe = Pipe(tmp_path / "reads")
    sent = sum(pipe.send(number, "192.0.2.1", "a" * 200) for number in range(20_000))
    assert 100 < sent < 20_000
    got = 0
    while pipe.wait(0.0):
        got += sum(1 for _ in pipe.receive())
    assert got == sent


def test_long_names_are_cut(tmp_path: Path) -> None:
    pipe = Pipe(tmp_path / "reads")
    assert pipe.send(1, "192.0.2.1", "م" * 5_000)
    ((story, _address, agent),) = pipe.receive()
    assert (story, agent[:3]) == (1, "ممم")


def test_what_is_not_ours_is_thrown_away(tmp_path: Path) -> None:
    pipe = Pipe(tmp_path / "reads")
    pipe.send(1, "192.0.2.1", "a")
    descriptor = os.open(tmp_path / "reads", os.O_WRONLY | os.O_NONBLOCK)
    os.write(descriptor, b"\xff\xff garbage")
    os.close(descriptor)
    assert [story for story, _, _ in pipe.receive()] == [1]
    pipe.send(2, "192.0.2.1", "a")
    assert [story for story, _, _ in pipe.receive()] == [2]


def test_a_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reads").write_text("")
    assert not Pipe(tmp_path / "reads").send(1, "192.0.2.1", "a")
    with pytest.raises(FileExistsError):
        Pipe(tmp_path / "reads").wait(0.0)
