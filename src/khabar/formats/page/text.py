"""A news page that arrives as text only: which line is what, from the way Arabic portals print things."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from khabar.arabic.dates import WARN_NO_DATE, DateReading
from khabar.formats.agencies import agencies_in, find_agency, is_generic_credit
from khabar.formats.page import furniture
from khabar.formats.page.assemble import Draft, finish
from khabar.formats.page.byline import credited_source, is_person_name, names_beside, parse_byline
from khabar.formats.page.caption import meaningful_caption, split_credit
from khabar.formats.page.dateline import is_dateline_line, parse_dateline
from khabar.formats.page.errors import PageRefused
from khabar.formats.page.timestamps import beside_dates, is_modified_label, timestamp_of
from khabar.formats.record import Block, PageRecord
from khabar.formats.text import clean, key

_MIN_PROSE_WORDS = 8
_LONG_LINE_WORDS = 16
_MAX_LINES = 5000
_BULLET = re.compile(r"^[•▪◾●■◆♦►▶✔✅·]\s*")
_QUOTED = re.compile(r"^[«“\"].*[»”\"]$")
_HEADLINE_LABEL = re.compile(r"^(?:العنوان|عنوان|title|headline)\s*[:：]\s*", re.IGNORECASE)


@dataclass
class _Line:
    text: str
    index: int
    kind: str = "text"
    reason: str = ""
    dates: list[DateReading] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def prose(self) -> bool:
        """A full sentence or a long line: what bodies are made of."""
        if self.kind != "text":
            return False
        return self.words >= _LONG_LINE_WORDS or (self.words >= _MIN_PROSE_WORDS and furniture.ends_sentence(self.text))


def read_text_page(text: str, *, source: str, url: str | None, zone: tzinfo) -> PageRecord:
    """Read a page given as text. Raises PageRefused when it holds no headline or no body."""
    lines = _lines(text)
    if not lines:
        raise PageRefused("الملف فارغ: لا نص فيه")
    if len(lines) > _MAX_LINES:
        raise PageRefused("الملف أكبر من أن يكون صفحة خبر")
    for line in lines:
        _classify(line, zone)
    first = _first_prose(lines)
    if first is None:
        raise PageRefused("لا يوجد في الصفحة نص خبر يمكن قراءته")
    draft = Draft(source=source, url=url)
    headline = _headline(lines, first)
    if headline is None:
        raise PageRefused("لم يُعثر على عنوان للخبر في الصفحة")
    draft.headline = _HEADLINE_LABEL.sub("", headline.text)
    start = _body_start(lines, headline, first)
    _read_top(draft, lines, headline, start)
    _read_body(draft, lines[start:])
    if not draft.body:
        raise PageRefused("لا يوجد في الصفحة نص خبر يمكن قراءته")
    return finish(draft)


def _lines(text: str) -> list[_Line]:
    """Return the non-empty lines; a time of day printed on a line beside its date is joined to it."""
    cleaned = [line for raw in text.splitlines() if (line := clean(raw))]
    joined: list[str] = []
    for line in cleaned:
        previous = joined[-1] if joined else ""
        if (furniture.is_clock(previous) and _is_date_line(line)) or (
            furniture.is_clock(line) and _is_date_line(previous)
        ):
            joined[-1] = f"{previous} {line}"
        else:
            joined.append(line)
    return [_Line(line, i) for i, line in enumerate(joined)]


def _is_date_line(line: str) -> bool:
    readings = timestamp_of(line, zone=UTC) if len(line.split()) <= 8 else None
    return bool(readings) and all(
        one.value is not None and not isinstance(one.value, datetime) for one in readings or []
    )


def _classify(line: _Line, zone: tzinfo) -> None:
    stamp = timestamp_of(line.text, zone=zone)
    if stamp is not None:
        line.kind, line.dates = "timestamp", stamp
        return
    names = parse_byline(line.text)
    if names is not None and credited_source(line.text) is None:
        line.kind, line.names = "byline", names
        return
    if credited_source(line.text) is not None or (
        line.words <= 6 and agencies_in(line.text) and _only_credit(line.text)
    ):
        line.kind = "credit"
        return
    if is_dateline_line(line.text):
        line.kind = "dateline"
        return
    reason = furniture.site_reason(line.text)
    if reason:
        line.kind, line.reason = "site", reason


def _only_credit(text: str) -> bool:
    return find_agency(text) is not None or is_generic_credit(text) or bool(re.match(r"^[(\[].*[)\]]$", text))


def _first_prose(lines: list[_Line]) -> int | None:
    """Return where the article's first sentence stands: prose with more prose soon after it, if any has."""
    prose = [i for i, line in enumerate(lines) if line.prose]
    for i in prose:
        if any(other.prose for other in lines[i + 1 : i + 5]):
            return i
    return prose[0] if prose else None


def _headline(lines: list[_Line], first: int) -> _Line | None:
    """Choose the headline among the lines above the body: the one beside the timestamp, not a menu entry."""
    above = lines[:first] if first else []
    stamp = next((line.index for line in lines[: first + 3] if line.kind == "timestamp"), None)
    candidates = [line for line in above if line.kind == "text" and 3 <= line.words <= 32 and not line.prose]
    candidates += [line for line in above if line.prose and line.words <= 32]
    if not candidates:
        alone = lines[first]
        fits = alone.words <= 20 and not alone.text.endswith(".") and not parse_dateline(alone.text).found
        return alone if fits and _has_more_prose(lines, first) else None
    opening = set(key(" ".join(line.text for line in lines[first : first + 4] if line.prose)).split())
    return max(candidates, key=lambda line: (_headline_score(line, above, stamp, opening), -line.index))


def _has_more_prose(lines: list[_Line], first: int) -> bool:
    return any(line.prose for line in lines[first + 1 :])


def _headline_score(line: _Line, above: list[_Line], stamp: int | None, opening: set[str]) -> float:
    score = min(line.words, 9) * 0.5
    if line.text.endswith((".", ":", "،")):
        score -= 2
    if _HEADLINE_LABEL.match(line.text):
        score += 6
    own = [word for word in key(line.text).split() if len(word) > 3]
    score += 3 * sum(word in opening for word in own) / len(own) if own else 0
    score -= 4 if split_credit(line.text)[1] else 0
    score += 1.5 if line is next((one for one in above if one.kind == "text" and one.words >= 4), None) else 0
    if stamp is not None:
        above_stamp = [one for one in above if one.kind == "text" and one.index < stamp and one.words >= 3]
        score += 3 if above_stamp and line is above_stamp[-1] and line.words >= 5 else 0
        score += 1 if line.index < stamp else 0
    if sum(key(other.text) == key(line.text) for other in above) > 1:
        score += 2
    if is_person_name(line.text):
        score -= 3
    return score


def _body_start(lines: list[_Line], headline: _Line, first: int) -> int:
    """Return where the body begins: after the last timestamp, byline or credit that stands above it."""
    position = lines.index(headline)
    start = max(first, position + 1)
    window = lines[start : start + 3]
    for offset, line in enumerate(window):
        if line.kind == "timestamp" and not is_modified_label(line.text) and offset and not _stamped(lines[:start]):
            return start + offset + 1
        if line.kind == "byline" and offset and not _stamped(lines[:start], "byline"):
            return start + offset + 1
    while start > position + 1 and lines[start - 1].kind == "dateline":
        start -= 1
    return start


def _stamped(lines: list[_Line], kind: str = "timestamp") -> bool:
    return any(line.kind == kind for line in lines)


def _read_top(draft: Draft, lines: list[_Line], headline: _Line, start: int) -> None:
    position = lines.index(headline)
    stamps_below = _stamped(lines[position + 1 : start])
    for i, line in enumerate(lines[:position]):
        if line.kind == "timestamp" and not stamps_below and i >= position - 4:
            _read_stamp(draft, line)
        else:
            _read_above(draft, line, headline, adjacent=i == position - 1)
    after_app = False
    between = lines[position + 1 : start]
    opening = next((line.text for line in lines[start:] if line.prose), "")
    continued = furniture.continues_story(opening)
    for i, line in enumerate(between):
        if line.prose and continued and draft.abstract is None:
            draft.body.append(Block("paragraph", line.text))
        elif is_person_name(line.text) and line.kind == "text" and not draft.authors and _stamped(between[i + 1 :]):
            draft.authors.append(line.text)
        else:
            _read_between(draft, line, after_app=after_app)
        after_app = line.kind == "site" and line.reason == furniture.APP


def _read_above(draft: Draft, line: _Line, headline: _Line, *, adjacent: bool) -> None:
    if line.kind in ("byline", "credit"):
        _read_label(draft, line)
    elif line.kind in ("site", "timestamp"):
        draft.drop(line.text, line.reason or furniture.CLOCK)
    elif key(line.text) == key(headline.text):
        draft.drop(line.text, furniture.REPEATED)
    elif key(headline.text) in key(line.text):
        draft.drop(line.text, furniture.SITE_TITLE)
    elif adjacent and 1 <= line.words <= 6 and draft.kicker is None:
        draft.kicker = line.text.strip(" :") if line.words > 1 else None
        if line.words == 1:
            draft.section = draft.section or line.text.strip(" :")
    else:
        draft.drop(line.text, furniture.MENU)


def _read_between(draft: Draft, line: _Line, *, after_app: bool) -> None:
    caption_known = draft.caption is not None
    if line.kind in ("timestamp", "byline", "credit", "dateline"):
        _read_label(draft, line)
    elif line.kind == "site":
        draft.drop(line.text, line.reason)
    elif key(line.text) == key(draft.headline or ""):
        draft.drop(line.text, furniture.REPEATED)
    elif furniture.is_motto(line.text, after_app=after_app, caption_known=caption_known):
        draft.drop(line.text, furniture.MOTTO)
    elif line.prose and draft.abstract is None:
        draft.abstract = line.text
    elif is_person_name(line.text) and not draft.authors and caption_known:
        draft.authors.append(line.text)
    elif line.words <= 20 and split_credit(line.text)[1] and draft.credit is None:
        if caption_known and draft.abstract is None:
            draft.abstract = draft.caption
        draft.caption, draft.credit = split_credit(line.text)
    elif not caption_known and line.words <= 20 and meaningful_caption(line.text, draft.headline):
        draft.caption = line.text
    else:
        draft.drop(line.text, furniture.OUTSIDE)


def _read_label(draft: Draft, line: _Line) -> None:
    """Take in a line that says who, where or when."""
    if line.kind == "timestamp":
        _read_stamp(draft, line)
    elif line.kind == "byline":
        draft.add_authors(line.names)
        draft.add_agencies(agencies_in(line.text))
    elif line.kind == "credit":
        credited = credited_source(line.text)
        if credited:
            draft.take_source(credited)
        else:
            draft.add_agencies(agencies_in(line.text))
    else:
        draft.take_dateline(parse_dateline(line.text))


def _read_stamp(draft: Draft, line: _Line) -> None:
    if not draft.authors:
        draft.add_authors(names_beside(beside_dates(line.text, line.dates)))
    for reading in line.dates:
        draft.warnings.extend(note for note in reading.warnings if note != WARN_NO_DATE)
        before = line.text[: reading.start]
        if is_modified_label(before[-40:]) and draft.modified is None:
            draft.modified = reading.value
        elif draft.published is None or (
            not isinstance(draft.published, datetime) and isinstance(reading.value, datetime)
        ):
            draft.published = reading.value
        elif draft.modified is None and len(line.dates) > 1:
            draft.modified = reading.value


def _read_body(draft: Draft, lines: list[_Line]) -> None:
    last = max((i for i, line in enumerate(lines) if line.prose), default=-1)
    closed = _closing_at(lines)
    # A last paragraph may lack its full stop; one that opens with «و» goes on from the text above it.
    while last + 1 < len(lines) and lines[last + 1].kind == "text" and lines[last + 1].words >= 7:
        if not key(lines[last + 1].text).startswith("و"):
            break
        last += 1
    last = min(last, closed - 1)
    skipping = tagging = False
    for i, line in enumerate(lines):
        tagging = _read_topics(draft, line, tagging=tagging)
        if i > last:
            _read_tail(draft, line, closing=i >= closed)
            continue
        if line.kind == "site":
            draft.drop(line.text, line.reason)
            skipping = line.reason == furniture.RELATED
        elif skipping and not (line.prose and furniture.ends_sentence(line.text)) and line.kind == "text":
            draft.drop(line.text, furniture.RELATED_STORY)
        elif line.kind in ("byline", "credit", "timestamp") or (line.kind == "dateline" and not draft.body):
            _read_label(draft, line)
        else:
            skipping = False
            draft.body.append(_block(line, lines, i))


def _read_topics(draft: Draft, line: _Line, *, tagging: bool) -> bool:
    """Read the topics printed on or under a tags heading; return whether the next line may be one."""
    if line.kind == "site" and line.reason == furniture.TAGS:
        _, _, words = line.text.partition(":")
        draft.topics.extend(word.strip() for word in re.split(r"[،,|#]", words) if word.strip())
        return not draft.topics
    if tagging and line.kind == "text" and line.words <= 4 and len(draft.topics) < 20:
        draft.topics.append(line.text.lstrip("#"))
        return True
    return False


def _closing_at(lines: list[_Line]) -> int:
    """Return the first line that shuts the article: comments, tags, most read, rights, with little prose after it."""
    total = sum(line.words for line in lines if line.prose)
    seen = 0
    for i, line in enumerate(lines):
        if line.prose:
            seen += line.words
        if line.kind == "site" and line.reason in furniture.CLOSING and seen * 3 >= total:
            return i
        if line.kind == "site" and line.reason == furniture.RELATED and seen and not _resumes(lines[i + 1 :]):
            return i
    return len(lines)


def _resumes(lines: list[_Line]) -> bool:
    """Say whether the article goes on after a related-story heading: sentences soon, not a list of titles."""
    return any(line.prose and furniture.ends_sentence(line.text) for line in lines[:4])


def _read_tail(draft: Draft, line: _Line, *, closing: bool) -> None:
    if (line.kind in ("byline", "credit") and not closing) or (
        line.kind == "timestamp" and not closing and is_modified_label(line.text)
    ):
        _read_label(draft, line)
    elif line.kind == "site":
        draft.drop(line.text, line.reason)
    else:
        draft.drop(line.text, furniture.RELATED_STORY if closing else furniture.OUTSIDE)


def _block(line: _Line, lines: list[_Line], i: int) -> Block:
    line.text = furniture.without_end_mark(line.text)
    if _BULLET.match(line.text):
        return Block("list_item", _BULLET.sub("", line.text))
    if _QUOTED.match(line.text) and line.text.count(line.text[0]) <= 2:
        return Block("quote", line.text)
    followed = any(other.prose for other in lines[i + 1 : i + 3])
    short = line.words <= 12 and not line.text.endswith((".", "،", "؛", "…", "»", '"'))
    if short and followed and i > 0:
        return Block("subheading", line.text.strip())
    return Block("paragraph", line.text)
