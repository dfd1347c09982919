"""The changes of a story, each compared word by word with what came after it, and what of them readers may not see."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from django.db import transaction
from wagtail.log_actions import log

from khabar.accounts.models import User
from khabar.articles.amending import stored_parts
from khabar.articles.comparing import MEDIA, Line, compare
from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Amendment, Article, WithheldPassage, record
from khabar.core.errors import KhabarError

LABELS = {
    "kicker": "العنوان التمهيدي",
    "headline": "العنوان",
    "abstract": "المقدمة",
    "lead_picture": "الصورة الرئيسية",
    "lead_video": "الفيديو الرئيسي",
    "caption": "شرح الصورة",
    "credit": "مصدر الصورة",
    "dateline": "المكان والتاريخ",
    "authors": "الكاتب",
    "agencies": "المصدر",
    "media": "صور النص ومقاطعه",
}
WHOLE = ""
"""What stands for a passage where all of a comparison is withheld."""


class NoReason(KhabarError):
    """What is withheld from readers is withheld for a reason that is kept."""

    def __init__(self) -> None:
        super().__init__("اكتب سبب الحجب: يُحفظ في سجل الخبر ولا يراه القراء.")


class NoSuchPassage(KhabarError):
    """The passage is not in the comparison, or no more."""

    def __init__(self) -> None:
        super().__init__("تغيّرت المقارنة منذ فتحت الصفحة: راجعها ثم احجب ما تريد.")


@dataclass(frozen=True)
class Compared:
    """One change; `lines` is None where the earlier text was not kept."""

    change: Amendment
    lines: list[Line] | None
    withheld: dict[str, WithheldPassage] = field(default_factory=dict)

    @cached_property
    def passages(self) -> list[tuple[str, Line]]:
        """The changed passages in words, each with its mark."""
        return [(mark_of(line), line) for line in self.lines or () if line.runs]

    @property
    def media(self) -> list[str]:
        """Names of what changed and has no words."""
        return [LABELS[line.kind] for line in self.lines or () if line.kind in MEDIA]

    @property
    def hidden(self) -> bool:
        """Whether readers see nothing of it but that it was: it was withheld whole, or a passage that was is not to be
        found any more, so that nobody can say where its words stand now."""
        found = {mark for mark, _ in self.passages}
        return bool(self.withheld) and not set(self.withheld) <= found


def comparisons(article: Article) -> list[Compared]:
    """Every change of the article, newest first."""
    after = stored_parts(article)
    withheld: dict[int, dict[str, WithheldPassage]] = {}
    for row in WithheldPassage.objects.filter(amendment__article=article).select_related("user"):
        withheld.setdefault(row.amendment_id, {})[row.passage] = row
    found = []
    for change in article.amendments.order_by("-at", "-pk"):
        before = change.parts
        lines = compare(before, after) if before is not None else None
        found.append(Compared(change, lines, withheld.get(change.pk, {})))
        after = before if before is not None else after
    return found


def mark_of(line: Line) -> str:
    """By which a passage is known again: a hash of its words and of what happened to them."""
    words = json.dumps([line.kind, *([run.mark.value, run.text] for run in line.runs)], ensure_ascii=False)
    return sha256(words.encode()).hexdigest()


@transaction.atomic
def withhold(*, article: Article, change: int, passage: str, reason: str, user: User) -> WithheldPassage:
    """Take a passage of a comparison, or with `WHOLE` all of it, from readers; that there was a change stays listed.

    Raises:
        NoReason: nothing says why.
        NoSuchPassage: the comparison is not of this article, or has no such passage.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise NoReason
    compared = next((one for one in comparisons(article) if one.change.pk == change), None)
    if compared is None or (passage != WHOLE and passage not in dict(compared.passages)):
        raise NoSuchPassage
    row, _ = WithheldPassage.objects.get_or_create(
        amendment_id=change, passage=passage, defaults={"reason": reason[:500], "user": user}
    )
    _tell(article, user, "khabar.withhold_change", {"reason": row.reason, "change": change})
    return row


@transaction.atomic
def show_again(*, article: Article, withheld: int, user: User) -> None:
    """Let readers see again what was withheld; asked for something that is not withheld, nothing changes."""
    row = WithheldPassage.objects.filter(pk=withheld, amendment__article=article).first()
    if row is not None:
        row.delete()
        _tell(article, user, "khabar.show_change", {"reason": row.reason, "change": row.amendment_id})


def _tell(article: Article, user: User, action: str, data: dict[str, object]) -> None:
    log(instance=article, action=action, user=user, data=data)
    record(ChangeKind.CHANGED, ObjectType.ARTICLE, article.pk)
