"""What a change of a front is told as, line by line."""

from collections.abc import Iterable, Mapping

from django.utils import timezone
from django.utils.formats import date_format

from khabar.articles.models import Section
from khabar.curation.changes import Move, Thing, moves
from khabar.curation.rules import in_order
from khabar.curation.zones import NAMES, Arranged, is_river, section_of
from khabar.desk.fronts.shown import titles

_MOST = 8
_GONE = "ما لم يعد موجودًا"
Titles = Mapping[tuple[int, bool], str]


def lines(pairs: Iterable[tuple[Arranged, Arranged]]) -> list[list[str]]:
    """For each pair of arrangements, what the second changed."""
    changed = [(moves(before, after), before, after) for before, after in pairs]
    things = [move.thing for found, _, _ in changed for move in found]
    named = titles([t.pk for t in things if not t.is_video], [t.pk for t in things if t.is_video])
    sections = dict(Section.objects.values_list("pk", "name"))
    told = []
    for found, before, after in changed:
        every = [*(_line(move, named, sections) for move in found), *_options(before, after, sections)]
        told.append(every[:_MOST] + ([f"وتغييرات أخرى عددها {len(every) - _MOST}"] if len(every) > _MOST else []))
    return told


def names_of(things: Iterable[Thing]) -> list[str]:
    """Headlines and titles."""
    wanted = list(things)
    named = titles([t.pk for t in wanted if not t.is_video], [t.pk for t in wanted if t.is_video])
    return [named.get((t.pk, t.is_video), _GONE) for t in wanted]


def zone_name(key: str, sections: Mapping[int, str]) -> str:
    """A zone in words."""
    return f"قسم {sections.get(section_of(key), '')}" if is_river(key) else NAMES[key]


def _line(move: Move, named: Titles, sections: Mapping[int, str]) -> str:
    title = f"«{named.get((move.thing.pk, move.thing.is_video), _GONE)}»"
    until = f" حتى {date_format(timezone.localtime(move.until), 'DATETIME_FORMAT')}" if move.until else ""
    if not move.target:
        return f"أُزيل {title} من {zone_name(move.source, sections)}"
    target = zone_name(move.target, sections)
    if not move.source:
        return f"وُضع {title} في {target}{until}"
    if move.source == move.target:
        return f"ثُبّت {title}{until}" if until else f"رُفع موعد {title}"
    return f"نُقل {title} من {zone_name(move.source, sections)} إلى {target}{until}"


def _options(before: Arranged, after: Arranged, sections: Mapping[int, str]) -> list[str]:
    found = [f"أُخفي {zone_name(key, sections)}" for key in sorted(after.hidden - before.hidden)]
    found += [f"أُظهر {zone_name(key, sections)}" for key in sorted(before.hidden - after.hidden)]
    if in_order(before, list(sections)) != in_order(after, list(sections)):
        found.append("تغيّر ترتيب الأقسام")
    if before.opinion_from != after.opinion_from:
        section = sections.get(after.opinion_from or 0)
        found.append(f"يُملأ الرأي من قسم {section}" if section else "لا يُملأ الرأي من قسم")
    same = [key for key, rows in after.lists.items() if len(rows) > 1 and _same_in_other_order(key, before, after)]
    return found + [f"تغيّر الترتيب في {zone_name(key, sections)}" for key in same]


def _same_in_other_order(key: str, before: Arranged, after: Arranged) -> bool:
    old, new = [one.pk for one in before.lists.get(key, ())], [one.pk for one in after.lists[key]]
    return old != new and sorted(old) == sorted(new)
