"""What the page of a front sends, for tests of the desk."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.test import Client

from khabar.articles.models import Article
from khabar.curation.queries import standing

Desk = Callable[..., Client]
HOME = "/desk/fronts/"


def lists(until: str | None = None, **zones: list[Article]) -> dict[str, Any]:
    """An arrangement as the page's script sends it."""
    return {"lists": {key: [{"id": one.pk, "until": until} for one in things] for key, things in zones.items()}}


def save(client: Client, arranged: Any, base: int | None = None, key: int = 0, **more: Any) -> HttpResponse:
    """Press the button; `base` is what was in force when the page was opened, what is in force now unless given."""
    form = {"arranged": json.dumps(arranged), "base": in_force() if base is None else base, **more}
    return client.post(f"{HOME}{key}/save/", form, headers={"X-Requested-With": "XMLHttpRequest"})


def in_force() -> int:
    """The number of the front page's arrangement; 0 where nobody has arranged it."""
    now = standing().arrangement
    return now.pk if now else 0


def placed(key: str = "lead") -> list[int]:
    """What stands in a zone of the front page."""
    return [one.pk for one in standing().arranged.of(key)]
