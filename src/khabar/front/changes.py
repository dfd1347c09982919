"""The changes of a story as readers can follow them: each with its time, its kind and a comparison word by word."""

from dataclasses import dataclass

from khabar.articles.amending import stored_parts
from khabar.articles.comparing import MEDIA, Line, compare
from khabar.articles.models import Amendment, Article

_LABELS = {
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


@dataclass(frozen=True)
class Shown:
    """One change as its page shows it; `passages` is None where the earlier text was not kept."""

    change: Amendment
    passages: list[tuple[str, Line]] | None
    media: list[str]


def history(article: Article) -> list[Shown]:
    """Every change of the article, newest first, each compared with the text that came after it."""
    after = stored_parts(article)
    found = []
    for change in article.amendments.order_by("-at", "-pk"):
        before = change.parts
        lines = compare(before, after) if before is not None else []
        found.append(Shown(change, _passages(lines) if before is not None else None, _media(lines)))
        after = before if before is not None else after
    return found


def _passages(lines: list[Line]) -> list[tuple[str, Line]]:
    """The changed passages, the first of each kind with its label."""
    seen: set[str] = set()
    found = []
    for line in lines:
        if line.runs:
            found.append(("" if line.kind in seen else _LABELS.get(line.kind, "النص"), line))
            seen.add(line.kind)
    return found


def _media(lines: list[Line]) -> list[str]:
    return [_LABELS[line.kind] for line in lines if line.kind in MEDIA]
