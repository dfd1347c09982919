"""Puts the demo edition into an empty newsroom: sections, authors, topics, pictures and published stories."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.db import transaction

from khabar.ads.enums import DIMENSIONS, Screen, Size
from khabar.ads.models import Campaign, Creative
from khabar.arabic.slugs import slugify
from khabar.articles.actions import publish
from khabar.articles.models import (
    Agency,
    Article,
    ArticleAgency,
    ArticleAuthor,
    ArticleTopic,
    Author,
    Section,
    Topic,
)
from khabar.articles.text import paragraph
from khabar.attribution.actions import add
from khabar.attribution.models import Reading
from khabar.attribution.paragraphs import paragraphs
from khabar.attribution.readings import read_text
from khabar.attribution.seam import Relay
from khabar.attribution.states import Role, State
from khabar.core import clock
from khabar.core.errors import KhabarError
from khabar.curation.actions import NOBODY, arrange
from khabar.curation.zones import OPINION, SECONDARY, Arranged, Placed
from khabar.importers import demo
from khabar.importers.demo.house_ad import house_ad
from khabar.media.actions import add_picture
from khabar.media.models import Picture

Pictures = Callable[[], Path]
"""Waits until every picture is drawn and gives their folder."""


class DemoFailed(KhabarError):
    """The demo edition cannot be made."""


@contextmanager
def drawing(scratch: Path) -> Iterator[Pictures]:
    """Draw the edition's pictures in a process of their own for as long as the block takes.

    Args:
        scratch: where a folder for them may be made; it is gone after the block.
    """
    folder = scratch / "demo-pictures"
    shutil.rmtree(folder, ignore_errors=True)  # of a start that was killed
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "khabar.importers.demo.pictures", str(folder)]
    with subprocess.Popen(command, start_new_session=True) as process:  # noqa: S603 - Ctrl-C is for us alone

        def finished() -> Path:
            if process.wait():
                raise DemoFailed("تعذر رسم صور العدد التجريبي؛ السبب أعلاه.")
            return folder

        try:
            yield finished
        finally:
            process.kill()
    shutil.rmtree(folder, ignore_errors=True)


def import_demo(pictures: Pictures, progress: Callable[[str], None] = lambda _: None) -> int:
    """Publish every story of the edition, its times counted back from now. Returns how many there are.

    All or nothing: an interrupted first start leaves no half edition.

    Raises:
        DemoFailed: its pictures cannot be drawn.
    """
    edition = demo.load_edition()
    folder = pictures()
    with transaction.atomic():
        _house_ad()
        return _Builder(edition, clock.now(), folder).build(progress)


class _Builder:
    """Turns the edition's records into rows; stories point to each other by id, so older ones come first."""

    def __init__(self, edition: demo.Edition, now: datetime, pictures: Path) -> None:
        self._edition = edition
        self._pictures = pictures
        self._now = now
        self._sections = {s.id: _section(s) for s in edition.sections}
        self._topics = {
            t.id: Topic.objects.create(name=t.name, slug=t.slug, description=t.description) for t in edition.topics
        }
        self._authors = {
            a.id: Author.objects.create(name=a.name, slug=slugify(a.name), bio=a.bio) for a in edition.authors
        }
        self._agencies = {a.slug: a for a in Agency.objects.all()}
        self._done: dict[str, Article] = {}

    def build(self, progress: Callable[[str], None]) -> int:
        for story in sorted(self._edition.articles, key=lambda story: -story.minutes_ago):
            self._done[story.id] = self._story(story)
            progress(story.headline)
        self._arrange()
        return len(self._done)

    def _arrange(self) -> None:
        front = self._edition.front
        lists = {
            zone: tuple(Placed(self._done[pk].pk) for pk in stories)
            for zone, stories in ((SECONDARY, front.secondary), (OPINION, front.opinion))
            if stories
        }
        order = tuple(self._sections[pk].pk for pk in front.order)
        arrange(section=None, arranged=Arranged(lists, order), base=NOBODY, user=None)

    def _story(self, story: demo.Article) -> Article:
        article = Article(
            headline=story.headline,
            kicker=story.kicker,
            abstract=story.abstract,
            body=[block for part in story.body if (block := self._block(part))],
            section=self._sections[story.section],
            dateline_place=story.place,
            urgency=story.urgency,
            lead_picture=self._picture(story),
            lead_caption=story.picture.caption,
            lead_credit=story.picture.credit,
            lead_alt=story.picture.alt,
            first_published_at=self._now - timedelta(minutes=story.minutes_ago),
            source_key=f"demo:{story.id}",
            live=False,
        )
        article.bylines = [ArticleAuthor(author=self._authors[pk], sort_order=i) for i, pk in enumerate(story.authors)]
        article.credits = [ArticleAgency(agency=self._agencies[c], sort_order=i) for i, c in enumerate(story.agencies)]
        article.filings = [ArticleTopic(topic=self._topics[pk], sort_order=i) for i, pk in enumerate(story.topics)]
        article.full_clean()
        article.save()
        shown = publish(article=article)
        if story.statements:
            _attribute(shown, story.statements)
        return shown

    def _picture(self, story: demo.Article) -> Picture:
        about = story.picture
        return add_picture(
            data=(self._pictures / about.file_name).read_bytes(),
            name=about.file_name,
            caption=about.caption,
            credit=about.credit,
            alt=about.alt,
        )

    def _block(self, part: demo.Block) -> Any:
        if isinstance(part, demo.Paragraph):
            return paragraph(part.text)
        if isinstance(part, demo.Subheading):
            return {"type": "subheading", "value": part.text}
        if isinstance(part, demo.Quote):
            return {
                "type": "quote",
                "value": {"text": part.text, "speaker": part.speaker, "speaker_title": part.speaker_title},
            }
        if isinstance(part, demo.BulletList):
            return {"type": "list", "value": list(part.items)}
        if isinstance(part, demo.Table):
            return _table(part)
        other = self._done.get(part.article)
        return {"type": "related", "value": other.pk} if other else None


def _attribute(article: Article, statements: Iterable[demo.Statement]) -> None:
    """Say of the story what an editor says of it; what the engine suggests of the same words goes."""
    read_text(article, article.body, live=True)
    reading = Reading.objects.get(article=article, live=True)
    found = paragraphs(article.body)
    for one in statements:
        par = next(number for number, paragraph in enumerate(found) if one.words in paragraph.text)
        start = found[par].text.index(one.words)
        end = start + len(one.words)
        reading.statements.filter(par=par, start__lt=end, end__gt=start, state=State.SUGGESTED).delete()
        chain = [Relay(name, Role.TOLD_TO) for name in one.told_to] + [Relay(name, Role.RELAY) for name in one.relays]
        add(reading=reading, user=None, paragraphs=found, place=(par, start, end), speaker=one.speaker, kind=one.kind,
            cue=one.cue, chain=chain)  # fmt: skip


def _house_ad() -> None:
    """One ad of the house, so that a newcomer sees where ads stand and how they are marked."""
    font = finders.find("khabar/fonts/card.ttf")
    if not font:
        return  # the front end is not built: there are no pages to show it on either
    campaign = Campaign.objects.create(name="إعلانات الموقع", house=True)
    drawn = {
        screen: ContentFile(house_ad(*DIMENSIONS[Size.BANNER][screen], Path(font)), name=f"house-{screen}.png")
        for screen in Screen
    }
    Creative.objects.create(
        campaign=campaign,
        title="هذا المكان لإعلانك",
        size=Size.BANNER,
        link=f"{settings.SITE_URL}/contact/",
        alt="هذا المكان لإعلانك: راسل إدارة الموقع",
        phone=drawn[Screen.PHONE],
        desktop=drawn[Screen.DESKTOP],
    )


def _section(section: demo.Section) -> Section:
    row: Section = Section.objects.update_or_create(
        slug=section.slug,
        defaults={"name": section.name, "description": section.description, "order": section.order},
    )[0]
    return row


def _table(table: demo.Table) -> dict[str, Any]:
    columns = [{"type": "text", "heading": heading} for heading in table.header]
    rows = [{"values": list(row)} for row in table.rows]
    return {"type": "table", "value": {"columns": columns, "rows": rows, "caption": table.caption}}
