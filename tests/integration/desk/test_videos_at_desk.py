"""Videos at the desk: uploads in pieces, who may do what, captions, another attempt."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories.accounts import UserFactory
from tests.factories.videos import clip, prepared

from khabar.accounts.enums import RoleCode
from khabar.accounts.models import Role, User
from khabar.media.models import Captions, Video, VideoUpload
from khabar.media.videos import tools, uploads
from khabar.media.videos.models import VideoState

pytestmark = pytest.mark.django_db

CREATE = "/desk/video_uploads/"
VTT = "WEBVTT\n\n00:00.000 --> 00:01.000\nبدأ السباق\n"


def member(role: RoleCode) -> User:
    user: User = UserFactory()
    user.groups.add(Role.objects.get(code=role).group)
    return user


def desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def reporter() -> User:
    return member(RoleCode.REPORTER)


def tus(client: Client, method: str, address: str, body: bytes = b"", **headers: str) -> Any:
    kind = "application/offset+octet-stream" if method == "patch" else "application/x-none"
    told = {"Tus-Resumable": "1.0.0", **headers}
    return client.generic(method.upper(), address, body, content_type=kind, headers=told)


def begin(client: Client, size: int, name: str = "سباق الخيل.mp4") -> Any:
    told = f"filetype dmlkZW8=,filename {base64.b64encode(name.encode()).decode()}"
    return tus(client, "post", CREATE, **{"Upload-Length": str(size), "Upload-Metadata": told})


def pieces(data: bytes, size: int) -> Iterator[tuple[int, bytes]]:
    for at in range(0, len(data), size):
        yield at, data[at : at + size]


def test_a_file_in_pieces_becomes_a_video(reporter: User) -> None:
    client, data = desk(reporter), clip()
    begun = begin(client, len(data))
    assert begun.status_code == 201
    address = begun["Location"]
    for at, piece in pieces(data, 4_000):
        assert tus(client, "head", address)["Upload-Offset"] == str(at)
        answer = tus(client, "patch", address, piece, **{"Upload-Offset": str(at)})
        assert (answer.status_code, answer["Upload-Offset"]) == (204, str(at + len(piece)))
    video = Video.objects.get()
    assert answer["Khabar-Video"] == f"/desk/videos/edit/{video.pk}/"
    assert video.original_path().read_bytes() == data
    assert (video.title, video.state, video.uploaded_by_user) == ("سباق الخيل", VideoState.UPLOADED, reporter)
    # The answer to the last piece was lost: asked again, it is the same one.
    again = tus(client, "head", address)
    assert (again["Upload-Offset"], again["Khabar-Video"]) == (str(len(data)), answer["Khabar-Video"])
    assert Video.objects.count() == 1


def test_a_piece_that_does_not_fit_is_refused_and_changes_nothing(reporter: User) -> None:
    client = desk(reporter)
    address = begin(client, 10)["Location"]
    assert tus(client, "patch", address, b"12345", **{"Upload-Offset": "0"}).status_code == 204
    assert tus(client, "patch", address, b"12345", **{"Upload-Offset": "0"}).status_code == 409
    assert tus(client, "patch", address, b"12345", **{"Upload-Offset": "x"}).status_code in (400, 415)
    more = tus(client, "patch", address, b"678901", **{"Upload-Offset": "5"})
    assert (more.status_code, "أكثر مما قيل" in more.content.decode()) == (400, True)
    assert tus(client, "head", address)["Upload-Offset"] == "5"
    assert tus(client, "delete", address).status_code == 204
    assert tus(client, "head", address).status_code == 404
    assert not list(uploads.storage.uploads_folder().glob("*.part"))


def test_limits_are_told_in_arabic(reporter: User, settings: Any) -> None:
    settings.VIDEO_MAX_BYTES = 2**20
    for size, words in ((0, "فارغ"), (2**20 + 1, "والحد 1")):
        answer = begin(desk(reporter), size)
        assert answer.status_code == 413
        assert words in answer.content.decode()
    assert begin(desk(reporter), -1).status_code == 400
    assert not VideoUpload.objects.exists()


def test_uploads_are_for_those_who_may_and_for_their_owner(reporter: User) -> None:
    address = begin(desk(reporter), 10)["Location"]
    other = desk(member(RoleCode.CHIEF))
    assert tus(other, "head", address).status_code == 404
    assert tus(other, "patch", address, b"1", **{"Upload-Offset": "0"}).status_code == 404
    assert begin(Client(), 10).status_code in (302, 403)
    stranger: User = UserFactory()
    assert begin(desk(stranger), 10).status_code in (302, 403)
    assert desk(reporter).post(CREATE).status_code == 412
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reporter)
    assert begin(strict, 10).status_code == 403


def test_what_nobody_goes_on_with_is_forgotten(reporter: User) -> None:
    begin(desk(reporter), 10)
    uploads.sweep()
    assert VideoUpload.objects.count() == 1
    VideoUpload.objects.update(touched_at="2020-01-01T00:00Z")
    uploads.sweep()
    assert not VideoUpload.objects.exists()
    assert not list(uploads.storage.uploads_folder().glob("*.part"))


def form(video: Video, **fields: Any) -> dict[str, Any]:
    told = {"title": video.title, "caption": "", "credit": "", "rights": "", "rights_until": "", "poster_at": ""}
    rows = {"captions-TOTAL_FORMS": "0", "captions-INITIAL_FORMS": "0"}
    return {**told, **rows, "captions-MIN_NUM_FORMS": "0", "captions-MAX_NUM_FORMS": "1000", "own_poster": "", **fields}


def with_captions(data: bytes, name: str = "ar.vtt") -> dict[str, Any]:
    return {
        "captions-TOTAL_FORMS": "1", "captions-0-language": "ar", "captions-0-id": "", "captions-0-ORDER": "1",
        "captions-0-upload": SimpleUploadedFile(name, data),
    }  # fmt: skip


def test_the_form_keeps_words_and_captions(reporter: User) -> None:
    video = prepared(uploaded_by_user=reporter)
    answer = desk(reporter).post(
        f"/desk/videos/edit/{video.pk}/", form(video, caption="عند الفجر", **with_captions(VTT.encode()))
    )
    assert answer.status_code == 302, answer.content.decode()
    video.refresh_from_db()
    assert video.caption == "عند الفجر"
    assert "بدأ السباق" in Captions.objects.get(video=video, language="ar").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (with_captions(b"WEBVTT\n\n00:02.000 --> 00:01.000\nx\n"), "السطر 3: ينتهي قبل أن يبدأ"),
        ({**with_captions(b""), "captions-0-upload": "", "captions-0-language": "en"}, "اختر ملف الترجمة"),
        ({"poster_at": "99"}, "اختر ثانية قبل نهايته"),
        ({"title": ""}, "مطلوب"),
    ],
)
def test_the_form_says_what_is_wrong_and_keeps_the_rest(reporter: User, fields: dict[str, Any], words: str) -> None:
    video = prepared(uploaded_by_user=reporter)
    answer = desk(reporter).post(f"/desk/videos/edit/{video.pk}/", form(video, **{"caption": "عند الفجر", **fields}))
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "عند الفجر" in answer.content.decode()
    assert not Captions.objects.exists()


def test_a_reporter_changes_their_own_and_an_editor_all(reporter: User) -> None:
    own, foreign = prepared(uploaded_by_user=reporter), prepared(uploaded_by_user=member(RoleCode.REPORTER))
    for video, expected in ((own, 200), (foreign, 302)):
        assert desk(reporter).get(f"/desk/videos/edit/{video.pk}/").status_code == expected
        assert desk(reporter).get(f"/desk/videos/delete/{video.pk}/").status_code == expected
        assert desk(member(RoleCode.EDITOR)).get(f"/desk/videos/edit/{video.pk}/").status_code == 200
    assert desk(reporter).get(f"/desk/videos/state/{foreign.pk}/").status_code == 404
    assert desk(reporter).get("/desk/videos/add/").status_code == 200


def test_a_failed_video_says_why_and_is_tried_again(reporter: User) -> None:
    video = prepared(uploaded_by_user=reporter)
    Video.objects.update(state=VideoState.FAILED, problem="الملف ناقص.")
    client = desk(reporter)
    page = client.get(f"/desk/videos/edit/{video.pk}/").content.decode()
    assert "الملف ناقص." in page
    assert "أعد المحاولة" in page
    assert client.get(f"/desk/videos/again/{video.pk}/").status_code == 405
    assert client.post(f"/desk/videos/again/{video.pk}/").status_code == 302
    told = client.get(f"/desk/videos/state/{video.pk}/").json()
    assert (told["state"], told["problem"], told["going"]) == (VideoState.UPLOADED, "", True)


def test_the_desk_says_that_ffmpeg_is_missing(reporter: User, monkeypatch: Any) -> None:
    prepared(uploaded_by_user=reporter)
    client = desk(reporter)
    assert "ffmpeg" not in client.get("/desk/videos/").content.decode()
    monkeypatch.setattr(tools, "is_there", lambda: False)
    for address in ("/desk/videos/", "/desk/videos/add/"):
        assert tools.MISSING in client.get(address).content.decode()


def test_the_window_for_choosing_finds_videos_by_their_words(reporter: User) -> None:
    prepared(title="سباق القوارب")
    prepared(title="معرض التمور")
    found = desk(reporter).get("/desk/snippets/choose/media/video/results/?q=التمور").content.decode()
    assert "معرض التمور" in found
    assert "سباق القوارب" not in found
