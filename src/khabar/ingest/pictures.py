"""Pictures of items: asked for when a draft is made, brought in the background, put where no editor chose another."""

import base64
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from django.db import transaction
from wagtail.admin.models import EditingSession
from wagtail.log_actions import log

from khabar.accounts.models import User
from khabar.articles import actions as articles
from khabar.articles.enums import PubStatus
from khabar.articles.models import Article
from khabar.articles.publishing import PublishRefused
from khabar.articles.rules import words_of_lead
from khabar.core import clock
from khabar.core.errors import KhabarError
from khabar.core.outgoing_errors import BadAddress, RefusedAddress
from khabar.ingest import automatic, contract
from khabar.ingest.beside import file_name, name_in
from khabar.ingest.credentials import unseal
from khabar.ingest.errors import IngestError
from khabar.ingest.models import Lineage, WireFile, WireItem, WirePicture
from khabar.ingest.seam import Record
from khabar.ingest.states import FeedKind, ItemState, LineageKind, PhotoUse, PictureState
from khabar.media.actions import add_picture
from khabar.media.errors import PictureRefused
from khabar.media.intake import MAX_BYTES, hash_of
from khabar.media.models import Picture

if TYPE_CHECKING:
    from khabar.core.outgoing import Client

MADE_OF_ITS_TEXT = frozenset({LineageKind.COPY, LineageKind.MERGE})
"""How an article was made when the item's pictures come with its text."""
NO_LEAD: dict[str, Any] = {
    "lead_picture": None, "lead_caption": "", "lead_credit": "", "lead_alt": "", "lead_no_alt": ""
}  # fmt: skip
TASK = "khabar.ingest.tasks.bring_picture"
CLAIM = timedelta(minutes=10)
"""How long a queued picture may wait for its turn before it is queued again."""
_FETCHED = re.compile(r"(?:https?:|cid:|(?![A-Za-z][A-Za-z0-9+.-]*:))\S", re.IGNORECASE)  # other schemes only name it
_MOST = 5  # pictures of one item
_TIMEOUT = 30.0
_WAITS = (10, 60, 300, 1800, 7200)
"""Seconds until each further try."""
_OPEN = timedelta(minutes=2)
"""How long after its last sign of life a form counts as open: browsers let hidden ones speak once a minute."""
_NOT_HERE = "لم تصل الصورة مع الخبر بعد"


def ask_for(items: Iterable[WireItem]) -> list[WirePicture]:
    """Ask for the pictures of items that their contracts let us use. Asked again, what is known stays as it is."""
    asked: list[WirePicture] = []
    for item in items:
        if item.provider.photo_use == PhotoUse.NONE:
            continue
        found = [
            one for one in item.record["associations"] if one["type"] == "picture" and _FETCHED.match(one["href"] or "")
        ]
        for place, one in enumerate(found[:_MOST]):
            asked.append(_asked(item, place, one))
    return asked


def lead_of(rows: Iterable[WirePicture]) -> dict[str, Any]:
    """The fields of an article that the first picture that is here leads; none where none is."""
    for row in rows:
        if (picture := row.picture) is not None:
            texts = {"lead_caption": row.caption or picture.caption, "lead_credit": row.credit or picture.credit}
            words = words_of_lead(picture.default_alt_text, texts["lead_caption"])
            return {"lead_picture": picture, **texts, **words}
    return {}


def bring(pk: int, *, client: "Client | None" = None) -> str:
    """Fetch one picture that waits. Safe to call again at any time. Returns what is wrong, if something is."""
    from khabar.core.outgoing import Client  # an HTTP client, which web processes do without

    rows = WirePicture.objects.select_related("item__provider", "item__feed").defer("item__record", "item__text")
    row = rows.filter(pk=pk, state=PictureState.WAITING).first()
    if row is None:
        return ""
    try:
        _check(row.item)
        data = _data(row, client or Client())
        _keep(row, data)
    except (PictureRefused, BadAddress, RefusedAddress, _Forbidden) as error:
        return _put_off(row, str(error), for_good=True)
    except (KhabarError, OSError, ValueError) as error:
        return _put_off(row, str(error))
    put_where_wanted(item_id=row.item_id)
    return ""


def put_where_wanted(item_id: int | None = None) -> int:
    """Have pictures that are here lead the articles that wait for one. Returns how many articles changed.

    An article somebody has open now is left for later: a revision from elsewhere would stop them from saving.
    """
    here = WirePicture.objects.filter(state=PictureState.KEPT).values("item_id")
    lines = Lineage.objects.filter(wants_picture=True, item_id__in=here)
    if item_id is not None:
        lines = lines.filter(item_id=item_id)
    waiting = lines.select_related("article").order_by("pk")[:50]
    return sum(_put(line.pk) for line in waiting if not in_hand(line.article))


def put(article: Article, row: WirePicture, user: User | None) -> Article:
    """Make a picture the lead of the article's newest draft, as a revision of its own."""
    draft: Article = article.get_latest_revision_as_object()
    for name, value in lead_of([row]).items():
        setattr(draft, name, value)
    if not draft.live:
        draft.save()
    draft.save_revision(user=user, clean=False)
    Lineage.objects.filter(article_id=article.pk).update(wants_picture=False)
    log(instance=article, action="khabar.wire.picture", user=user, data={"provider": row.item.provider.name})
    return draft


def of_article(article: Article) -> list[WirePicture]:
    """The pictures of the items that an article was made from."""
    ids = Lineage.objects.filter(article_id=article.pk, kind__in=MADE_OF_ITS_TEXT).values("item_id")
    rows = WirePicture.objects.filter(item_id__in=ids).select_related("item__provider", "picture")
    return list(rows.defer("item__record", "item__text").order_by("item_id", "place"))


def due(now: datetime) -> list[int]:
    """The pictures whose time has come, those that wait longest first."""
    rows = WirePicture.objects.filter(state=PictureState.WAITING, next_at__lte=now)
    return list(rows.order_by("next_at").values_list("pk", flat=True)[:50])


def claim(pk: int, now: datetime) -> bool:
    """Take a picture that is due, so that it is queued once; it is due again if nothing comes of it."""
    rows = WirePicture.objects.filter(pk=pk, state=PictureState.WAITING, next_at__lte=now)
    return bool(rows.update(next_at=now + CLAIM))


class _Forbidden(IngestError):
    """The contract or the agency took the picture away meanwhile."""


def _asked(item: WireItem, place: int, found: Record) -> WirePicture:
    url, name = _where(item, found["href"])
    rights = " ".join(filter(None, (item.record["rights"], item.record["usage_terms"])))
    texts = {"caption": (found["caption"] or "")[:500], "credit": (found["credit"] or "")[:200], "rights": rights[:500]}
    row, _ = WirePicture.objects.select_related("picture").get_or_create(
        item=item, url=url, name=name, defaults={"place": place, "next_at": clock.now(), **texts}
    )
    return row


def _where(item: WireItem, href: str) -> tuple[str, str]:
    """The address to ask, or the name of a file that comes beside the text."""
    if item.record["format"] == "email" and not href.startswith(("http://", "https://")):
        return "", name_in(item.guid, href)
    if item.feed is not None and item.feed.kind == FeedKind.HTTP:
        href = urljoin(item.feed.moved_to or item.feed.address, href)
    if "://" in href or href.startswith("//"):
        return href[:1000], ""
    return ("", name) if (name := file_name(href)) else (href[:1000], "")


def _check(item: WireItem) -> None:
    if item.state == ItemState.KILLED:
        raise _Forbidden("سحبت الوكالة الخبر")
    if item.provider.photo_use == PhotoUse.NONE:
        raise _Forbidden(f"عقد {item.provider} لا يسمح باستعمال صورها")


def _data(row: WirePicture, client: "Client") -> bytes:
    if row.name:
        kept = WireFile.objects.filter(provider_id=row.item.provider_id, name=row.name).first()
        if kept is None:
            raise IngestError(_NOT_HERE)
        return bytes(kept.data)
    answer = client.fetch(row.url, max_bytes=MAX_BYTES, timeout=_TIMEOUT, headers=_credentials(row))
    if not answer.ok:
        raise IngestError(f"ردّ خادم الصورة بالرمز {answer.status}")
    return answer.body


def _credentials(row: WirePicture) -> dict[str, str]:
    """The feed's own credentials, for pictures on the very server that the feed is on."""
    feed = row.item.feed
    if feed is None or not feed.credentials or _origin(feed.address) != _origin(row.url):
        return {}
    given = unseal(feed.credentials)
    pair = f"{given.username}:{given.password}".encode()
    return {"authorization": "Basic " + base64.b64encode(pair).decode("ascii")}


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def _keep(row: WirePicture, data: bytes) -> None:
    """Take the picture in. One that an editor had uploaded before is not under this contract."""
    known = Picture.objects.filter(input_hash=hash_of(data)).order_by("pk").first()
    brought = known is None or WirePicture.objects.filter(picture=known, brought=True).exists()
    title = file_name(row.url or row.name).rpartition(".")[0]
    picture = add_picture(
        data=data, name=title, caption=row.caption, credit=row.credit, rights=row.rights, source_url=row.url
    )
    waiting = WirePicture.objects.filter(pk=row.pk, state=PictureState.WAITING)
    waiting.update(picture=picture, brought=brought, state=PictureState.KEPT, reason="")
    if brought:
        contract.renew_picture_rights(picture.pk)


def _put_off(row: WirePicture, reason: str, *, for_good: bool = False) -> str:
    """Note what is wrong, and when to try again, if ever."""
    last = for_good or row.tries >= len(_WAITS)
    WirePicture.objects.filter(pk=row.pk, state=PictureState.WAITING).update(
        reason=reason[:500],
        tries=row.tries + 1,
        next_at=clock.now() + timedelta(seconds=0 if last else _WAITS[row.tries]),
        state=PictureState.FAILED if last else PictureState.WAITING,
    )
    return reason


@transaction.atomic
def _put(line_pk: int) -> bool:
    """Give one article its picture, if it still wants one. Returns whether it got it."""
    line = Lineage.objects.select_for_update(of=("self",)).get(pk=line_pk)
    article = Article.objects.select_for_update(of=("self",)).get(pk=line.article_id)
    if not line.wants_picture or in_hand(article):
        return False
    own = automatic.untouched(article)
    chosen = article.get_latest_revision_as_object().lead_picture_id is not None
    if chosen or article.pub_status != PubStatus.USABLE or (article.live and not (line.automatic and own)):
        Lineage.objects.filter(article_id=article.pk).update(wants_picture=False)
        return False
    row = next((row for row in of_article(article) if row.picture_id), None)
    if row is None:
        return False
    draft = put(article, row, None)
    if article.live:
        _publish(draft)
    return True


def _publish(draft: Article) -> None:
    try:
        with transaction.atomic():
            articles.publish(article=draft)
    except PublishRefused as refusal:
        log(instance=draft, action="khabar.refused", data={"reason": str(refusal)})


def in_hand(article: Article) -> bool:
    """Whether somebody at the desk has the article open, locked or in review."""
    sessions = EditingSession.objects.filter(
        content_type__app_label="articles", content_type__model="article", object_id=str(article.pk)
    )
    alive = sessions.filter(last_seen_at__gte=clock.now() - _OPEN)
    return bool(article.locked or article.workflow_in_progress or alive.exists())
