"""Who is asked about an address of another site."""

from urllib.parse import parse_qs, urlsplit

import pytest

from khabar.media.embeds.providers import announced, known, question_for, same_site

PAGE = "https://www.films.example/watch/1"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.youtube.com/watch?v=a1B2", "www.youtube.com"),
        ("https://youtu.be/a1B2", "www.youtube.com"),
        ("https://www.youtube.com/shorts/a1B2", "www.youtube.com"),
        ("https://x.com/someone/status/12", "publish.twitter.com"),
        ("https://twitter.com/someone/status/12", "publish.twitter.com"),
        ("https://vimeo.com/123", "vimeo.com"),
        ("https://www.tiktok.com/@someone/video/12", "www.tiktok.com"),
        ("https://www.dailymotion.com/video/x1", "www.dailymotion.com"),
        ("https://soundcloud.com/someone/track", "soundcloud.com"),
    ],
)
def test_known_servers_answer_for_their_addresses(url: str, host: str) -> None:
    asked = urlsplit(question_for(url, known()))
    assert asked.scheme == "https"
    assert asked.hostname == host
    assert parse_qs(asked.query)["url"] == [url]


@pytest.mark.parametrize(
    "url", ["https://news.example/1", "https://youtube.com.evil.example/watch?v=1", "https://x.com/a"]
)
def test_others_are_not_in_the_list(url: str) -> None:
    assert question_for(url, known()) == ""


def test_nobody_is_asked_in_the_clear() -> None:
    assert len(known()) > 20
    assert all(one.endpoint.startswith("https://") for one in known())


def test_a_page_names_who_answers_for_it() -> None:
    page = b'<html><head><link REL="x alternate" type="application/json+oembed; charset=utf-8" href="/o?u=1"></head>'
    assert announced(page, PAGE) == "https://www.films.example/o?u=1"


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"<p>",
        b'<link rel="alternate" type="text/xml+oembed" href="/o">',
        b'<link rel="alternate" type="application/json+oembed">',
        b'<link rel="alternate" type="application/json+oembed" href="https://other.example/o">',
        b'<link rel="alternate" type="application/json+oembed" href="file:///etc/passwd">',
        b'<link rel="alternate" type="application/json+oembed" href="https://[half/o">',
    ],
)
def test_a_page_that_names_nobody_of_its_site(page: bytes) -> None:
    assert announced(page, PAGE) == ""


def test_what_is_one_site() -> None:
    assert same_site("https://www.films.example/a", "https://player.films.example/b")
    assert not same_site("https://films.example/", "https://evilfilms.example/")
    assert not same_site("https://films.example/", "file:///films")
