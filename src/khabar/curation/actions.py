"""What an editor does to a front, each one atomic act with its audit record and its row in the change log."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from khabar.accounts.models import User
from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Article, Section, record
from khabar.core import clock
from khabar.curation.enums import Act, Level
from khabar.curation.errors import CurationError, Stale
from khabar.curation.models import Arrangement, Bar, Front, key_of
from khabar.curation.queries import arrangements, standing
from khabar.curation.queries import bar as standing_bar
from khabar.curation.zones import Arranged
from khabar.media.models import Video

RIGHT = "curation.change_front"
NOBODY = 0
"""Instead of a number of an arrangement or a bar: there was none."""
_LONGEST_BAR = timedelta(days=2)


@transaction.atomic
def arrange(*, section: Section | None, arranged: Arranged, base: int, user: User | None) -> Arrangement:
    """Put an arrangement in force.

    Args:
        section: whose front; None for the front page.
        base: the number of the arrangement that was changed into this one, `NOBODY` where there was none.

    Raises:
        Stale: another arrangement is in force by now.
        CurationError: something is newly pinned until a moment that has passed.
    """
    front = _locked(section, user)
    _unchanged(section, base)
    _pins_hold(section, arranged, clock.now())
    return _put(front, arranged, Act.ARRANGED, user)


@transaction.atomic
def schedule(
    *, section: Section | None, arranged: Arranged, starts_at: datetime, user: User | None, instead_of: int = NOBODY
) -> Arrangement:
    """Have an arrangement in force from a moment on; it then takes the place of whatever stands.

    Args:
        instead_of: the number of the scheduled arrangement that this one replaces.

    Raises:
        CurationError: the moment has passed, another arrangement begins then, or something is newly pinned until a
            moment before it.
        Stale: what is to be replaced has begun, was cancelled or replaced.
    """
    front = _locked(section, user)
    if starts_at <= clock.now():
        raise CurationError("مضى هذا الموعد. اختر موعدًا آتيًا.")
    _pins_hold(section, arranged, starts_at)
    if instead_of != NOBODY:
        _cancel(front, instead_of)
    if other := arrangements(front.key).filter(starts_at=starts_at).first():
        raise CurationError(f"في هذا الموعد ترتيب آخر جدوله {_name(other.made_by)}. عدّله أو اختر موعدًا آخر.")
    return _put(front, arranged, Act.SCHEDULED, user, starts_at)


@transaction.atomic
def cancel(*, section: Section | None, number: int, user: User | None) -> None:
    """Give up a scheduled arrangement.

    Raises:
        Stale: it has begun, or was given up already.
    """
    front = _locked(section, user)
    _cancel(front, number)
    log(instance=front, action="khabar.front.cancel", user=user, data={"arrangement": number})
    record(ChangeKind.CHANGED, ObjectType.FRONT, front.key)


@transaction.atomic
def undo(*, section: Section | None, base: int, user: User | None) -> Arrangement:
    """Go back one step: what stood before the arrangement in force stands again. Undoing twice changes nothing.

    Raises:
        Stale: another arrangement than `base` is in force by now.
        CurationError: nobody has arranged the front yet.
    """
    front = _locked(section, user)
    _unchanged(section, base)
    if base == NOBODY:
        raise CurationError("لا تغيير يُتراجع عنه.")
    begun = arrangements(front.key).filter(starts_at__lte=clock.now())
    before = begun[1:2].first()
    return _put(front, before.arranged if before else Arranged(), Act.UNDONE, user)


@transaction.atomic
def restore(*, section: Section | None, number: int, base: int, user: User | None) -> Arrangement:
    """Put an earlier arrangement in force again.

    Raises:
        Stale: another arrangement than `base` is in force by now.
        CurationError: the front never had such an arrangement.
    """
    front = _locked(section, user)
    _unchanged(section, base)
    found = arrangements(front.key).filter(pk=number, starts_at__lte=clock.now()).first()
    if found is None:
        raise CurationError("لم يعد هذا الترتيب موجودًا.")
    return _put(front, found.arranged, Act.RESTORED, user)


@transaction.atomic
def raise_bar(
    *, text: str, level: Level, until: datetime, article: Article | None = None, seen: int, user: User | None
) -> Bar:
    """Put a line of breaking news above the fronts, instead of the one there is.

    Args:
        seen: the number of the bar that stood when the editor decided, `NOBODY` where none did.

    Raises:
        CurationError: it has no words, or its end is past or too far.
        Stale: another bar stands by now.
    """
    _locked(None, user)
    now, words = clock.now(), " ".join(text.split())
    if not words:
        raise CurationError("اكتب نص الشريط.")
    if len(words) > (most := Bar._meta.get_field("text").max_length or 0):
        raise CurationError(f"نص الشريط أطول من {most} حرفًا.")
    if not now < until <= now + _LONGEST_BAR:
        raise CurationError("اختر للشريط نهاية آتية، في غضون يومين.")
    _lower(_seen(seen), now)
    made = Bar.objects.create(text=words, level=level, until=until, article=article, raised_at=now, raised_by=user)
    log(instance=made, action="khabar.bar.raise", user=user, data={"text": words, "until": until.isoformat()})
    record(ChangeKind.CHANGED, ObjectType.BAR, NOBODY)
    return made


@transaction.atomic
def lower_bar(*, seen: int, user: User | None) -> None:
    """Take the bar away.

    Raises:
        Stale: another bar stands by now, or none.
    """
    _locked(None, user)
    standing = _seen(seen)
    if standing is None:
        raise Stale("لا شريط الآن.")
    _lower(standing, clock.now())
    log(instance=standing, action="khabar.bar.lower", user=user, data={"text": standing.text})
    record(ChangeKind.CHANGED, ObjectType.BAR, NOBODY)


def _locked(section: Section | None, user: User | None) -> Front:
    """The front, held until the transaction ends: of two who save at once, the second sees what the first did.

    Raises:
        PermissionDenied: `user` is given and may not arrange fronts.
    """
    if user is not None and not user.has_perm(RIGHT):
        raise PermissionDenied
    Front.objects.get_or_create(key=key_of(section), defaults={"section": section})
    return Front.objects.select_for_update().get(key=key_of(section))


def _unchanged(section: Section | None, base: int) -> None:
    now = standing(section).arrangement
    if (now.pk if now else NOBODY) != base:
        by = _name(now.made_by) if now else ""
        raise Stale(f"غيّر {by} هذه الواجهة بعد أن فتحتها. لم يُحفظ شيء بعد." if by else "تغيّرت هذه الواجهة.")


def _pins_hold(section: Section | None, arranged: Arranged, at: datetime) -> None:
    """Refuse a pin that would have ended before readers saw it; those that stood there before may have run out."""
    now = standing(section).arrangement
    known = {*now.arranged.shown(), *now.arranged.shown(videos=True)} if now else set()
    for model, name, videos in ((Article, "headline", False), (Video, "title", True)):
        over = [one.pk for one in arranged.shown(videos=videos) if not one.holds(at) and one not in known]
        if over:
            title = model._default_manager.filter(pk=over[0]).values_list(name, flat=True).first() or over[0]
            raise CurationError(f"ينتهي تثبيت «{title}» قبل أن يراه القراء. اختر له موعدًا آتيًا، أو ثبّته بلا موعد.")


def _put(
    front: Front, arranged: Arranged, act: Act, user: User | None, starts_at: datetime | None = None
) -> Arrangement:
    now = clock.now()
    made = Arrangement.objects.create(
        front=front, zones=arranged.to_json(), act=act, starts_at=starts_at or now, made_at=now, made_by=user
    )
    data = {"arrangement": made.pk, "starts_at": made.starts_at.isoformat()}
    log(instance=front, action=f"khabar.front.{act}", user=user, data=data)
    record(ChangeKind.CHANGED, ObjectType.FRONT, front.key)
    return made


def _cancel(front: Front, number: int) -> None:
    now = clock.now()
    if not arrangements(front.key).filter(pk=number, starts_at__gt=now).update(canceled_at=now):
        raise Stale("بدأ هذا الترتيب أو ألغاه غيرك.")


def _seen(seen: int) -> Bar | None:
    standing = standing_bar()
    if (standing.pk if standing else NOBODY) != seen:
        if standing is None:
            raise Stale("انتهى الشريط أو أُنزل بعد أن فتحت الصفحة.")
        raise Stale(f"رفع {_name(standing.raised_by)} شريطًا آخر: «{standing.text}».")
    return standing


def _lower(bar: Bar | None, at: datetime) -> None:
    if bar is not None:
        Bar.objects.filter(pk=bar.pk).update(lowered_at=at)


def _name(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else "غيرك"
