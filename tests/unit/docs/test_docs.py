"""The documents say what the code does: every setting, every command and option, every link."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from khabar.cli import main

ROOT = Path(__file__).parents[3]
SETTING = re.compile(r"KHABAR_[A-Z][A-Z0-9_]*")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)|!\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6}\s+(.*)$", re.MULTILINE)
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
SKIPPED = {"node_modules", "data", "dist"}


def settings_read() -> set[str]:
    """Every string constant of the sources that is exactly the name of a setting."""
    found = set()
    for file in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and SETTING.fullmatch(node.value):
                found.add(node.value)
    return found


def commands(group: click.Group, words: str = "khabar") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, hidden ones too, with the words that call it."""
    context = click.Context(group)
    for name in sorted({*group.list_commands(context), *(["prepare"] if group is main else [])}):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{words} {name}")
        else:
            yield f"{words} {name}", command


def sections(text: str) -> dict[str, str]:
    """A document cut at its second-level headings; the code marks of a heading are dropped."""
    parts = re.split(r"^## (.*)$", text, flags=re.MULTILINE)
    return {title.replace("`", "").strip(): body for title, body in zip(parts[1::2], parts[2::2], strict=True)}


def documents() -> list[Path]:
    """Every Markdown file of the repository itself."""
    folders = {file: file.relative_to(ROOT).parts[:-1] for file in sorted(ROOT.rglob("*.md"))}
    return [f for f, parts in folders.items() if not any(p in SKIPPED or p.startswith(".") for p in parts)]


def anchors(text: str) -> set[str]:
    """The anchors a document's headings get on the usual forges."""
    plain = (re.sub(r"[`*]|\]\([^)]*\)|\[", "", title).strip().lower() for title in HEADING.findall(text))
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in plain}


def test_every_setting_is_in_the_reference_and_nothing_else() -> None:
    text = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(KHABAR_[A-Z0-9_]+)` \|", text, re.MULTILINE))
    read = settings_read()
    assert {"KHABAR_DATA", "KHABAR_SITE_URL", "KHABAR_SECRET_KEY", "KHABAR_ADMIN_PASSWORD"} <= read
    assert documented == read


def test_every_command_and_option_is_in_the_reference_and_nothing_else() -> None:
    text = sections((ROOT / "docs/reference/commands.md").read_text(encoding="utf-8"))
    assert text.keys() == {words for words, _ in commands(main)}
    for words, command in commands(main):
        expected = {
            option for parameter in command.params if isinstance(parameter, click.Option) for option in parameter.opts
        }
        documented = set(re.findall(r"^\| `(--[a-z-]+)", text[words], re.MULTILINE))
        assert documented == expected, words


def test_examples_set_only_settings_that_exist() -> None:
    read = settings_read()
    for file in [*(ROOT / "deploy").rglob("*"), *documents()]:
        if file.is_file():
            named = set(SETTING.findall(file.read_text(encoding="utf-8")))
            assert named <= read, file


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    broken = []
    for match in LINK.finditer(FENCE.sub("", text)):
        target = match[1] or match[2]
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        if not file.exists() or (
            anchor and file.suffix == ".md" and anchor not in anchors(file.read_text(encoding="utf-8"))
        ):
            broken.append(target)
    assert not broken
