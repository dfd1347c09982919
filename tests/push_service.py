"""A push service on the loopback address over TLS, and browsers that subscribe with it and read what it is given."""

import base64
import json
import os
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Any

import http_ece
import trustme
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from khabar.core.addresses import Address
from khabar.core.outgoing import Client
from tests.hubs import Reply
from tests.servers import running

HOST = "push.test"


def b64(raw: bytes) -> str:
    """base64url without padding, as browsers print keys."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@dataclass
class Pushed:
    """One message as the service got it."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def signed_claims(self) -> dict[str, Any]:
        """What the site says of itself; checked against the key that it sent along."""
        assert Vapid02.verify(self.headers["authorization"])
        token = self.headers["authorization"].split("t=")[1].split(",")[0]
        middle = token.split(".")[1]
        found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
        return found

    @property
    def key(self) -> str:
        """The public key that signed it."""
        return self.headers["authorization"].split("k=")[1]


@dataclass
class Browser:
    """A browser that subscribed: its keys never leave it, so that it alone can read."""

    endpoint: str
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def p256dh(self) -> str:
        return b64(self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    @property
    def auth(self) -> str:
        return b64(self.secret)

    @property
    def held(self) -> dict[str, str]:
        """What it tells the site of its subscription."""
        return {"endpoint": self.endpoint, "auth": self.auth, "p256dh": self.p256dh}

    def read(self, pushed: Pushed) -> dict[str, Any]:
        """Open a message that is for this browser."""
        plain = http_ece.decrypt(pushed.body, private_key=self.private, auth_secret=self.secret, version="aes128gcm")
        found: dict[str, Any] = json.loads(plain)
        return found


class _Takes(BaseHTTPRequestHandler):
    server: "PushService"
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        pushed = Pushed(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        with self.server.lock:
            self.server.pushed.append(pushed)
        reply = self.server.reply(pushed)
        self.send_response(reply.status)
        for name, value in {"Content-Length": "0", **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def handle(self) -> None:
        self.server.connections += 1
        super().handle()

    def log_message(self, *args: object) -> None:
        pass


class PushService(ThreadingHTTPServer):
    """Takes every message, unless a test sets `reply`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Takes)
        self.authority = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(HOST).configure_cert(context)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.lock = threading.Lock()
        self.connections = 0
        self.pushed: list[Pushed] = []
        self.reply: Callable[[Pushed], Reply] = lambda _: Reply(201)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def name(self) -> str:
        """What `KHABAR_PUSH_SERVICES` calls it."""
        return f"{HOST}:{self.port}"

    def browser(self, name: str) -> Browser:
        """A browser with a subscription of that name."""
        return Browser(f"https://{self.name}/{name}")

    def to(self, browser: Browser) -> list[dict[str, Any]]:
        """What it was given for the browser, opened."""
        path = browser.endpoint.partition(self.name)[2]
        return [browser.read(one) for one in self.pushed if one.path == path]

    def client(self) -> Client:
        """A client to which the service is a public one; any other name leads where the system says."""
        here = ip_address("127.0.0.1")

        def resolver(host: str, _port: int) -> list[Address]:
            return [here if host == HOST else ip_address(host)]

        def trusted() -> ssl.SSLContext:
            context = ssl.create_default_context()
            self.authority.configure_trust(context)
            return context

        return Client(
            resolver=resolver,
            allows=lambda address: address == here,
            ports=frozenset({443, self.port}),
            trusted=trusted,
        )


@contextmanager
def push_service() -> Iterator[PushService]:
    """The service for the length of the block."""
    with running(PushService()) as server:
        yield server
