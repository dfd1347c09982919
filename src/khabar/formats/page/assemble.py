"""The last step of reading a page: one draft of what was found, made into the record."""

from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from khabar.arabic import dates, dates_calendar, dates_machine
from khabar.formats.agencies import Agency, agencies_in
from khabar.formats.byline import reads_as_name, split_names
from khabar.formats.dateline import DatelineParts, parse_dateline
from khabar.formats.page.clock import is_assumed
from khabar.formats.places import is_place
from khabar.formats.record import Block, Dateline, Dropped, Media, PageRecord
from khabar.formats.text import clean, is_arabic, key

WARN_ASSUMED_ZONE = "لا تذكر الصفحة فارق التوقيت ولا بلدها، فحُسب الوقت على الساعة المفترضة"
_WARNINGS = {
    dates.WARN_RELATIVE: "وقت النشر نسبي ولا يمكن تحديده بلا ساعة مرجعية",
    dates.WARN_NO_DATE: "لم يُعثر على تاريخ النشر",
    dates.WARN_TIME: "ساعة النشر غير واضحة فاكتُفي باليوم",
    dates_calendar.WARN_AMBIGUOUS_YEAR: "التاريخ مكتوب بسنة من رقمين فلم يُعتمد",
    dates_calendar.WARN_BOTH_OVER_TWELVE: "التاريخ الرقمي غير صالح",
    dates_calendar.WARN_MONTH_FIRST: "قُرئ التاريخ الرقمي على ترتيب الشهر ثم اليوم",
    dates_calendar.WARN_NO_SUCH_DAY: "التاريخ المكتوب لا وجود له في التقويم",
    dates_calendar.WARN_HIJRI_ONLY: "حُسب التاريخ الميلادي من التاريخ الهجري وقد يختلف بيوم",
    dates_calendar.WARN_HIJRI_DISAGREES: "التاريخان الهجري والميلادي لا يتفقان",
    dates_calendar.WARN_WEEKDAY: "يوم الأسبوع المكتوب لا يوافق التاريخ",
    dates_calendar.WARN_DOUBLE_MONTH: "اسما الشهر المكتوبان لا يتفقان",
    dates_calendar.WARN_INCOMPLETE: "التاريخ ناقص اليوم أو السنة فلم يُعتمد",
    dates_machine.WARN_MONTH_DAY_ORDER: "لا يمكن تمييز اليوم من الشهر في التاريخ",
}


@dataclass
class Draft:
    """What the readers found so far; `finish` turns it into a PageRecord."""

    source: str
    sites: frozenset[str] = frozenset()
    assumed_zone: tzinfo | None = None
    url: str | None = None
    headline: str | None = None
    kicker: str | None = None
    abstract: str | None = None
    published: datetime | date | None = None
    modified: datetime | date | None = None
    authors: list[str] = field(default_factory=list)
    helpers: list[str] = field(default_factory=list)
    agencies: list[Agency] = field(default_factory=list)
    place: str | None = None
    dateline_date: str | None = None
    picture: str | None = None
    caption: str | None = None
    credit: str | None = None
    section: str | None = None
    topics: list[str] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    language: str | None = None
    dropped: list[Dropped] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def drop(self, text: str, reason: str) -> None:
        """Record a piece of the site's own text, once."""
        text = clean(text)
        if text and all(text != other.text for other in self.dropped):
            self.dropped.append(Dropped(text[:300], reason))

    def add_authors(self, names: list[str]) -> None:
        """Add names not yet among the authors."""
        known = {key(name) for name in self.authors}
        self.authors.extend(name for name in names if key(name) not in known)

    def add_agencies(self, agencies: list[Agency]) -> None:
        """Add agencies not yet credited."""
        self.agencies.extend(one for one in agencies if one not in self.agencies)

    def take_source(self, credited: str) -> None:
        """Take in what a source line credits: agencies, a place with its outlet, or the reporter."""
        agencies = agencies_in(credited)
        self.add_agencies(agencies)
        parts = parse_dateline(credited)
        self.place = self.place or parts.place
        if not agencies and not self.authors:
            self.add_authors(parts.authors or [name for name in split_names(credited) if reads_as_name(name)])

    def take_dateline(self, parts: DatelineParts) -> None:
        """Take in a dateline; the first place and date stand, and Arabic names before Latin ones."""
        if parts.place and not self.is_site(parts.place):
            self.place = self.place or parts.place
        self.dateline_date = self.dateline_date or parts.date
        self.add_agencies(parts.agencies)
        if parts.authors and not any(is_arabic(name) for name in self.authors):
            self.authors = list(parts.authors)

    def is_site(self, words: str) -> bool:
        """Say whether `words`, no city of its own, is the site's name or a part of it."""
        folded = f" {key(words)} "
        return not is_place(words) and any(folded in f" {site} " for site in self.sites)


def finish(draft: Draft) -> PageRecord:
    """Make the record: the dateline leaves the first paragraph, times become ISO 8601, doubts become Arabic."""
    _lift_dateline(draft)
    if not draft.authors:
        draft.add_authors(draft.helpers)
    if draft.published is None:
        draft.warnings.append(dates.WARN_NO_DATE)
    if is_assumed(draft.published, draft.assumed_zone) or is_assumed(draft.modified, draft.assumed_zone):
        draft.warnings.append(f"{WARN_ASSUMED_ZONE} ({draft.assumed_zone})")
    notes = list(dict.fromkeys(_WARNINGS.get(note, note) for note in draft.warnings))
    text = " ".join(block.text for block in draft.body[:5])
    return PageRecord(
        source=draft.source,
        url=draft.url,
        headline=draft.headline,
        kicker=draft.kicker,
        abstract=draft.abstract,
        published_at=draft.published.isoformat() if draft.published else None,
        modified_at=draft.modified.isoformat() if draft.modified else None,
        authors=draft.authors,
        agencies=[agency.ref() for agency in draft.agencies],
        dateline=Dateline(draft.place, draft.dateline_date),
        lead_media=Media(draft.picture, draft.caption, draft.credit),
        section=draft.section,
        topics=draft.topics,
        body=draft.body,
        language=draft.language or ("ar" if is_arabic(text) else None),
        dropped=draft.dropped,
        warnings=notes,
    )


def _lift_dateline(draft: Draft) -> None:
    first = next((i for i, block in enumerate(draft.body[:3]) if block.type == "paragraph"), None)
    if first is None:
        return
    parts = parse_dateline(draft.body[first].text)
    if not parts.found:
        return
    draft.take_dateline(parts)
    if parts.rest:
        draft.body[first] = Block("paragraph", parts.rest)
    elif len(draft.body) > 1:
        del draft.body[first]
