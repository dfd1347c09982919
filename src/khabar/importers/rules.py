"""What an import may do to an article that is there already: the desk's work comes before the source's."""

from dataclasses import dataclass
from enum import Enum, auto


class Fate(Enum):
    """What becomes of an article that was imported before."""

    SAME = auto()  # nothing to write
    REPLACE = auto()  # the source's words take the place of its earlier ones
    DRAFT = auto()  # kept as a draft beside what the desk published
    LEAVE = auto()  # not touched, and said so


@dataclass(frozen=True)
class Standing:
    """How an article stands at the desk when its source comes again."""

    live: bool
    usable: bool
    was_public: bool
    edited: bool = False  # a person has saved it
    work_open: bool = False  # locked, in review, or with a draft of a person that was not published


def fate(now: Standing, *, changed: bool, publish: bool) -> tuple[Fate, str]:
    """What to do, and why where a person should know.

    Args:
        changed: the source says something else than at the last import.
        publish: the import was asked to publish.
    """
    withdrawn = not now.usable or (now.was_public and not now.live)
    wants_out = publish and not (now.live or now.was_public or now.edited or now.work_open)
    if not changed:
        return (Fate.REPLACE if wants_out and now.usable else Fate.SAME), ""
    if withdrawn:
        return Fate.LEAVE, "سُحب أو أُلغي في غرفة الأخبار: تُرك كما هو"
    if now.work_open:
        return Fate.LEAVE, "عليه عمل لم يُنشر في غرفة الأخبار: تُرك كما هو؛ أعد الاستيراد بعد نشره"
    if now.edited:
        return Fate.DRAFT, "عُدّل في غرفة الأخبار: حُفظ الجديد مسودةً للمقارنة"
    return Fate.REPLACE, ""
