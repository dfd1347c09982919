"""`khabar up`: prepare the data folder when it needs it, then serve site, desk and background work."""

import os
import subprocess
import sys

import click

from khabar.cli.setup import data_option, use_django


@click.command()
@data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="العنوان الذي يُستمع عليه.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="المنفذ.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="عدد عمليات الخدمة.")
@click.option("--no-demo", is_flag=True, help="بلا عدد تجريبي عند أول تشغيل.")
def up(host: str, port: int, workers: int, no_demo: bool) -> None:
    """يشغّل الموقع وغرفة الأخبار حتى Ctrl-C؛ وأول مرة يهيئ كل شيء."""
    os.environ.setdefault("KHABAR_SITE_URL", f"http://{_shown(host)}:{port}")
    use_django(prepared=False)
    from khabar.ops.prepare import is_prepared
    from khabar.ops.serve import serve

    if not is_prepared():
        # In a process of its own: what migrations and the demo load is not kept by the server.
        command = [sys.executable, "-m", "khabar", "prepare", *(["--no-demo"] if no_demo else [])]
        if subprocess.run(command, check=False).returncode or not is_prepared():  # noqa: S603
            raise click.ClickException("لم تكتمل التهيئة؛ السبب أعلاه.")
        # Begin anew: this process has read the manifest of static files from before they were there.
        os.execv(sys.executable, [sys.executable, "-m", "khabar", *sys.argv[1:]])  # noqa: S606
    sys.exit(serve(host=host, port=port, workers=workers))


@click.command()
@data_option
@click.option("--no-demo", is_flag=True, help="بلا عدد تجريبي.")
def prepare(no_demo: bool) -> None:
    """يهيئ مجلد البيانات لهذا الإصدار: قاعدة البيانات والملفات الثابتة والحساب الأول."""
    use_django(prepared=False)
    from khabar.ops.prepare import prepare as run

    run(demo=not no_demo, say=click.echo)


def _shown(host: str) -> str:
    return "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host  # noqa: S104
