"""What of the register anyone may see now, under its name of this moment; asked for each answer anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

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
from khabar.attribution.models import Name, Reading, Statement
from khabar.finding.register import AGENCY, AUTHOR, NAME, SECTION, TOPIC, Found


@dataclass(frozen=True)
class Offered:
    """A name with the path it leads to."""

    kind: str
    title: str
    path: str


_THROUGH = {
    TOPIC: (Topic, ArticleTopic, "topic_id"),
    AUTHOR: (Author, ArticleAuthor, "author_id"),
    AGENCY: (Agency, ArticleAgency, "agency_id"),
}


def shown(found: Iterable[Found]) -> list[Offered]:
    """Those of the names that readers can meet in a public story, in their order."""
    wanted = list(dict.fromkeys(found))
    seen: dict[Found, Offered] = {}
    for kind in {one.kind for one in wanted}:
        pks = [one.pk for one in wanted if one.kind == kind]
        seen |= {Found(kind, pk): offered for pk, offered in _of_kind(kind, pks)}
    return [seen[one] for one in wanted if one in seen]


def _of_kind(kind: str, pks: list[int]) -> Iterable[tuple[int, Offered]]:
    if kind == SECTION:
        return [(one.pk, Offered(kind, one.name, one.get_absolute_url())) for one in Section.objects.filter(pk__in=pks)]
    if kind == NAME:
        return _people(pks)
    model, through, column = _THROUGH[kind]
    public = through.objects.filter(  # type: ignore[attr-defined]
        Exists(Article.objects.public().filter(pk=OuterRef("article_id"))), **{column: OuterRef("pk")}
    )
    rows = model.objects.filter(Exists(public), pk__in=pks)  # type: ignore[attr-defined]
    return [(one.pk, Offered(kind, one.name, one.get_absolute_url())) for one in rows]


def _people(pks: list[int]) -> Iterable[tuple[int, Offered]]:
    """Records whose statements are shown lead to their page, those only named in public stories to the search."""
    public = Exists(Article.objects.public().filter(pk=OuterRef("article_id")))
    told = Statement.objects.filter(public, speaker=OuterRef("pk"), shown_at__isnull=False)
    named = Reading.names.through.objects.filter(
        Exists(
            Reading.objects.filter(public, pk=OuterRef("reading_id"), live=True),
        ),
        name_id=OuterRef("pk"),
    )
    rows = Name.objects.filter(pk__in=pks, merged_into=None, agency=None, suggested=False)
    for one in rows.annotate(told=Exists(told), named=Exists(named)).filter(Q(told=True) | Q(named=True)):
        search = f"{reverse('front:search')}?{urlencode({'q': one.title})}"
        yield one.pk, Offered(NAME, one.title, one.get_absolute_url() if one.told else search)
