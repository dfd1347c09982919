"""A reader's eyes: asks for an address as a browser does, through the page store and then through the site itself."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings

from khabar.articles.outlets import page_store
from khabar.pagestore.front import Front

ADDRESS = "reader"
"""What stands for the reader's network address, so that nobody's requests are counted with these."""


@dataclass(frozen=True)
class Answer:
    """What a reader got: the status, the text as it was sent, and whether it came from the page store."""

    status: int
    text: str
    stored: bool


class Reader:
    """Somebody without a session."""

    def __init__(self) -> None:
        from django.test import Client  # with a memory of its own: not for every process that serves the desk

        self._host = urlsplit(settings.SITE_URL).hostname or "localhost"
        self._front = Front(page_store(), settings.ALLOWED_HOSTS, settings.SESSION_COOKIE_NAME)
        self._client = Client(SERVER_NAME=self._host, REMOTE_ADDR=ADDRESS)
        self._client.raise_request_exception = False

    def ask(self, address: str) -> Answer:
        """Ask for an address of this site: a path, decoded, with its query where it has one."""
        path, _, query = address.partition("?")
        query = quote(query, safe="=&%")
        stored = self._front.answer("GET", path, query, self._host, None)
        if stored is not None:
            return Answer(stored[0], stored[2].decode(errors="replace"), True)
        return self._rendered(path, query)

    def ask_anew(self, address: str) -> Answer:
        """What the address would answer if nothing of it were stored; nothing is stored of this either."""
        path, _, query = address.partition("?")
        return self._rendered(path, quote(query, safe="=&%"), {"authorization": "reader"})

    def _rendered(self, path: str, query: str, headers: dict[str, str] | None = None) -> Answer:
        answer = self._client.get(quote(path), QUERY_STRING=query, secure=settings.TLS, headers=headers)
        body = b"".join(answer) if answer.streaming else answer.content
        return Answer(answer.status_code, body.decode(errors="replace"), False)
