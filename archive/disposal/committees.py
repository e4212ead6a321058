"""Entering the committee that appraises, by its decree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.disposal import access
from archive.disposal.committee_model import (
    WITNESSES,
    AppraisalCommittee,
    CommitteeMember,
    MemberRole,
)
from archive.disposal.errors import NoWitnesses
from archive.disposal.trail_acts import DisposalAct
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position, Unit

LEAST_WITNESSES = 2
LEAST = (MemberRole.CHAIR, MemberRole.UNIT_HEAD, MemberRole.ARCHIVIST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decree:
    """The decree of a committee: members as (position, role)."""

    number: str
    decided_on: date
    members: Sequence[tuple[UUID, MemberRole]]


def committee_of(unit: Unit) -> AppraisalCommittee | None:
    """Return the committee in force for the records unit: its own, or from above."""
    rows = AppraisalCommittee.objects.filter(
        unit__in=unit.path, ended_at__isnull=True
    ).select_related("unit")
    by_unit = {one.unit_id: one for one in rows}
    nearest = (by_unit[pk] for pk in reversed(unit.path) if pk in by_unit)
    return next(nearest, None)


def require_witnesses(committee: AppraisalCommittee | None, *, state: str) -> None:
    """Refuse while fewer than two witness (PP 28/2012 Ps 66).

    Raises:
        NoWitnesses.
    """
    witnesses = committee.members.filter(role__in=WITNESSES).count() if committee else 0
    if witnesses < LEAST_WITNESSES:
        raise NoWitnesses(state=state)


@transaction.atomic
def form_committee(
    *, actor: Actor, unit_id: UUID, decree: Decree
) -> AppraisalCommittee:
    """Enter the committee of a records unit; the one before ends.

    Raises:
        NotFound: no such unit, or not for this person to say.
        Invalid: with every fault: the decree, its members, the least there must be.
    """
    rows = Unit.objects.select_for_update(no_key=True)
    unit = rows.filter(pk=unit_id).first()
    if unit is None:
        raise NotFound
    access.require(actor, "disposal.form_committee", unit)
    if faults := _faults(decree):
        raise Invalid(faults)
    in_force = AppraisalCommittee.objects.filter(unit=unit, ended_at__isnull=True)
    in_force.update(ended_at=timezone.now())
    made = AppraisalCommittee.objects.create(
        unit=unit,
        decree_number=decree.number.strip(),
        decided_on=decree.decided_on,
        entered_by=actor.official,
    )
    CommitteeMember.objects.bulk_create(
        CommitteeMember(committee=made, position_id=position, role=role)
        for position, role in decree.members
    )
    trail.record(
        DisposalAct.COMMITTEE_FORMED,
        made,
        actor=actor,
        number=made.decree_number,
        decided_on=made.decided_on.isoformat(),
        members=len(decree.members),
    )
    return made


def _faults(decree: Decree) -> list[Fault]:
    faults = []
    if not decree.number.strip():
        text = _("A decree has a number and a date.")
        faults.append(Fault(field="number", code="required", message=text))
    if decree.decided_on > timezone.localdate():
        text = _("The decree was made today or earlier.")
        faults.append(Fault(field="decided_on", code="in_future", message=text))
    positions = [position for position, _role in decree.members]
    known = Position.objects.filter(pk__in=positions, closed_on__isnull=True).count()
    if len(set(positions)) != len(positions) or known != len(positions):
        text = _("Name each position once, and only positions there are.")
        faults.append(Fault(field="members", code="bad_members", message=text))
    roles = {role for _position, role in decree.members}
    for role in LEAST:
        if role not in roles:
            told = _("Still missing: %(role)s.") % {"role": role.label}
            faults.append(Fault(field="members", code="missing_role", message=told))
    return faults
