"""The names that are suggested while somebody types: sections, topics, people and agencies, as lines of one text.

The background process writes the text to a file, most frequent names first; every process of the node reads it into
one string, in which looking for the beginning of a word takes a millisecond or two however many names there are. It
only proposes: what is shown of it passes the gate (`khabar.finding.gate`), so that an old line shows nothing.
"""

import os
import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count

from khabar.articles.models import (
    Agency,
    ArticleAgency,
    ArticleAuthor,
    ArticleTopic,
    Author,
    Section,
    Topic,
)
from khabar.attribution.models import Name, Spelling
from khabar.attribution.spelling import sound_of
from khabar.finding.choices import generation
from khabar.finding.keys import query_key

SECTION, TOPIC, AUTHOR, AGENCY, NAME = "s", "t", "a", "g", "n"
"""Kinds of name."""
MOST = 50_000
"""Names of the register: about 10 MB in each process."""
_LEAST_PAUSE = 20.0
"""Seconds between two looks whether the register has to be written again."""
_VERSION = "khabar names 1"
_SOUND = " ~ "


class Found(NamedTuple):
    """A name of the register."""

    kind: str
    pk: int


class Register:
    """The text of the register. A line is `t12 | spelling | spelling ~ sounds |`: kind and id, then words."""

    def __init__(self, text: str) -> None:
        self._text = text

    def starting(self, prefix: str, limit: int) -> list[Found]:
        """The first names with words that begin as `prefix` does, one word or several in their order."""
        return list(self._lines(f" {prefix}", limit, sounds=False)) if prefix else []

    def sounding(self, prefix: str, limit: int) -> list[Found]:
        """The first names with words that sound as `prefix` (consonants, as `sound_of` has them)."""
        return list(self._lines(f" {prefix}", limit, sounds=True)) if prefix else []

    def begins(self, prefix: str) -> int:
        """How many words of names begin so, 2 standing for more than one."""
        at = bisect_left(self._words, prefix)
        return sum(word.startswith(prefix) for word in self._words[at : at + 2])

    @cached_property
    def _words(self) -> list[str]:
        """The words of all names in alphabetical order; made when a word is mistyped for the first time."""
        spelled = (line.partition(_SOUND)[0] for line in self._text.splitlines())
        return sorted({word for line in spelled for word in line.split()[2:] if word != "|"})

    def _lines(self, wanted: str, limit: int, *, sounds: bool) -> Iterator[Found]:
        text, at, found = self._text, 0, 0
        while found < limit and (at := text.find(wanted, at)) >= 0:
            start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            border = text.find(_SOUND, start, end)
            if sounds == (at > border):
                yield Found(text[start], int(text[start + 1 : text.index(" ", start)]))
                found += 1
                at = end
            else:
                at = border if sounds else end


def register() -> Register:
    """This node's register as last written; an empty one until the background process has written one."""
    return _kept(os.getpid()).read()


class _Kept:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._register = Register("")

    def read(self) -> Register:
        try:
            status = os.stat(_file())
        except OSError:
            return self._register
        seen = (status.st_mtime_ns, status.st_ino)
        if seen != self._seen and self._lock.acquire(blocking=False):  # others answer from the old one meanwhile
            try:
                text = _file().read_text(encoding="utf-8")
                if text.startswith(_VERSION):
                    self._register = Register(text.partition("\n")[2])
                self._seen = seen
            finally:
                self._lock.release()
        return self._register


@lru_cache(maxsize=1)
def _kept(_pid: int) -> _Kept:
    return _Kept()


def _file() -> Path:
    return Path(settings.RUN_DIR) / "names.txt"


class Keeper:
    """Writes the register anew when the change log has moved on, now and then, for the background process's loop."""

    def __init__(self, every: float = _LEAST_PAUSE) -> None:
        self._every, self._next, self._seq = every, 0.0, -1

    def run(self) -> None:
        """Write it when it is time and something has changed."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + self._every
        seq = generation()
        if seq != self._seq or not _file().exists():
            write()
            self._seq = seq


def write() -> int:
    """Write the register; returns how many names it has."""
    lines = [line for line in _all_lines() if line]
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(f".{os.getpid()}.new")
    new.write_text("\n".join([_VERSION, *lines]) + "\n", encoding="utf-8")
    new.replace(file)
    return len(lines)


def _all_lines() -> Iterator[str]:
    for pk, name in Section.objects.values_list("pk", "name"):
        yield _line(SECTION, pk, [name])
    rows: list[tuple[int, str, int, list[str]]] = []
    rows += _filed(TOPIC, Topic, ArticleTopic, "topic_id")
    rows += _filed(AUTHOR, Author, ArticleAuthor, "author_id")
    rows += _agencies()
    rows += _people()
    rows.sort(key=lambda row: -row[2])
    for pk, kind, _, spellings in rows[:MOST]:
        yield _line(kind, pk, spellings)


def _filed(kind: str, model: type, through: type, column: str) -> Iterator[tuple[int, str, int, list[str]]]:
    counts = _counts(through.objects.values_list(column))  # type: ignore[attr-defined]
    for pk, name in model.objects.filter(pk__in=counts).values_list("pk", "name"):  # type: ignore[attr-defined]
        yield pk, kind, counts[pk], [name]


def _agencies() -> Iterator[tuple[int, str, int, list[str]]]:
    counts = _counts(ArticleAgency.objects.values_list("agency_id"))
    names = Agency.objects.values_list("pk", "name", "credit", "latin_name")
    spelled: dict[int, list[str]] = {pk: list(texts) for pk, *texts in names if pk in counts}
    rows = Spelling.objects.filter(name__agency__in=spelled).values_list("name__agency_id", "text")
    for pk, text in rows:
        spelled[pk].append(text)
    return ((pk, AGENCY, counts[pk], texts) for pk, texts in spelled.items())


def _people() -> Iterator[tuple[int, str, int, list[str]]]:
    """The records that an editor stands behind; what the reading of texts only proposes is not offered to readers."""
    named = Name.objects.filter(suggested=False, merged_into=None, agency=None)
    counts = Counter(dict(named.annotate(times=Count("readings")).values_list("pk", "times")))
    spelled: dict[int, list[str]] = {pk: [] for pk in counts}
    for pk, text in Spelling.objects.filter(name__in=named).order_by("sort_order", "pk").values_list("name_id", "text"):
        spelled.setdefault(pk, []).append(text)
    return ((pk, NAME, counts[pk], texts) for pk, texts in spelled.items())


def _counts(rows: object) -> dict[int, int]:
    return dict(rows.annotate(times=Count("pk")).order_by())  # type: ignore[attr-defined]


def _line(kind: str, pk: int, spellings: Iterable[str]) -> str:
    keys = list(dict.fromkeys(key for text in spellings if (key := query_key(text))))
    if not keys:
        return ""
    sounds = list(dict.fromkeys(sound for key in keys if (sound := sound_of(key)).strip()))
    return f"{kind}{pk} | {' | '.join(keys)} ~ {' | '.join(sounds)} |"
