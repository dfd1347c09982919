"""`khabar letters`: one reader's data, and the addresses a mail provider reports."""

import json
import sys
from pathlib import Path

import click

from khabar.cli.setup import data_option, use_django


@click.group()
def letters() -> None:
    """النشرات البريدية: بيانات مشترك واحد، وما يبلّغه مزود البريد."""


@letters.command()
@data_option
@click.argument("address")
def data(address: str) -> None:
    """يعرض كل ما يُحفظ عن مشترك (JSON)."""
    use_django()
    from khabar.letters.lists import data_of

    click.echo(json.dumps(data_of(address), ensure_ascii=False, indent=2))


@letters.command()
@data_option
@click.argument("address")
def forget(address: str) -> None:
    """يحذف عنوان مشترك وكل ما يتصل به."""
    use_django()
    from khabar.letters import actions
    from khabar.letters.addresses import normalise
    from khabar.letters.models import Reader

    reader = Reader.objects.filter(address=normalise(address)).first()
    if reader is None:
        click.echo("لا نحفظ شيئًا لهذا العنوان.", err=True)
        sys.exit(1)
    actions.forget(reader=reader)
    click.echo("حُذف.")


@letters.command()
@data_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--complaints", is_flag=True, help="اشتكى أصحابها، لا أنها لا تستقبل.")
def bounced(file: Path, complaints: bool) -> None:
    """ينهي اشتراكات عناوين ردّها مزود البريد أو اشتكى أصحابها: عنوان في كل سطر."""
    use_django()
    from khabar.letters.actions import end_all
    from khabar.letters.addresses import normalise
    from khabar.letters.enums import Left
    from khabar.letters.errors import BadAddress

    found, refused = [], 0
    for number, line in enumerate(file.read_text(encoding="utf-8-sig", errors="replace").splitlines(), 1):
        if line.strip():
            try:
                found.append(normalise(line.strip()))
            except BadAddress as error:
                refused += 1
                click.echo(f"{file}:{number}: {error}", err=True)
    click.echo(f"انتهت اشتراكات {end_all(addresses=found, why=Left.COMPLAINT if complaints else Left.REFUSED)}")
    sys.exit(1 if refused else 0)
