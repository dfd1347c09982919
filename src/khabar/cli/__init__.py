"""The `khabar` command; each subcommand's module is imported only when that subcommand runs."""

import importlib
import io
import os
import sys
from typing import Any

import click

from khabar.core.errors import KhabarError

# name -> module:attribute
_COMMANDS = {
    "up": "khabar.cli.up:up",
    "prepare": "khabar.cli.up:prepare",
    "read": "khabar.cli.read:read",
    "import": "khabar.cli.imports:import_",
    "ingest": "khabar.cli.ingest:ingest",
    "search": "khabar.cli.content:search",
    "publish": "khabar.cli.acts:publish",
    "unpublish": "khabar.cli.acts:unpublish",
    "kill": "khabar.cli.acts:kill",
    "receipt": "khabar.cli.acts:receipt",
    "isnad": "khabar.cli.statements:isnad",
    "letters": "khabar.cli.letters:letters",
    "reindex": "khabar.cli.care:reindex",
    "render": "khabar.cli.care:render",
    "doctor": "khabar.cli.care:doctor",
    "backup": "khabar.cli.care:backup",
    "restore": "khabar.cli.care:restore",
    "admin": "khabar.cli.care:admin",
}


class _LazyGroup(click.Group):
    """A click group that knows its commands by name and loads them one at a time."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        # JSON is UTF-8 by contract, and Arabic for people fits nothing else, whatever the locale says.
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        return super().main(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in _COMMANDS if name != "prepare"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, attribute = _COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KhabarError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            raise  # whoever read our output has had enough; click ends quietly
        except OSError as error:
            raise click.ClickException(_unusable(error)) from error
        except Exception as error:
            if not _is_of_the_database(error):
                raise
            raise click.ClickException(f"قاعدة البيانات: {error}") from error


def _is_of_the_database(error: Exception) -> bool:
    """Whether the database failed: full disk, no connection, no permission. Django is not loaded to find out."""
    database = sys.modules.get("django.db")
    return database is not None and isinstance(error, database.Error)


def _unusable(error: OSError) -> str:
    """What to say when a file or folder cannot be read or written."""
    where, reason = error.filename or os.environ.get("KHABAR_DATA") or "data", error.strerror or str(error)
    return f"لا يمكن استعمال {where} ({reason}).\nCannot use {where}: {reason}."


@click.command(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="khabar", message="%(prog)s %(version)s")
def main() -> None:
    """خبر: نظام نشر الأخبار بالعربية."""
