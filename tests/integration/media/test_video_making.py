"""Films on their way from the upload to what readers get, with the real ffmpeg."""

import json
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.factories.videos import clip, ready, uploaded, worked

from khabar.media.models import Video
from khabar.media.videos import storage, tools, transcode, worker
from khabar.media.videos.ladder import segments
from khabar.media.videos.models import VideoState

pytestmark = pytest.mark.django_db


def streams(file: Path) -> list[dict[str, Any]]:
    shown = ["ffprobe", "-v", "error", "-print_format", "json", "-show_streams", str(file)]
    found: list[dict[str, Any]] = json.loads(subprocess.run(shown, capture_output=True, check=True).stdout)["streams"]
    return found


def folder_of(video: Video) -> Path:
    return storage.folder_of(video.pk) / video.made


def test_a_film_becomes_hls_in_three_qualities_an_mp4_and_a_poster(tmp_path: Path) -> None:
    video = ready(tmp_path, clip("854x480", 5.0), name="سباق الخيل.mp4")
    assert (video.state, video.progress, video.problem) == (VideoState.READY, 100, "")
    assert (video.title, video.width, video.height) == ("سباق الخيل", 854, 480)
    assert video.duration == pytest.approx(5, abs=0.2)
    assert [one["name"] for one in video.variants] == ["480p", "360p", "240p"]
    made = folder_of(video)
    for name, height in (("480p", 480), ("360p", 360), ("240p", 240)):
        listed = segments((made / name / "index.m3u8").read_text())
        assert len(listed) == 2
        assert listed[0][0] == pytest.approx(4, abs=0.2)
        assert all((made / name / file).stat().st_size for _, file in listed)
        assert streams(made / name / "index.m3u8")[0]["height"] == height
    picture, sound = streams(made / "video.mp4")
    assert (picture["codec_name"], picture["pix_fmt"], sound["codec_name"]) == ("h264", "yuv420p", "aac")
    data = (made / "video.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert video.frame is not None
    assert (video.frame.width, video.frame.height) == (854, 480)


def test_the_master_playlist_says_what_is_in_it(tmp_path: Path) -> None:
    video = ready(tmp_path, clip("640x360", 1.0))
    lines = (folder_of(video) / "master.m3u8").read_text().splitlines()
    assert lines[:3] == ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    heads = [line for line in lines if line.startswith("#EXT-X-STREAM-INF:")]
    assert ["RESOLUTION=640x360" in line for line in heads].count(True) == 1
    for line in heads:
        assert 'CODECS="avc1.6400' in line
        assert "mp4a.40.2" in line
        assert "FRAME-RATE=10.000" in line
    assert {line for line in lines if not line.startswith("#")} == {"360p/index.m3u8", "240p/index.m3u8"}
    for one in video.variants:
        sizes = [
            ((folder_of(video) / one["name"] / name).stat().st_size * 8 / length)
            for length, name in segments((folder_of(video) / one["name"] / "index.m3u8").read_text())
        ]
        assert one["peak"] == pytest.approx(max(sizes), abs=1)


@pytest.mark.parametrize(
    ("size", "options", "expected", "names"),
    [
        ("180x320", "", (180, 320), ["180p"]),
        ("321x181", "-c:v mpeg4", (321, 181), ["181p"]),
        ("360x288", "-aspect 16:9", (512, 288), ["288p"]),
    ],
)
def test_sizes_of_every_kind_are_never_blown_up(
    tmp_path: Path, size: str, options: str, expected: tuple[int, int], names: list[str]
) -> None:
    suffix = ".avi" if "mpeg4" in options else ".mp4"
    video = ready(tmp_path, clip(size, 1.0, suffix, options=options))
    assert (video.width, video.height) == expected
    assert [one["name"] for one in video.variants] == names
    best = video.best
    assert best is not None
    assert (best.width, best.height) == tuple(side // 2 * 2 for side in expected)


@pytest.mark.parametrize("suffix", [".mkv", ".webm", ".ts", ".mpg"])
def test_other_containers_are_taken_in(tmp_path: Path, suffix: str) -> None:
    video = ready(tmp_path, clip(suffix=suffix, options="-r 25" if suffix == ".mpg" else ""), name=f"a{suffix}")
    assert video.state == VideoState.READY, video.problem
    assert Path(video.original).suffix == (suffix)


def test_a_film_that_does_not_say_its_length_is_measured(tmp_path: Path) -> None:
    """As browsers record them: written straight through, with no length in front."""
    live = clip("320x180", 2.0, ".webm", options="-live 1")
    video = ready(tmp_path, live, name="a.webm")
    assert video.state == VideoState.READY, video.problem
    assert video.duration == pytest.approx(2, abs=0.3)


def test_a_silent_film_has_no_sound(tmp_path: Path) -> None:
    video = ready(tmp_path, clip(sound=False))
    assert [one["codec_type"] for one in streams(folder_of(video) / "video.mp4")] == ["video"]
    assert "mp4a" not in (folder_of(video) / "master.m3u8").read_text()


def test_nothing_of_the_original_goes_along(tmp_path: Path) -> None:
    told = "-metadata title=سر -metadata location=+30.0444+031.2357/"
    video = ready(tmp_path, clip(options=told))
    assert "سر".encode() in (Path(tmp_path) / video.original_path()).read_bytes()
    for file in folder_of(video).rglob("*.mp4"):
        assert "سر".encode() not in file.read_bytes()
        assert b"30.0444" not in file.read_bytes()


def test_killed_in_the_middle_it_goes_on_with_what_is_missing(tmp_path: Path, monkeypatch: Any) -> None:
    video = uploaded(tmp_path, clip("640x360", 1.0))
    assert worker.work_once()
    encode, encoded = transcode._encode, []

    def dies_at_the_second(source: Path, facts: Any, quality: Any, target: Path, tell: Any) -> None:
        if encoded:
            target.with_name("240p.mp4.1.part").write_bytes(b"half")
            raise SystemExit("kill -9")
        encoded.append(quality.name)
        encode(source, facts, quality, target, tell)

    monkeypatch.setattr(transcode, "_encode", dies_at_the_second)
    with pytest.raises(SystemExit):
        worker.work_once()
    video.refresh_from_db()
    assert (video.state, video.made) == (VideoState.WORKING, "")

    def goes_on(source: Path, facts: Any, quality: Any, target: Path, tell: Any) -> None:
        encoded.append(quality.name)
        encode(source, facts, quality, target, tell)

    monkeypatch.setattr(transcode, "_encode", goes_on)
    assert worked(video).state == VideoState.READY
    assert encoded == ["360p", "240p"]
    assert not list(folder_of(video).rglob("*.part"))
    assert {file.name for file in folder_of(video).glob("*.mp4")} == {"video.mp4"}


def test_a_failure_that_may_pass_is_tried_again_later_and_not_for_ever(tmp_path: Path, monkeypatch: Any) -> None:
    def fails(*args: Any, **options: Any) -> None:
        raise tools.ToolFailed("ffmpeg: no memory")

    video = uploaded(tmp_path)
    worker.work_once()
    monkeypatch.setattr(transcode, "make", fails)
    assert worker.work_once()
    video.refresh_from_db()
    assert (video.state, video.attempts) == (VideoState.WORKING, 1)
    assert video.try_at > timezone.now() + timedelta(seconds=50)
    assert not worker.work_once()
    for _ in worker.BACK_OFF:
        Video.objects.update(try_at=timezone.now())
        assert worker.work_once()
    video.refresh_from_db()
    assert video.state == VideoState.FAILED
    assert "بعد عدة محاولات" in video.problem


def test_one_at_a_time(tmp_path: Path) -> None:
    uploaded(tmp_path)
    with worker._alone() as first:
        assert first
        assert not worker.work_once()
    assert worker.work_once()


def test_what_arrived_is_looked_at_before_the_long_work(tmp_path: Path) -> None:
    first, second = uploaded(tmp_path), uploaded(tmp_path, b"not a film\n" * 9)
    worker.work_once()
    worker.work_once()
    second.refresh_from_db()
    first.refresh_from_db()
    assert (first.state, second.state) == (VideoState.WAITING, VideoState.FAILED)


def test_another_moment_is_another_poster(tmp_path: Path) -> None:
    video = ready(tmp_path, clip("320x180", 3.0))
    assert video.frame is not None
    before, number = video.frame.file.name, video.frame_id
    video.poster_at = 2.5
    video.save()
    video = worked(Video.objects.get(pk=video.pk))
    assert video.frame is not None
    assert (video.frame_id, video.frame_due, video.state) == (number, False, VideoState.READY)
    assert video.frame.file.name != before


def test_a_deleted_video_takes_its_files_along(tmp_path: Path, django_capture_on_commit_callbacks: Any) -> None:
    video = ready(tmp_path)
    folder = storage.folder_of(video.pk)
    assert folder.exists()
    with django_capture_on_commit_callbacks(execute=True):
        video.delete()
    assert not folder.exists()


def test_without_ffmpeg_videos_wait(tmp_path: Path, monkeypatch: Any) -> None:
    video = uploaded(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not worker.work_once()
    video.refresh_from_db()
    assert (video.state, video.attempts) == (VideoState.UPLOADED, 0)
