"""`khabar reindex`, `render`, `doctor`, `backup`, `restore` and `admin`: looking after an installation."""

import sys
from pathlib import Path

import click

from khabar.cli.setup import data_option, use_django


@click.command()
@data_option
def reindex() -> None:
    """يبني فهرس البحث من قاعدة البيانات من جديد، والموقع يعمل."""
    use_django()
    from khabar.articles.consumers import rebuild_index

    click.echo(f"في الفهرس {rebuild_index()}")


@click.command()
@data_option
@click.option("--limit", type=click.IntRange(1), default=None, help="أحدث الصفحات فقط.")
def render(limit: int | None) -> None:
    """يفرغ مخزن الصفحات ويملؤه من قاعدة البيانات من جديد، والموقع يعمل."""
    use_django()
    from khabar.ops.rendering import render_all

    done, failed = render_all(limit)
    click.echo(f"صُيّرت {done}")
    for address in failed:
        click.echo(f"لم تُصيَّر: {address}", err=True)
    sys.exit(1 if failed else 0)


@click.command()
@data_option
def doctor() -> None:
    """يفحص اتفاق قاعدة البيانات ومخزن الصفحات والفهرس والصور ويسمّي ما اختلف."""
    use_django()
    from khabar.ops.inspection import inspect

    findings = inspect()
    for finding in findings:
        click.echo(f"{finding.what} — الإصلاح: {finding.remedy}")
    if not findings:
        click.echo("كل شيء متفق.")
    sys.exit(1 if findings else 0)


@click.command()
@data_option
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """ينسخ قاعدة البيانات والوسائط في ملف واحد والموقع يعمل."""
    use_django()
    from khabar.ops.archive import backup as run

    run(file)
    click.echo(f"{file}: {file.stat().st_size / 2**20:.1f} ميغابايت")


@click.command()
@data_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """يعيد نسخة احتياطية إلى مجلد بيانات جديد."""
    use_django(prepared=False)
    from khabar.ops.archive import restore as run

    run(file)
    click.echo("عادت النسخة؛ شغّل khabar up.")


@click.command()
@data_option
@click.argument("username", default="admin")
@click.option("--forget-second-factor", is_flag=True, help="يزيل أيضًا التحقق بخطوتين: لمن ضاع هاتفه أو مفتاحه.")
def admin(username: str, forget_second_factor: bool) -> None:
    """ينشئ حساب مدير، أو يعيد ضبط كلمة مرور حساب قائم ويعرضها مرة واحدة."""
    use_django()
    from khabar.accounts import actions
    from khabar.accounts.models import User

    if User.objects.filter(username__iexact=username).exists():
        password = actions.reset_password(username=username, forget_second_factor=forget_second_factor)
    else:
        password = actions.create_admin(username=username, password=None)
    click.echo(f"{username}  {password}")
