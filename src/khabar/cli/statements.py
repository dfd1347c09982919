"""`khabar isnad`: reads the statements of articles already in the newsroom, or reads them again."""

import click

from khabar.cli.setup import data_option, use_django


@click.command()
@data_option
@click.argument("ids", nargs=-1, type=int, metavar="[ID]...")
@click.option("--again", is_flag=True, help="اقرأ من جديد ما قُرئ من قبل أيضًا؛ وقرار المحرر يبقى.")
def isnad(ids: tuple[int, ...], again: bool) -> None:
    """يستخرج الأقوال وإسنادها من الأخبار المنشورة التي لم تُقرأ، أو من المسماة."""
    use_django()
    from khabar.attribution.archive import read_archive, unread

    wanted = unread(ids, again=again)
    with click.progressbar(length=len(wanted), label="قراءة") as bar:
        report = read_archive(wanted, again=again, told=bar.update)
    click.echo(f"قُرئ {report.read}، وفيها أقوال جديدة أو متغيرة {report.changed}، وتعذّر {len(report.failed)}")
    for pk in report.failed:
        click.echo(f"تعذّرت قراءة {pk}", err=True)
    if report.failed:
        raise SystemExit(1)
