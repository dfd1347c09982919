"""Newsletters as mails: an issue, and what is written to one person; HTML for mail programs, and plain text."""

import textwrap
from dataclasses import dataclass
from html import escape

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from khabar.arabic.bidi import is_whole, isolate_text, ltr_runs
from khabar.arabic.normalise import without_marks
from khabar.articles.models import Article
from khabar.core.paths import path_to
from khabar.front.dates import written
from khabar.front.head import absolute
from khabar.front.language import direction_of, language_of
from khabar.front.letters_look import LOOK
from khabar.letters import links
from khabar.letters.enums import Kind
from khabar.letters.gathering import Block, now_in
from khabar.letters.letter import Letter
from khabar.letters.models import KEY_LENGTH, Issue, Newsletter, Note
from khabar.media import renditions

_ABSTRACT, _SUBJECT, _PREHEADER = 190, 120, 140
_LEAD_WIDTH, _SIDE_WIDTH = 552, 152
_NO_ISOLATES = dict.fromkeys([*range(0x2066, 0x206A), *range(0x202A, 0x202F)])


@dataclass(frozen=True)
class Shot:
    """A picture with its full address and the size it is shown at."""

    src: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Item:
    """A story as a mail tells it; `language` and `direction` are those of its words. `section` is empty where the title
    above says it."""

    headline: str
    abstract: str
    url: str
    section: str
    language: str
    direction: str
    picture: Shot | None


@dataclass(frozen=True)
class Shelf:
    """Stories under a title."""

    title: str
    items: list[Item]


def issue_letter(issue: Issue, blocks: list[Block]) -> Letter:
    """An issue with these stories, for every reader alike."""
    newsletter = issue.newsletter
    articles = [article for block in blocks for article in block.articles]
    if newsletter.pictures:
        renditions.prefetch(article.lead_picture for article in articles)
    shelves = [
        Shelf(block.title, [_item(one, block, newsletter, leads=one is articles[0]) for one in block.articles])
        for block in blocks
    ]
    headlines = [_plain(one.headline) for one in articles]
    subject = without_marks(f"{newsletter.name}: {headlines[0]}" if headlines else newsletter.name)
    context = {
        "newsletter": newsletter,
        "title": subject,
        "preheader": textwrap.shorten(" · ".join(headlines[1:4]), _PREHEADER, placeholder="…"),
        "day": written(issue.day, "day"),
        "opening": [part for part in issue.opening.splitlines() if part.strip()],
        "shelves": shelves,
        "leave": links.leaving(links.PLACE, newsletter),
        "own": links.own_page(links.PLACE),
    }
    return _letter(textwrap.shorten(subject, _SUBJECT, placeholder="…"), "issue", context)


def note_letter(note: Note) -> Letter:
    """A mail to one person."""
    if note.kind == Kind.TEST and note.issue is not None:
        return _test(note.issue)
    assert note.reader is not None  # noqa: S101 - held by what makes notes
    names = list(Newsletter.objects.filter(pk__in=note.newsletters).values_list("name", flat=True))
    own = links.own_page(note.reader.key)
    context: dict[str, object] = {"names": names, "own": own, "kind": note.kind, "address": note.address}
    if note.kind == Kind.CONFIRM:
        subject = f"أكّد اشتراكك في نشرة {settings.SITE_NAME}"
        context |= {"link": links.confirming(note.reader, note.newsletters), "button": "أؤكد اشتراكي"}
    elif note.kind == Kind.WELCOME:
        subject, context["link"], context["button"] = f"أهلًا بك في نشرة {settings.SITE_NAME}", own, "اشتراكاتك"
    else:
        subject, context["link"], context["button"] = f"اشتراكك في نشرة {settings.SITE_NAME}", own, "اشتراكاتك"
    return _letter(subject, "note", context | {"title": subject, "preheader": ""})


def _test(issue: Issue) -> Letter:
    letter = issue_letter(issue, now_in(issue)).to("-" * KEY_LENGTH)
    return Letter(f"تجربة: {letter.subject}", letter.html, letter.text)


def _letter(subject: str, name: str, context: dict[str, object]) -> Letter:
    context |= {"look": LOOK, "site_name": settings.SITE_NAME, "site": f"{settings.SITE_URL}/"}
    html = render_to_string(f"front/letters/mail/{name}.html", context)
    text = render_to_string(f"front/letters/mail/{name}.txt", context)
    lines = (line.rstrip() for line in text.splitlines())
    return Letter(isolate_text(subject), html, "\n".join(lines).strip() + "\n")


def _item(article: Article, block: Block, newsletter: Newsletter, *, leads: bool) -> Item:
    language = language_of(article)
    return Item(
        headline=_plain(article.headline),
        abstract=textwrap.shorten(_plain(article.abstract), _ABSTRACT, placeholder="…"),
        url=absolute(path_to("front:short", article.pk)),
        section="" if article.section.name == block.title else article.section.name,
        language=language or "und",
        direction=direction_of(language),
        picture=_shot(article, leads=leads) if newsletter.pictures else None,
    )


def _shot(article: Article, *, leads: bool) -> Shot | None:
    """The story's picture, while our right to it lasts: a mail that is read later finds an address that is gone."""
    found = renditions.offer(article.lead_picture, "lead" if leads else "card")
    if found is None:
        return None
    made, width = found.fallback, _LEAD_WIDTH if leads else _SIDE_WIDTH
    return Shot(absolute(made.url), width, round(width * made.height / made.width), article.alt_text)


def _plain(text: str) -> str:
    """One line without control characters of direction that somebody typed."""
    return " ".join(text.translate(_NO_ISOLATES).split())


def mail_runs(text: str) -> SafeString:
    """`text` escaped, each run that Arabic would reorder in a `<span dir="ltr">`.

    Mail programs drop `<bdi>`; `dir` on a span isolates in all that are browsers and embeds in Word's engine.
    """
    text = text.translate(_NO_ISOLATES)
    pieces, at = [], 0
    for start, end in ltr_runs(text):
        run = text[start:end]
        whole = ' style="white-space:nowrap;"' if is_whole(run) else ""
        pieces += [escape(text[at:start]), f'<span dir="ltr"{whole}>{escape(run)}</span>']
        at = end
    return mark_safe("".join([*pieces, escape(text[at:])]))  # noqa: S308 - escaped piece by piece
