"""Dispositions: given, read, handed on, answered. Taking back: `recalling`.

Routing rules: tata naskah 6.2. A receiver may hand on (a child disposition whose due
date is not later); a leaf is closed by its receiver; the letter closes when nobody has
to answer any more.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position
from eoffice.outbox import events
from workflow.dispositions.errors import DispositionClosed
from workflow.dispositions.events import DispositionEvent
from workflow.dispositions.locks import locked_share_of
from workflow.dispositions.models import (
    Disposition,
    DispositionProgress,
    DispositionReceiver,
    ReceiverState,
)
from workflow.dispositions.operations.checking import DispositionInput, checked_input
from workflow.dispositions.operations.completing import open_dispositions
from workflow.dispositions.operations.unused_drafts import end_unused_draft
from workflow.dispositions.sight import write_sight_below
from workflow.dispositions.trail_acts import DispositionAct
from workflow.incoming import access as incoming_access
from workflow.incoming.errors import NotRegistered
from workflow.incoming.events import IncomingEvent
from workflow.incoming.locks import locked_for, locked_incoming
from workflow.incoming.models import IncomingLetter, IncomingStatus
from workflow.incoming.operations.moving import move_incoming
from workflow.incoming.operations.registering import close_incoming
from workflow.incoming.trail_acts import IncomingAct

CLOSED = frozenset({ReceiverState.COMPLETED, ReceiverState.RECALLED})


@transaction.atomic
def give_disposition(
    *, actor: Actor, incoming_id: UUID, content: DispositionInput
) -> Disposition:
    """Give a disposition on a letter that lies on the actor's desk.

    A letter that was completed is reopened by it, which the trail tells. What a helper
    had prepared for this desk ends with it, unused.

    Raises:
        NotFound: unknown, or not on this person's desk.
        NotRegistered: no agenda number yet.
        Invalid: with every fault of the disposition.
    """
    incoming = locked_for(actor, "incoming.dispose", incoming_id)
    if incoming.status == IncomingStatus.RECEIVED:
        raise NotRegistered(state=incoming.status)
    # Who sees the entry alone hands nothing on: each receiver's position would read it.
    incoming_access.require_content(actor, incoming)
    giver = incoming.routed_to
    if giver is None:
        raise NotFound
    disposition = _write_disposition(actor, giver, content, incoming=incoming)
    end_unused_draft(incoming, disposition, actor)
    put_under_way(incoming, actor)
    return disposition


@transaction.atomic
def give_initiative(
    *, actor: Actor, matter: str, content: DispositionInput
) -> Disposition:
    """Give a disposition without a letter, from the actor's chosen position."""
    # Who is away does not give instructions; the Plh does (tata naskah 6.2).
    if actor.chosen is None or actor.chosen.stood_in_for:
        raise NotFound
    if not matter.strip():
        text = _("Say what it is about.")
        raise Invalid([Fault(field="initiative", code="required", message=text)])
    return _write_disposition(
        actor, actor.chosen.position, content, initiative=matter.strip()[:300]
    )


@transaction.atomic
def forward_disposition(
    *,
    actor: Actor,
    disposition_id: UUID,
    content: DispositionInput,
    position: UUID | None = None,
) -> Disposition:
    """Hand one's share on as a child; one's own share is then being worked on.

    `position` says whose share, for who received it in several positions.
    """
    parent, share = _own_open_share(actor, disposition_id, position)
    incoming = locked_incoming(parent.incoming_id) if parent.incoming_id else None
    incoming_access.require_content(actor, incoming)
    child = _write_disposition(
        actor,
        share.position,
        content,
        incoming=incoming,
        initiative=parent.initiative,
        parent=parent,
    )
    if incoming is not None:  # one told for information may hand on what was done
        put_under_way(incoming, actor)
    if share.state != ReceiverState.IN_PROGRESS:
        share.state = ReceiverState.IN_PROGRESS
        share.read_at = share.read_at or timezone.now()
        share.save(update_fields=["state", "read_at"])
    return child


def _write_disposition(
    actor: Actor,
    giver: Position,
    content: DispositionInput,
    *,
    incoming: IncomingLetter | None = None,
    initiative: str = "",
    parent: Disposition | None = None,
) -> Disposition:
    mandate = actor.mandate_for(giver.pk)
    if mandate is None:
        raise NotFound
    actor = actor.at_position(giver.pk)
    receivers = checked_input(giver, content, parent)
    disposition = Disposition.objects.create(
        incoming=incoming,
        initiative=initiative,
        parent=parent,
        giver=actor.official,
        giver_position=giver,
        giver_authority=mandate.kind,
        instructions=list(dict.fromkeys(content.instructions)),
        note=content.note.strip(),
        due_on=content.due_on,
    )
    DispositionReceiver.objects.bulk_create(
        DispositionReceiver(
            disposition=disposition,
            position=one.position,
            role=one.role,
            is_coordination=one.is_coordination,
            order=n,
        )
        for n, one in enumerate(receivers)
    )
    if incoming is not None:
        incoming_access.refresh_access(incoming)
    else:
        write_sight_below(disposition)
    # Written on the row; whoever saves this object must not write it away again.
    disposition.refresh_from_db(fields=["seen_from"])
    trail.record(
        DispositionAct.GIVEN,
        disposition,
        actor=actor,
        receivers=[str(one.position.pk) for one in receivers],
        parent=str(parent.pk) if parent else None,
    )
    events.add(DispositionEvent.GIVEN, disposition_id=disposition.pk)
    return disposition


def put_under_way(incoming: IncomingLetter, actor: Actor) -> None:
    """Note on a locked letter that somebody is to answer; a closed one is reopened."""
    if incoming.status == IncomingStatus.IN_PROGRESS:
        return
    is_reopened = incoming.status == IncomingStatus.COMPLETED
    incoming.completed_at = None
    move_incoming(incoming, IncomingStatus.IN_PROGRESS)
    if is_reopened:
        trail.record(IncomingAct.REOPENED, incoming, actor=actor)
        events.add(IncomingEvent.REOPENED, incoming_id=incoming.pk)


def _own_open_share(
    actor: Actor, disposition_id: UUID, position: UUID | None
) -> tuple[Disposition, DispositionReceiver]:
    disposition, share = locked_share_of(actor, disposition_id, position)
    if share.state in CLOSED:
        raise DispositionClosed(state=share.state)
    return disposition, share


@transaction.atomic
def mark_disposition_read(
    *, actor: Actor, disposition_id: UUID, position: UUID | None = None
) -> DispositionReceiver:
    """Note that the receiver has seen it; the first time counts, again is harmless."""
    _disposition, share = locked_share_of(actor, disposition_id, position)
    if share.state == ReceiverState.UNREAD:
        share.state, share.read_at = ReceiverState.READ, timezone.now()
        share.save(update_fields=["state", "read_at"])
        actor = actor.at_position(share.position_id)
        trail.record(DispositionAct.READ, share.disposition, actor=actor)
        events.add(DispositionEvent.READ, disposition_id=share.disposition_id)
    return share


@transaction.atomic
def report_progress(
    *, actor: Actor, disposition_id: UUID, text: str, position: UUID | None = None
) -> DispositionProgress:
    """Add a report on the way."""
    disposition, share = _own_open_share(actor, disposition_id, position)
    if not text.strip():
        told = _("Write what has been done.")
        raise Invalid([Fault(field="text", code="required", message=told)])
    share.state = ReceiverState.IN_PROGRESS
    share.read_at = share.read_at or timezone.now()
    share.save(update_fields=["state", "read_at"])
    report = DispositionProgress.objects.create(
        receiver=share, official=actor.official, text=text.strip()
    )
    actor = actor.at_position(share.position_id)
    trail.record(DispositionAct.PROGRESS, disposition, actor=actor)
    events.add(DispositionEvent.PROGRESS, disposition_id=disposition.pk)
    return report


@transaction.atomic
def complete_disposition(
    *, actor: Actor, disposition_id: UUID, answer: str, position: UUID | None = None
) -> DispositionReceiver:
    """Finish one's share with an answer; the letter closes when all are done.

    Raises:
        NotFound: not a receiver.
        ShareNotNamed: several positions of the person received it.
        DispositionClosed: done or recalled already.
        Invalid: no answer, or shares handed on are still open.
    """
    disposition, share = _own_open_share(actor, disposition_id, position)
    # Koordinasi is closed by the peer, or answered by nota dinas (tata naskah 6.2).
    if share.owes_answer and not answer.strip():
        text = _("Write the result in a sentence or two.")
        raise Invalid([Fault(field="answer", code="required", message=text)])
    # An answer above would close what somebody below still works on.
    if _open_below(disposition, share):
        text = _("Those to whom you handed it on have not finished yet.")
        raise Invalid([Fault(field="children", code="still_open", message=text)])
    now = timezone.now()
    share.state, share.completed_at = ReceiverState.COMPLETED, now
    share.read_at = share.read_at or now
    share.completed_by, share.answer = actor.official, answer.strip()
    share.save()
    actor = actor.at_position(share.position_id)
    trail.record(DispositionAct.COMPLETED, disposition, actor=actor)
    events.add(DispositionEvent.COMPLETED, disposition_id=disposition.pk)
    close_letter_when_done(disposition.incoming)
    return share


def _open_below(disposition: Disposition, share: DispositionReceiver) -> bool:
    below = DispositionReceiver.objects.filter(
        disposition__parent=disposition,
        disposition__giver_position=share.position,
        disposition__recalled_at__isnull=True,
    )
    return below.owing_answer().exclude(state__in=CLOSED).exists()


def close_letter_when_done(incoming: IncomingLetter | None) -> None:
    """Close the letter if nobody has to answer any more."""
    if incoming is None:
        return
    locked = locked_incoming(incoming.pk)
    if locked.status == IncomingStatus.IN_PROGRESS and not open_dispositions(locked):
        # By rule and not by hand, so the trail names no person for it.
        close_incoming(locked, actor=None)
