"""The lead pictures of imported articles: brought in after the text, each once; one that fails costs only itself."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from django.db import DatabaseError, transaction

from khabar.articles.actions import publish
from khabar.articles.consumers import follow
from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Article, record_many
from khabar.core import outgoing
from khabar.core.errors import KhabarError
from khabar.core.outgoing_errors import TooSlow, Unreachable
from khabar.importers.draft_store import keep_draft, standing
from khabar.importers.incoming import Incoming, Refused
from khabar.importers.report import Report, refusal
from khabar.media.actions import add_picture
from khabar.media.intake import MAX_BYTES
from khabar.media.models import Picture

_AT_ONCE = 4
_STEP = 8  # pictures in memory at a time
_PATIENCE = 3  # times in a row that a server may not answer before the rest of its pictures are left
_URL_LIMIT = 1000


@dataclass(frozen=True)
class _Wanted:
    source_key: str
    image: str
    folder: Path | None
    caption: str
    credit: str
    alt: str

    @property
    def is_remote(self) -> bool:
        return self.image.lower().startswith(("http://", "https://"))


class LeadPictures:
    """Remembers which articles want a picture while the text goes in, and brings the pictures when asked.

    Asking again for what is there already costs nothing, so an interrupted import goes on where it was.
    """

    def __init__(self, fetch: Callable[..., outgoing.Fetched] = outgoing.fetch) -> None:
        self._fetch = fetch
        self._wanted: dict[str, _Wanted] = {}
        self._silent: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._wanted)

    def ask(self, items: Iterable[Incoming], written: set[str], folder: Path | None) -> None:
        """Remember the pictures of articles just imported that were written now or still have none.

        Args:
            written: source keys of the articles that now are what their source says anew.
            folder: where pictures given as a path lie; no path leads out of it.
        """
        pictured = {item.source_key: item for item in items if item.image}
        if not pictured:
            return
        rows = Article.objects.filter(source_key__in=list(pictured))
        for key, picture_id in rows.values_list("source_key", "lead_picture_id"):
            if key in written or picture_id is None:
                item = pictured[key]
                self._wanted[key] = _Wanted(key, item.image, folder, item.caption, item.credit, item.alt)

    def bring(self, report: Report, progress: Callable[[int], None] = lambda _: None) -> None:
        """Fetch, take in and attach every picture asked for; failures go into the report.

        Args:
            progress: called with the number of pictures done since the last call.
        """
        wanted = list(self._wanted.values())
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for start in range(0, len(wanted), _STEP):
                step = wanted[start : start + _STEP]
                self._bring_step(step, pool, report)
                follow()
                progress(len(step))
        self._wanted.clear()

    def _bring_step(self, step: list[_Wanted], pool: ThreadPoolExecutor, report: Report) -> None:
        urls = [one.image for one in step if one.is_remote]
        known: dict[str, Picture | bytes | Exception] = {
            p.source_url: p for p in Picture.objects.filter(source_url__in=urls)
        }
        missing = {one.image: one for one in step if one.image not in known or not one.is_remote}
        known |= dict(zip(missing, pool.map(self._data, missing.values()), strict=True))
        for one in step:
            found = known[one.image]
            try:
                if isinstance(found, Exception):
                    raise found
                picture = found if isinstance(found, Picture) else _take(one, found)
                report.pictures += _attach(one, picture)
            except (KhabarError, DatabaseError, OSError, ValueError) as error:
                report.missing_pictures.append((f"{one.source_key} ({one.image[:200]})", refusal(error)))

    def _data(self, one: _Wanted) -> bytes | Exception:
        """The picture's bytes, or why there are none; asks no database, for it runs beside others."""
        try:
            return self._downloaded(one.image) if one.is_remote else _read(one)
        except (KhabarError, OSError, ValueError) as error:
            return error

    def _downloaded(self, url: str) -> bytes:
        host = urlsplit(url).netloc
        if len(url) > _URL_LIMIT:
            raise Refused("عنوان الصورة أطول مما يُحفظ")
        if self._silent[host] >= _PATIENCE:
            raise Refused(f"لا يجيب الخادم {host}: تُركت بقية صوره؛ أعد الاستيراد لاحقًا")
        try:
            answer = self._fetch(url, max_bytes=MAX_BYTES)
        except (Unreachable, TooSlow):
            self._silent[host] += 1
            raise
        self._silent[host] = 0
        if not answer.ok:
            raise Refused(f"رد الخادم على طلب الصورة: {answer.status}")
        return answer.body


def _read(one: _Wanted) -> bytes:
    """A picture given as a path.

    Raises:
        Refused: it is not there, or not below the folder of the file that names it.
        OSError: it cannot be read.
    """
    if one.folder is None or "://" in one.image:
        raise Refused("ليست الصورة عنوان http ولا مسارًا بجانب الملف")
    folder = one.folder.resolve()
    try:
        path = (folder / one.image).resolve()
    except RuntimeError as error:  # pathlib's word for links that lead back to themselves, up to Python 3.12
        raise Refused("ملف الصورة رابط يعود إلى نفسه") from error
    if not path.is_relative_to(folder):
        raise Refused("مسار الصورة خارج مجلد الملف المستورد")
    if not path.is_file():
        raise Refused("ملف الصورة غير موجود")
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _take(one: _Wanted, data: bytes) -> Picture:
    path = PurePosixPath(unquote(urlsplit(one.image).path) if one.is_remote else one.image)
    # Servers give pictures any suffix, such as .php or .ashx: theirs says nothing.
    name = path.stem if one.is_remote else path.name
    source_url = one.image if one.is_remote else ""
    return add_picture(data=data, name=name, caption=one.caption, credit=one.credit, alt=one.alt, source_url=source_url)


@transaction.atomic
def _attach(one: _Wanted, picture: Picture) -> bool:
    """Make `picture` the article's lead, unless the desk has the article in its hands. Returns whether it did.

    Raises:
        Refused: the desk has changed or withdrawn the article meanwhile.
    """
    article = Article.objects.filter(source_key=one.source_key).first()
    if article is None or article.lead_picture_id == picture.pk:
        return False
    now = standing(article)
    if now.edited or now.work_open or not now.usable:
        raise Refused("الخبر في يد غرفة الأخبار: لم تُغيَّر صورته")
    if article.latest_revision_id is None:
        article.lead_picture = picture
        article.save(update_fields=["lead_picture"])
        if article.live:
            record_many(ChangeKind.PUBLISHED, ObjectType.ARTICLE, [article.pk])
        return True
    draft = article.get_latest_revision_as_object()
    draft.lead_picture = picture
    keep_draft(draft)
    if article.live:
        publish(article=draft)
    return True
