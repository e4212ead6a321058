"""Dispositions that a helper prepares and the leader gives (tata naskah 6.2).

Preparing binds nobody: it is a draft beside the letter. Only who acts for the desk
gives it, as it is or changed; the trail says who prepared and who gave it.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from eoffice.audit import trail
from eoffice.errors import NotFound, Stale
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty
from eoffice.row_versions import check_version
from workflow.dispositions.errors import PreparedClosed
from workflow.dispositions.models import Disposition, PreparedDisposition
from workflow.dispositions.operations.checking import (
    DispositionInput,
    ReceiverInput,
    checked_input,
)
from workflow.dispositions.operations.giving import give_disposition
from workflow.dispositions.operations.unused_drafts import open_draft
from workflow.dispositions.trail_acts import DispositionAct
from workflow.incoming import access as incoming_access
from workflow.incoming.errors import NotRegistered
from workflow.incoming.locks import locked_for
from workflow.incoming.models import IncomingLetter, IncomingStatus


def input_of(prepared: PreparedDisposition) -> DispositionInput:
    """Return what was prepared, as it can be given."""
    told = prepared.content
    return DispositionInput(
        receivers=[
            ReceiverInput(position_id=UUID(one["position"]), role=one["role"])
            for one in told["receivers"]
        ],
        instructions=told["instructions"],
        note=told["note"],
        due_on=date.fromisoformat(told["due_on"]) if told["due_on"] else None,
    )


def _content(given: DispositionInput) -> dict[str, Any]:
    return {
        "receivers": [
            {"position": str(one.position_id), "role": str(one.role)}
            for one in given.receivers
        ],
        "instructions": list(given.instructions),
        "note": given.note,
        "due_on": given.due_on.isoformat() if given.due_on else None,
    }


@transaction.atomic
def prepare_disposition(
    *,
    actor: Actor,
    incoming_id: UUID,
    content: DispositionInput,
    expected_version: int | None = None,
) -> PreparedDisposition:
    """Lay a draft of a disposition beside a letter on the desk one helps.

    `expected_version` is that of the draft that was read; None or 0 where there was
    none. A letter has one draft: preparing again changes it.

    Raises:
        NotFound: not on a desk this person helps, or its content is not theirs.
        NotRegistered: no agenda number yet.
        Stale: somebody else prepared or changed it since it was read.
        Invalid: what could not be given either.
    """
    incoming = locked_for(actor, "incoming.prepare", incoming_id)
    if incoming.status == IncomingStatus.RECEIVED:
        raise NotRegistered(state=incoming.status)
    incoming_access.require_content(actor, incoming)
    desk = incoming.routed_to
    if desk is None:
        raise NotFound
    checked_input(desk, content, None)
    actor = actor.at_position_where(
        lambda mandate: PositionDuty.DESK_HELPER in mandate.position.duties
    )
    prepared = open_draft(incoming) or PreparedDisposition(
        incoming=incoming, desk=desk, row_version=0
    )
    if prepared.row_version != (expected_version or 0):
        raise Stale
    prepared.content = _content(content)
    prepared.prepared_by = actor.official
    prepared.prepared_position = actor.chosen.position if actor.chosen else None
    prepared.row_version += 1
    prepared.save()
    trail.record(
        DispositionAct.PREPARED, incoming, actor=actor, prepared=str(prepared.pk)
    )
    return prepared


@transaction.atomic
def issue_prepared(
    *,
    actor: Actor,
    prepared_id: UUID,
    expected_version: int,
    content: DispositionInput | None = None,
) -> Disposition:
    """Give what was prepared, as it is or as the leader changed it.

    Raises:
        NotFound: the letter is not on this person's desk.
        PreparedClosed: it was given or dropped already, or is for another desk.
        Stale: it was changed since it was read.
        Invalid: with every fault of the disposition.
    """
    found = PreparedDisposition.objects.filter(pk=prepared_id).first()
    if found is None:
        raise NotFound
    incoming = locked_for(actor, "incoming.dispose", found.incoming_id)
    prepared = _still_open(incoming, prepared_id)
    check_version(prepared, expected_version)
    # Closed before it is given: else giving would end it as one that was not used.
    prepared.is_open = False
    prepared.save()
    disposition = give_disposition(
        actor=actor,
        incoming_id=incoming.pk,
        content=content or input_of(prepared),
    )
    prepared.issued = disposition
    prepared.save()
    by, position = prepared.prepared_by, prepared.prepared_position
    trail.record(
        DispositionAct.ISSUED,
        disposition,
        actor=actor.at_position(incoming.routed_to_id),
        prepared_by=str(by.pk),
        prepared_position=str(position.pk) if position else "",
        changed=content is not None and _content(content) != prepared.content,
    )
    return disposition


@transaction.atomic
def drop_prepared(*, actor: Actor, prepared_id: UUID) -> None:
    """Drop a draft: by its leader or by a helper of the desk.

    Raises:
        NotFound: not this person's desk, nor one they help.
        PreparedClosed: given or dropped already.
    """
    found = PreparedDisposition.objects.filter(pk=prepared_id).first()
    if found is None:
        raise NotFound
    act = "incoming.dispose"
    if not incoming_access.may(actor, act, found.incoming):
        act = "incoming.prepare"
    incoming = locked_for(actor, act, found.incoming_id)
    prepared = _still_open(incoming, prepared_id)
    prepared.is_open = False
    prepared.save()
    trail.record(
        DispositionAct.DROPPED, incoming, actor=actor, prepared=str(prepared.pk)
    )


def _still_open(incoming: IncomingLetter, prepared_id: UUID) -> PreparedDisposition:
    prepared = open_draft(incoming)
    is_here = prepared is not None and prepared.desk_id == incoming.routed_to_id
    if prepared is None or not is_here or prepared.pk != prepared_id:
        raise PreparedClosed
    return prepared
