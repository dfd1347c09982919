"""A news page that arrives as text only: which line is what, from the way Arabic portals print things."""

import re
from datetime import datetime
from itertools import pairwise

from khabar.arabic.dates import WARN_NO_DATE
from khabar.arabic.dates_zones import zone_for_country
from khabar.formats.agencies import agencies_in
from khabar.formats.byline import is_person_name, place_beside_names, reads_as_name, split_names
from khabar.formats.dateline import is_outlet, parse_dateline
from khabar.formats.page import furniture
from khabar.formats.page.assemble import Draft, finish
from khabar.formats.page.caption import meaningful_caption, split_credit
from khabar.formats.page.clock import assumed_zone, country_of_host, country_of_months, host_of
from khabar.formats.page.errors import PageRefused
from khabar.formats.page.labels import signed_names, take_label, take_placed, take_stamped
from khabar.formats.page.text_lines import Line, classify, loosen, read_lines, reads_as_standfirst
from khabar.formats.page.timestamps import has_date_label, is_modified_label
from khabar.formats.record import Block, PageRecord
from khabar.formats.text import key

_MAX_LINES = 5000
_LISTED = re.compile(r"^(?:[-–—•*▪◾●■]\s*|\d{1,2}\s?[-./)]\s*)[^\W\d]")
_QUOTED = re.compile(r"^[«“\"].*[»”\"]$")
_HEADLINE_LABEL = re.compile(r"^(?:العنوان|عنوان|title|headline)\s*[:：]\s*", re.IGNORECASE)


# Headings of lists of other stories, which stand after the text, not of one story named in its midst.
_LIST_HEADING = re.compile(
    r"ذات صله|ذو صله|متعلق|مشابه|مرتبط|نفس القسم|قد ت|مقترح|اخري|اخترنا|المزيد من|احدث|اخر الاخبار|اهم"
)


def read_text_page(text: str, *, source: str, url: str | None, country: str) -> PageRecord:
    """Read a page given as text; `country` keeps the clock when nothing tells another.

    Raises PageRefused when it holds no headline or no body.
    """
    lines = read_lines(text)
    if not lines:
        raise PageRefused("الملف فارغ: لا نص فيه")
    if len(lines) > _MAX_LINES:
        raise PageRefused("الملف أكبر من أن يكون صفحة خبر")
    told = country_of_host(host_of(url)) or country_of_months(" ".join(line.text for line in lines[:40]))
    zone = zone_for_country(told) if told else assumed_zone(country)
    for line in lines:
        classify(line, zone)
    loosen(lines)
    first = _first_prose(lines)
    if first is None:
        raise PageRefused("لا يوجد في الصفحة نص خبر يمكن قراءته")
    draft = Draft(source=source, url=url, assumed_zone=None if told else zone)
    headline = _headline(lines, first)
    if headline is None and (later := _first_after_stamp(lines, first)) is not None:
        first, headline = later, _headline(lines, later)
    if headline is None:
        raise PageRefused("لم يُعثر على عنوان للخبر في الصفحة")
    draft.headline = _HEADLINE_LABEL.sub("", headline.text)
    start = _body_start(lines, headline, first)
    _read_top(draft, lines, headline, start)
    _read_body(draft, lines[start:])
    if not draft.body:
        raise PageRefused("لا يوجد في الصفحة نص خبر يمكن قراءته")
    return finish(draft)


def _first_prose(lines: list[Line]) -> int | None:
    """Return where the article's first sentence stands: prose with more prose soon after it, if any has."""
    prose = [i for i, line in enumerate(lines) if line.prose]
    for i in prose:
        if any(other.prose for other in lines[i + 1 : i + 8]):
            return i
    return prose[0] if prose else None


def _first_after_stamp(lines: list[Line], first: int) -> int | None:
    """Return where the text begins behind a ticker of other stories: after a title and its timestamp."""
    stamp = next((i for i in range(first + 1, len(lines)) if lines[i].kind == "timestamp" and lines[i].dated), None)
    if stamp is None or not any(line.kind == "text" and not line.prose for line in lines[first + 1 : stamp]):
        return None
    return next((i for i in range(stamp + 1, len(lines)) if lines[i].prose), None)


def _headline(lines: list[Line], first: int) -> Line | None:
    """Choose the headline among the lines above the body: the one beside the timestamp, not a menu entry."""
    above = lines[:first] if first else []
    stamp = next((line.index for line in lines[: first + 3] if line.kind == "timestamp"), None)
    titles = [line for line in above if line.kind == "text" and not line.prose and not _is_placing(line.text)]
    over = next((line for line in titles if line.index == (stamp or 0) - 1 and line.words >= 2), None)
    candidates = [line for line in titles if 3 <= line.words <= 32 or line is over is titles[0]]
    if over is None or over not in candidates:
        candidates += [line for line in above if line.prose and line.words <= 32]
    if not candidates:
        alone = lines[first]
        dated = any(line.kind == "timestamp" for line in lines[first + 1 : first + 2])
        sentence = alone.text.endswith(".") and not dated
        fits = alone.words <= 20 and not sentence and not parse_dateline(alone.text).found
        return alone if fits and _has_more_prose(lines, first) else None
    opening = set(key(" ".join(line.text for line in lines[first : first + 4] if line.prose)).split())
    return max(candidates, key=lambda line: (_headline_score(line, above, stamp, opening), -line.index))


def _is_placing(text: str) -> bool:
    """Say whether a line is a city beside an outlet or a name («بغداد اليوم - بغداد»), not a headline about a city."""
    place = place_beside_names(text)
    others = [piece.strip() for piece in re.split(r"[-–—ـ/|()،,:]", text) if place and piece.strip() not in ("", place)]
    return any(is_outlet(one) or reads_as_name(one) or (place or "") in one for one in others)


def _has_more_prose(lines: list[Line], first: int) -> bool:
    return any(line.prose for line in lines[first + 1 :])


def _headline_score(line: Line, above: list[Line], stamp: int | None, opening: set[str]) -> float:
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
        score += 3 if line is _beside_stamp(above, stamp) else 0
        score += 1 if line.index < stamp else 0
    if sum(key(other.text) == key(line.text) for other in above) > 1:
        score += 2
    if is_person_name(line.text):
        score -= 3
    return score


def _beside_stamp(above: list[Line], stamp: int) -> Line | None:
    """Return the line that stands over the timestamp as a headline: the first of two, when a standfirst follows it."""
    run = [one for one in above if one.kind == "text" and one.index < stamp and one.words >= 3 and not one.prose]
    if not run or run[-1].words < 5:
        return None
    first = run[-2] if len(run) > 1 and run[-2].index == run[-1].index - 1 and run[-2].words >= 5 else run[-1]
    return first if len(run) < 3 or run[-3].index < first.index - 1 else run[-1]


def _body_start(lines: list[Line], headline: Line, first: int) -> int:
    """Return where the body begins: after the last timestamp, byline, credit or summary that stands above it."""
    position = lines.index(headline)
    start = max(first, position + 1)
    for offset, line in enumerate(lines[start : start + 3]):
        shifted = start + offset + 1
        stamped = line.kind == "timestamp" and not is_modified_label(line.text) and not _stamped(lines[:start])
        signed = line.kind == "byline" and not _stamped(lines[:start], "byline")
        shown = line.credited and not line.prose and not any(one.credited for one in lines[position:start])
        if offset and (stamped or signed or (shown and offset == 1)):
            return next((i for i in range(shifted, len(lines)) if lines[i].prose), shifted)
    following = [line for line in lines[start + 1 :] if line.prose]
    if len(following) > 1 and reads_as_standfirst(lines[start], following):
        return start + 1
    while start > position + 1 and lines[start - 1].kind == "dateline":
        start -= 1
    return start


def _stamped(lines: list[Line], kind: str = "timestamp") -> bool:
    return any(line.kind == kind for line in lines)


def _read_top(draft: Draft, lines: list[Line], headline: Line, start: int) -> None:
    position = lines.index(headline)
    stamps_below = _stamped(lines[position + 1 : start])
    nearest = max((i for i, line in enumerate(lines[:position]) if line.reason == furniture.MENU), default=-1)
    for i, line in enumerate(lines[:position]):
        if line.kind == "timestamp" and not stamps_below and i >= position - 4 and i > nearest:
            _read_stamp(draft, line)
        else:
            _read_above(draft, line, headline, lines[i - 1] if i else None, adjacent=i == position - 1)
    after_app = False
    told = {
        word for line in [headline, *lines[start:]] if line.prose or line is headline for word in key(line.text).split()
    }
    between = lines[position + 1 : start]
    continued = furniture.continues_story(next((line.text for line in lines[start:] if line.prose), ""))
    for i, line in enumerate(between):
        if line.prose and continued and draft.abstract is None:
            draft.body.append(Block("paragraph", line.text))
        elif _is_author(draft, line, told):
            draft.add_authors(split_names(_bare_name(line.text)))
        else:
            early = _stamped(between[i + 1 :])
            _read_between(draft, line, after_app=after_app, early=early)
        after_app = line.kind == "site" and line.reason == furniture.APP


def _is_author(draft: Draft, line: Line, told: set[str]) -> bool:
    """Say whether a line alone is the writer's name, and not that of someone the story tells of (`told`: its words)."""
    if line.kind != "text" or draft.authors:
        return False
    return reads_as_name(_bare_name(line.text)) and not set(key(_bare_name(line.text)).split()) <= told


def _bare_name(text: str) -> str:
    return re.sub(r"\s*(?:@\S+|\S+@\S+)$", "", text).strip(" -–—:|")


def _read_above(draft: Draft, line: Line, headline: Line, before: Line | None, *, adjacent: bool) -> None:
    if before and before.reason == furniture.STAFF and line.kind == "text" and line.words <= 4:
        draft.drop(line.text, furniture.STAFF)
    elif line.kind in ("byline", "credit"):
        _read_label(draft, line)
    elif line.kind in ("site", "timestamp"):
        draft.drop(line.text, line.reason or furniture.CLOCK)
    elif key(line.text) == key(headline.text):
        draft.drop(line.text, furniture.REPEATED)
    elif key(headline.text) in key(line.text):
        draft.drop(line.text, furniture.SITE_TITLE)
    elif line.words <= 6 and agencies_in(line.text):
        draft.drop(line.text, furniture.OUTSIDE)
    elif line.words <= 4 and is_outlet(line.text):
        draft.drop(line.text, furniture.SITE_NAME)
    elif adjacent and 1 <= line.words <= 6 and draft.kicker is None:
        draft.kicker = line.text.strip(" :") if line.words > 1 else None
        if line.words == 1:
            draft.section = draft.section or line.text.strip(" :")
    else:
        draft.drop(line.text, furniture.MENU)


def _read_between(draft: Draft, line: Line, *, after_app: bool, early: bool) -> None:
    """Read a line between headline and body; `early` says that the timestamp is still to come."""
    caption_known = draft.caption is not None
    if line.kind in ("timestamp", "byline", "credit", "dateline"):
        _read_label(draft, line)
    elif line.kind == "site":
        draft.drop(line.text, line.reason)
    elif line.kind == "photo":
        draft.credit = draft.credit or split_credit(line.text)[1]
    elif key(line.text) == key(draft.headline or ""):
        draft.drop(line.text, furniture.REPEATED)
    elif furniture.is_motto(line.text, after_app=after_app, caption_known=caption_known):
        draft.drop(line.text, furniture.MOTTO)
    elif line.credited and draft.credit is None:
        if draft.caption and draft.abstract is None and len(draft.caption.split()) >= 4:
            draft.abstract = draft.caption
        draft.caption, draft.credit = split_credit(line.text)
    elif draft.abstract is None and (line.prose or (early and _tells(line))):
        draft.abstract = line.text
    elif line.words <= 9 and take_placed(draft, line.text):
        return
    elif line.words <= 3 and is_outlet(line.text):
        draft.drop(line.text, furniture.SITE_NAME)
    elif not caption_known and line.words <= 25 and (caption := _caption_of(draft, line.text)):
        draft.caption = caption
    else:
        draft.drop(line.text, furniture.OUTSIDE)


def _caption_of(draft: Draft, text: str) -> str | None:
    """Return a picture's caption of two words or more; portals print it behind the headline as alternative text."""
    own = text.removeprefix(draft.headline or "").strip()
    return meaningful_caption(split_credit(own)[0], draft.headline) if len(key(own).split()) > 1 else None


def _tells(line: Line) -> bool:
    """Say whether a line tells something, as a standfirst does, rather than names what a picture shows."""
    if line.words >= 4 and furniture.ends_sentence(line.text):
        return True
    return line.words >= 5 and bool(_TELLING.match(key(line.text)))


_TELLING = re.compile(
    r"(?:قالت?|اعلنت?|اكدت?|كشفت?|اوضحت?|اضافت?|شددت?|حذرت?|دعت?ا?|طالبت?|[يت]\w{3,6}|سي\w{3,6}|ست\w{3,6})\s"
)


def _read_label(draft: Draft, line: Line) -> None:
    """Take in a line that says who, where or when."""
    if line.kind == "timestamp":
        _read_stamp(draft, line)
    elif line.kind == "dateline":
        draft.take_dateline(parse_dateline(line.text))
    else:
        take_label(draft, line.text)


def _read_stamp(draft: Draft, line: Line) -> None:
    take_stamped(draft, line.text, line.dates, not_names=set())
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


def _read_body(draft: Draft, lines: list[Line]) -> None:
    closed = _closing_at(lines)
    last = _last_of_text(lines[:closed])
    skipping = tagging = False
    for i, line in enumerate(lines):
        tagging = _read_topics(draft, line, tagging=tagging)
        if i > last:
            _read_tail(draft, line, closing=i >= closed)
            continue
        if line.kind == "site":
            draft.drop(line.text, line.reason)
            # A heading that brings its story's title on the same line is followed by the text.
            skipping = line.reason == furniture.RELATED and line.words <= 4
        elif line.kind in ("text", "timestamp") and (
            (skipping and not line.is_sentence) or _is_card(draft, lines[max(i - 1, 0) : i + 2], line)
        ):
            draft.drop(line.text, furniture.RELATED_STORY)
        elif _is_label(draft, line):
            _read_label(draft, line)
        elif line.words > 8 and any(key(line.text) == key(block.text) for block in draft.body):
            draft.drop(line.text, furniture.REPEATED_TEXT)
        else:
            skipping = False
            draft.body.append(_block(line, lines, i))


def _is_card(draft: Draft, near: list[Line], line: Line) -> bool:
    """Say whether a line inside the text is another story's title with its own time under it, or that time."""
    if len(draft.body) < 2 or draft.published is None or line.is_sentence or line.prose:
        return False
    title, stamp = (line, near[-1]) if line.kind == "text" else (near[0], line)
    timed = stamp.kind == "timestamp" and not has_date_label(stamp.text)
    return timed and title.kind == "text" and title.words >= 3 and not title.is_sentence


def _last_of_text(lines: list[Line]) -> int:
    """Return the last line of the text: prose, a short sentence after it, or one that goes on without a full stop."""
    last = max((i for i, line in enumerate(lines) if line.prose), default=-1)
    announced = last >= 0 and lines[last].text.endswith(":")
    while 0 <= last < len(lines) - 1 and lines[last + 1].kind == "text":
        following = lines[last + 1]
        # A last paragraph may lack its full stop; one that opens with «و» goes on from the text above it.
        goes_on = following.words >= 7 and key(following.text).startswith("و")
        if not (following.is_sentence or goes_on or announced or _LISTED.match(following.text)):
            break
        last += 1
    return last


def _is_label(draft: Draft, line: Line) -> bool:
    if line.kind == "timestamp":
        return len(draft.body) < 2 or has_date_label(line.text) or draft.published is None
    return line.kind in ("byline", "credit") or (line.kind == "dateline" and not draft.body)


def _read_topics(draft: Draft, line: Line, *, tagging: bool) -> bool:
    """Read the topics printed on or under a tags heading; return whether the next line may be one."""
    if line.text.startswith("#") and all(word.startswith("#") for word in line.text.split()) and line.kind == "text":
        draft.topics.extend(word.strip().replace("_", " ") for word in line.text.split("#") if word.strip())
        return False
    if line.kind == "site" and line.reason == furniture.TAGS:
        _, _, words = line.text.partition(":")
        draft.topics.extend(word.strip() for word in re.split(r"[،,|#]", words) if word.strip())
        return not draft.topics
    if tagging and line.kind == "text" and line.words <= 4 and len(draft.topics) < 20:
        draft.topics.append(line.text.lstrip("#"))
        return True
    return False


def _closing_at(lines: list[Line]) -> int:
    """Return the first line that shuts the article: comments, tags, most read, rights, with little prose after it."""
    total = sum(line.words for line in lines if line.prose)
    seen = 0
    for i, line in enumerate(lines):
        if line.prose:
            seen += line.words
        if line.kind == "site" and line.reason in furniture.CLOSING and seen * 3 >= total:
            return i
        if (
            line.kind == "site"
            and line.reason in furniture.INTERRUPTING
            and seen
            and not _goes_on(lines[i + 1 : i + 7])
        ):
            return i
        if line.kind == "site" and line.reason == furniture.RELATED and seen and not _resumes(line, lines[i + 1 :]):
            return i
        if seen and _opens_another(lines[i : i + 6]):
            return i
    return len(lines)


def _resumes(heading: Line, lines: list[Line]) -> bool:
    """Say whether the article goes on after a related-story heading: sentences soon, not titles with teasers."""
    if _LIST_HEADING.search(key(heading.text)):
        return _goes_on(lines[:6])
    return any(line.prose and furniture.ends_sentence(line.text) for line in lines[:4]) or any(
        line.is_sentence for line in lines[:2]
    )


def _goes_on(lines: list[Line]) -> bool:
    """Say whether two sentences follow one another."""
    told = [line.is_sentence or line.prose for line in lines]
    return any(first and second for first, second in pairwise(told))


def _opens_another(lines: list[Line]) -> bool:
    """Say whether another article begins here: a title, its own timestamp, then sentences."""
    if len(lines) < 4 or lines[0].kind != "text" or lines[0].prose or not 4 <= lines[0].words <= 25:
        return False
    stamp = next((i for i, line in enumerate(lines[1:3], 1) if line.kind == "timestamp" and line.dated), None)
    opening = next((line for line in lines[(stamp or 0) + 1 :] if line.prose or line.is_sentence), None)
    return stamp is not None and opening is not None and not furniture.continues_story(opening.text)


def _read_tail(draft: Draft, line: Line, *, closing: bool) -> None:
    if (line.kind in ("byline", "credit") and not closing) or (
        line.kind == "timestamp" and not closing and is_modified_label(line.text)
    ):
        _read_label(draft, line)
    elif line.kind == "site":
        draft.drop(line.text, line.reason)
    elif not closing and (names := signed_names(line.text)):
        draft.add_authors(names if not draft.authors else [])
    else:
        draft.drop(line.text, furniture.RELATED_STORY if closing else furniture.OUTSIDE)


def _block(line: Line, lines: list[Line], i: int) -> Block:
    line.text = furniture.without_end_mark(line.text)
    if line.credited and not line.prose and (caption := split_credit(line.text)[0]):
        return Block("picture", caption)
    if furniture.BULLET.match(line.text):
        return Block("list_item", furniture.BULLET.sub("", line.text))
    if _QUOTED.match(line.text) and line.text.count(line.text[0]) <= 2:
        return Block("quote", line.text)
    followed = any(other.prose for other in lines[i + 1 : i + 3])
    short = line.words <= 12 and not line.text.endswith((".", "،", "؛", "…", "»", '"'))
    if short and followed and i > 0:
        return Block("subheading", line.text.strip())
    return Block("paragraph", line.text)
