"""From what a parser found to the record: the wire desk's sense, the same for every format."""

import html
import re
from dataclasses import replace
from datetime import UTC, date, datetime

from khabar.arabic.dates import find_dates
from khabar.formats.agencies import agencies_in, agency_by_code, find_agency
from khabar.formats.record import AgencyRef, Dateline
from khabar.formats.text import clean, is_arabic
from khabar.formats.wire.dateline import WireDateline, read_dateline
from khabar.formats.wire.desk import Desk, is_embargo, strip_desk
from khabar.formats.wire.languages import choose
from khabar.formats.wire.lexicon import fold_line, judge
from khabar.formats.wire.record import Draft, Moment, Profile, WireRecord
from khabar.formats.wire.times import instant, is_floating, iso, placed

WARN_HEADLINE = "العنوان فارغ في الأصل فأُخذ من أول سطر في النص"
WARN_ZONE = "الأوقات بلا فرق توقيت، وحُسبت على توقيت غرينتش"
WARN_MORE = "للمادة بقية بحسب الوكالة"
WARN_TAG = "في العنوان إسناد إلى مصدر: {}"
REASON_EMPTY = "لا نص فيها"
REASON_PACKAGE = "حزمة تجمع مواد أخرى ولا نص فيها"
REASON_CANCELED = "ألغتها الوكالة"
REASON_WITHHELD = "محجوبة من الوكالة"
REASON_EMBARGO = "محظورة النشر حتى {}"
REASON_EMBARGO_OPEN = "محظورة النشر بلا موعد معلن"
REASON_EXPIRED = "انتهت مدة استعمالها في {}"

_BYLINE_LEAD = re.compile(r"^(?:by|von|par|من|بقلم|كتب|كتبت)\s*[:：]?\s+", re.IGNORECASE)
_EMPTY_HEADLINE = re.compile(r"^(?:no headline\s*!?|untitled|headline|-+|\.+|بلا عنوان|بدون عنوان)$", re.IGNORECASE)
_SOURCE_TAG = re.compile(r"\((?P<tag>[^()]{2,40})\)\s*$")
_PREFIX = re.compile(r"^[(\[]?(?P<prefix>[^\W\d_]+(?:\s[^\W\d_]+){0,2})\s*[\])]?\s*(?:[:：]|\s[-–—]\s|-(?=\S))")
_CREDITED = re.compile(r"[(/][^()/]{2,30}[)/]")
_ALERT_WORDS = frozenset(
    {"عاجل", "تنبيه", "نبا عاجل", "خبر عاجل", "alert", "flash", "urgent", "bulletin", "eilmeldung"}
)
_HEADLINE_WORDS = 30
_SAMPLE = 300
# How far down a dateline may stand, below points and notes to editors.
_HEAD_BLOCKS = 8
_NAME_WORDS = 6
_MEDIA = frozenset({"picture", "video", "audio", "graphic"})


def finish(draft: Draft, profile: Profile, *, now: datetime | None = None) -> WireRecord:
    """Make the record. `now` decides whether an embargo or a date of expiry holds; without it none does."""
    if profile.adjust is not None:
        profile.adjust(draft)
    draft.media = draft.media or _is_media(draft)
    desk = strip_desk(draft.body)
    for text in desk.notes:
        draft.note(text)
    _read_embargo(draft, profile)
    _place_times(draft, profile)
    if desk.more:
        draft.warnings.append(WARN_MORE)
    headline = _headline(draft, desk, profile)
    dateline = _dateline(draft, desk)
    headline = headline or _made_headline(draft, desk)
    draft.byline = draft.byline or desk.reporters
    record = _record(draft, desk, headline)
    record.dateline = _dateline_of(draft, dateline)
    record.agencies = _agencies(draft, desk, dateline, profile)
    _judge(record, draft, profile, now)
    return record


def _is_media(draft: Draft) -> bool:
    """Say whether an item without text is a picture, film or sound sent by itself."""
    if draft.body or "composite" in draft.kinds:
        return False
    return any(one.type in _MEDIA for one in draft.associations)


def _read_embargo(draft: Draft, profile: Profile) -> None:
    """Take an embargo that stands only in a note; without a day and an hour it has no end."""
    note = next((text for text in draft.notes if is_embargo(text)), None)
    if note is None or draft.embargoed:
        return
    draft.embargoed = True
    for reading in find_dates(note, zone=profile.zone or UTC):
        if isinstance(reading.value, datetime):
            draft.embargoed_until = reading.value


def _place_times(draft: Draft, profile: Profile) -> None:
    moments = (draft.created_at, draft.modified_at, draft.embargoed_until, draft.expires_at)
    if profile.zone is None and any(is_floating(moment) for moment in moments):
        draft.warnings.append(WARN_ZONE)
    if draft.created_at is None and (draft.version or 1) == 1:
        draft.created_at = draft.modified_at
    draft.created_at = placed(draft.created_at, profile.zone)
    draft.modified_at = placed(draft.modified_at, profile.zone)
    draft.embargoed_until = placed(draft.embargoed_until, profile.zone)
    draft.expires_at = placed(draft.expires_at, profile.zone)


def _headline(draft: Draft, desk: Desk, profile: Profile) -> str | None:
    texts = [text for text in draft.headlines if not _EMPTY_HEADLINE.match(text.value)]
    proper = [text for text in texts if text.language != "zxx"]
    headline = choose(proper, draft.language) or choose(texts, draft.language)
    for prefix in profile.headline_prefixes:
        headline = headline.removeprefix(prefix).strip() if headline else None
    if not headline:
        return None
    headline = clean(html.unescape(headline).strip("*").strip())
    same = fold_line(headline)
    while desk.blocks and fold_line(desk.blocks[0].text) == same:
        if len(desk.blocks) == 1 and desk.blocks[0].type == "paragraph":
            break
        desk.blocks.pop(0)
    return headline or None


def _made_headline(draft: Draft, desk: Desk) -> str | None:
    """Make a headline of the body's own heading, else of its first line, cut at a sentence."""
    while len(desk.blocks) > 1 and fold_line(desk.blocks[0].text) in _ALERT_WORDS:
        desk.blocks.pop(0)
        draft.signal("alert")
    if not desk.blocks or draft.media:
        return None
    draft.warnings.append(WARN_HEADLINE)
    for index, block in enumerate(desk.blocks[:3]):
        if block.type == "subheading" and len(desk.blocks) > 1:
            return desk.blocks.pop(index).text
    words = re.split(r"(?<=[.؟!])\s", desk.blocks[0].text)[0].split()
    text = " ".join(words[:_HEADLINE_WORDS]).rstrip(".")
    return f"{text}…" if len(words) > _HEADLINE_WORDS else text


def _near(draft: Draft) -> date | None:
    moment = draft.filed_on or draft.created_at or draft.modified_at
    return moment.date() if isinstance(moment, datetime) else moment


def _dateline(draft: Draft, desk: Desk) -> WireDateline:
    """Lift the dateline from the body's head; datelines sent apart are read too and what they say is joined."""
    near = _near(draft)
    own = read_dateline(draft.dateline_text or "", near=near)
    located = read_dateline(draft.place or "", near=near)
    lifted = _lift(desk, draft, near)
    plain = None if own.found or not draft.dateline_text else draft.dateline_text.strip(" -–—_,،")
    place = located.place if located.found else draft.place
    return WireDateline(
        rest="",
        place=place or own.place or lifted.place or plain,
        day=own.day or _stated_day(draft) or lifted.day or located.day,
        agencies=own.agencies or lifted.agencies or located.agencies,
        found=own.found or lifted.found,
    )


def _stated_day(draft: Draft) -> date | None:
    """Return the day that a dateline sent apart names, whatever stands before it as the place."""
    days = [found.value for found in find_dates(draft.dateline_text or "", zone=UTC)]
    last = days[-1] if days else None
    return last.date() if isinstance(last, datetime) else last


def _lift(desk: Desk, draft: Draft, near: date | None) -> WireDateline:
    """Take the dateline out of the paragraph it opens: the first, or one that names an agency not far below."""
    first = True
    for index, block in enumerate(desk.blocks[:_HEAD_BLOCKS]):
        if block.type != "paragraph":
            continue
        if not first and not _CREDITED.search(block.text[:_SAMPLE]):
            continue
        found = read_dateline(block.text, near=near, credited=draft.credits)
        if found.found and (first or found.agencies):
            desk.blocks[index : index + 1] = [replace(block, text=found.rest)] if found.rest else []
            _strip_above(desk, index, draft)
            return found
        first = False
    return WireDateline("")


def _strip_above(desk: Desk, end: int, draft: Draft) -> None:
    """Take the byline and the notes in parentheses that stand above a dateline out of the body."""
    kept = []
    for block in desk.blocks[:end]:
        name = _BYLINE_LEAD.sub("", block.text)
        if name != block.text and len(name.split()) <= _NAME_WORDS:
            draft.byline = draft.byline or name
        elif block.text.startswith("(") and block.text.endswith(")"):
            draft.note(block.text)
        else:
            kept.append(block)
    desk.blocks[:end] = kept


def _dateline_of(draft: Draft, dateline: WireDateline) -> Dateline:
    day: Moment | None = dateline.day or draft.filed_on
    if isinstance(day, datetime):
        day = day.date()
    return Dateline(dateline.place, day.isoformat() if day else None)


def _agencies(draft: Draft, desk: Desk, dateline: WireDateline, profile: Profile) -> list[AgencyRef]:
    """Resolve every credit to its agency, the dateline's first; a name the authority file lacks stays as sent."""
    found = list(dateline.agencies)
    unknown: list[str] = []
    for credit in [*desk.credits, *draft.credits]:
        named = [agency] if (agency := find_agency(_bare(credit))) else agencies_in(credit)
        found.extend(one for one in named if one not in found)
        if not named:
            unknown.append(credit)
    own = agency_by_code(profile.agency) if profile.agency else None
    if own is not None and own not in found:
        found.insert(0, own)
    refs = [agency.ref() for agency in found]
    return refs or [AgencyRef(name, name) for name in dict.fromkeys(_bare(one) for one in unknown if _bare(one))]


def _bare(credit: str) -> str:
    """Return a credit without the ornaments and top-level domain agencies add («STT–», `afp.com`)."""
    return re.sub(r"\.(?:com|org|net|de|be|fi|it|fr|co\.uk)$", "", credit.strip(" -–—/()[]\t"), flags=re.IGNORECASE)


def _record(draft: Draft, desk: Desk, headline: str | None) -> WireRecord:
    text = (desk.blocks[0].text if desk.blocks else headline or "")[:_SAMPLE]
    abstract = choose(draft.abstracts, draft.language)
    if abstract and headline and draft.headlines and fold_line(abstract) == fold_line(headline):
        abstract = None
    return WireRecord(
        source=draft.source,
        format=draft.format,
        guid=draft.guid,
        version=draft.version,
        pub_status=draft.pub_status,
        urgency=draft.urgency,
        headline=headline,
        slugline=draft.slugline,
        abstract=abstract,
        byline=_BYLINE_LEAD.sub("", draft.byline).strip(" ,،") or None if draft.byline else None,
        info_sources=draft.info_sources,
        language=draft.language or ("ar" if is_arabic(text) else None),
        subjects=draft.subjects,
        body=desk.blocks,
        associations=draft.associations,
        link=draft.link,
        rights=choose(draft.rights, draft.language),
        usage_terms=choose(draft.usage_terms, draft.language),
        ednote="\n".join(draft.notes) or None,
        embargoed_until=iso(draft.embargoed_until),
        expires_at=iso(draft.expires_at),
        created_at=iso(draft.created_at),
        modified_at=iso(draft.modified_at),
        warnings=draft.warnings,
    )


def _judge(record: WireRecord, draft: Draft, profile: Profile, now: datetime | None) -> None:
    """Say whether the item is for readers, and why not; read its signals from words too."""
    first = record.body[0].text if record.body else ""
    reasons, signals = judge(
        {
            "headline": _with_prefix(record.headline or ""),
            "slug": [record.slugline or ""],
            "first": _with_prefix(" ".join(first.split()[:12])),
            "note": draft.notes,
            "kind": draft.kinds,
        }
    )
    for signal in signals:
        draft.signal(signal)
    record.signals = draft.signals
    for kind in draft.kinds:
        if (known := profile.unpublishable.get(kind.lower())) and known not in reasons:
            reasons.append(known)
    record.unfit = [*draft.reasons, *reasons]
    record.reasons = [*_status_reasons(record, draft, now), *record.unfit]
    record.embargoed = draft.embargoed
    record.publishable = not record.reasons
    tag = _SOURCE_TAG.search(record.headline or "")
    if tag and not find_agency(tag["tag"]):
        record.warnings.append(WARN_TAG.format(tag["tag"]))


def _with_prefix(line: str) -> list[str]:
    """Return a line, and the words before its colon or dash by which desks mark what it is («تصحيح: …»)."""
    match = _PREFIX.match(line)
    return [line, match["prefix"]] if match else [line]


def _status_reasons(record: WireRecord, draft: Draft, now: datetime | None) -> list[str]:
    reasons = []
    if record.pub_status == "canceled":
        reasons.append(REASON_CANCELED)
    elif record.pub_status == "withheld":
        reasons.append(REASON_WITHHELD)
    if draft.embargoed and draft.embargoed_until is None:
        reasons.append(REASON_EMBARGO_OPEN)
    elif draft.embargoed_until and now and instant(draft.embargoed_until) > now:
        reasons.append(REASON_EMBARGO.format(record.embargoed_until))
    if draft.expires_at and now and instant(draft.expires_at) <= now:
        reasons.append(REASON_EXPIRED.format(record.expires_at))
    if not record.body and not draft.media:
        reasons.append(REASON_PACKAGE if "composite" in draft.kinds else REASON_EMPTY)
    return reasons
