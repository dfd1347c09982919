"""Answers that no store keeps are compressed for readers, and left alone for whoever has a session."""

import gzip
from collections.abc import Callable

import brotli
import pytest
from django.test import Client
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LOST = "/لا-شيء-هنا/"


@pytest.mark.parametrize(
    ("accepted", "coding", "unpack"),
    [("gzip, deflate, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)],
)
def test_a_page_that_is_not_there_comes_in_the_coding_asked_for(
    client: Client, accepted: str, coding: str | None, unpack: Callable[[bytes], bytes]
) -> None:
    plain = client.get(LOST).content
    answer = client.get(LOST, headers={"accept-encoding": accepted})
    assert (answer.status_code, answer.get("Content-Encoding")) == (404, coding)
    assert unpack(answer.content) == plain
    assert answer["Content-Length"] == str(len(answer.content))
    assert "Accept-Encoding" in answer["Vary"]


def test_who_is_signed_in_gets_it_as_it_is(client: Client) -> None:
    client.force_login(UserFactory())
    assert "Content-Encoding" not in client.get(LOST, headers={"accept-encoding": "br"})


def test_a_form_with_a_secret_in_it_is_left_alone(client: Client) -> None:
    answer = client.get("/desk/login/", headers={"accept-encoding": "br"})
    assert "csrfmiddlewaretoken" in answer.content.decode()
    assert "Content-Encoding" not in answer


def test_a_short_answer_is_sent_as_it_is(client: Client) -> None:
    answer = client.get("/healthz", headers={"accept-encoding": "br"})
    assert "Content-Encoding" not in answer
