"""Correcting an agenda entry: with a reason, old and new kept in the trail."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.organisation.actor import Actor
from eoffice.organisation.queries.upwards import register_unit_of
from eoffice.outbox import events
from eoffice.row_versions import check_version
from workflow.incoming import access
from workflow.incoming.errors import NotRegistered
from workflow.incoming.events import IncomingEvent
from workflow.incoming.locks import locked_for
from workflow.incoming.models import AgendaEventKind, IncomingLetter, IncomingStatus
from workflow.incoming.operations.agenda_events import note_in_agenda
from workflow.incoming.operations.registering import (
    Registration,
    checked_registration,
    clerk_at_position,
    write_registration,
)
from workflow.incoming.queries.agenda_events import changes_between
from workflow.incoming.trail_acts import IncomingAct
from workflow.security_class import SecurityClass, is_classed

FIELDS = tuple(Registration.__dataclass_fields__)


def registration_of(incoming: IncomingLetter) -> Registration:
    """Return the agenda entry as it stands."""
    return Registration(**{name: getattr(incoming, name) for name in FIELDS})


@transaction.atomic
def amend_registration(
    *,
    actor: Actor,
    incoming_id: UUID,
    row_version: int | None,
    changes: dict[str, Any],
    reason: str,
) -> IncomingLetter:
    """Correct fields of a registered letter; the agenda number stays.

    `changes` has names of `Registration`. Without any real change nothing happens.
    Who sees the entry alone changes neither subject nor desk: its position would read.

    Raises:
        NotFound: not a clerk of this register.
        NotRegistered: it has no entry yet.
        Stale: somebody changed it since it was read.
        Invalid: no reason, a broken rule, a class lowered (a head's act), or what
            only a reader of the letter may change.
    """
    incoming = locked_for(actor, "incoming.amend", incoming_id)
    if incoming.status == IncomingStatus.RECEIVED:
        raise NotRegistered(state=incoming.status)
    check_version(incoming, row_version, state=incoming.status)
    before = registration_of(incoming)
    after = Registration(**{**asdict(before), **changes})
    faults = _closed_faults(actor, incoming, changes)
    _refuse(faults + _change_faults(incoming, before, after, reason))
    desk = checked_registration(incoming, after, clerk=actor)
    changed = [name for name in FIELDS if getattr(before, name) != getattr(after, name)]
    if not changed:
        return incoming
    write_registration(incoming, after, desk)
    if "routed_to_id" in changed:
        incoming.gate_for = None  # its clerk says where it lies: no gate any more
    incoming.row_version += 1
    incoming.save()
    access.refresh_access(incoming)
    clerk = clerk_at_position(actor, register_unit_of(incoming.unit).pk)
    _record(incoming, clerk, reason, (before, after, changed))
    note_in_agenda(
        incoming,
        AgendaEventKind.AMENDED,
        actor=clerk,
        reason=reason,
        changes=[one.as_json() for one in changes_between(before, after)],
    )
    events.add(IncomingEvent.AMENDED, incoming_id=incoming.pk)
    return incoming


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise Invalid(faults)


def _closed_faults(
    actor: Actor, incoming: IncomingLetter, changes: dict[str, Any]
) -> list[Fault]:
    """Refuse what somebody who does not read the letter may not change.

    The subject is refused whatever it says: an answer that depended on it would tell
    a right guess. The desk stands in the entry and may be said again.
    """
    if access.reads(actor, incoming):
        return []
    closed = ["subject"] if "subject" in changes else []
    desk = incoming.routed_to_id
    if changes.get("routed_to_id", desk) != desk:
        closed.append("routed_to")
    text = _("Only somebody who may read this letter may change this.")
    return [Fault(field=name, code="not_readable", message=text) for name in closed]


def _change_faults(
    incoming: IncomingLetter, before: Registration, after: Registration, reason: str
) -> list[Fault]:
    faults = []
    if not reason.strip():
        text = _("Say why the entry is corrected.")
        faults.append(Fault(field="reason", code="required", message=text))
    # Dispositions were given from this desk; at another they would be nobody's.
    if after.routed_to_id != before.routed_to_id and (
        after.routed_to_id is None or incoming.dispositions.exists()
    ):
        text = _("This letter has dispositions; it stays at its desk.")
        faults.append(Fault(field="routed_to", code="has_dispositions", message=text))
    if after.security_class in SecurityClass.values:
        new, old = SecurityClass(after.security_class), before.security_class
        # Lowering opens the letter to more people: a head decides (tata naskah 5.2).
        if new.level < SecurityClass(old).level:
            text = _("Only the head of the unit may lower the class.")
            faults.append(Fault(field="security_class", code="lowered", message=text))
    return faults


def _record(
    incoming: IncomingLetter,
    actor: Actor,
    reason: str,
    change: tuple[Registration, Registration, list[str]],
) -> None:
    before, after, changed = change
    data: dict[str, Any] = {"fields": changed, "reason": reason.strip()[:300]}
    # The trail is read by people who may not know what a classed letter says.
    if not is_classed(incoming):
        data["before"] = {name: str(getattr(before, name)) for name in changed}
        data["after"] = {name: str(getattr(after, name)) for name in changed}
    trail.record(IncomingAct.AMENDED, incoming, actor=actor, **data)
