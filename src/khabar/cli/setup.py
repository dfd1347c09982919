"""Options and set-up that commands with a database share."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


def data_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--data DIR`, the same as the variable KHABAR_DATA."""
    return click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        expose_value=False,
        callback=_use_data,
        is_eager=True,
        help="مجلد البيانات (أو المتغير KHABAR_DATA)؛ المعتاد: data في المجلد الحالي.",
    )(command)


def _use_data(_ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    if value is not None:
        os.environ["KHABAR_DATA"] = str(value.resolve())


def use_django(*, prepared: bool = True) -> None:
    """Load Django with Khabar's settings.

    Raises:
        click.ClickException: the data folder cannot be used or was never prepared by `khabar up`.
    """
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khabar.config.settings")
    try:
        django.setup()
    except OSError as error:
        raise click.ClickException(unusable(error)) from error
    if prepared:
        from khabar.ops.prepare import is_prepared

        if not is_prepared():
            raise click.ClickException("مجلد البيانات غير مهيأ لهذا الإصدار: شغّل khabar up أو khabar prepare أولًا.")


def unusable(error: OSError) -> str:
    """What to say when a file or folder cannot be read or written."""
    where = error.filename or os.environ.get("KHABAR_DATA") or "data"
    reason = error.strerror or str(error)
    return f"لا يمكن استعمال {where} ({reason}).\nCannot use {where}: {reason}."
