"""`khabar up`: prepare the data folder when it needs it, then serve site, desk and background work."""

import os
import signal
import sys
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import click

from khabar.cli.setup import data_option, remember, use_django


@click.command()
@data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="العنوان الذي يُستمع عليه.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="المنفذ.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="عدد عمليات الخدمة.")
@click.option("--no-demo", is_flag=True, help="بلا عدد تجريبي عند أول تشغيل.")
def up(host: str, port: int, workers: int, no_demo: bool) -> None:
    """يشغّل الموقع وغرفة الأخبار حتى Ctrl-C؛ وأول مرة يهيئ كل شيء."""
    os.environ.setdefault("KHABAR_SITE_URL", f"http://{_shown(host)}:{port}")
    use_django(prepared=False, recalled=False)
    from django.conf import settings

    from khabar.articles.consumers import clear_store
    from khabar.ops import sole
    from khabar.ops.prepare import is_prepared
    from khabar.ops.serve import refusal, serve

    held = sole.take(settings.RUN_DIR, "serve")
    if not is_prepared():
        if reason := refusal(host, port):  # said before the long work, not after it
            raise click.ClickException(reason)
        _prepare(demo=not no_demo)
        # Begin anew: this process has read the manifest of static files from before they were there, and what
        # migrations and the demo loaded is not kept by the server. The lock is let go and taken again.
        os.execv(sys.executable, [sys.executable, "-m", "khabar", *sys.argv[1:]])  # noqa: S606
    if remember(settings.RUN_DIR):
        clear_store()  # pages name the site, its address, its digits
    os.set_inheritable(held, True)  # the supervisor goes on in another program
    sys.exit(serve(host=host, port=port, workers=workers))


@click.command()
@data_option
@click.option("--no-demo", is_flag=True, help="بلا عدد تجريبي.")
def prepare(no_demo: bool) -> None:
    """يهيئ مجلد البيانات لهذا الإصدار: قاعدة البيانات والملفات الثابتة والحساب الأول."""
    use_django(prepared=False)
    _prepare(demo=not no_demo)


def _prepare(*, demo: bool) -> None:
    from khabar.ops.prepare import is_prepared
    from khabar.ops.prepare import prepare as run

    try:
        with _interruptible():
            run(demo=demo, say=lambda line: click.echo(line))
    except KeyboardInterrupt:
        raise click.ClickException("أُوقفت التهيئة قبل تمامها؛ أعد الأمر نفسه لتكتمل.") from None
    if not is_prepared():
        raise click.ClickException("لم تكتمل التهيئة؛ السبب أعلاه.")


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C within a finalizer, of which migrations run thousands, ends the block at its next statement: raised there,
    Python would print it and go on."""
    from django.db import connection

    told = False

    def note(_number: int, frame: FrameType | None) -> None:
        nonlocal told
        told = _finalizing(frame)
        if not told:
            raise KeyboardInterrupt

    def execute(run: Callable[..., Any], *statement: Any) -> Any:
        nonlocal told
        if told:
            told = False  # what is cleaned up now has statements too
            raise KeyboardInterrupt
        return run(*statement)

    before = signal.signal(signal.SIGINT, note)
    try:
        with connection.execute_wrapper(execute):
            yield
    finally:
        signal.signal(signal.SIGINT, before)


def _finalizing(frame: FrameType | None) -> bool:
    """Whether the frame stands in a finalizer, or in what one called."""
    while frame is not None and frame.f_code is not weakref.finalize.__call__.__code__:
        frame = frame.f_back
    return frame is not None


def _shown(host: str) -> str:
    return "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host  # noqa: S104
