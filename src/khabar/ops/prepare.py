"""Makes a data folder ready for this version of Khabar: database, roles, static files, first account, demo."""

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from khabar.accounts.actions import create_admin
from khabar.accounts.models import User
from khabar.articles.consumers import clear_store, follow
from khabar.articles.models import Article
from khabar.ops import sole

ADMIN = "admin"


def is_prepared() -> bool:
    """True when `prepare` ran here for exactly this code and this database."""
    try:
        stamp = json.loads(_stamp_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(stamp == _fingerprint())


def prepare(*, demo: bool, say: Callable[[str], None]) -> None:
    """Bring the data folder up to this version; safe to run again, also after it was interrupted.

    Args:
        demo: fill an empty newsroom with the demo edition.
        say: told what is being done, line by line.

    Raises:
        FolderInUse: another process prepares the same folder.
    """
    for folder in (settings.DATA_DIR, settings.RUN_DIR, Path(settings.MEDIA_ROOT)):
        Path(folder).mkdir(parents=True, exist_ok=True)
    held = sole.take(settings.RUN_DIR, "prepare")
    try:
        _prepare(demo, say)
    finally:
        os.close(held)


def _prepare(demo: bool, say: Callable[[str], None]) -> None:
    from khabar.importers import demo_edition

    with ExitStack() as stack:
        # The pictures are drawn while the tables are made: each takes one processor for some seconds.
        pictures = stack.enter_context(demo_edition.drawing(settings.RUN_DIR)) if demo and _is_empty() else None
        say("قاعدة البيانات…")
        call_command("migrate", interactive=False, verbosity=0)
        say("الملفات الثابتة…")
        call_command("collectstatic", interactive=False, verbosity=0)
        _first_account(say)
        if pictures is not None:
            say("العدد التجريبي…")
            demo_edition.import_demo(pictures)
    clear_store()  # pages of another version look otherwise and name other style sheets
    follow()
    _stamp_file().write_text(json.dumps(_fingerprint()), encoding="utf-8")


def _is_empty() -> bool:
    """Whether there is no newsroom yet, or one without a single article."""
    return Article._meta.db_table not in connection.introspection.table_names() or not Article.objects.exists()


def _first_account(say: Callable[[str], None]) -> None:
    """The administrator of an empty newsroom; the password is shown this once."""
    if User.objects.filter(is_superuser=True).exists():
        return
    given = os.environ.get("KHABAR_ADMIN_PASSWORD", "")
    password = create_admin(username=ADMIN, password=given or None)
    say(f"حساب المدير: {ADMIN}" + ("" if given else f"  كلمة المرور: {password}"))


def _stamp_file() -> Path:
    return Path(settings.RUN_DIR) / "prepared.json"


def _fingerprint() -> dict[str, str]:
    """What the data folder was prepared for: the version, the migrations, the static files and the database."""
    migrations = sorted(
        f"{app.label}/{file.name}"
        for app in apps.get_app_configs()
        for file in (Path(app.path) / "migrations").glob("[0-9]*.py")
    )
    static = sorted(
        f"{file.name}:{file.stat().st_size}:{file.stat().st_mtime_ns}"
        for app in apps.get_app_configs()
        if app.name.startswith("khabar.")
        for file in (Path(app.path) / "static").rglob("*")
        if file.is_file()
    )
    return {
        "version": version("khabar"),
        "migrations": _digest(migrations),
        "static": _digest(static),
        "database": _digest(_database()),
    }


def _database() -> dict[str, str]:
    """Which database this is. A SQLite file belongs to its data folder, wherever that is moved."""
    database = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        return {"engine": "sqlite", "there": str(Path(str(database["NAME"])).exists())}
    return {key: str(database[key]) for key in ("ENGINE", "NAME", "HOST", "PORT")}


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
