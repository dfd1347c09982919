"""Options and set-up that commands with a database share."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

_SETTINGS = "settings.json"
_NOT_KEPT = ("KHABAR_DATA", "KHABAR_ADMIN_PASSWORD")


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


def remember(run_dir: Path) -> bool:
    """Keep the settings this site is started with, for the commands that are run on its folder meanwhile and later.

    Returns:
        Whether they differ from those of the start before.
    """
    before = _kept(run_dir)
    kept = {name: value for name, value in os.environ.items() if name.startswith("KHABAR_") and name not in _NOT_KEPT}
    draft = run_dir / f"settings.{os.getpid()}"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    draft.replace(run_dir / _SETTINGS)
    return kept != before


def _recall() -> None:
    """Take the settings the site was started with, except those that are set now."""
    for name, value in _kept(Path(os.environ.get("KHABAR_DATA") or "data").expanduser() / "run").items():
        os.environ.setdefault(name, value)


def _kept(run_dir: Path) -> dict[str, str]:
    try:
        kept: dict[str, str] = json.loads((run_dir / _SETTINGS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept


def use_django(*, prepared: bool = True, recalled: bool = True) -> None:
    """Load Django with Khabar's settings.

    Args:
        prepared: the data folder must be ready for this version.
        recalled: settings that are not set are those the site was last started with.

    Raises:
        click.ClickException: the data folder was never prepared by `khabar up`.
    """
    import django

    if recalled:
        _recall()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khabar.config.settings")
    django.setup()
    if prepared:
        from khabar.ops.prepare import is_prepared

        if not is_prepared():
            raise click.ClickException("مجلد البيانات غير مهيأ لهذا الإصدار: شغّل khabar up أو khabar prepare أولًا.")
