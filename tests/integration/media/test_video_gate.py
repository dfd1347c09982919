"""Who may fetch a video, every address of it; and parts of files."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories.articles import published
from tests.factories.pictures import jpeg
from tests.factories.videos import prepared

from khabar.articles import actions
from khabar.articles.consumers import follow
from khabar.articles.models import Article
from khabar.media.actions import add_picture
from khabar.media.models import Captions, Video
from khabar.media.videos import storage

pytestmark = pytest.mark.django_db


@pytest.fixture
def video(db: None) -> Video:
    made = prepared()
    Captions.objects.create(video=made, language="ar", text="WEBVTT\n\n00:00.000 --> 00:01.000\nبدأ السباق\n")
    return made


def files(video: Video) -> Iterator[str]:
    """Every address of a video."""
    root = storage.folder_of(video.pk) / video.made
    for file in root.rglob("*"):
        if file.is_file() and file.suffix != ".json":
            yield video.url_of(str(file.relative_to(root)))
    for captions in video.captions.all():
        yield captions.url
    assert video.frame is not None
    yield from (row.file.url for row in video.frame.renditions.all())


def asked(address: str, client: Client | None = None, method: str = "get", **headers: str) -> Any:
    """An answer read to its end, which closes its file; `body` is what came."""
    answer: Any = getattr(client or Client(), method)(address, headers=headers)
    answer.body = b"".join(answer) if answer.streaming else answer.content
    return answer


def statuses(client: Client, addresses: list[str]) -> set[int]:
    return {asked(address, client).status_code for address in addresses}


def test_every_address_follows_the_stories_that_show_it(video: Video, editor_client: Client) -> None:
    addresses = [*files(video), video.get_absolute_url()]
    assert len(addresses) > 8
    assert statuses(Client(), addresses) == {404}
    assert statuses(editor_client, list(files(video))) == {200}
    lead = published(lead_video=video)
    assert statuses(Client(), addresses) == {200}
    body = published(body=[{"type": "video", "value": {"video": video.pk, "caption": ""}}])
    actions.kill(article=lead)
    assert statuses(Client(), addresses) == {200}
    actions.kill(article=body)
    follow()
    assert statuses(Client(), list(files(video))) == {404}
    assert Client().get(video.get_absolute_url()).status_code == 410


def test_neither_a_draft_nor_a_story_of_tomorrow_opens_it(video: Video) -> None:
    story = published(lead_video=video)
    Article.objects.filter(pk=story.pk).update(go_live_at=timezone.now() + timedelta(hours=1))
    assert statuses(Client(), list(files(video))) == {404}
    Article.objects.filter(pk=story.pk).update(go_live_at=None, expire_at=timezone.now() + timedelta(seconds=90))
    answer = asked(video.mp4_url)
    assert answer.status_code == 200
    assert 0 < int(answer["Cache-Control"].removeprefix("public, max-age=")) <= 90


def test_when_our_right_ends_it_is_gone_everywhere(video: Video) -> None:
    story = published(lead_video=video)
    assert "<video" in Client().get(story.get_absolute_url()).content.decode()
    video.rights_until = timezone.now() - timedelta(seconds=1)
    video.save()
    follow()
    assert statuses(Client(), list(files(video))) == {404}
    assert "<video" not in Client().get(story.get_absolute_url()).content.decode()
    assert video.title not in Client().get("/video/").content.decode()


def test_an_own_poster_is_seen_while_the_video_is(video: Video) -> None:
    video.own_poster = add_picture(data=jpeg(600, 400), name="a.jpg")
    video.save()
    address = video.own_poster.renditions.all()[0].file.url
    assert asked(address).status_code == 404
    published(lead_video=video)
    assert asked(address).status_code == 200
    assert video.frame is not None
    assert Client().get(video.frame.renditions.all()[0].file.url).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "original.mp4",
        "../original.mp4",
        "180p.json",
        "180p/../master.m3u8",
        "x.vtt",
        "ar-00000000.vtt",
        "180p/0000.ts",
        "",
    ],
)
def test_nothing_else_of_it_has_an_address(video: Video, editor_client: Client, name: str) -> None:
    published(lead_video=video)
    for client in (Client(), editor_client):
        assert client.get(f"/media/videos/{video.pk}/{video.made}/{name}").status_code == 404
        assert client.get(f"/media/videos/{video.pk}/0123456789ab/video.mp4").status_code == 404
        assert client.get(f"/media/videos/{10**30}/{video.made}/video.mp4").status_code == 404


@pytest.mark.parametrize(
    ("part", "status", "first", "last"),
    [
        (None, 200, 0, -1),
        ("bytes=0-", 206, 0, -1),
        ("bytes=0-0", 206, 0, 0),
        ("bytes=100-199", 206, 100, 199),
        ("bytes=-50", 206, -50, -1),
        ("bytes=100-99999999", 206, 100, -1),
        ("bytes=0-1,5-9", 200, 0, -1),
        ("bytes=9-5", 200, 0, -1),
        ("bytes=-", 200, 0, -1),
        ("lines=1-2", 200, 0, -1),
    ],
)
def test_parts(video: Video, part: str | None, status: int, first: int, last: int) -> None:
    published(lead_video=video)
    whole = (storage.folder_of(video.pk) / video.made / "video.mp4").read_bytes()
    first, last = first % len(whole), last % len(whole)
    answer = asked(video.mp4_url, **({"Range": part} if part else {}))
    assert answer.status_code == status
    assert answer.body == whole[first : last + 1]
    assert answer["Content-Length"] == str(len(answer.body))
    assert answer["Content-Type"] == "video/mp4"
    assert answer["Accept-Ranges"] == "bytes"
    assert answer.get("Content-Range") == (f"bytes {first}-{last}/{len(whole)}" if status == 206 else None)


def test_parts_that_cannot_be_had_and_conditions(video: Video) -> None:
    published(lead_video=video)
    size = (storage.folder_of(video.pk) / video.made / "video.mp4").stat().st_size
    for part in (f"bytes={size}-", "bytes=-0"):
        answer = asked(video.mp4_url, Range=part)
        assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{size}")
    etag = asked(video.mp4_url)["ETag"]
    assert asked(video.mp4_url, **{"If-None-Match": etag}).status_code == 304
    assert asked(video.mp4_url, **{"Range": "bytes=0-9", "If-Range": etag}).status_code == 206
    assert asked(video.mp4_url, **{"Range": "bytes=0-9", "If-Range": '"old"'}).status_code == 200
    head = asked(video.mp4_url, method="head", Range="bytes=0-9")
    assert (head.status_code, head["Content-Length"]) == (200, str(size))
    assert asked(video.mp4_url, method="post").status_code == 405


def test_types(video: Video) -> None:
    published(lead_video=video)
    found = {address.rpartition(".")[2]: asked(address)["Content-Type"] for address in files(video)}
    assert found["m3u8"] == "application/vnd.apple.mpegurl"
    assert found["m4s"] == "video/iso.segment"
    assert found["vtt"] == "text/vtt; charset=utf-8"
