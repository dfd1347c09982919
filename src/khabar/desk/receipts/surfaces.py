"""Where a story can be met: the addresses that a receipt looks at, by surface."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import unquote

from django.urls import reverse
from django.utils import timezone

from khabar.articles.models import Agency, Article, Author, Section, Topic
from khabar.articles.outlets import page_store
from khabar.attribution.models import Name, Statement
from khabar.attribution.states import NameKind
from khabar.media.models import Rendition

_FORMATS = ("atom", "json", "ninjs", "newsml-g2")
_SINGLE = ("ninjs", "newsml-g2")
_TYPED = 40
_LIGHT = "/lite"


class Expected(Enum):
    """What a reader is to find at an address."""

    GONE = auto()  # the story's own address: a word that it is gone (410), or that it never was (404)
    NOTHING = auto()  # not there at all, or for the desk alone
    OTHERS = auto()  # whatever else the page has; not the story


@dataclass(frozen=True)
class Spot:
    """One address of a surface. `echoes` says that the page repeats what it is asked, such as the headline."""

    surface: str
    address: str
    expected: Expected = Expected.OTHERS
    echoes: bool = False


def spots(article: Article) -> Iterator[Spot]:
    """Every address to look at for the article, which is as it was stored when readers had it."""
    yield from _own(article)
    for spot in _lists(article):
        yield spot
        yield Spot("النسخة الخفيفة", f"{_LIGHT}{spot.address}")
    yield from _run(article)
    yield from _feeds(article)
    yield from _for_machines(article)
    yield from _search(article)
    yield from _sources(article)
    yield from _media(article)
    yield from _stored(article)


def _own(article: Article) -> Iterator[Spot]:
    pk, section = article.pk, article.section.slug
    yield Spot("صفحة الخبر", unquote(article.get_absolute_url()), Expected.GONE)
    yield Spot("صفحة الخبر", f"/{section}/{pk}/", Expected.GONE)
    yield Spot("النسخة الخفيفة", f"{_LIGHT}{unquote(article.get_absolute_url())}", Expected.GONE)
    yield Spot("النسخة الخفيفة", f"{_LIGHT}/{section}/{pk}/", Expected.GONE)
    yield Spot("صورة المشاركة", f"/n/{pk}/card.jpg", Expected.GONE)
    yield Spot("العنوان القصير", f"/n/{pk}", Expected.GONE)
    yield Spot("سجل التغييرات", f"/n/{pk}/changes/", Expected.GONE)
    yield Spot("الإسناد", f"/n/{pk}/isnad.json", Expected.GONE)
    for form in _SINGLE:
        yield Spot("التصدير", f"/n/{pk}/{form}/", Expected.GONE)
    yield Spot("المعاينة", reverse("articles:preview_on_edit", args=[pk]), Expected.NOTHING)


def _lists(article: Article) -> Iterator[Spot]:
    """The pages that list stories; each has a light edition."""
    day = timezone.localtime(article.first_published_at) if article.first_published_at else None
    yield Spot("الصفحة الأولى", "/")
    yield Spot("صفحة القسم", _path(article.section))
    yield from (Spot("صفحات الموضوعات", _path(topic)) for topic in article.topics)
    yield from (Spot("صفحات الكتّاب", _path(author)) for author in article.authors)
    yield Spot("صفحة الفيديو", "/video/")
    if day:
        yield Spot("الأرشيف", f"/archive/{day:%Y/%m}/")
        yield Spot("الأرشيف", f"/archive/{day:%Y/%m/%d}/")


def _run(article: Article) -> Iterator[Spot]:
    """What is most read, and the running stories of its topics and of everybody it names."""
    yield from (Spot("الأكثر قراءة", f"/most-read/{part}") for part in ("", "box/", "framed/"))
    yield from (Spot("القصص الجارية", f"{_path(topic)}timeline/") for topic in article.topics)
    for name in Name.objects.filter(readings__article=article, kind=NameKind.PERSON).distinct():
        yield Spot("القصص الجارية", f"{_path(name)}about/")


def _feeds(article: Article) -> Iterator[Spot]:
    feeds = ["/feed/", f"{_path(article.section)}feed/", *(f"{_path(topic)}feed/" for topic in article.topics)]
    for feed in feeds:
        yield Spot("الخلاصات", feed)
        yield from (Spot("الخلاصات", f"{feed}{form}/") for form in _FORMATS)


def _for_machines(article: Article) -> Iterator[Spot]:
    if article.first_published_at:
        yield Spot("خرائط الموقع", f"/sitemap-{timezone.localtime(article.first_published_at):%Y-%m}.xml")
    yield Spot("خرائط الموقع", "/sitemap-videos.xml")
    yield Spot("خريطة الأخبار", "/news-sitemap.xml")


def _search(article: Article) -> Iterator[Spot]:
    words = " ".join(article.headline.replace("&", " ").split())
    yield Spot("البحث", f"/search/?q={words}", echoes=True)
    yield Spot("البحث", f"/search/?format=json&limit=100&q={words}", echoes=True)
    yield Spot("الاقتراحات", f"/search/suggest/?q={words[:_TYPED]}", echoes=True)


def _sources(article: Article) -> Iterator[Spot]:
    """The pages of its agencies and of everybody it quotes."""
    quoted = Statement.objects.filter(article=article)
    ids = [*quoted.values_list("speaker", flat=True), *quoted.values_list("chain__name", flat=True)]
    names = Name.objects.filter(pk__in={pk for pk in ids if pk})
    for path in dict.fromkeys([*map(_path, article.agencies), *map(_path, names)]):
        yield Spot("صفحات المصادر", path)
        yield Spot("صفحات المصادر", f"{path}said/")
        yield Spot("صفحات المصادر", f"{path}feed/")


def _media(article: Article) -> Iterator[Spot]:
    """Renditions, thumbnails of other sites and posters among them, and videos that no other public story shows."""
    others = Article.objects.public().exclude(pk=article.pk)
    shown = [row.video for row in article.videos.select_related("video")]
    films = [one for one in shown if not others.filter(videos__video=one.pk).exists()]
    pictures = set(article.pictures.values_list("picture_id", flat=True))
    pictures |= set(article.embeds.filter(embed__picture__isnull=False).values_list("embed__picture", flat=True))
    pictures |= {pk for one in films for pk in (one.frame_id, one.own_poster_id) if pk}
    pictures -= set(others.filter(embeds__embed__picture__in=pictures).values_list("embeds__embed__picture", flat=True))
    pictures -= set(others.filter(pictures__picture__in=pictures).values_list("pictures__picture", flat=True))
    for file in Rendition.objects.filter(image__in=pictures).values_list("file", flat=True):
        yield Spot("الصور", f"/media/{file}", Expected.NOTHING)
    for film in films:
        yield Spot("الفيديو", unquote(film.get_absolute_url()), Expected.NOTHING)
        yield Spot("الفيديو", film.mp4_url, Expected.NOTHING)


def _stored(article: Article) -> Iterator[Spot]:
    """Whatever else the page store holds of it."""
    yield from (Spot("مخزن الصفحات", address) for address in page_store().pages_with(f"article:{article.pk}"))


def _path(thing: Section | Topic | Author | Agency | Name) -> str:
    return unquote(thing.get_absolute_url())
