"""Which story a message of its own asks to kill: what it names exactly and alone; everything else is a question."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from khabar.formats.wire.lexicon import fold_line

MOST = 5
"""The most candidates a person is shown."""
_HEADLINE_WORDS = 3  # a headline of fewer words names too little
_SLUG_LETTERS = 4
_ALIKE = 0.6  # of a headline's words, in the message
_WORD_LETTERS = 3
_QUOTED = re.compile(r"«([^«»]{3,300})»|“([^“”]{3,300})”|\"([^\"]{3,300})\"|‘([^‘’]{8,300})’")
_LABELLED = re.compile(
    r"^\W*(?:ال)?(?:عنوان(?:ه|ها)?|عنوان الخبر|الكلمة الدالة|رمز|headline|titled|title|story|slug(?:ged|line)?)"
    r"\s*[:：=\-–]\s*(?P<rest>\S.*)$",
    re.IGNORECASE,
)
# What stands before the name of the killed story in a headline or a first line.
_ORDER = re.compile(
    r"^\W*(?:(?:رجاء|الرجاء|برجاء|يرجى|نرجو)\s+)?"
    r"(?:إلغاء|الغاء|سحب|عدم\s+(?:استخدام|نشر|استعمال)|mandatory\s+kill|story\s+kill|bulletin\s+kill|please\s+kill|"
    r"kill(?:\s+story)?|withdraw(?:n|al)?|retract(?:ed|ion)?)"
    r"(?:\s+(?:ال)?(?:خبر|مادة|برقية|تقرير|قصة|story|item|notice|advisory))?\s*(?:[:：\-–—]\s*|\s)(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_SLUGGED = re.compile(
    r"\bslug(?:ged|line)?\s*[:：]?\s+(?P<rest>[\w./-]+(?:[ -][\w./-]+){0,5}?)"
    r"(?=[,.;،]|\s+(?:sent|of|which|that|at|moved)\b|$)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:\b(?:no|nr|number|item|ref|id|story)\b\.?|(?:ال)?رقم|(?:ال)?برقية|#)\s*[:：#]?\s*(?P<number>[\w-]*\d[\w-]*)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<!\d)(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?!\d)")
_DAY = re.compile(r"(?:19|20)\d{6}|(?:19|20)\d\d")


@dataclass(frozen=True)
class Known:
    """A story that may be meant: what it can be named by, and when it was sent."""

    key: int
    guid: str
    headline: str
    slug: str = ""
    sent_at: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class Naming:
    """The one story that a message names beyond doubt; else those a person should be asked about."""

    certain: int | None = None
    candidates: tuple[int, ...] = ()


def named_by(lines: Sequence[str], known: Sequence[Known], zones: Iterable[tzinfo] = ()) -> Naming:
    """Find the story that the lines of a kill message name.

    A story is named by its whole headline, its slug or its number, each compared after normalising. Where several
    bear the name, a time of day in the message that only one of them was sent at decides.

    Args:
        lines: headline, paragraphs and notes of the message.
        known: recent stories of the same provider.
        zones: clocks by which the message may give a time.
    """
    names, numbers = _names(lines), _numbers(lines)
    found = [story for story in known if _is_named(story, names, numbers, lines)]
    if len(found) > 1:
        found = _sent_at(found, lines, list(zones)) or found
    if len(found) == 1:
        return Naming(certain=found[0].key)
    return Naming(candidates=tuple(story.key for story in found[:MOST]) or _alike(lines, known))


def _names(lines: Sequence[str]) -> frozenset[str]:
    """Everything in the message that may be a headline or a slug, in the form in which they are compared."""
    found: list[str] = []
    for line in lines:
        found.append(line)
        found += ["".join(groups) for groups in _QUOTED.findall(line)]
        found += [match["rest"] for match in _SLUGGED.finditer(line)]
        for pattern in (_ORDER, _LABELLED):
            while (match := pattern.match(line)) is not None:
                line = match["rest"]
                found.append(line)
    return frozenset(folded for one in found if (folded := fold_line(one)))


def _numbers(lines: Sequence[str]) -> frozenset[str]:
    found = (match["number"].lower() for line in lines for match in _NUMBERED.finditer(line))
    return frozenset(number for number in found if len(number) >= 3 and not _DAY.fullmatch(number))


def _is_named(story: Known, names: frozenset[str], numbers: frozenset[str], lines: Sequence[str]) -> bool:
    headline, slug = fold_line(story.headline), fold_line(story.slug)
    if headline in names and len(headline.split()) >= _HEADLINE_WORDS:
        return True
    if slug in names and len(slug) >= _SLUG_LETTERS:
        return True
    if len(story.guid) >= 8 and any(_mentions(line, story.guid) for line in lines):
        return True
    return bool(numbers.intersection(re.split(r"[:/#,;]", story.guid.lower())))


def _mentions(line: str, guid: str) -> bool:
    """Say whether a line gives an identifier, and not one that only begins with it."""
    return re.search(rf"(?<![\w:.-]){re.escape(guid)}(?![\w-]|[:.]\w)", line, re.IGNORECASE) is not None


def _sent_at(stories: list[Known], lines: Sequence[str], zones: list[tzinfo]) -> list[Known]:
    """Those of the stories that were sent at a time of day that the message gives."""
    clocks = {(int(match["hour"]), int(match["minute"])) for line in lines for match in _CLOCK.finditer(line)}

    def fits(story: Known) -> bool:
        local = [moment.astimezone(zone) for moment in story.sent_at for zone in zones]
        return any((moment.hour, moment.minute) in clocks for moment in local)

    return [story for story in stories if fits(story)]


def _alike(lines: Sequence[str], known: Sequence[Known]) -> tuple[int, ...]:
    """Stories most of whose headline stands in the message, the likest first."""
    said = {word for line in lines for word in fold_line(line).split()}
    ranked = []
    for story in known:
        words = {word for word in fold_line(story.headline).split() if len(word) >= _WORD_LETTERS}
        share = len(words & said) / len(words) if len(words) >= _HEADLINE_WORDS else 0.0
        if share >= _ALIKE:
            ranked.append((-share, story.key))
    return tuple(key for _, key in sorted(ranked)[:MOST])
