"""Articles made from wire items, in memory and then as drafts that remember what they were made from."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from wagtail.blocks import StreamValue
from wagtail.log_actions import log

from khabar.accounts.models import User
from khabar.arabic.slugs import slugify
from khabar.articles.blocks import BodyBlock
from khabar.articles.models import Article, ArticleAgency, Section
from khabar.articles.starter import default_section
from khabar.articles.text import paragraph
from khabar.core import clock
from khabar.ingest import contract, labels, pictures
from khabar.ingest.models import Lineage, WireItem
from khabar.ingest.seam import Record
from khabar.ingest.states import ItemState, LineageKind

_BODY = BodyBlock()
_HEADLINE = 250
_LINK = 1000
_COPIED = (
    "headline", "abstract", "body", "dateline_place", "dateline_date", "urgency", "language", "canonical_url",
)  # fmt: skip


def draft_of(items: list[WireItem], *, kind: LineageKind, section: Section | None, user: User | None) -> Article:
    """A saved draft made from the items; the first one leads. Call it inside a transaction that holds the items."""
    article = _article(items, section)
    article.rights_until = contract.rights_end(items)
    article.passing_on = contract.may_pass_on(items)
    agencies = labels.agencies_of_all((item.record, item.provider) for item in items)
    article.credits = [ArticleAgency(agency=agency, sort_order=i) for i, agency in enumerate(agencies)]
    asked = _with_picture(article, items)
    article.full_clean()
    article.save()
    article.save_revision(user=user, clean=False)
    remember(article, items, kind=kind)
    Lineage.objects.filter(article=article).update(wants_picture=asked)
    log(instance=article, action="khabar.from_wire", user=user, data={"kind": kind, "sources": sources(items)})
    return article


def rewrite(article: Article, item: WireItem) -> Article:
    """The newest draft of an article that is nothing but a copy of the item, made anew from the item as it is now.

    Its section and address stay.
    """
    draft: Article = article.get_latest_revision_as_object()
    fresh = _article([item], draft.section)
    for name in _COPIED:
        setattr(draft, name, getattr(fresh, name))
    agencies = labels.agencies_of(item.record, item.provider)
    draft.credits = [ArticleAgency(agency=agency, sort_order=i) for i, agency in enumerate(agencies)]
    asked = _with_picture(draft, [item])
    draft.full_clean()
    if not draft.live:
        draft.save()
    draft.save_revision(clean=False)
    remember(draft, [item], kind=LineageKind.COPY)
    Lineage.objects.filter(article_id=draft.pk).update(wants_picture=asked)
    return draft


def _with_picture(article: Article, items: list[WireItem]) -> bool:
    """Put what is here of the items' pictures at the article's head. Returns whether one is still to come."""
    asked = pictures.ask_for(items)
    lead = pictures.lead_of(asked)
    for name, value in (pictures.NO_LEAD | lead).items():
        setattr(article, name, value)
    return bool(asked) and not lead


def sources(items: list[WireItem]) -> list[dict[str, Any]]:
    """The items as the audit record names them."""
    return [{"provider": item.provider.name, "guid": item.guid, "version": item.version} for item in items]


def remember(article: Article, items: list[WireItem], *, kind: LineageKind) -> None:
    """Write down that the article was made from these items as they are now."""
    for item in items:
        Lineage.objects.update_or_create(
            article=article, item=item, defaults={"guid": item.guid, "version": item.version, "kind": kind}
        )
    kept = WireItem.objects.filter(pk__in=[item.pk for item in items])
    kept.filter(state=ItemState.NEW).update(state=ItemState.USED)
    kept.update(changed_at=clock.now())  # so that every open list tells of the draft


def _article(items: list[WireItem], section: Section | None) -> Article:
    first = items[0]
    record = first.record
    day = record["dateline"]["date"]
    headline = _cut(labels.shown_headline(record), _HEADLINE) or "بلا عنوان"
    return Article(
        headline=headline,
        abstract=_cut(record["abstract"] or "", 1000),
        body=StreamValue(_BODY, _body(items), is_lazy=True),
        dateline_place=_cut(record["dateline"]["place"] or "", 80),
        dateline_date=date.fromisoformat(day) if day else None,
        section=section or first.section or default_section(),
        urgency=first.urgency,
        language=first.language or "ar",
        slug=slugify(headline),
        canonical_url=next((link for item in items if (link := _original(item))), ""),
        live=False,
        has_unpublished_changes=True,
    )


def _original(item: WireItem) -> str:
    """The item's own address, where the contract wants it named and it is one."""
    link = (item.record["link"] or "").strip()
    if not item.provider.canonical_link or len(link) > _LINK:
        return ""
    try:
        URLValidator(schemes=["http", "https"])(link)
    except ValidationError:
        return ""
    return link


def _body(items: list[WireItem]) -> list[dict[str, Any]]:
    """The first item's text; each further one follows under its own headline."""
    blocks = _blocks(items[0].record)
    for item in items[1:]:
        blocks += [{"type": "subheading", "value": _cut(labels.shown_headline(item.record), 250)}]
        blocks += _blocks(item.record)
    return blocks


def _blocks(record: Record) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    for block in record["body"]:
        text, kind = block["text"].strip(), block["type"]
        if not text or kind == "picture":
            continue
        if kind == "list_item":
            if not blocks or blocks[-1]["type"] != "list":
                blocks.append({"type": "list", "value": []})
            blocks[-1]["value"].append(text)
        elif kind == "subheading":
            blocks.append({"type": "subheading", "value": text})
        elif kind == "quote":
            blocks.append({"type": "quote", "value": {"text": text, "speaker": "", "speaker_title": ""}})
        else:
            blocks.append(paragraph(text))
    return blocks


def _cut(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word and marked with … where it was longer."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"
