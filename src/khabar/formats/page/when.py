"""When an HTML page was published and updated, from JSON-LD, tags and print, with their conflicts settled."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from khabar.arabic.dates import WARN_NO_DATE, WARN_RELATIVE, DateReading
from khabar.arabic.dates_machine import read_machine_date
from khabar.formats.page import furniture, jsonld
from khabar.formats.page.body import is_prose
from khabar.formats.page.leaves import Leaf
from khabar.formats.page.meta import Meta
from khabar.formats.page.timestamps import is_modified_label, timestamp_of
from khabar.formats.page.tree import Element, ancestors, in_junk, inline_text, marks

WARN_CONFLICT = "تاريخ النشر المطبوع يخالف تاريخ بيانات الصفحة"
WARN_FALSE_ZONE = "بيانات الصفحة تذكر فارق توقيت يخالف الساعة المطبوعة"

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished",
    "og:published_time", "published_time",
    "article.published", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "publish-date",
    "publishdate",
    "publish_date", "pubdate", "publication_date", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dc.date", "dc.date.created",
    "datecreated", "article_date_original", "date", "analytics:p_ts", "rnews:datepublished", "og:pubdate",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "dcterms.modified",
    "article:modified",
    "dc.date.modified",
)
_PUBLISHED_PROPS = ("datepublished", "datecreated", "dc:date", "dc:created", "pubdate")
_MODIFIED_PROPS = ("datemodified",)
_SITE_CLOCK = re.compile(
    r"(?:header|top|current|today|now|clock|site|live|menu|nav|footer|copyright)[\-_]?(?:date|time|clock|bar)?",
    re.IGNORECASE,
)
_FIRST_WEB_YEAR = 1995
# How far, in leaves, a printed timestamp may stand from the headline.
_REACH_BEFORE, _REACH_AFTER = 8, 30

Moment = datetime | date


@dataclass
class Times:
    """The settled times and the doubts on the way."""

    published: Moment | None = None
    modified: Moment | None = None
    warnings: list[str] = field(default_factory=list)
    zone_stated: bool = False


@dataclass
class _Printed:
    reading: DateReading
    modified: bool
    labelled: bool


def find_times(
    root: Element, meta: Meta, node: jsonld.Node, leaves: list[Leaf], headline_at: int, zone: tzinfo
) -> Times:
    """Settle publication and update time.

    Order of trust: JSON-LD, article meta tags, marked-up time elements near the headline, the printed timestamp;
    what is printed decides where tags contradict the page's own clock.
    """
    stated = _stated(node, meta, zone)
    marked = _marked(root, leaves, headline_at, zone)
    printed = _printed(leaves, headline_at, zone)
    times = Times()
    plain = [one for one in printed if not one.modified]
    first = _most_precise(plain)
    later = next((one for one in printed if one.modified), None)
    machine = stated[0] or marked[0]
    machine_modified = stated[1] or marked[1]
    times.zone_stated = bool((machine and machine.zone_stated) or (first and first.reading.zone_stated))
    times.published = _settle(machine, first, machine_modified, meta, times, zone)
    modified = _agree(machine_modified, later.reading if later else None)
    if modified is None and first and _is_update(first.reading, times.published):
        modified = first.reading.value
    times.modified = modified if modified and not _is_later(times.published, modified) else None
    if times.published is None:
        doubts = [note for one in printed for note in one.reading.warnings]
        times.warnings.extend(note for note in doubts if note != WARN_NO_DATE)
    return times


def _is_update(shown: DateReading, published: Moment | None) -> bool:
    """Say whether an unlabelled printed time, later than the publication, is that of an update."""
    if published is None or not _is_later(shown.value, published):
        return False
    if shown.zone_stated or not isinstance(shown.value, datetime) or not isinstance(published, datetime):
        return True
    return shown.value.replace(tzinfo=None, second=0) != published.replace(tzinfo=None, second=0)


def _most_precise(printed: list[_Printed]) -> _Printed | None:
    """Return the first printed time, or one with an hour that stands for the same day."""
    if not printed:
        return None
    first = printed[0]
    for one in printed:
        value = one.reading.value
        if isinstance(value, datetime) and first.reading.value in (None, value.date()):
            return one
    return first


def _credible(reading: DateReading | None) -> bool:
    return reading is not None and reading.value is not None and reading.value.year >= _FIRST_WEB_YEAR


def _stated(node: jsonld.Node, meta: Meta, zone: tzinfo) -> tuple[DateReading | None, DateReading | None]:
    published = [jsonld.text_of(node.get(name)) for name in ("datePublished", "dateCreated", "uploadDate")]
    modified = [jsonld.text_of(node.get("dateModified"))]
    return (
        _first([*published, *(meta.first(name) for name in _PUBLISHED_META)], zone),
        _first([*modified, *(meta.first(name) for name in _MODIFIED_META)], zone),
    )


def _first(values: list[str | None], zone: tzinfo) -> DateReading | None:
    for value in values:
        reading = read_machine_date(value, zone=zone) if value else None
        if _credible(reading):
            return reading
    return None


def _marked(
    root: Element, leaves: list[Leaf], headline_at: int, zone: tzinfo
) -> tuple[DateReading | None, DateReading | None]:
    """Read time elements and date properties in the reach of the headline."""
    order = {node: place for place, node in enumerate(root.iter())}
    first, last = _reach(leaves, headline_at, order)
    published: DateReading | None = None
    modified: DateReading | None = None
    for node in root.xpath("//*[@datetime] | //*[@itemprop or @property][@content] | //*[@itemprop]"):
        prop = (node.get("itemprop") or node.get("property") or "").lower()
        own = any(name in prop for name in _PUBLISHED_PROPS)
        updated = any(name in prop for name in _MODIFIED_PROPS)
        if node.tag == "meta" and node.getparent() is not None and node.getparent().tag == "head":
            continue
        if not (own or updated or (node.tag == "time" and first <= order.get(node, -1) <= last)) or in_junk(node):
            continue
        reading = _of_element(node, zone)
        if not _credible(reading):
            continue
        if updated or is_modified_label(inline_text(node)) or "updated" in marks(node) or "modified" in marks(node):
            modified = modified or reading
        else:
            published = published or reading
    return published, modified


def _of_element(node: Element, zone: tzinfo) -> DateReading | None:
    """Read a marked element: its attribute, in the zone its print states, as precise as its print is."""
    value = node.get("datetime") or node.get("content")
    shown = timestamp_of(inline_text(node), zone=zone)
    print_reading = next((one for one in shown or [] if one.value is not None), None)
    if not value:
        return print_reading
    reading = read_machine_date(value, zone=zone)
    if print_reading is None or reading.value is None:
        return reading if reading.value is not None else print_reading
    return _agreed(reading, print_reading)


def _agreed(machine: DateReading, shown: DateReading) -> DateReading:
    if _is_midnight(machine.value) and not isinstance(shown.value, datetime):
        return shown
    if isinstance(shown.value, datetime) and shown.zone_stated and not machine.zone_stated:
        return shown
    return machine


def _is_midnight(value: Moment | None) -> bool:
    return isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0)


def _reach(leaves: list[Leaf], headline_at: int, order: dict[Element, int]) -> tuple[int, int]:
    """Return the first and last place, in document order, where an element may date the article."""
    if not leaves:
        return 0, len(order)
    after = _until_text(leaves[headline_at + 1 : headline_at + _REACH_AFTER])
    text = next((leaf.node for leaf in reversed(after) if is_prose(leaf)), None)
    end = order[text] if text is not None else order[(after or leaves)[-1].node] + 20
    return order[leaves[max(0, headline_at - _REACH_BEFORE)].node], end


def _printed(leaves: list[Leaf], headline_at: int, zone: tzinfo) -> list[_Printed]:
    """Return the timestamps printed near the headline: after it first, then just above it in the same part."""
    if headline_at < 0:
        return []
    head = leaves[headline_at].node
    scope = list(ancestors(head))[:4]
    after = _until_text(leaves[headline_at + 1 : headline_at + _REACH_AFTER])
    above = leaves[max(0, headline_at - _REACH_BEFORE) : headline_at]
    before = [leaf for leaf in above if any(parent in scope for parent in leaf.node.iterancestors())]
    found: list[_Printed] = []
    label = ""
    for leaf in [*after, None, *reversed(before)]:
        if leaf is not None:
            found.extend(_of_leaf(leaf, label, zone) or _of_pair(leaf, leaves, zone))
        label = leaf.text if leaf is not None and leaf.words <= 4 else ""
    return found


def _until_text(leaves: list[Leaf]) -> list[Leaf]:
    """Cut a run of leaves at the second paragraph; parts of the site that stand after the text go too."""
    kept: list[Leaf] = []
    sentences = 0
    for leaf in leaves:
        if is_prose(leaf):
            sentences += 1
        if sentences > 1:
            break
        if not leaf.junk or not sentences:
            kept.append(leaf)
    return kept


def _of_pair(leaf: Leaf, leaves: list[Leaf], zone: tzinfo) -> list[_Printed]:
    """Read a time of day together with the date printed in the next or previous leaf."""
    if leaf.heading or not furniture.is_clock(leaf.text) or _on_site_clock(leaf.node):
        return []
    at = next(i for i, other in enumerate(leaves) if other is leaf)
    for other in (leaves[i] for i in (at + 1, at - 1) if 0 <= i < len(leaves)):
        readings = timestamp_of(f"{leaf.text} {other.text}", zone=zone) if other.words <= 8 else None
        if readings and isinstance(readings[0].value, datetime):
            return [_Printed(readings[0], False, False)]
    return []


def _of_leaf(leaf: Leaf, label: str, zone: tzinfo) -> list[_Printed]:
    if leaf.tags or leaf.linked > 0.8 or _on_site_clock(leaf.node):
        return []
    line = leaf.spaced or leaf.text
    readings = timestamp_of(line, zone=zone)
    found = []
    start = 0
    for reading in readings or []:
        before = f"{label} {line[start : reading.start]}" if start == 0 else line[start : reading.start]
        start = reading.end
        found.append(_Printed(reading, is_modified_label(before), bool(before.strip())))
    return [one for one in found if one.reading.value is not None or WARN_RELATIVE in one.reading.warnings]


def _on_site_clock(node: Element) -> bool:
    holders = [node, *ancestors(node)]
    return any(one.tag in ("header", "footer", "nav") and not _in_article(one) for one in holders) or any(
        _SITE_CLOCK.search(marks(one))
        and not one.xpath(".//h1 | .//p[string-length(.) > 200]")
        and _CLOCK_WORD.search(marks(one))
        for one in holders[:3]
    )


def _in_article(node: Element) -> bool:
    return bool(node.xpath(".//h1")) or any(parent.tag in ("article", "main") for parent in ancestors(node))


_CLOCK_WORD = re.compile(
    r"(?:header|top|current|today|now|clock|footer|copyright|live)[\-_]?(?:date|time|bar|clock)", re.IGNORECASE
)


def _settle(
    machine: DateReading | None,
    first: _Printed | None,
    modified: DateReading | None,
    meta: Meta,
    times: Times,
    zone: tzinfo,
) -> Moment | None:
    shown = first.reading if first and _credible(first.reading) else None
    if machine is None or machine.value is None:
        if shown is not None:
            times.warnings.extend(shown.warnings)
        return shown.value if shown else None
    if shown is None or shown.value is None:
        return _plain_day(machine)
    if not isinstance(machine.value, datetime) or not isinstance(shown.value, datetime):
        return _day_and_moment(machine, shown, times)
    if _is_midnight(machine.value) and _days_apart(machine.value, shown.value) == 0:
        return shown.value
    gap = abs(machine.value - shown.value)
    if gap < timedelta(minutes=1):
        return machine.value.astimezone(shown.value.tzinfo)
    if machine.value.replace(tzinfo=None, second=0) == shown.value.replace(tzinfo=None, second=0):
        return _same_wall_clock(machine, shown, meta, times)
    if modified and isinstance(modified.value, datetime) and abs(modified.value - shown.value) < timedelta(minutes=2):
        return machine.value.astimezone(shown.value.tzinfo)
    if gap > timedelta(hours=26):
        times.warnings.append(WARN_CONFLICT)
    elif not shown.zone_stated and machine.zone_stated and gap.seconds % 1800 < 60:
        # A whole number of half hours apart: the same moment, printed on another clock than assumed.
        return _on_printed_clock(machine.value, shown.value)
    return shown.value if first and first.labelled else min(machine.value, shown.value)


def _on_printed_clock(moment: datetime, shown: datetime) -> datetime:
    """Give `moment` the offset that makes it read as printed, when an Arabic newsroom could keep that clock."""
    offset = shown.replace(tzinfo=UTC, second=0) - moment.astimezone(UTC).replace(second=0)
    if timedelta(hours=-5) <= offset <= timedelta(hours=5):
        return moment.astimezone(timezone(offset))
    return moment


def _plain_day(machine: DateReading) -> Moment | None:
    """A tag's midnight, with nothing printed to confirm an hour, says only the day."""
    value = machine.value
    if isinstance(value, datetime) and _is_midnight(value):
        return value.date()
    return value


def _day_and_moment(machine: DateReading, shown: DateReading, times: Times) -> Moment | None:
    moment = machine.value if isinstance(machine.value, datetime) else shown.value
    other = shown.value if moment is machine.value else machine.value
    if moment is None or other is None:
        return moment or other
    days = _days_apart(moment, other)
    if days > 1:
        times.warnings.append(WARN_CONFLICT)
        return min(moment, other, key=_as_date)
    if _is_midnight(moment) or not isinstance(moment, datetime):
        return shown.value if not isinstance(shown.value, datetime) else other
    return moment


def _same_wall_clock(machine: DateReading, shown: DateReading, meta: Meta, times: Times) -> Moment | None:
    if shown.zone_stated or not machine.zone_stated:
        return shown.value
    if meta.country and isinstance(machine.value, datetime) and machine.value.tzinfo is UTC:
        times.warnings.append(WARN_FALSE_ZONE)
        return shown.value
    return machine.value


def _as_date(value: Moment) -> date:
    return value.date() if isinstance(value, datetime) else value


def _days_apart(first: Moment, second: Moment) -> int:
    return abs((_as_date(first) - _as_date(second)).days)


def _agree(machine: DateReading | None, shown: DateReading | None) -> Moment | None:
    """Return the update time; printed and stated forms of one moment give the stated one on the printed clock."""
    if not _credible(shown):
        return machine.value if machine else None
    if (
        machine is None
        or shown is None
        or not isinstance(machine.value, datetime)
        or not isinstance(shown.value, datetime)
    ):
        return (
            shown.value
            if shown and (machine is None or isinstance(shown.value, datetime))
            else machine.value
            if machine
            else None
        )
    if abs(machine.value - shown.value) < timedelta(minutes=1):
        return machine.value.astimezone(shown.value.tzinfo)
    return shown.value


def _is_later(first: Moment | None, second: Moment | None) -> bool:
    if first is None or second is None:
        return False
    if isinstance(first, datetime) and isinstance(second, datetime):
        return first > second
    return _as_date(first) > _as_date(second)
