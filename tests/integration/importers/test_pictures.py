"""Lead pictures of imported articles: after the text, never twice, and never at the cost of the story."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.factories.accounts import UserFactory
from tests.factories.pictures import jpeg

from khabar.articles.models import Article, ArticlePicture
from khabar.core import outgoing
from khabar.core.outgoing import Fetched, Unreachable
from khabar.importers.jsonl import import_jsonl
from khabar.importers.pages import import_pages
from khabar.importers.pictures import LeadPictures
from khabar.importers.report import Report
from khabar.media.models import Picture

pytestmark = pytest.mark.django_db

ADDRESS = "https://pictures.example/harbour.php?w=900"


class Server:
    """Answers for every picture server there is, and counts what it is asked."""

    def __init__(self, answer: bytes | int | outgoing.OutgoingError) -> None:
        self.asked: list[str] = []
        self.answer = answer

    def __call__(self, url: str, **_: Any) -> Fetched:
        self.asked.append(url)
        if isinstance(self.answer, outgoing.OutgoingError):
            raise self.answer
        if isinstance(self.answer, int):
            return Fetched(url, self.answer, httpx.Headers(), b"")
        return Fetched(url, 200, httpx.Headers(), self.answer)


def _import(*lines: dict[str, Any], folder: Path | None = None, fetch: Any = None, published: bool = True) -> Report:
    pictures = LeadPictures(fetch or Server(404))
    file = BytesIO(b"\n".join(json.dumps({"headline": "الميناء", **line}).encode() for line in lines))
    report = import_jsonl(file, pictures=pictures, folder=folder, published=published)
    pictures.bring(report)
    return report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "export"
    inside.mkdir()
    (inside / "harbour.jpg").write_bytes(jpeg(400, 300))
    (tmp_path / "secret.jpg").write_bytes(jpeg(400, 300, seed=2))
    return inside


def test_a_picture_beside_the_file_becomes_the_lead_with_its_words(folder: Path) -> None:
    report = _import(
        {"id": 1, "image": "harbour.jpg", "caption": "الميناء صباحا", "credit": "تصوير: سلمى", "alt": "سفن"},
        folder=folder,
    )
    article = Article.objects.public().get()
    assert (report.pictures, report.missing_pictures) == (1, [])
    assert article.lead_picture is not None
    assert (article.lead_picture.caption, article.lead_picture.credit) == ("الميناء صباحا", "تصوير: سلمى")
    assert (article.lead_caption, article.lead_credit, article.lead_alt) == ("الميناء صباحا", "تصوير: سلمى", "سفن")
    assert ArticlePicture.objects.filter(article=article, picture=article.lead_picture).exists()


def test_a_picture_on_a_server_is_asked_for_once_whatever_its_suffix() -> None:
    server = Server(jpeg(400, 300))
    report = _import({"id": 1, "image": ADDRESS}, {"id": 2, "image": ADDRESS}, fetch=server)
    assert report.pictures == 2
    assert server.asked == [ADDRESS]
    assert Picture.objects.get().source_url == ADDRESS
    again = _import({"id": 1, "image": ADDRESS}, {"id": 3, "image": ADDRESS}, fetch=server)
    assert (again.unchanged, again.created, again.pictures) == (1, 1, 1)
    assert server.asked == [ADDRESS]
    assert Picture.objects.count() == 1


@pytest.mark.parametrize(
    "image",
    [
        "missing.jpg",
        "../secret.jpg",
        "/etc/hostname",
        "file:///etc/hostname",
        "ftp://pictures.example/a.jpg",
        "data:image/png;base64,AAAA",
        "a" * 5000,
        "loop.jpg",
        "out.jpg",
        "text.jpg",
        ".",
        ADDRESS,
        "https://pictures.example/" + "a" * 2000,
        "http://[bad",
    ],
)
def test_a_picture_that_cannot_be_had_is_a_line_in_the_report_and_the_story_is_in_print(
    folder: Path, image: str
) -> None:
    (folder / "loop.jpg").symlink_to("loop.jpg")
    (folder / "out.jpg").symlink_to(folder.parent / "secret.jpg")
    (folder / "text.jpg").write_text("ليست صورة")
    report = _import({"id": 1, "image": image}, {"id": 2, "image": "harbour.jpg"}, folder=folder)
    assert Article.objects.public().count() == 2
    assert (report.refused, report.pictures) == ([], 1)
    [(source, reason)] = report.missing_pictures
    assert source.startswith("jsonl:1 ")
    assert reason
    assert Article.objects.get(source_key="jsonl:1").lead_picture is None


def test_what_failed_is_tried_again_by_the_next_import() -> None:
    _import({"id": 1, "image": ADDRESS}, fetch=Server(503))
    report = _import({"id": 1, "image": ADDRESS}, fetch=Server(jpeg(400, 300)))
    assert (report.unchanged, report.pictures) == (1, 1)
    assert Article.objects.get().lead_picture is not None


def test_a_server_that_does_not_answer_is_not_asked_for_every_picture() -> None:
    server = Server(Unreachable("تعذر الاتصال"))
    lines = [{"id": number, "image": f"https://pictures.example/{number}.jpg"} for number in range(40)]
    report = _import(*lines, fetch=server)
    assert len(report.missing_pictures) == 40
    assert len(server.asked) < 20


def test_another_picture_at_the_source_takes_the_place_of_the_first() -> None:
    _import({"id": 1, "image": ADDRESS}, fetch=Server(jpeg(400, 300)))
    _import({"id": 1, "image": f"{ADDRESS}&new=1"}, fetch=Server(jpeg(400, 300, seed=5)))
    lead = Article.objects.get().lead_picture
    assert lead is not None
    assert lead.source_url.endswith("new=1")


def test_the_desks_choice_of_picture_stays() -> None:
    _import({"id": 1, "image": ADDRESS}, fetch=Server(404))
    article = Article.objects.get()
    article.save_revision(user=UserFactory()).publish()
    report = _import({"id": 1, "image": ADDRESS}, fetch=Server(jpeg(400, 300)))
    assert report.pictures == 0
    assert len(report.missing_pictures) == 1
    assert Article.objects.get().lead_picture is None


def test_a_draft_keeps_its_picture_when_an_editor_opens_it() -> None:
    _import({"id": 1, "image": ADDRESS}, fetch=Server(jpeg(400, 300)), published=False)
    article = Article.objects.get()
    assert article.get_latest_revision_as_object().lead_picture == article.lead_picture is not None
    assert not article.live


@pytest.mark.parametrize("published", [False, True])
def test_the_lead_picture_of_a_page_comes_with_it(tmp_path: Path, published: bool) -> None:
    page = tmp_path / "page.html"
    words = "وصلت السفينة إلى الميناء صباح اليوم وعلى متنها حمولة من القمح تكفي المدينة شهرين كاملين. " * 4
    page.write_text(
        f"""<html lang="ar"><head><title>السفينة تصل</title><meta property="og:title" content="السفينة تصل الميناء">
        <meta property="og:image" content="https://pictures.example/ship.jpg"></head><body><article>
        <h1>السفينة تصل الميناء</h1><p>{words}</p><p>{words}</p></article></body></html>""",
        encoding="utf-8",
    )
    pictures = LeadPictures(Server(jpeg(400, 300)))
    report = import_pages([page], published=published, pictures=pictures)
    pictures.bring(report)
    article = Article.objects.get()
    assert (report.created, report.pictures) == (1, 1)
    assert article.live is published
    assert article.lead_picture is not None
    assert article.get_latest_revision_as_object().lead_picture == article.lead_picture
    again = LeadPictures(Server(404))
    assert import_pages([page], published=published, pictures=again).unchanged == 1
    assert len(again) == 0
