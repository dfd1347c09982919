"""Pages for what cannot be shown."""

from typing import Any

import pytest
from django.db import DatabaseError, OperationalError
from django.test import Client
from tests.factories.articles import published
from tests.integration.front.conftest import Read, text

from khabar.articles.documents import documents
from khabar.articles.outlets import search_engine
from khabar.front.views import bad_request, forbidden, server_error

pytestmark = pytest.mark.django_db


def test_a_missing_page_helps_on(read: Read) -> None:
    article = published()
    page = read("/لا/شيء/هنا/", status=404)
    assert text(page, "//h1") == "لا شيء في هذا العنوان"
    assert article.get_absolute_url() in page.xpath("//main//a/@href")
    assert page.xpath("//main//form/@action") == ["/search/"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not page.xpath("//link[@rel='canonical']")


def test_the_error_page_needs_no_database(rf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("down")

    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", down)
    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert "حدث خطأ عندنا" in response.content.decode()


@pytest.mark.parametrize("path", ["/search/?q=مكتبة", "/search/?q=مكتبة&format=json", "/", "/feed/"])
def test_while_the_database_is_gone_readers_are_asked_to_come_back(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    article = published(headline="مكتبة الحي")
    search_engine().rebuild(documents(), cursor=1)
    assert article.is_public()

    def gone(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", gone)
    response = Client(raise_request_exception=False).get(path)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "متوقف للحظات" in response.content.decode()
    assert "no-cache" in response["Cache-Control"]


def test_refusals_say_so_in_arabic(rf: Any) -> None:
    for view, status, words in ((forbidden, 403, "لا يُسمح"), (bad_request, 400, "لم يُفهم")):
        response = view(rf.get("/"), None)
        assert response.status_code == status
        assert words in response.content.decode()


def test_only_reading_is_allowed(client: Client) -> None:
    article = published()
    for path in ("/", article.get_absolute_url(), "/search/", "/feed/"):
        assert client.post(path).status_code == 405
