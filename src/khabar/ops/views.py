"""Whether this process is alive, and whether it can do its work."""

from collections.abc import Callable
from dataclasses import asdict

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from khabar.articles.models import Article
from khabar.articles.outlets import page_store
from khabar.articles.rebuilding import progress
from khabar.ops.probe import search_once


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, page store and index are usable: 200, or 503 naming what is not.

    While the index is being built anew the site is up and only its search waits: 200, telling how far that has come.
    """
    checks: dict[str, Callable[[], object]] = {
        "database": _database,
        "store": lambda: page_store().stats(),
        "index": search_once,
    }
    failed = [name for name, check in checks.items() if not _works(check)]
    reached = progress() if failed == ["index"] else None
    if reached is not None:
        return JsonResponse({"status": "rebuilding", "failed": failed, "index": asdict(reached)})
    return JsonResponse({"status": "failed" if failed else "ok", "failed": failed}, status=503 if failed else 200)


def _database() -> None:
    connection.ensure_connection()
    Article.objects.values("pk")[:1].exists()


def _works(check: Callable[[], object]) -> bool:
    try:
        check()
    except Exception:
        return False
    return True
