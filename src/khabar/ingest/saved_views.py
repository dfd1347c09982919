"""What people do with the saved views of the wire desk, each one atomic act, and how they are listed."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from khabar.accounts.models import User
from khabar.core import clock
from khabar.ingest.errors import BadView
from khabar.ingest.models import WireView, WireViewUse

MOST = 30
"""Views that one person may keep."""
LONGEST = 60
"""Letters of a name."""


@dataclass(frozen=True)
class Listed:
    """A view as one person sees it in their list."""

    view: WireView
    use: WireViewUse | None
    own: bool

    @property
    def is_default(self) -> bool:
        """True for the view that the wire desk opens with."""
        return bool(self.use and self.use.is_default)


def listed(user: User) -> list[Listed]:
    """The person's own views and those that others share, by name."""
    rows = list(WireView.objects.filter(Q(owner=user) | Q(shared=True)).select_related("owner"))
    uses = {use.view_id: use for use in WireViewUse.objects.filter(user=user, view__in=rows)}
    return [Listed(view, uses.get(view.pk), view.owner_id == user.pk) for view in rows]


@transaction.atomic
def save(*, user: User, name: str, query: Mapping[str, str], shared: bool = False) -> WireView:
    """Keep filters under a name; one's own view of the same name gets the new filters.

    Raises:
        BadView: no name, a name too long, or too many views.
    """
    name = _named(name)
    rows = WireView.objects.filter(owner=user)
    if not rows.filter(name=name).exists() and rows.count() >= MOST:
        raise BadView(f"لك {MOST} عرضًا محفوظًا، وهي الغاية؛ احذف منها أولًا.")
    view, _ = rows.update_or_create(owner=user, name=name, defaults={"query": dict(query), "shared": shared})
    see(user=user, view=view)
    return view


@transaction.atomic
def change(*, view: WireView, user: User, name: str, shared: bool) -> WireView:
    """Give one's own view another name, or share it, or stop sharing it.

    Raises:
        PermissionDenied: it is somebody else's.
        BadView: no name, or a name one has given already.
    """
    _own(view, user)
    name = _named(name)
    if WireView.objects.filter(owner=user, name=name).exclude(pk=view.pk).exists():
        raise BadView(f"عندك عرض آخر باسم «{name}».")
    view.name, view.shared = name, shared
    view.save(update_fields=["name", "shared"])
    return view


@transaction.atomic
def delete(*, view: WireView, user: User) -> None:
    """Delete one's own view, for everybody it was shared with too.

    Raises:
        PermissionDenied: it is somebody else's.
    """
    _own(view, user)
    view.delete()


@transaction.atomic
def open_with(*, view: WireView, user: User, yes: bool = True) -> None:
    """Let the wire desk open with this view for this person, or no longer.

    Raises:
        PermissionDenied: it is somebody else's and not shared.
    """
    if view.owner_id != user.pk and not view.shared:
        raise PermissionDenied
    WireViewUse.objects.filter(user=user, is_default=True).update(is_default=False)
    WireViewUse.objects.update_or_create(
        user=user, view=view, defaults={"is_default": yes}, create_defaults={"is_default": yes, "seen_at": clock.now()}
    )


@transaction.atomic
def see(*, user: User, view: WireView) -> None:
    """Write down that the person has the view before them now: what comes later is new there."""
    WireViewUse.objects.update_or_create(user=user, view=view, defaults={"seen_at": clock.now()})


def _own(view: WireView, user: User) -> None:
    if view.owner_id != user.pk:
        raise PermissionDenied


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise BadView("اكتب اسمًا للعرض.")
    if len(name) > LONGEST:
        raise BadView(f"اسم العرض أطول من {LONGEST} حرفًا.")
    return name
