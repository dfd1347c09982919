"""What the tests of the wire desk ask of it over HTTP, and how they read its answers."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from django.test import Client

from khabar.accounts.enums import RoleCode
from khabar.accounts.models import User
from khabar.core import clock
from khabar.ingest.models import WireEvent, WireItem

Desk = Callable[..., Client]
Person = Callable[..., User]
REPORTER, EDITOR, CHIEF, ADMINISTRATOR, ADVERTISING = RoleCode
LIST, LIVE, ACT, VIEWS = "/desk/wires/", "/desk/wires/live/", "/desk/wires/act/", "/desk/wires/views/"
AFP_LINE = "القاهرة (أ ف ب) - عاد الميناء إلى العمل."
ROW = re.compile(r'id="wire-(\d+)"[^>]*?aria-level="(\d)"', re.DOTALL)


def page(client: Client, query: str = "state=open") -> str:
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def shown(text: str, level: str = "1") -> list[int]:
    """Ids of the rows of one level, in order."""
    return [int(pk) for pk, depth in ROW.findall(text) if depth == level]


def cursor_of(text: str) -> str:
    found = re.search(r'data-cursor="([^"]+)"', text)
    assert found
    return found[1]


def live(client: Client, cursor: str, query: str = "state=open", **headers: str) -> Any:
    return client.get(LIVE, {**{k: v[0] for k, v in parse_qs(query).items()}, "after": cursor}, headers=headers)


def act(client: Client, what: str, *items: WireItem, **extra: str) -> Any:
    form = {"act": what, "items": [item.pk for item in items], **extra}
    return client.post(ACT, form, headers={"accept": "application/json"})


def event_of(*items: WireItem) -> WireEvent:
    event = WireEvent.objects.create(first_at=items[0].received_at, last_at=items[-1].received_at)
    WireItem.objects.filter(pk__in=[item.pk for item in items]).update(event=event, changed_at=clock.now())
    return event
