"""The changes of a story as readers can follow them: each with its time, its kind and a comparison word by word."""

from dataclasses import dataclass

from khabar.articles.comparing import Line
from khabar.articles.history import LABELS, Compared, comparisons
from khabar.articles.models import Amendment, Article


@dataclass(frozen=True)
class Shown:
    """One change as its page shows it; `passages` is None where the earlier text was not kept.

    In place of a passage that was withheld stands None; `withheld` where that is all of them.
    """

    change: Amendment
    passages: list[tuple[str, Line | None]] | None
    media: list[str]
    withheld: bool


def history(article: Article) -> list[Shown]:
    """Every change of the article, newest first, each compared with the text that came after it."""
    return [_shown(one) for one in comparisons(article)]


def _shown(one: Compared) -> Shown:
    if one.hidden:
        return Shown(one.change, [], [], withheld=True)
    return Shown(one.change, _passages(one) if one.lines is not None else None, one.media, withheld=False)


def _passages(one: Compared) -> list[tuple[str, Line | None]]:
    """The changed passages, the first of each kind with its label."""
    seen: set[str] = set()
    found: list[tuple[str, Line | None]] = []
    for mark, line in one.passages:
        label = "" if line.kind in seen else LABELS.get(line.kind, "النص")
        found.append((label, None if mark in one.withheld else line))
        seen.add(line.kind)
    return found
