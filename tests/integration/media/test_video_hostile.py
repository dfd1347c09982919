"""Files that are no films, or films that want more than to be shown: refused, with the reason, and nothing fetched."""

import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.factories.videos import clip, uploaded, worked

from khabar.media.models import Video
from khabar.media.videos import storage, tools
from khabar.media.videos.models import VideoState

pytestmark = pytest.mark.django_db


def refused(tmp_path: Path, data: bytes, name: str = "clip.mp4") -> str:
    """Why a file is refused; nothing is left of it but the original."""
    video = worked(uploaded(tmp_path, data, name))
    assert (video.state, video.made, video.frame) == (VideoState.FAILED, "", None)
    assert [file.name for file in storage.folder_of(video.pk).iterdir()] == [Path(video.original).name]
    return str(video.problem)


@pytest.mark.parametrize(
    "text",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile /etc/passwd\n",
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"/>',
        "v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n",
        "<html><script>alert(1)</script></html>",
    ],
)
def test_playlists_and_texts_are_refused(tmp_path: Path, text: str) -> None:
    assert "ليس هذا ملف فيديو" in refused(tmp_path, text.encode())


def test_a_playlist_behind_noise_is_not_opened_either(tmp_path: Path) -> None:
    """The first bytes do not look like text, so ffprobe itself is asked, and knows no playlists."""
    secret = tmp_path / "secret.mp4"
    secret.write_bytes(clip())
    playlist = f"#EXTM3U\n#EXTINF:1,\nfile://{secret}\n#EXT-X-ENDLIST\n".encode() + b"\0" * 9
    assert "ناقص أو تالف" in refused(tmp_path, playlist, "clip.mkv")


@pytest.mark.parametrize("scheme", ["http", "tcp"])
def test_nothing_is_ever_fetched(tmp_path: Path, scheme: str) -> None:
    """Called with the very address, the programs refuse it: only files are allowed."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        inner = tmp_path / "inner.m3u8"
        address = f"{scheme}://127.0.0.1:{listener.getsockname()[1]}/a.ts"
        inner.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{address}\n#EXT-X-ENDLIST\n")
        with pytest.raises(tools.ToolFailed):
            tools.probe(inner, "-show_format", seconds=20)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_film_that_says_its_frames_lie_elsewhere_is_read_by_itself_alone(tmp_path: Path) -> None:
    """QuickTime can name another file for its frames; that is not followed: what is shown is what was uploaded."""
    data = bytearray(clip(sound=False, suffix=".mov"))
    at = data.index(b"dref") + 12
    assert data[at + 4 : at + 8] == b"url "
    data[at + 11] = 0  # "in this very file" is taken back
    video = worked(uploaded(tmp_path, bytes(data), "clip.mov"))
    assert (video.state, video.problem) == (VideoState.READY, "")
    assert video.duration == pytest.approx(1, abs=0.2)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (lambda: b"", "فارغ"),
        (lambda: b"\0" * 5_000, "ناقص أو تالف"),
        (lambda: clip()[: len(clip()) // 2], "ناقص أو تالف"),
        (lambda: b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0\x01" * 900, "ناقص أو تالف"),
        (lambda: clip()[:40] + bytes(range(256)) * 40, "ناقص أو تالف"),
    ],
    ids=["empty", "zeros", "cut", "picture", "noise"],
)
def test_broken_files_say_so(tmp_path: Path, data: Any, word: str) -> None:
    assert word in refused(tmp_path, data())


def test_a_film_cut_off_behind_its_index_is_not_published_by_half(tmp_path: Path) -> None:
    whole = clip("320x180", 6.0, options="-movflags +faststart")
    video = worked(uploaded(tmp_path, whole[: len(whole) // 3]))
    assert (video.state, video.made) == (VideoState.FAILED, "")
    assert "لم يُقرأ منه إلا" in video.problem
    assert [file.is_file() for file in storage.folder_of(video.pk).iterdir()] == [True]


def test_sound_alone_is_no_film(tmp_path: Path) -> None:
    target = tmp_path / "tone.m4a"
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=440:d=1", str(target)], check=True)
    assert "صوت وحده" in refused(tmp_path, target.read_bytes(), "tone.mp4")


def test_longer_than_allowed(tmp_path: Path, settings: Any) -> None:
    settings.VIDEO_MAX_MINUTES = 0
    assert "والحد 0 دقيقة" in refused(tmp_path, clip())


def test_a_lost_original(tmp_path: Path) -> None:
    video = uploaded(tmp_path)
    video.original_path().unlink()
    assert "مفقود" in worked(video).problem


@pytest.mark.parametrize("name", ["../../etc/passwd.mp4", "a\0b.mp4", "", "-i.mp4", "x" * 400 + ".mp4", "سباق؟.exe"])
def test_any_name_is_safe(tmp_path: Path, name: str) -> None:
    video = uploaded(tmp_path, name=name)
    assert video.title
    assert video.original_path().parent == storage.folder_of(video.pk)
    assert video.original_path().suffix in (".mp4", ".video")
    assert Video.objects.get(pk=video.pk).original_name == video.original_name


def test_a_program_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(clip("640x360", 3.0))
    slow = ["-vf", "realtime", "-f", "null", "-"]
    with pytest.raises(tools.ToolFailed, match="timeout"):
        tools.convert(film, slow, seconds=0.3)
