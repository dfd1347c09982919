"""Every change of a published story is of one kind: what it was is kept, and its time moves where readers are told."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from wagtail.log_actions import log

from khabar.articles.comparing import Part, is_slip, only_pictured, parts_of
from khabar.articles.enums import TIMED_KINDS, TOLD_KINDS, AmendmentKind
from khabar.articles.models.amendment import Amendment, packed
from khabar.articles.publishing import PublishRefused
from khabar.core import clock

if TYPE_CHECKING:
    from khabar.articles.models import Article

_PLAN = "amendment"
"""Where the content of a revision keeps what an editor chose for it, until it is published."""


class KindMissing(PublishRefused):
    """Readers have the story: whoever publishes a change of it has to say what kind of change it is."""

    def __init__(self) -> None:
        super().__init__("الخبر منشور وتغيّر نصه: حدد نوع التغيير (تصحيح إملائي أو تحديث أو توضيح أو تصويب).")


class NoticeMissing(PublishRefused):
    """A clarification or correction tells readers in words what was wrong."""

    def __init__(self) -> None:
        super().__init__("التوضيح والتصويب يُنشران مع نص يقول للقراء ما الذي تغيّر.")


@dataclass(frozen=True)
class Note:
    """What an editor says of a change. `notice` is for readers, wanted where the kind is told on the page.

    Raises:
        NoticeMissing: readers are to be told, and there are no words for them.
    """

    kind: AmendmentKind
    notice: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "notice", " ".join(self.notice.split()) if self.kind in TOLD_KINDS else "")
        if self.kind in TOLD_KINDS and not self.notice:
            raise NoticeMissing


def plan(revision: Any, note: Note) -> None:
    """Keep with the revision what its change is; it stays there until a schedule or a reviewer publishes it."""
    revision.content[_PLAN] = [note.kind.value, note.notice]
    if revision.pk:
        revision.save(update_fields=["content"])


def planned_in(revision: Any) -> Note | None:
    """What was chosen for the revision, if anything was."""
    found = revision.content.get(_PLAN)
    return Note(AmendmentKind(found[0]), found[1]) if found else None


def read_now(article: "Article | None") -> list[Part] | None:
    """What readers read of the stored article at this moment; None where they read nothing."""
    if article is None or not article.is_public():
        return None
    return stored_parts(article)


def stored_parts(article: "Article") -> list[Part]:
    """The parts of an article as it is stored."""
    authors = _names("ArticleAuthor", "author__name", article.pk)
    return parts_of(article, authors=authors, agencies=_names("ArticleAgency", "agency__name", article.pk))


def draft_parts(article: "Article") -> list[Part]:
    """The parts of an article in memory, such as a draft."""
    names = [one.name for one in article.authors], [one.name for one in article.agencies]
    return parts_of(article, authors=names[0], agencies=names[1])


def waiting_change(article: "Article") -> tuple[list[Part], list[Part]] | None:
    """What readers read now and what they would read, where publishing the newest draft would change it.

    A withheld story counts as read: it comes back changed.
    """
    if not article.live or article.first_published_at is None or article.first_published_at > clock.now():
        return None
    stored = type(article).objects.get(pk=article.pk)
    before, after = stored_parts(stored), draft_parts(stored.get_latest_revision_as_object())
    return (before, after) if before != after else None


def amend(article: "Article", read: list[Part], *, planned: Note | None, user: Any = None) -> dict[str, Any]:
    """Write down how the story, stored anew, differs from what readers `read`; call it where that was published.

    A person says of what kind the change is; where a programme publishes and nobody was asked, it is what is `fitting`.
    The first picture of a story that came without one, brought by a programme, completes it and changes nothing.

    Returns:
        The columns of the article that follow from it.

    Raises:
        KindMissing: `user` is given and nothing was planned.
    """
    now = stored_parts(article)
    if now == read:
        return {}
    if planned is None and user is not None:
        raise KindMissing
    if planned is None and only_pictured(read, now):
        return {}
    note = planned or Note(fitting(read, now))
    return write_down(article, read, note, article.last_published_at, user)


def fitting(before: list[Part], after: list[Part]) -> AmendmentKind:
    """The kind of a change that nobody was asked about."""
    return AmendmentKind.TYPO if is_slip(before, after) else AmendmentKind.UPDATE


def write_down(article: "Article", read: list[Part], note: Note, at: datetime, user: Any = None) -> dict[str, Any]:
    """The row of one change, with its audit record. Returns the columns of the article that follow from it."""
    Amendment.objects.create(article_id=article.pk, kind=note.kind, notice=note.notice, at=at, was=packed(read))
    log(instance=article, action="khabar.amend", user=user, data={"kind": note.kind.value, "notice": note.notice})
    return {"updated_at": at} if note.kind in TIMED_KINDS else {}


def _names(model: str, column: str, pk: int) -> list[str]:
    rows = apps.get_model("articles", model)._default_manager.filter(article_id=pk).order_by("sort_order", "pk")
    return list(rows.values_list(column, flat=True))
