"""What readers, editors and the mail provider do about subscriptions, each one atomic act."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from wagtail.log_actions import log

from khabar.accounts.models import User
from khabar.core import clock
from khabar.letters.addresses import normalise
from khabar.letters.enums import Came, Kind, Left
from khabar.letters.errors import BadLink
from khabar.letters.links import read_confirming
from khabar.letters.models import Agreement, Issue, Newsletter, Note, Reader, Subscription, in_force

ASKED_AGAIN_AFTER = timedelta(minutes=10)
ASKED_A_DAY = 5
"""How often one address is written to because somebody typed it."""
_FORGOTTEN = "مضى وقت طويل على هذا الطلب فحذفناه. اطلب الاشتراك من جديد."


@transaction.atomic
def ask(*, address: str, newsletters: Iterable[Newsletter], agreement: str) -> None:
    """Note that somebody who says the address is hers wants newsletters, and have her asked whether it is true.

    Nothing tells the one who asks whether the address was known. An address that is asked about too often is left in
    peace.

    Raises:
        BadAddress: no mail can be sent to it.
    """
    reader, new = Reader.objects.get_or_create(address=normalise(address))
    now = clock.now()
    if not new:
        if now - reader.asked_at > timedelta(days=1):
            reader.asked = 0
        if reader.asked >= ASKED_A_DAY or (reader.asked and now - reader.asked_at < ASKED_AGAIN_AFTER):
            return
    wanted = [one for one in newsletters if _asked(reader, one, agreement)]
    Reader.objects.filter(pk=reader.pk).update(asked=reader.asked + 1, asked_at=now)
    Note.objects.create(
        kind=Kind.CONFIRM if wanted else Kind.KNOWN,
        address=reader.address,
        reader=reader,
        newsletters=[one.pk for one in wanted],
    )


@transaction.atomic
def confirm(*, token: str) -> Reader:
    """Begin the subscriptions of a link that was sent to the reader.

    Raises:
        BadLink: the link is too old or none, or what was asked for was deleted meanwhile.
    """
    pk, newsletters = read_confirming(token)
    reader = Reader.objects.filter(pk=pk).first()
    if reader is None:
        raise BadLink(_FORGOTTEN)
    found = reader.subscriptions.filter(newsletter__in=newsletters)
    if not found.exists():
        raise BadLink(_FORGOTTEN)
    begun = found.exclude(in_force()).update(confirmed_at=clock.now(), left_at=None, left="")
    if begun:
        Reader.objects.filter(pk=pk).update(asked=0, refusals=0, refused_since=None)
        Note.objects.create(kind=Kind.WELCOME, address=reader.address, reader=reader, newsletters=newsletters)
    return reader


@transaction.atomic
def leave(*, reader: Reader, newsletter: Newsletter | None = None, why: Left = Left.OWN) -> int:
    """End a subscription, or all of them. Returns how many were in force or waiting."""
    rows = reader.subscriptions.filter(left_at=None)
    if newsletter is not None:
        rows = rows.filter(newsletter=newsletter)
    return rows.update(left_at=clock.now(), left=why)


@transaction.atomic
def choose(*, reader: Reader, newsletters: Iterable[Newsletter], agreement: str) -> None:
    """Have exactly these of the newsletters that are offered now.

    Her key came to her by mail, so that nothing needs to be confirmed again.
    """
    wanted = {one.pk: one for one in newsletters}
    offered = Newsletter.objects.filter(active=True).exclude(pk__in=list(wanted))
    reader.subscriptions.filter(left_at=None, newsletter__in=offered).update(left_at=clock.now(), left=Left.OWN)
    for one in wanted.values():
        if _asked(reader, one, agreement):
            reader.subscriptions.filter(newsletter=one).update(confirmed_at=clock.now(), left_at=None, left="")


@transaction.atomic
def forget(*, reader: Reader) -> None:
    """Delete everything that is known of a reader."""
    reader.delete()


@transaction.atomic
def end_all(*, addresses: Iterable[str], why: Left) -> int:
    """End the subscriptions of addresses that the provider named. Returns how many readers had any."""
    ended = 0
    for reader in Reader.objects.filter(address__in=list(addresses)):
        ended += bool(leave(reader=reader, why=why))
    return ended


@transaction.atomic
def send_test(*, issue: Issue, user: User) -> None:
    """Have the issue as it is now sent to the editor herself, and to nobody else."""
    Note.objects.create(kind=Kind.TEST, address=normalise(user.email), issue=issue, made_by=user)
    log(instance=issue.newsletter, action="khabar.letters.test", user=user)


def agreed(text: str) -> Agreement:
    """The row of a wording, which is kept once."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Agreement.objects.get_or_create(digest=digest, defaults={"text": text})[0]


def _asked(reader: Reader, newsletter: Newsletter, agreement: str) -> bool:
    """Note that the reader asked for the newsletter; False where she has it already."""
    row = Subscription.objects.filter(reader=reader, newsletter=newsletter).first()
    if row is not None and row.confirmed_at and row.left_at is None:
        return False
    told = {"agreement": agreed(agreement), "asked_at": clock.now(), "came": Came.FORM}
    Subscription.objects.update_or_create(reader=reader, newsletter=newsletter, defaults=told)
    return True
